package dev.blueline.report;

import dev.blueline.ablation.QualityArm;
import dev.blueline.ablation.QualityOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Loss against the share of a text that filters keep: once with text enough, once with what is left read again. */
final class ShareKeptChart {
    /** Factor between marks at one share, so that they do not lie on one another. */
    private static final double APART = 1.012;

    private ShareKeptChart() {}

    private record Line(String filter, boolean repeated) {
        String name() {
            return filter + (repeated ? ", read again" : ", text enough");
        }
    }

    static Chart of(QualityOutcome outcome) {
        List<Line> lines = outcome.cuts().stream()
                .filter(QualityOutcome.Cut::repeated)
                .map(QualityOutcome.Cut::filter)
                .distinct()
                .flatMap(filter -> Stream.of(new Line(filter, false), new Line(filter, true)))
                .toList();
        Map<String, SizeStyle> styles =
                SizeStyle.of(lines.stream().map(Line::name).toList());
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder up = DoubleStream.builder();
        for (Line line : lines) {
            SizeStyle style = styles.getOrDefault(line.name(), SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            List<QualityOutcome.Cut> cuts = outcome.cuts().stream()
                    .filter(cut -> cut.filter().equals(QualityArm.DIRTY)
                            || cut.filter().equals(line.filter()) && cut.repeated() == line.repeated())
                    .sorted(Comparator.comparingDouble(QualityOutcome.Cut::share))
                    .toList();
            for (QualityOutcome.Cut cut : cuts) {
                boolean all = cut.filter().equals(QualityArm.DIRTY);
                double x = 100 * cut.share() * (all ? 1 : Math.pow(APART, lines.indexOf(line) - 1.5));
                points.add(Series.point(
                        x,
                        cut.loss(),
                        (all ? "nothing filtered" : line.name()) + "\n" + Format.percent(cut.share()) + " kept, read "
                                + Format.fixed(cut.epochs(), 2) + " times\n" + Format.loss(cut.loss())
                                + " bits per byte"));
                bars.add(new double[] {x, cut.loss() - 2 * cut.spread(), cut.loss() + 2 * cut.spread()});
                up.add(cut.loss() - 2 * cut.spread()).add(cut.loss() + 2 * cut.spread());
            }
            series.add(Series.withErrorBars(
                    Series.line(line.name(), style.color(), style.symbol(), style.dash(), 1.6, points),
                    style.color(),
                    1,
                    bars));
            legend.add(Chart.Key.both(line.name(), style));
        }
        double least = 100
                * outcome.cuts().stream()
                        .mapToDouble(QualityOutcome.Cut::share)
                        .min()
                        .orElse(0.1);
        outcome.cuts().stream()
                .filter(cut -> cut.filter().equals(QualityArm.CLEAN))
                .findFirst()
                .ifPresent(clean -> {
                    series.addFirst(Series.line(
                            "clean text",
                            "axis",
                            "",
                            List.of(7, 4),
                            1.4,
                            List.of(List.of(least * 0.97, clean.loss()), List.of(103.0, clean.loss()))));
                    legend.add(Chart.Key.line("clean text", "axis", List.of(7, 4)));
                    up.add(clean.loss());
                });
        List<Double> ticks = outcome.cuts().stream()
                .map(cut -> 100 * cut.share())
                .map(share -> Math.round(share * 10) / 10.0)
                .distinct()
                .sorted()
                .toList();
        LogAxis across =
                new LogAxis("share of the tokens kept", least * 0.93, 108, ticks, tick -> Format.plain(tick) + "%");
        return new Chart(
                "share-kept",
                "Bits per byte of " + outcome.reference()
                        + " against the share of the text that is kept, both axes logarithmic.",
                Chart.frame(across, LogAxis.loss(up.build()), series),
                legend);
    }
}
