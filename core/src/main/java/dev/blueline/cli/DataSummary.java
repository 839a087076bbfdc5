package dev.blueline.cli;

import dev.blueline.ablation.AblationOutcome;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a study with data as the axis found, in a few lines for people or as JSON for programs. */
final class DataSummary {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DataSummary() {}

    static String text(AblationOutcome outcome, Path folder) {
        StringBuilder text = new StringBuilder("\n");
        outcome.findings().forEach(finding -> text.append(finding).append('\n'));
        outcome.forecasts()
                .forEach((forecast, score) -> text.append(String.format(
                        Locale.ROOT,
                        "Forecast of %s: %.4f, 90%% interval %.4f to %.4f; %s%n",
                        forecast.target(),
                        forecast.predicted(),
                        forecast.low(),
                        forecast.high(),
                        score.map(done -> String.format(
                                        Locale.ROOT,
                                        "measured %.4f, %+.2f%% off, %s",
                                        done.measured(),
                                        100 * done.relativeError(),
                                        done.inside() ? "inside" : "outside"))
                                .orElse("not scored"))));
        outcome.lines()
                .forEach(line -> text.append(String.format(
                        Locale.ROOT,
                        "%-12s %s: %s%n",
                        RunSummary.colour(line.verdict()),
                        line.title(),
                        line.verdict().reason())));
        outcome.leftOut().forEach(run -> text.append(String.format("Left out: %s%n", run.inWords())));
        return text.append(String.format("%nReport: %s%n", folder.resolve("report.html")))
                .toString();
    }

    static String json(AblationOutcome outcome, Path folder) {
        ObjectNode root = JSON.createObjectNode();
        root.put("report", folder.resolve("report.html").toString());
        ArrayNode findings = root.putArray("findings");
        outcome.findings().forEach(findings::add);
        ArrayNode forecasts = root.putArray("forecasts");
        outcome.forecasts().forEach((forecast, score) -> {
            ObjectNode node = forecasts.addObject();
            node.set("forecast", JSON.valueToTree(forecast));
            score.ifPresent(done -> node.set("score", JSON.valueToTree(done)));
        });
        ArrayNode lines = root.putArray("lines");
        outcome.lines().forEach(line -> {
            ObjectNode node = lines.addObject();
            node.put("title", line.title());
            node.put("verdict", RunSummary.colour(line.verdict()));
            node.set("detail", JSON.valueToTree(line.verdict()));
        });
        ArrayNode leftOut = root.putArray("left_out");
        outcome.leftOut().forEach(run -> StudyJson.run(leftOut.addObject(), run));
        return JSON.writeValueAsString(root);
    }
}
