package dev.blueline.cli;

import dev.blueline.monitor.EndForecast;
import dev.blueline.monitor.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The loss over tokens (logarithmic) as characters: dots for the run, a line for what was expected before it, shade for the
 * 90% interval up to the planned end. A character holds two by four dots (Unicode's braille patterns);
 * where the terminal has none of these letters, it holds one star.
 */
final class LossPlot {
    private static final int HEIGHT = 16;
    private static final int MARGIN = 9;

    /** Bits of a braille pattern by column and row of dots. */
    private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private final int width;
    private final boolean ascii = Terminal.ascii();
    private final double first;
    private final double[] low;
    private final double[] middle;
    private final double[] high;
    private final double[] loss;
    private double top;
    private double bottom;

    private LossPlot(WatchedRun run, int width) {
        this.width = width;
        List<Point> points = run.points().stream()
                .filter(point -> point.loss() > 0 && Double.isFinite(point.loss()) && point.share() > 0)
                .toList();
        this.first =
                Math.max(0.02, points.isEmpty() ? 0 : Math.min(points.getFirst().share(), 0.5));
        List<EndForecast> expected = run.watcher()
                .expected(IntStream.range(0, width)
                        .mapToDouble(c -> share(c + 0.5))
                        .toArray());
        low = expected.stream().mapToDouble(EndForecast::low).toArray();
        middle = expected.stream().mapToDouble(EndForecast::median).toArray();
        high = expected.stream().mapToDouble(EndForecast::high).toArray();
        loss = medians(points);
        top = Math.max(
                Arrays.stream(high).max().orElse(1),
                Arrays.stream(loss).filter(Double::isFinite).max().orElse(0));
        bottom = Math.min(
                Arrays.stream(low).min().orElse(0),
                Arrays.stream(loss).filter(Double::isFinite).min().orElse(Double.POSITIVE_INFINITY));
        // what flies off is drawn at the top edge
        top = Math.min(top, bottom + 2 * (Arrays.stream(high).max().orElse(1) - bottom));
    }

    static List<String> of(WatchedRun run) {
        LossPlot plot = new LossPlot(run, Terminal.columns(100, 40, 140) - MARGIN);
        return plot.lines(run);
    }

    private double share(double column) {
        return first * Math.pow(1 / first, column / width);
    }

    private double column(double share) {
        return width * Math.log(share / first) / Math.log(1 / first);
    }

    /** The median loss in each half column; NaN where there is no point. */
    private double[] medians(List<Point> points) {
        List<List<Double>> inside = new ArrayList<>();
        for (int i = 0; i < 2 * width; i++) {
            inside.add(new ArrayList<>());
        }
        for (Point point : points) {
            int half = (int) Math.floor(2 * column(point.share()));
            if (half >= 0 && half <= 2 * width) {
                inside.get(Math.min(half, 2 * width - 1)).add(point.loss());
            }
        }
        return inside.stream()
                .mapToDouble(values -> values.isEmpty()
                        ? Double.NaN
                        : values.stream().sorted().toList().get(values.size() / 2))
                .toArray();
    }

    /** Row of dots from the top, of 4 a line. */
    private int dot(double value) {
        return Math.clamp(Math.round((top - value) / (top - bottom) * (4 * HEIGHT - 1)), 0, 4 * HEIGHT - 1);
    }

    private List<String> lines(WatchedRun run) {
        int[][] dots = new int[HEIGHT][width];
        int before = -1;
        for (int half = 0; half < loss.length; half++) {
            if (Double.isNaN(loss[half])) {
                continue;
            }
            int here = dot(loss[half]);
            int from = before < 0 ? here : before + Integer.signum(here - before);
            for (int row = Math.min(from, here); row <= Math.max(from, here); row++) {
                dots[row / 4][half / 2] |= DOTS[half % 2][row % 4];
            }
            before = here;
        }
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            double value = top - (row + 0.5) / HEIGHT * (top - bottom);
            StringBuilder line = new StringBuilder(
                    row % 3 == 0
                            ? String.format(Locale.ROOT, "%7.4g ", value) + (ascii ? '+' : '┤')
                            : " ".repeat(MARGIN - 1) + (ascii ? '|' : '│'));
            for (int c = 0; c < width; c++) {
                line.append(
                        dots[row][c] != 0
                                ? ascii ? '*' : (char) (0x2800 + dots[row][c])
                                : dot(middle[c]) / 4 == row
                                        ? ascii ? '-' : '─'
                                        : dot(high[c]) / 4 <= row && dot(low[c]) / 4 >= row ? ascii ? '.' : '░' : ' ');
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.addAll(axis(run));
        return lines;
    }

    private List<String> axis(WatchedRun run) {
        StringBuilder ticks = new StringBuilder((ascii ? "-" : "─").repeat(width));
        char[] names = " ".repeat(width + MARGIN).toCharArray();
        double judged = run.watcher().judgeFrom();
        for (double share : new double[] {0.02, 0.05, 0.1, 0.2, 0.5, 1}) {
            int at = (int) Math.min(width - 1, Math.floor(column(share)));
            if (at >= 0) {
                ticks.setCharAt(at, ascii ? '+' : '┬');
                String name = run.tokens().isPresent()
                        ? WatchText.count(share * run.tokens().getAsDouble())
                        : Math.round(100 * share) + "%";
                int start = Math.min(MARGIN + at - name.length() / 2, names.length - name.length());
                if (start > 0 && names[start - 1] == ' ') {
                    name.getChars(0, name.length(), names, start);
                }
            }
        }
        return List.of(
                " ".repeat(MARGIN - 1) + (ascii ? '+' : '└') + ticks,
                new String(names).stripTrailing(),
                " ".repeat(MARGIN)
                        + (run.tokens().isPresent() ? "across: tokens; " : "across: share of the run; ")
                        + (ascii ? "stars" : "dots")
                        + ": the run; line: expected before it, schedule included; shade: 90% of runs on the line;"
                        + String.format(Locale.ROOT, " judged from %.0f%%", 100 * judged));
    }
}
