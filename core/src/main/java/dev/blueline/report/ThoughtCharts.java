package dev.blueline.report;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.tasks.Level;
import dev.blueline.thought.CrossedMean;
import dev.blueline.thought.ThoughtResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Charts of a study of thought: a line for each style, always in the same colour. */
record ThoughtCharts(ThoughtResults results, ThoughtResults.Asked asked) {
    private static final String RIGHT = "share answered right";

    private static final int SEED_SIZE = 7;

    /** A mark before it is drawn, with the seeds that it is the mean of. */
    private record Mark(double x, CrossedMean right, List<Double> seeds, String text) {}

    /** Accuracy by level of one size, at the largest training compute. */
    Chart byLevel(Size size) {
        List<Level> levels = asked.examined();
        return chart(
                id("levels-" + size),
                "Share answered right by level of " + asked.task() + " at size " + size + ", a line for each style.",
                ShareAxis.names(
                        "level of " + asked.task(),
                        levels.stream().map(this::number).toList(),
                        30),
                ShareAxis.grid(0),
                style -> {
                    List<Mark> marks = new ArrayList<>();
                    for (int i = 0; i < levels.size(); i++) {
                        marks.add(mark(i, place(style, size, results.last()), levels.get(i)));
                    }
                    return marks;
                });
    }

    /** Accuracy at the hardest level taught against training compute, each style at its best size. */
    Chart byCompute() {
        LogAxis across =
                LogAxis.compute(results.study().thought().flops().stream().mapToDouble(each -> each));
        return chart(
                id("compute"),
                "Share of problems of " + asked.hardest().name()
                        + " answered right against training compute, each style at its best size.",
                across.spec(32),
                LogAxis.ticksOf(across, ShareAxis.ticks(0)),
                style -> {
                    List<Mark> marks = new ArrayList<>();
                    for (int run = 0; run <= results.last(); run++) {
                        marks.add(mark(results.flops(run), results.best(asked, style, run), asked.hardest()));
                    }
                    return marks;
                });
    }

    /** Accuracy at the hardest level taught against parameters, at the largest training compute. */
    Chart byParameters() {
        List<Size> sizes = results.sizes(asked.task());
        LogAxis across = LogAxis.around(
                "parameters",
                sizes.stream().mapToDouble(size -> results.parameters(asked.task(), size)),
                3,
                Format::shortCount);
        return chart(
                id("parameters"),
                "Share of problems of " + asked.hardest().name()
                        + " answered right against parameters, at the largest training compute.",
                across.spec(32),
                LogAxis.ticksOf(across, ShareAxis.ticks(0)),
                style -> sizes.stream()
                        .map(size -> mark(
                                results.parameters(asked.task(), size),
                                place(style, size, results.last()),
                                asked.hardest()))
                        .toList());
    }

    /** Tokens of a response by level, at the largest size and training compute. */
    Chart tokens() {
        Size largest = results.sizes(asked.task()).getLast();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder up = DoubleStream.builder();
        styles().forEach((word, style) -> {
            List<Object> points = new ArrayList<>();
            ThoughtResults.Place place = place(Style.of(word), largest, results.last());
            for (int i = 0; i < asked.examined().size(); i++) {
                double tokens = results.tokens(place, asked.examined().get(i));
                up.add(tokens);
                points.add(Series.point(
                        i,
                        tokens,
                        word + ", " + asked.examined().get(i).name() + "\n" + Format.fixed(tokens, 1) + " tokens"));
            }
            series.add(Series.line(word, style.color(), style.symbol(), style.dash(), 1.8, points));
            legend.add(Chart.Key.both(word, style));
        });
        LogAxis axis = LogAxis.around("tokens of a response", up.build(), 4, Format::plain);
        series.addFirst(LogAxis.ticksOf(new LogAxis("", 0, 1, List.of(), Format::plain), axis));
        return new Chart(
                id("tokens"),
                "Tokens of a response by level, a line for each style.",
                Chart.frame(
                        ShareAxis.names(
                                "level of " + asked.task(),
                                asked.examined().stream().map(this::number).toList(),
                                30),
                        axis.spec(44),
                        series),
                legend);
    }

    private Chart chart(
            String id,
            String description,
            Map<String, Object> across,
            Map<String, Object> grid,
            Function<Style, List<Mark>> marks) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        series.add(grid);
        styles().forEach((word, style) -> {
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            List<Object> seeds = new ArrayList<>();
            for (Mark mark : marks.apply(Style.of(word))) {
                points.add(Series.point(mark.x(), mark.right().value(), mark.text()));
                bars.add(new double[] {
                    mark.x(),
                    Math.max(0, mark.right().low()),
                    Math.min(1, mark.right().high())
                });
                for (int i = 0; mark.seeds().size() > 1 && i < mark.seeds().size(); i++) {
                    double right = mark.seeds().get(i);
                    seeds.add(Series.point(
                            mark.x(), right, mark.text() + "\nseed number " + (i + 1) + ": " + Format.loss(right)));
                }
            }
            series.add(Series.withErrorBars(
                    Series.line(word, style.color(), style.symbol(), style.dash(), 1.8, points),
                    style.color(),
                    1,
                    bars));
            series.add(Series.marks(word, style.color(), SizeStyle.CIRCLE, SEED_SIZE, false, seeds));
            legend.add(Chart.Key.both(word, style));
        });
        return new Chart(id, description, Chart.frame(across, ShareAxis.upTo1(RIGHT, 0), series), legend);
    }

    private Mark mark(double x, ThoughtResults.Place place, Level level) {
        CrossedMean right = results.accuracy(place, List.of(level));
        return new Mark(
                x,
                right,
                results.accuracies(place, List.of(level)),
                place.style().word() + " at " + place.size() + ", " + level.name() + "\n"
                        + Format.power(results.flops(place.run())) + " FLOP of training\n"
                        + ThoughtSections.share(right));
    }

    /** With a star if it was not taught. */
    private String number(Level level) {
        return level.number() + (asked.taught().contains(level) ? "" : "*");
    }

    private Map<String, SizeStyle> styles() {
        return SizeStyle.of(
                results.study().thought().styles().stream().map(Style::word).toList());
    }

    private ThoughtResults.Place place(Style style, Size size, int run) {
        return new ThoughtResults.Place(asked.task(), style, size, run);
    }

    private String id(String what) {
        return "thought-" + (asked.task() + "-" + what).replaceAll("[^A-Za-z0-9-]", "-");
    }
}
