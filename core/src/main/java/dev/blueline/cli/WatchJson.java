package dev.blueline.cli;

import dev.blueline.monitor.EndForecast;
import dev.blueline.monitor.Notice;
import dev.blueline.monitor.Watch;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A watched run as one JSON object. */
final class WatchJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WatchJson() {}

    static String of(WatchedRun run, Watch watch) {
        ObjectNode root = JSON.createObjectNode();
        root.put("run", run.log().name());
        root.put("metric", run.log().metric());
        root.put("step", run.log().points().getLast().step());
        root.put("share", run.done());
        run.tokens().ifPresent(tokens -> root.put("planned_tokens", tokens));
        root.put("schedule", run.schedule().schedule().toString());
        root.put("state", name(watch.state()));
        watch.alarm()
                .ifPresent(alarm ->
                        root.putObject("alarm").put("step", alarm.step()).put("state", name(alarm.state())));
        root.putObject("suggestion")
                .put("action", name(watch.advice().action()))
                .put("reason", watch.advice().reason());
        root.set("forecast_before", forecast(watch.before()));
        root.set("forecast_now", forecast(watch.now()));
        root.putObject("boundary")
                .put("low", watch.boundary().low())
                .put("high", watch.boundary().high());
        root.put("information", watch.information());
        root.put("judged_from", run.watcher().judgeFrom());
        ArrayNode rows = root.putArray("checkpoints");
        for (Watch.Row row : watch.rows()) {
            ObjectNode node = rows.addObject().put("step", row.step()).put("share", row.share());
            run.tokens().ifPresent(tokens -> node.put("tokens", row.share() * tokens));
            node.put("loss", row.loss())
                    .put("expected", row.expected())
                    .put("low", row.interval().low())
                    .put("high", row.interval().high())
                    .put("log_deviation", row.deviation())
                    .put("judged", !row.early())
                    .put("state", name(row.state()))
                    .set("forecast", forecast(row.end()));
        }
        ArrayNode notices = root.putArray("notices");
        watch.notices().forEach(notice -> notices.add(notice(notice)));
        ArrayNode warnings = root.putArray("warnings");
        run.warnings(watch).forEach(warnings::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectNode forecast(EndForecast forecast) {
        return JSON.createObjectNode()
                .put("median", forecast.median())
                .put("low", forecast.low())
                .put("high", forecast.high());
    }

    private static ObjectNode notice(Notice notice) {
        ObjectNode node = JSON.createObjectNode().put("step", notice.step());
        switch (notice) {
            case Notice.Spike spike -> {
                node.put("kind", "spike").put("loss", spike.height()).put("usual", spike.usual());
                node.put("recovered", spike.recovered().isPresent());
                spike.recovered().ifPresent(step -> node.put("recovered_at", step));
            }
            case Notice.NotANumber bad ->
                node.put("kind", "not_a_number").put("points", bad.points()).put("latest", bad.last());
            case Notice.Rise rise ->
                node.put("kind", "rise").put("from", rise.from()).put("to", rise.to());
        }
        return node.put("words", notice.words());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
