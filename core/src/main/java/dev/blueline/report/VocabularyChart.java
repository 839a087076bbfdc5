package dev.blueline.report;

import dev.blueline.ablation.VocabularyLaw;
import dev.blueline.ablation.VocabularyParabola;
import dev.blueline.pretraining.Pretraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Loss against vocabulary, a colour for each compute; and the best vocabulary against compute. */
final class VocabularyChart {
    private static final int STEPS = 40;
    private static final String MEASURED = "best vocabulary";
    private static final String FORECAST = "at the forecast compute";

    private VocabularyChart() {}

    /** @param slice a domain, or all text */
    static Chart losses(String id, VocabularyLaw law, String slice) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        List<String> names = law.ats().stream().map(VocabularyChart::name).toList();
        Map<String, SizeStyle> styles = SizeStyle.of(names);
        for (VocabularyLaw.At at : law.ats()) {
            SizeStyle style = styles.getOrDefault(name(at), SizeStyle.OTHER);
            VocabularyParabola parabola = parabola(at, slice);
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (VocabularyLaw.Point point : at.points()) {
                double mean = point.mean(slice);
                double error = error(point.losses(slice));
                drawn.add(mean - 2 * error);
                drawn.add(mean + 2 * error);
                points.add(Series.point(
                        point.vocabulary(),
                        mean,
                        "vocabulary " + point.vocabulary() + ", " + name(at) + "\n" + Format.loss(mean)
                                + " bits per byte, " + point.entries().size() + " seeds\n"
                                + Format.shortCount(point.tokens()) + " tokens"));
                bars.add(new double[] {point.vocabulary(), mean - 2 * error, mean + 2 * error});
            }
            series.add(Series.withErrorBars(
                    Series.marks(name(at), style.color(), style.symbol(), 8, true, points), style.color(), 1, bars));
            series.add(Series.line(name(at), style.color(), "", style.dash(), 1.8, line(at, parabola)));
            series.add(Series.marks(
                    name(at),
                    style.color(),
                    SizeStyle.DOWN,
                    11,
                    false,
                    List.of(Series.point(
                            parabola.best(),
                            parabola.loss(),
                            "best at " + name(at) + "\n" + Format.significant(parabola.best()) + " ("
                                    + Format.significant(parabola.low()) + " to "
                                    + Format.significant(parabola.high()) + ")"))));
            legend.add(Chart.Key.both(name(at), style));
        }
        return new Chart(
                id,
                "Held-out loss" + (slice.equals(Pretraining.ALL) ? "" : " of " + slice)
                        + " against vocabulary at equal training compute, a line for each compute, both axes logarithmic.",
                Chart.frame(vocabularies(law), LogAxis.loss(drawn.stream().mapToDouble(Double::doubleValue)), series),
                legend);
    }

    private static VocabularyParabola parabola(VocabularyLaw.At at, String slice) {
        return at.domains().getOrDefault(slice, at.best());
    }

    private static LogAxis vocabularies(VocabularyLaw law) {
        return LogAxis.around(
                "vocabulary (tokens)",
                law.ats().stream().flatMap(at -> at.points().stream()).mapToDouble(VocabularyLaw.Point::vocabulary),
                3,
                Format::plain);
    }

    private static String name(VocabularyLaw.At at) {
        return Format.power(at.compute()) + " FLOP, " + at.size() + (at.heldOut() ? ", forecast" : "");
    }

    private static double error(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    }

    private static List<Object> line(VocabularyLaw.At at, VocabularyParabola parabola) {
        double least = at.points().getFirst().vocabulary();
        double most = at.points().getLast().vocabulary();
        List<Object> line = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double vocabulary = least * Math.pow(most / least, i / (double) STEPS);
            line.add(List.of(vocabulary, parabola.at(vocabulary)));
        }
        return line;
    }

    /** Best vocabulary against compute. */
    static Chart best(VocabularyLaw law) {
        List<Object> series = new ArrayList<>();
        series.add(marks(law, false));
        series.add(marks(law, true));
        DoubleStream ends = law.ats().stream()
                .flatMapToDouble(at -> DoubleStream.of(
                        at.best().low(), at.best().best(), at.best().high()));
        return new Chart(
                "best-vocabulary-chart",
                "Best vocabulary against training compute with 90% intervals, both axes logarithmic.",
                Chart.frame(
                        LogAxis.compute(law.ats().stream().mapToDouble(VocabularyLaw.At::compute)),
                        LogAxis.around("best vocabulary (tokens)", ends, 3, Format::plain),
                        series),
                List.of(
                        Chart.Key.mark(MEASURED, "blue", SizeStyle.CIRCLE, true),
                        Chart.Key.mark(FORECAST, "vermillion", SizeStyle.DIAMOND, false)));
    }

    private static Map<String, Object> marks(VocabularyLaw law, boolean heldOut) {
        List<VocabularyLaw.At> ats =
                law.ats().stream().filter(at -> at.heldOut() == heldOut).toList();
        String color = heldOut ? "vermillion" : "blue";
        List<Object> points = ats.stream()
                .map(at -> (Object) Series.point(
                        at.compute(),
                        at.best().best(),
                        name(at) + "\n" + Format.significant(at.best().best()) + " ("
                                + Format.significant(at.best().low()) + " to "
                                + Format.significant(at.best().high()) + ")"))
                .toList();
        return Series.withErrorBars(
                Series.marks(
                        heldOut ? FORECAST : MEASURED,
                        color,
                        heldOut ? SizeStyle.DIAMOND : SizeStyle.CIRCLE,
                        heldOut ? 11 : 9,
                        !heldOut,
                        points),
                color,
                1.2,
                ats.stream()
                        .map(at -> new double[] {
                            at.compute(), at.best().low(), at.best().high()
                        })
                        .toList());
    }
}
