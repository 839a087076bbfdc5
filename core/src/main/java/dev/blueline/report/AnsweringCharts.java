package dev.blueline.report;

import dev.blueline.answering.Answered;
import dev.blueline.answering.AnsweringResults;
import dev.blueline.answering.Descent;
import dev.blueline.answering.Exchange;
import dev.blueline.answering.ShareCurve;
import dev.blueline.answering.Trained;
import dev.blueline.scaling.BetaBinomial;
import dev.blueline.testtime.Accuracy;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.WithoutThought;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Charts of compute spent at the answer. */
final class AnsweringCharts {
    private static final String RIGHT = "share answered right";
    private static final List<Integer> DOTS = List.of(2, 3);

    /** Accuracies whose curves are drawn, as many as there are colours. */
    private static final double[] CONTOURS = {0.1, 0.2, 0.3, 0.5, 0.7, 0.9};

    private AnsweringCharts() {}

    /** Accuracy against FLOPs at the answer: a line for each curve, in the order given. */
    static Chart accuracy(String id, String description, Map<String, ShareCurve> curves) {
        return accuracy(id, description, curves, SizeStyle.of(curves.keySet()));
    }

    /** As {@link #accuracy(String, String, Map)}, in styles by the curves' names. */
    static Chart accuracy(
            String id, String description, Map<String, ShareCurve> curves, Map<String, SizeStyle> styles) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        LogAxis across = LogAxis.around(
                "FLOP at the answer of one problem",
                curves.values().stream()
                        .flatMapToDouble(
                                curve -> DoubleStream.of(curve.meanFlops(0), curve.meanFlops(curve.points() - 1))),
                3,
                Format::power);
        series.add(LogAxis.ticksOf(across, ShareAxis.ticks(0)));
        curves.forEach((name, curve) -> {
            SizeStyle style = styles.getOrDefault(name, SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (int i = 0; i < curve.points(); i++) {
                Accuracy share = curve.share(i);
                points.add(Series.point(
                        curve.meanFlops(i),
                        share.value(),
                        name + ", " + curve.samples().get(i)
                                + (curve.samples().get(i) == 1 ? " response\n" : " responses at most\n")
                                + Format.power(curve.meanFlops(i)) + " FLOP, " + Format.fixed(curve.tokens()[i], 1)
                                + " tokens\n" + words(share)));
                bars.add(new double[] {curve.meanFlops(i), share.low(), share.high()});
            }
            series.add(Series.withErrorBars(
                    Series.line(name, style.color(), style.symbol(), style.dash(), 1.8, points),
                    style.color(),
                    1,
                    bars));
            legend.add(Chart.Key.both(name, style));
        });
        return new Chart(id, description, Chart.frame(across.spec(32), ShareAxis.upTo1(RIGHT, 0), series), legend);
    }

    static String words(Accuracy share) {
        return Format.fixed(share.value(), 2) + " [" + Format.fixed(share.low(), 2) + ", "
                + Format.fixed(share.high(), 2) + "]";
    }

