package dev.blueline.cli;

import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Metric;
import dev.blueline.scaling.Series;
import dev.blueline.scaling.Verdict;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Verdicts as a table for people or as JSON for programs.
 *
 * @param estimated whether seed deviations were estimated from the points
 */
record VerdictOutput(String x, String y, Metric metric, boolean estimated, List<Judged> lines) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One line and its verdict. */
    record Judged(Series line, Criterion criterion, Verdict verdict) {
        String colour() {
            return switch (verdict) {
                case Verdict.Blue blue -> "blue";
                case Verdict.Red red -> "red";
                case Verdict.Undetermined undetermined -> "undetermined";
            };
        }

        boolean tooShort() {
            return Double.isInfinite(verdict.gain().low());
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        List<Judged> shown = lines.stream().filter(judged -> !judged.tooShort()).toList();
        Columns table = new Columns("")
                .words("line", 0)
                .words("verdict", 0)
                .figures("runs", 4)
                .figures("first x", 6)
                .figures("last x", 5)
                .figures("gain", 0)
                .words("90% interval", 1)
                .figures("threshold", 3)
                .words("cause", 2);
        for (Judged judged : shown) {
            Verdict.Gain gain = judged.verdict().gain();
            List<?> points = judged.line().points();
            table.row(
                    judged.line().name(),
                    judged.colour(),
                    "" + points.size(),
                    number(judged.line().points().getFirst().x()),
                    number(judged.line().points().getLast().x()),
                    metric.inWords(gain.predicted()),
                    metric.inWords(gain.low()) + " to " + metric.inWords(gain.high()),
                    metric.inWords(gain.threshold()),
                    judged.verdict() instanceof Verdict.Red red ? red.cause().word() : "");
        }
        text.append(table.text(Terminal.Stream.OUTPUT.width()));
        for (Judged judged : shown) {
            text.append(String.format(
                    "%n%s is %s: %s.%n",
                    judged.line().name(), judged.colour(), judged.verdict().reason()));
            switch (judged.verdict()) {
                case Verdict.Blue blue -> {}
                case Verdict.Red red ->
                    text.append(String.format(
                            "  Cause: %s (%s).%n",
                            red.cause().sentence(), red.cause().shown()));
                case Verdict.Undetermined undetermined ->
                    text.append(String.format("  It would take %s.%n", undetermined.wouldDecide()));
            }
        }
        if (shown.size() < lines.size()) {
            text.append(String.format(
                    "%nLines of fewer than five positions along x are undetermined and not shown: %d.%n",
                    lines.size() - shown.size()));
        }
        text.append(String.format("%n%s", note()));
        return text.toString();
    }

    private String note() {
        String unit = switch (metric) {
            case Metric.Loss loss -> "Gains are shares of the loss at the last run.";
            case Metric.Score score -> "Gains are points of the score, judged on its error, ceiling minus score.";
        };
        return unit
                + (estimated
                        ? " Seed deviations are estimated from how far points lie off the line through their neighbours; give --seed-sd if you measured it."
                        : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("x", x);
        root.put("y", y);
        root.put(
                "metric",
                switch (metric) {
                    case Metric.Loss loss -> "loss";
                    case Metric.Score score -> "score";
                });
        if (metric instanceof Metric.Score score) {
            root.put("judged_on", "error, ceiling minus score");
            root.put("ceiling", score.ceiling());
        }
        root.put("seed_sd_from", estimated ? "scatter of the points" : "given");
        for (String colour : List.of("blue", "red", "undetermined")) {
            root.put(
                    colour,
                    lines.stream()
                            .filter(judged -> judged.colour().equals(colour))
                            .count());
        }
        ArrayNode array = root.putArray("lines");
        lines.forEach(judged -> line(judged, array.addObject()));
        return JSON.writeValueAsString(root);
    }

    private static void line(Judged judged, ObjectNode node) {
        Verdict.Gain gain = judged.verdict().gain();
        node.put("line", judged.line().name());
        judged.line().fixed().ifPresent(value -> node.put("fixed", value));
        node.put("verdict", judged.colour());
        node.put("runs", judged.line().points().size());
        node.put("positions", judged.line().positions());
        node.put("first_x", judged.line().points().getFirst().x());
        node.put("last_x", judged.line().points().getLast().x());
        node.put("horizon", judged.criterion().horizon());
        node.put("threshold", judged.criterion().threshold());
        node.put("seed_sd", judged.criterion().seedSd());
        if (!judged.tooShort()) {
            node.put("gain", gain.predicted());
            node.putArray("interval").add(gain.low()).add(gain.high());
        }
        node.put("reason", judged.verdict().reason());
        switch (judged.verdict()) {
            case Verdict.Blue blue -> {}
            case Verdict.Red red ->
                node.putObject("cause")
                        .put("kind", red.cause().word())
                        .put("sentence", red.cause().sentence())
                        .put("shown", red.cause().shown());
            case Verdict.Undetermined undetermined -> node.put("would_decide", undetermined.wouldDecide());
        }
    }
}
