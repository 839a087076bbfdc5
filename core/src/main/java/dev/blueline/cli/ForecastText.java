package dev.blueline.cli;

import dev.blueline.scaling.Extrapolation;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.VarianceShares;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A forecast for people and as JSON, with what it stands on. */
record ForecastText(
        String metric,
        boolean oneAxis,
        Forecast forecast,
        Extrapolation beyond,
        VarianceShares variance,
        List<String> speaking) {

    static ForecastText of(String metric, Mixture mixture, Forecast forecast) {
        List<String> speaking = mixture.draws(forecast.point()).stream()
                .map(draw -> draw.law().family().name())
                .distinct()
                .toList();
        return new ForecastText(
                metric,
                mixture.span().oneAxis(),
                forecast,
                Extrapolation.of(mixture.span(), forecast.point()),
                VarianceShares.of(mixture, forecast.point()),
                speaking);
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (beyond.compute() > Extrapolation.TRUSTED) {
            warnings.add("The target lies " + Figures.factor(beyond.compute())
                    + " times beyond the data in compute, more than two decades: over such distances published laws have"
                    + " often failed, and no interval from the fitted runs covers a law that bends.");
        } else if (beyond.most() > Extrapolation.TRUSTED) {
            warnings.add("The target lies more than two decades beyond the data in "
                    + (beyond.parameters() > beyond.tokens() ? "model size" : "tokens")
                    + ": the law has never been seen near there.");
        }
        if (speaking.size() < forecast.weights().size()) {
            warnings.add(
                    "The target is far from the ratio of tokens to parameters of the best runs: laws of compute alone"
                            + " are left out of the interval.");
        }
        return warnings;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Forecast of %s at %s",
                metric,
                oneAxis ? "x = " + Figures.power(forecast.point().compute()) : Figures.point(forecast.point()));
        Outlook.Interval half = forecast.interval(Forecast.Level.HALF);
        line(text, "  median           %s", Figures.loss(forecast.predicted()));
        line(text, "  50%% interval     %s to %s", Figures.loss(half.low()), Figures.loss(half.high()));
        line(text, "  90%% interval     %s to %s", Figures.loss(forecast.low()), Figures.loss(forecast.high()));
        if (oneAxis) {
            line(text, "  beyond the data  %s times", Figures.factor(beyond.compute()));
        } else {
            line(
                    text,
                    "  beyond the data  %s times in N, %s in D, %s in C (1.0 is inside)",
                    Figures.factor(beyond.parameters()),
                    Figures.factor(beyond.tokens()),
                    Figures.factor(beyond.compute()));
        }
        line(text, "%n  %-26s %7s %10s", "law", "weight", "alone says");
        forecast.weights()
                .forEach((name, weight) -> line(
                        text,
                        "  %-26s %7.3f %10s%s",
                        Family.valueOf(name).title(),
                        weight,
                        Figures.loss(forecast.perLaw().getOrDefault(name, Double.NaN)),
                        speaking.contains(name) ? "" : "  (left out here)"));
        if (forecast.naive().known()) {
            line(
                    text,
                    "  %-26s %7s %10s",
                    "best loss so far",
                    "naive",
                    Figures.loss(forecast.naive().noChange()));
            line(
                    text,
                    "  %-26s %7s %10s",
                    "straight line in log-log",
                    "naive",
                    Figures.loss(forecast.naive().straightLine()));
        }
        line(
                text,
                "%n  Uncertainty, %.2f%% of the loss as one standard deviation, comes from",
                100 * Math.sqrt(variance.total()));
        shares().forEach((cause, share) ->
                line(text, "    %-24s %4.0f%% of the variance", cause, 100 * share / variance.total()));
        for (String warning : warnings()) {
            line(text, "  Note: %s", warning);
        }
        return text.toString();
    }

    private Map<String, Double> shares() {
        Map<String, Double> shares = new java.util.LinkedHashMap<>();
        shares.put("parameters of the laws", variance.parameters());
        shares.put("choice of law", variance.choice());
        shares.put("seed noise", variance.seeds());
        shares.put("drift beyond the data", variance.drift());
        return shares;
    }

    ObjectNode json(JsonMapper mapper) {
        ObjectNode node = mapper.createObjectNode();
        node.put("metric", metric);
        ObjectNode point = node.putObject("at");
        point.put("n", forecast.point().parameters());
        point.put("d", forecast.point().tokens());
        if (forecast.point().uniqueTokens() < forecast.point().tokens()) {
            point.put("u", forecast.point().uniqueTokens());
        }
        point.put("c", forecast.point().compute());
        node.put("median", forecast.predicted());
        for (Forecast.Level level : Forecast.Level.values()) {
            Outlook.Interval interval = forecast.interval(level);
            node.putArray(String.format(Locale.ROOT, "interval%.0f", 100 * level.probability()))
                    .add(interval.low())
                    .add(interval.high());
        }
        ObjectNode beyondData = node.putObject("times_beyond_data");
        beyondData.put("n", beyond.parameters());
        beyondData.put("d", beyond.tokens());
        beyondData.put("c", beyond.compute());
        ArrayNode laws = node.putArray("laws");
        forecast.weights()
                .forEach((name, weight) -> laws.addObject()
                        .put("law", name)
                        .put("weight", weight)
                        .put("alone", forecast.perLaw().getOrDefault(name, Double.NaN))
                        .put("left_out", !speaking.contains(name)));
        if (forecast.naive().known()) {
            ObjectNode naive = node.putObject("naive");
            naive.put("no_change", forecast.naive().noChange());
            naive.put("straight_line", forecast.naive().straightLine());
        }
        ObjectNode split = node.putObject("variance_of_log_loss");
        split.put("parameters", variance.parameters());
        split.put("choice_of_law", variance.choice());
        split.put("seeds", variance.seeds());
        split.put("drift", variance.drift());
        ArrayNode warnings = node.putArray("warnings");
        warnings().forEach(warnings::add);
        return node;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
