package dev.blueline.cli;

import dev.blueline.calibration.Share;
import dev.blueline.problems.AuditedLevel;
import dev.blueline.problems.Style;
import dev.blueline.problems.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an audit found, as tables for people or as JSON for programs. */
final class AuditOutput {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<String> POLICIES = List.of("empty", "copy", "constant", "guess");

    private AuditOutput() {}

    static String text(List<AuditedLevel> levels) {
        int width = Terminal.Stream.OUTPUT.width();
        StringBuilder text = new StringBuilder();
        text.append("Right by the verifier: gold answers, traces by style, answers without thought (95% interval)\n");
        text.append(rights(levels).text(width));
        text.append(String.format(
                Locale.ROOT,
                "%nSpoiled answers: %,d in all, %,d scored right, %,d broken%n",
                sum(levels, level -> level.mutated().all()),
                sum(levels, level -> level.mutated().right()),
                sum(levels, level -> level.mutated().broken())));
        text.append(spoiled(levels).text(width));
        text.append("\nTo solve over to verify: median and 90% over problems\n");
        text.append(costs(levels).text(width));
        toRead(levels, text);
        faults(levels, text);
        return text.toString();
    }

    private static int sum(List<AuditedLevel> levels, ToIntFunction<AuditedLevel> count) {
        return levels.stream().mapToInt(count).sum();
    }

