package dev.blueline.cli;

import dev.blueline.report.ForecastResult;
import dev.blueline.report.Reservations;
import dev.blueline.report.TrialReport;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Verdict;
import dev.blueline.study.Line;
import dev.blueline.study.Outcome;
import dev.blueline.trials.TrialOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a study found, in a few lines for people or as JSON for programs. */
final class RunSummary {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunSummary() {}

    static String text(Outcome outcome, Path folder) {
        Forecast forecast = outcome.forecast();
        ForecastScore score = outcome.score();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%nForecast of %s: %.4f, 90%% interval %.4f to %.4f%n",
                forecast.target(),
                forecast.predicted(),
                forecast.low(),
                forecast.high()));
        text.append(String.format(
                Locale.ROOT,
                "Measured: %.4f, so the forecast was off by %+.2f%% (%.0f%% of the gain) and the interval %s%s%n",
                score.measured(),
                100 * score.relativeError(),
                100 * score.errorShareOfGain(),
                score.inside() ? "held" : "missed it",
                Reservations.of(
                        forecast.predicted(),
                        new Outlook.Interval(forecast.low(), forecast.high()),
                        score.measured(),
                        List.of(
                                new ForecastResult.Naive(
                                        "no change", forecast.naive().noChange()),
                                new ForecastResult.Naive(
                                        "straight line", forecast.naive().straightLine())))));
        text.append(String.format(
                Locale.ROOT,
                "Naive forecasts: no change %+.1f%%, straight line %+.1f%%%n%n",
                100 * score.noChangeError(),
                100 * score.straightLineError()));
        for (Line line : outcome.lines()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %s: %s%n",
                    colour(line.verdict()),
                    line.title(),
                    line.verdict().reason()));
        }
        outcome.leftOut().forEach(run -> text.append(String.format("Left out of the laws: %s%n", run.inWords())));
        text.append(String.format("%nReport: %s%n", folder.resolve("report.html")));
        return text.toString();
    }

    static String json(Outcome outcome, Path folder) {
        ObjectNode root = JSON.createObjectNode();
        root.put("report", folder.resolve("report.html").toString());
        root.put("factor", outcome.plan().factor());
        root.put("span", outcome.plan().span());
        root.set("forecast", JSON.valueToTree(outcome.forecast()));
        root.set("score", JSON.valueToTree(outcome.score()));
        ArrayNode lines = root.putArray("lines");
        for (Line line : outcome.lines()) {
            ObjectNode node = lines.addObject();
            node.put("title", line.title());
            node.put("verdict", colour(line.verdict()));
            node.set("detail", JSON.valueToTree(line.verdict()));
        }
        ArrayNode leftOut = root.putArray("left_out");
        outcome.leftOut().forEach(run -> StudyJson.run(leftOut.addObject(), run));
        return JSON.writeValueAsString(root);
    }

    /** Both halves of the whole story, those that were run. */
    static String json(Optional<Outcome> first, Path folder, Optional<TrialOutcome> second) {
        ObjectNode root = first.map(outcome -> (ObjectNode) JSON.readTree(json(outcome, folder)))
                .orElseGet(JSON::createObjectNode);
        second.ifPresent(outcome -> root.set("reasoning", TrialReport.json(outcome)));
        return JSON.writeValueAsString(root);
    }

    static String colour(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Blue blue -> "blue";
            case Verdict.Red red -> "red";
            case Verdict.Undetermined undetermined -> "undetermined";
        };
    }
}
