package dev.blueline.cli;

import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.RlCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A curve of RL for people and for machines.
 *
 * @param law the one whose parameters are shown
 * @param start accuracy before RL, where it was given
 * @param end where the forecast is
 * @param forecast of the accuracy there
 * @param registered whether it stands in a registry
 * @param level of the parameters' intervals
 */
record RlFitOutput(
        RlOptions.Curve read,
        RlCurve curve,
        LawName law,
        OptionalDouble start,
        double end,
        Forecast forecast,
        boolean registered,
        double level) {

    static RlFitOutput of(RlOptions.Curve read, RlOptions options, LawName law, int draws, long seed, double level) {
        RlCurve curve = RlCurve.fit(read.points(), options.start(), draws, seed);
        double end = options.end(curve.points());
        Forecast made = curve.forecast(options.id(), read.accuracy() + " at RL compute " + FitText.number(end), end);
        Optional<Forecast> registered = options.registry().map(registry -> registry.register(made));
        return new RlFitOutput(
                read, curve, law, options.start(), end, registered.orElse(made), registered.isPresent(), level);
    }

    String text() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s: %d points of %s; C = %s, R = %s%s%n",
                read.file(),
                curve.points().size(),
                curve.seeds() == 1
                        ? "one run"
                        : curve.seeds() + " runs (" + read.seed().orElse("") + ")",
                read.compute(),
                read.accuracy(),
                read.errors().map(name -> ", weighed by " + name).orElse("")));
        out.append("Law: ").append(law).append(", ").append(formula()).append('\n');
        out.append(String.format(
                Locale.ROOT,
                "Intervals: %.0f%%, from %d refits (noise of %spoints drawn).%n%n",
                100 * level,
                curve.draws(),
                curve.seeds() == 1 ? "" : "seeds and "));
        out.append(parameters());
        out.append("\nLaws compared: weight follows from the misfit, with the noise that the sigmoid leaves.\n");
        out.append(laws());
        out.append('\n').append(asymptote()).append(forecastText());
        return out.toString();
    }

    private String formula() {
        return law == LawName.LOG_COMPUTE
                ? "R = a + b log10 C, within 0 and 1"
                : "R = R0 + (A - R0) / (1 + (Cmid/C)^B)";
    }

    private Map<String, Double> values() {
        return law == LawName.LOG_COMPUTE
                ? curve.logCompute().parameters()
                : curve.sigmoid().parameters();
    }

    private Map<String, Outlook.Interval> intervals() {
        return law == LawName.LOG_COMPUTE ? curve.logIntervals(level) : curve.sigmoidIntervals(level);
    }

    private String parameters() {
        StringBuilder out = new StringBuilder();
        Map<String, Outlook.Interval> intervals = intervals();
        values().forEach((name, value) -> {
            Optional<Outlook.Interval> interval = Optional.ofNullable(intervals.get(name));
            boolean known = name.equals("R0") && start.isPresent();
            out.append(String.format(
                    Locale.ROOT,
                    "  %-8s %10s   %s%n",
                    name,
                    FitText.number(value),
                    known
                            ? "given"
                            : interval.map(ends ->
                                            "[" + FitText.number(ends.low()) + ", " + FitText.number(ends.high()) + "]")
                                    .orElse("")));
        });
        return out.toString();
    }

    private String laws() {
        Columns table = new Columns("  ")
                .words("law", 0)
                .figures("weight", 0)
                .figures("residuals", 0)
                .figures("at " + FitText.number(end), 0);
        table.row(
                LawName.RL_SIGMOID.toString(),
                Figures.percent(curve.sigmoidWeight()),
                accuracy(curve.residual(true)),
                accuracy(curve.sigmoid().at(end)));
        table.row(
                LawName.LOG_COMPUTE.toString(),
                Figures.percent(1 - curve.sigmoidWeight()),
                accuracy(curve.residual(false)),
                accuracy(curve.logCompute().at(end)));
        return table.text(Terminal.Stream.OUTPUT.width());
    }

    private String asymptote() {
        return curve.asymptoteUndetermined()
                .map(why ->
                        "Asymptote: undetermined; " + why + ".\n  What would decide: " + curve.wouldDecide() + ".\n")
                .orElseGet(() -> "Asymptote: " + accuracy(curve.sigmoid().asymptote()) + ", "
                        + ninety(curve.asymptote(0.9)) + ".\n");
    }

    private String forecastText() {
        String where = "Forecast at C = " + FitText.number(end) + ": ";
        String said = curve.forecastUndetermined(end)
                .map(why -> where + "undetermined; " + why + ".\n")
                .orElseGet(() -> where + accuracy(forecast.predicted()) + ", "
                        + ninety(new Outlook.Interval(forecast.low(), forecast.high()))
                        + ", as measured at these points.\n");
        return registered
                ? said + String.format("Registered as \"%s\" at %s.%n", forecast.id(), forecast.registeredAt())
                : said;
    }

    private static String ninety(Outlook.Interval interval) {
        return "90% interval " + accuracy(interval.low()) + " to " + accuracy(interval.high());
    }

    private static String accuracy(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("law", law.toString());
        object.put("rows", curve.points().size());
        object.put("runs", curve.seeds());
        object.put("parameters", values());
        Map<String, Object> intervals = new LinkedHashMap<>();
        intervals().forEach((name, interval) -> intervals.put(name, ends(interval)));
        object.put("intervals", intervals);
        object.put("level", level);
        List<Map<String, Object>> laws = new ArrayList<>();
        laws.add(law(
                LawName.RL_SIGMOID,
                curve.sigmoidWeight(),
                curve.residual(true),
                curve.sigmoid().at(end)));
        laws.add(law(
                LawName.LOG_COMPUTE,
                1 - curve.sigmoidWeight(),
                curve.residual(false),
                curve.logCompute().at(end)));
        object.put("laws", laws);
        Map<String, Object> asymptote = new LinkedHashMap<>();
        asymptote.put("accuracy", curve.sigmoid().asymptote());
        asymptote.put("interval", ends(curve.asymptote(0.9)));
        curve.asymptoteUndetermined().ifPresent(why -> asymptote.put("undetermined", why));
        object.put("asymptote", asymptote);
        Map<String, Object> there = new LinkedHashMap<>();
        there.put("compute", end);
        there.put("accuracy", forecast.predicted());
        there.put("interval", List.of(forecast.low(), forecast.high()));
        curve.forecastUndetermined(end).ifPresent(why -> there.put("undetermined", why));
        object.put("forecast", there);
        object.put("would_decide", curve.wouldDecide());
        if (registered) {
            object.put("registered", forecast);
        }
        return object;
    }

    private static Map<String, Object> law(LawName name, double weight, double residual, double at) {
        Map<String, Object> law = new LinkedHashMap<>();
        law.put("law", name.toString());
        law.put("weight", weight);
        law.put("residuals", residual);
        law.put("at_end", at);
        return law;
    }

    private static List<Double> ends(Outlook.Interval interval) {
        return List.of(interval.low(), interval.high());
    }
}