    private static Columns rights(List<AuditedLevel> levels) {
        Columns table = new Columns("  ")
                .words("task", 0)
                .figures("level", 0)
                .words("asks", 3)
                .words("verifier", 2)
                .figures("gold", 0);
        for (Style style : Style.values()) {
            table.figures(style.name().toLowerCase(Locale.ROOT), 0);
        }
        POLICIES.forEach(policy -> table.figures(policy, policy.equals("guess") ? 0 : 1));
        for (AuditedLevel level : levels) {
            List<String> cells = new ArrayList<>(List.of(
                    level.task(),
                    String.valueOf(level.level()),
                    level.asks(),
                    level.kind() == Verifier.Kind.RULE ? "rule" : "key",
                    Figures.percent(level.gold().share().value())));
            for (Style style : Style.values()) {
                cells.add(Optional.ofNullable(level.traces().get(style))
                        .map(count -> Figures.percent(count.share().value()))
                        .orElse("-"));
            }
            POLICIES.forEach(
                    policy -> cells.add(Optional.ofNullable(level.policies().get(policy))
                            .map(AuditOutput::policy)
                            .orElse("-")));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static String policy(AuditedLevel.Policy policy) {
        Share share = policy.right().share();
        String interval = String.format(
                Locale.ROOT, "%.1f%% (%.1f-%.1f)", 100 * share.value(), 100 * share.low(), 100 * share.high());
        return policy.score() > share.value() + 1e-9
                ? interval + String.format(Locale.ROOT, " score %.3f", policy.score())
                : interval;
    }

    private static Columns spoiled(List<AuditedLevel> levels) {
        Columns table = new Columns("  ")
                .words("task", 0)
                .figures("level", 0)
                .figures("answers", 1)
                .figures("right, confirmed", 0)
                .figures("right, to read", 0)
                .figures("right, contradicted", 0)
                .figures("partly", 2)
                .figures("wrong", 1)
                .figures("broken", 0);
        for (AuditedLevel level : levels) {
            AuditedLevel.Mutated mutated = level.mutated();
            table.row(
                    level.task(),
                    String.valueOf(level.level()),
                    String.valueOf(mutated.all()),
                    String.valueOf(mutated.confirmed()),
                    String.valueOf(mutated.unchecked()),
                    String.valueOf(mutated.contradicted()),
                    String.valueOf(mutated.partly()),
                    String.valueOf(mutated.wrong()),
                    String.valueOf(mutated.broken()));
        }
        return table;
    }

    private static Columns costs(List<AuditedLevel> levels) {
        Columns table = new Columns("  ")
                .words("task", 0)
                .figures("level", 0)
                .figures("solve: nodes", 2)
                .figures("milliseconds", 1)
                .figures("verify: steps", 2)
                .figures("microseconds", 1)
                .figures("nodes a step", 3)
                .figures("time to time", 0);
        for (AuditedLevel level : levels) {
            AuditedLevel.Cost verify = level.verify();
            table.row(
                    level.task(),
                    String.valueOf(level.level()),
                    level.solve()
                            .map(cost -> number(cost.work()) + ", " + number(cost.highWork()))
                            .orElse("-"),
                    level.solve()
                            .map(cost ->
                                    number(cost.microseconds() / 1e3) + ", " + number(cost.highMicroseconds() / 1e3))
                            .orElse("-"),
                    number(verify.work()) + ", " + number(verify.highWork()),
                    number(verify.microseconds()) + ", " + number(verify.highMicroseconds()),
                    level.solve()
                            .map(cost -> number(cost.work() / verify.work()))
                            .orElse("-"),
                    level.asymmetry().map(AuditOutput::number).orElse("-"));
        }
        return table;
    }

    /** Three digits. */
    private static String number(double value) {
        if (value >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }

    private static void toRead(List<AuditedLevel> levels, StringBuilder text) {
        if (levels.stream().allMatch(level -> level.mutated().toRead().isEmpty())) {
            return;
        }
        text.append("\nSpoiled answers that scored right and that no second check confirmed; read them\n");
        for (AuditedLevel level : levels) {
            for (AuditedLevel.Example example : level.mutated().toRead()) {
                text.append("  ")
                        .append(level.task())
                        .append(" level ")
                        .append(level.level())
                        .append(": ")
                        .append(JSON.writeValueAsString(example.prompt()))
                        .append(" answer ")
                        .append(JSON.writeValueAsString(example.answer()))
                        .append(" gold ")
                        .append(JSON.writeValueAsString(example.gold()))
                        .append('\n');
            }
        }
    }

    private static void faults(List<AuditedLevel> levels, StringBuilder text) {
        text.append('\n');
        for (AuditedLevel level : levels) {
            level.faults()
                    .forEach(fault -> text.append("fault: ")
                            .append(level.task())
                            .append(" level ")
                            .append(level.level())
                            .append(": ")
                            .append(fault)
                            .append('\n'));
        }
        if (levels.stream().allMatch(level -> level.faults().isEmpty())) {
            text.append("No faults: every gold answer and every trace that must be right is, and no verifier broke.\n");
        }
    }

    static String json(long seed, List<AuditedLevel> levels) {
        ObjectNode root = JSON.createObjectNode();
        root.put("seed", seed);
        root.put("sound", levels.stream().allMatch(level -> level.faults().isEmpty()));
        ArrayNode array = root.putArray("levels");
        for (AuditedLevel level : levels) {
            ObjectNode node = array.addObject();
            node.put("task", level.task());
            node.put("level", level.level());
            node.put("asks", level.asks());
            node.put("verifier", level.kind().name().toLowerCase(Locale.ROOT));
            count(node.putObject("gold"), level.gold());
            ObjectNode traces = node.putObject("traces");
            level.traces()
                    .forEach((style, count) ->
                            count(traces.putObject(style.name().toLowerCase(Locale.ROOT)), count));
            ObjectNode policies = node.putObject("policies");
            level.policies()
                    .forEach((name, policy) ->
                            count(policies.putObject(name).put("score", policy.score()), policy.right()));
            AuditedLevel.Mutated mutated = level.mutated();
            ObjectNode spoiled = node.putObject("mutated")
                    .put("answers", mutated.all())
                    .put("right", mutated.right())
                    .put("confirmed", mutated.confirmed())
                    .put("unchecked", mutated.unchecked())
                    .put("contradicted", mutated.contradicted())
                    .put("partly", mutated.partly())
                    .put("wrong", mutated.wrong())
                    .put("broken", mutated.broken());
            ArrayNode examples = spoiled.putArray("to_read");
            mutated.toRead()
                    .forEach(example -> examples.addObject()
                            .put("prompt", example.prompt())
                            .put("answer", example.answer())
                            .put("gold", example.gold()));
            level.solve().ifPresent(cost -> cost(node.putObject("solve"), "nodes", cost));
            cost(node.putObject("verify"), "steps", level.verify());
            level.asymmetry().ifPresent(ratio -> node.put("asymmetry", ratio));
            ArrayNode faults = node.putArray("faults");
            level.faults().forEach(faults::add);
        }
        return JSON.writeValueAsString(root) + "\n";
    }

    private static void count(ObjectNode node, AuditedLevel.Count count) {
        Share share = count.share();
        node.put("right", count.right())
                .put("of", count.of())
                .put("share", share.value())
                .put("low", share.low())
                .put("high", share.high());
    }

    private static void cost(ObjectNode node, String unit, AuditedLevel.Cost cost) {
        node.put("median_" + unit, cost.work())
                .put("p90_" + unit, cost.highWork())
                .put("median_microseconds", cost.microseconds())
                .put("p90_microseconds", cost.highMicroseconds());
    }
}