    /** Coverage against responses: measured, as the law has it that knows the first of them, and guessing. */
    static Chart coverage(
            String id, Answered answered, WithoutThought guesses, List<CoverageForecasts.Scored> forecasts) {
        int most = answered.coverage().drawn();
        List<Object> measured = new ArrayList<>();
        List<double[]> bars = new ArrayList<>();
        List<Object> guessed = new ArrayList<>();
        List<Object> law = new ArrayList<>();
        BetaBinomial early = answered.early().law();
        for (int k = 1; k <= most; k *= 2) {
            Accuracy pass = answered.coverage().pass(k);
            measured.add(Series.point(k, pass.value(), "one of " + k + "\n" + words(pass)));
            bars.add(new double[] {k, pass.low(), pass.high()});
            if (k <= guesses.guesses()) {
                Accuracy guess = guesses.pass(k);
                guessed.add(Series.point(k, guess.value(), "one of " + k + " guesses\n" + words(guess)));
            }
            law.add(List.of(k, early.at(k)));
        }
        LogAxis across = LogAxis.around(
                "responses to a problem",
                DoubleStream.of(1, forecasts.isEmpty() ? most : 1.4 * most),
                3,
                Format::plain);
        List<Object> series = new ArrayList<>();
        series.add(LogAxis.ticksOf(across, ShareAxis.ticks(0)));
        SizeStyle model = SizeStyle.at(0);
        SizeStyle guess = SizeStyle.at(3);
        String name = "one of k right";
        String known = "law from the first " + answered.early().drawn();
        series.add(Series.line(known, "ink", "", List.of(9, 4), 1.6, law));
        series.add(Series.withErrorBars(
                Series.line(name, model.color(), model.symbol(), model.dash(), 1.8, measured), model.color(), 1, bars));
        series.add(Series.line("guessing", guess.color(), guess.symbol(), DOTS, 1.8, guessed));
        List<Chart.Key> legend = new ArrayList<>(List.of(
                Chart.Key.both(name, model),
                Chart.Key.line(known, "ink", List.of(9, 4)),
                Chart.Key.both("guessing", new SizeStyle(guess.color(), guess.symbol(), DOTS))));
        if (!forecasts.isEmpty()) {
            double aside = 1.12;
            List<Object> marks = new ArrayList<>();
            List<double[]> ends = new ArrayList<>();
            for (CoverageForecasts.Scored forecast : forecasts) {
                marks.add(Series.point(
                        most * aside,
                        forecast.predicted(),
                        forecast.law() + " forecast " + Format.fixed(forecast.predicted(), 2) + " ["
                                + Format.fixed(forecast.low(), 2) + ", " + Format.fixed(forecast.high(), 2) + "]"));
                ends.add(new double[] {most * aside, forecast.low(), forecast.high()});
                aside *= 1.18;
            }
            series.add(Series.withErrorBars(
                    Series.marks("forecast", "vermillion", SizeStyle.DIAMOND, 11, true, marks), "vermillion", 2, ends));
            legend.add(Chart.Key.mark("forecast", "vermillion", SizeStyle.DIAMOND, true));
        }
        return new Chart(
                id,
                "Share of problems that one of k responses solves, against k.",
                Chart.frame(across.spec(32), ShareAxis.upTo1("share of problems solved", 0), series),
                legend);
    }

    /** Curves of equal accuracy over training compute and compute at the answer; nothing where no two models share an accuracy. */
    static Optional<Chart> exchange(String id, AnsweringResults results, AnsweringResults.Traded traded) {
        Descent descent = traded.descent();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder up = DoubleStream.builder();
        List<ShareCurve> curves = descent.models().stream()
                .map(model -> results.curve(model, traded.level(), traded.strategy()))
                .toList();
        for (double goal : CONTOURS) {
            curves.stream()
                    .mapToDouble(curve -> Exchange.crossing(curve, goal))
                    .filter(Double::isFinite)
                    .forEach(up::add);
        }
        LogAxis answer = LogAxis.around("FLOP at the answer of one problem", up.build(), 3, Format::power);
        int drawn = 0;
        for (double goal : CONTOURS) {
            List<Object> points = new ArrayList<>();
            for (int i = 0; i < curves.size(); i++) {
                double flops = Exchange.crossing(curves.get(i), goal);
                if (!Double.isNaN(flops)) {
                    Trained model = descent.models().get(i);
                    points.add(Series.point(
                            model.flops(),
                            flops,
                            Format.fixed(goal, 1) + " right\n" + Format.power(model.flops()) + " FLOP of training\n"
                                    + Format.power(flops) + " FLOP at the answer"));
                }
            }
            if (points.size() >= 2) {
                String name = Format.fixed(goal, 1) + " right";
                SizeStyle style = SizeStyle.at(drawn++);
                series.add(Series.line(name, style.color(), style.symbol(), List.of(), 2, points));
                traded.exchange()
                        .surface()
                        .filter(surface -> traded.exchange().rate().determined())
                        .ifPresent(surface -> series.add(Series.line(
                                name, style.color(), "", List.of(4, 4), 1.2, fitted(surface, goal, descent, answer))));
                legend.add(Chart.Key.both(name, new SizeStyle(style.color(), style.symbol(), List.of())));
            }
        }
        if (drawn == 0) {
            return Optional.empty();
        }
        LogAxis training = LogAxis.compute(descent.models().stream().mapToDouble(Trained::flops));
        return Optional.of(new Chart(
                id,
                "Curves of equal accuracy: FLOPs at the answer against FLOPs of training, " + descent.name() + ", "
                        + traded.strategy() + ".",
                Chart.frame(training, answer, series),
                legend));
    }

    private static List<Object> fitted(Exchange.Surface surface, double goal, Descent descent, LogAxis answer) {
        double first = descent.models().getFirst().flops();
        double last = descent.models().getLast().flops();
        List<Object> line = new ArrayList<>();
        for (int i = 0; i <= 20; i++) {
            double training = first * Math.pow(last / first, i / 20.0);
            double flops = surface.answerFlops(goal, training);
            if (flops >= answer.min() && flops <= answer.max()) {
                line.add(List.of(training, flops));
            }
        }
        return line;
    }
}
