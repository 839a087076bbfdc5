package dev.blueline.report;

import dev.blueline.ledger.SealedFiles;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.Outlook;
import dev.blueline.study.Outcome;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code forecast.json}, the last forecast with its score, and {@code law.json}, the laws it stands on. */
final class ResultFiles {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ResultFiles() {}

    static void write(Outcome outcome, Path folder) {
        SealedFiles.write(folder.resolve("forecast.json"), JSON.writeValueAsString(forecast(outcome)) + "\n");
        SealedFiles.write(folder.resolve("law.json"), JSON.writeValueAsString(laws(outcome)) + "\n");
    }

    private static ObjectNode forecast(Outcome outcome) {
        Forecast forecast = outcome.forecast();
        ForecastScore score = outcome.score();
        ObjectNode root = JSON.createObjectNode();
        root.put("target", forecast.target());
        root.put("metric", "bits_per_byte");
        root.put("predicted", forecast.predicted());
        root.put("low", forecast.low());
        root.put("high", forecast.high());
        root.put("measured", score.measured());
        root.put("relative_error", score.relativeError());
        root.put("error_share_of_gain", score.errorShareOfGain());
        root.put("inside", score.inside());
        ObjectNode naive = root.putObject("naive");
        naive.putObject("no_change")
                .put("predicted", forecast.naive().noChange())
                .put("relative_error", score.noChangeError());
        naive.putObject("straight_line")
                .put("predicted", forecast.naive().straightLine())
                .put("relative_error", score.straightLineError());
        root.put("factor", outcome.plan().factor());
        root.put("registered_at", forecast.registeredAt().toString());
        root.put("started_at", score.startedAt().toString());
        root.put("data_hash", forecast.dataHash());
        root.put("law_hash", forecast.lawHash());
        return root;
    }

    private static ObjectNode laws(Outcome outcome) {
        ObjectNode root = JSON.createObjectNode();
        root.put("fitted_runs", outcome.fitted().size());
        root.put("parameters_counted", "in matrix products, head included, lookup excluded");
        root.put("span", outcome.plan().span());
        root.set("weights", JSON.valueToTree(outcome.forecast().weights()));
        ArrayNode laws = root.putArray("laws");
        for (Outlook.FittedLaw law : outcome.outlook().laws()) {
            ObjectNode node = laws.addObject();
            node.put("family", law.fit().family().name());
            node.put("title", law.fit().family().title());
            node.put("weight", law.weight());
            node.put("backtest_rms", law.backtestRms());
            node.put("drift", law.drift());
            node.put(
                    "predicted",
                    outcome.forecast().perLaw().get(law.fit().family().name()));
            node.set("parameters", JSON.valueToTree(law.fit().law().parameters()));
            node.set("intervals", JSON.valueToTree(law.intervals()));
            node.set("fit", JSON.valueToTree(law.fit()));
        }
        root.set("backtests", JSON.valueToTree(outcome.outlook().backtests()));
        root.set("noise", JSON.valueToTree(outcome.outlook().noise()));
        return root;
    }
}
