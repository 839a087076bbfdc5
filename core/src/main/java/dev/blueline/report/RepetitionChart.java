package dev.blueline.report;

import dev.blueline.ablation.RepetitionLaw;
import dev.blueline.scaling.Target;
import dev.blueline.study.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Loss and worth of text that is read again, a colour for each number of different tokens. */
final class RepetitionChart {
    private static final int STEPS = 48;
    private static final String AS_FRESH = "as fresh text";

    private RepetitionChart() {}

    /** Loss against tokens at one size. */
    static Chart losses(Size size, List<RepetitionRun> runs, Optional<RepetitionLaw> law) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        List<String> arms = RepetitionRun.arms(runs);
        Map<String, SizeStyle> styles = SizeStyle.of(arms);
        for (String arm : arms) {
            SizeStyle style = styles.getOrDefault(arm, SizeStyle.OTHER);
            List<RepetitionRun> of =
                    runs.stream().filter(run -> run.run().arm().equals(arm)).toList();
            String name = name(arm);
            series.add(
                    marks(name, style, of.stream().filter(RepetitionRun::fitted).toList(), 7, true));
            series.add(marks(
                    name, style, of.stream().filter(RepetitionRun::heldOut).toList(), 12, false));
            series.add(marks(
                    name,
                    style,
                    of.stream().filter(run -> !run.fitted() && !run.heldOut()).toList(),
                    6,
                    false));
            law.ifPresent(found -> {
                List<Object> line = line(of, found);
                line.forEach(point -> drawn.add(((Number) ((List<?>) point).get(1)).doubleValue()));
                series.add(Series.line(name, style.color(), "", style.dash(), 1.8, line));
            });
            legend.add(Chart.Key.both(name, style));
        }
        DoubleStream losses = DoubleStream.concat(
                runs.stream().mapToDouble(RepetitionRun::loss), drawn.stream().mapToDouble(Double::doubleValue));
        return new Chart(
                "repetition-chart-" + size,
                "Held-out loss against training tokens at size " + size
                        + ", a line for each number of different tokens, both axes logarithmic.",
                Chart.frame(
                        LogAxis.tokens(
                                runs.stream().mapToDouble(run -> run.run().tokens())),
                        LogAxis.loss(losses),
                        series),
                legend);
    }

    private static String name(String arm) {
        return arm.equals("fresh") ? "fresh text" : arm.replace('m', 'M') + " different";
    }

    private static Map<String, Object> marks(
            String name, SizeStyle style, List<RepetitionRun> runs, int size, boolean filled) {
        List<Object> points = runs.stream()
                .map(run -> (Object) Series.point(
                        run.run().tokens(),
                        run.loss(),
                        run.run().rung() + " seed " + run.run().seed() + "\n" + Format.significant(run.times())
                                + " times read, " + Format.loss(run.loss()) + " bits per byte"
                                + (run.heldOut()
                                        ? "\nforecast before it was run"
                                        : run.past() ? "\npast its best" : "")))
                .toList();
        return Series.marks(name, style.color(), style.symbol(), size, filled, points);
    }

    private static List<Object> line(List<RepetitionRun> runs, RepetitionLaw law) {
        double least =
                runs.stream().mapToDouble(run -> run.run().tokens()).min().orElseThrow();
        double most = runs.stream().mapToDouble(run -> run.run().tokens()).max().orElseThrow();
        RepetitionRun any = runs.getFirst();
        double size = any.run().parameters().matmul();
        List<Object> line = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double tokens = least * Math.pow(most / least, i / (double) STEPS);
            double unique = any.fresh() ? tokens : Math.min(tokens, any.unique());
            line.add(List.of(tokens, law.law().predict(new Target(size, tokens, 6 * size * tokens, unique))));
        }
        return line;
    }

    /** Effective against seen tokens. */
    static Chart worth(List<Size> sizes, List<RepetitionRun> runs, RepetitionLaw law) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        List<RepetitionRun> repeated = runs.stream().filter(run -> !run.fresh()).toList();
        double most = runs.stream().mapToDouble(run -> run.run().tokens()).max().orElseThrow();
        double least = RepetitionRun.uniques(runs).stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(most);
        series.add(Series.line(
                AS_FRESH, "axis", "", List.of(7, 4), 1.2, List.of(List.of(least, least), List.of(most, most))));
        Map<String, SizeStyle> styles = SizeStyle.of(RepetitionRun.arms(runs));
        for (String arm : RepetitionRun.arms(repeated)) {
            SizeStyle style = styles.getOrDefault(arm, SizeStyle.OTHER);
            List<RepetitionRun> of =
                    repeated.stream().filter(run -> run.run().arm().equals(arm)).toList();
            double unique = of.getFirst().unique();
            List<BandPoint> band = new ArrayList<>();
            for (int i = 0; i <= STEPS; i++) {
                double tokens = unique * Math.pow(most / unique, i / (double) STEPS);
                var worth = law.effective(tokens, unique);
                band.add(new BandPoint(
                        tokens,
                        worth.interval().low(),
                        worth.value(),
                        worth.interval().high()));
            }
            series.add(Series.band(name(arm), "band", band));
            series.add(Series.line(
                    name(arm),
                    style.color(),
                    "",
                    style.dash(),
                    1.8,
                    band.stream()
                            .map(point -> (Object) List.of(point.x(), point.median()))
                            .toList()));
            List<Object> points = new ArrayList<>();
            for (RepetitionRun run : of) {
                OptionalDouble same = run.equivalent(runs);
                same.ifPresent(tokens -> points.add(Series.point(
                        run.run().tokens(),
                        tokens,
                        run.run().rung() + " seed " + run.run().seed() + "\nas good as " + Format.shortCount(tokens)
                                + " fresh tokens")));
            }
            series.add(Series.marks(name(arm), style.color(), style.symbol(), 7, true, points));
            legend.add(Chart.Key.both(name(arm), style));
        }
        legend.add(Chart.Key.line(AS_FRESH, "axis", List.of(7, 4)));
        DoubleStream ends = DoubleStream.of(least, most);
        return new Chart(
                "worth-chart",
                "Fresh tokens that repeated text is worth, against tokens read, at " + sizes.size()
                        + " sizes, both axes logarithmic.",
                Chart.frame(
                        LogAxis.tokens(DoubleStream.of(least, most)),
                        LogAxis.around("worth in fresh tokens", ends, 3, Format::shortCount),
                        series),
                legend);
    }
}
