package dev.blueline.cli;

import dev.blueline.evaluation.Behaviour;
import dev.blueline.evaluation.Estimate;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** How a model behaves, as lines for people or as JSON for programs. */
final class BehaviourOutput {
    private BehaviourOutput() {}

    static void text(Behaviour behaviour, StringBuilder text) {
        text.append("\nBehaviour, +- one standard error\n");
        percent("keeps the format asked for", behaviour.format(), text);
        percent("ends a short answer within twice the need", behaviour.length(), text);
        line("words written per word needed", "%9.2f   +- %4.2f", 1, behaviour.wordsPerNeeded(), text);
        percent("repeated 4-grams, always the likeliest token", behaviour.greedyRepetition(), text);
        percent("repeated 4-grams, drawn at temperature 0.7", behaviour.drawnRepetition(), text);
        percent("stays in the language of the prompt", behaviour.language(), text);
        line("score, 0 to 1", "%9.3f  +- %5.3f", 1, behaviour.score(), text);
        text.append(String.format(
                Locale.ROOT,
                "  %-46s %9.2f ms%n  %-46s %,9.0f%n",
                "first token, of this machine",
                1000 * behaviour.speed().firstTokenSeconds(),
                "tokens per second after it, of this machine",
                behaviour.speed().tokensPerSecond()));
        text.append("Format: ")
                .append(parts(behaviour.formats()))
                .append(".\nLanguage: ")
                .append(parts(behaviour.languages()))
                .append(
                        ".\nThe score is the plain mean of format, length, language and one minus repetition; speed is not in")
                .append(
                        " it. No rule looks at whether what is written is true. The rules: docs/skills.md, \"Behaviour\".\n");
    }

    private static void percent(String name, Estimate estimate, StringBuilder text) {
        line(name, "%8.1f%%   +- %4.1f", 100, estimate, text);
    }

    private static void line(String name, String figures, double factor, Estimate estimate, StringBuilder text) {
        text.append(String.format(Locale.ROOT, "  %-46s", name))
                .append(String.format(
                        Locale.ROOT, figures, factor * estimate.value(), factor * estimate.standardError()))
                .append('\n');
    }

    private static String parts(Map<String, Estimate> parts) {
        return parts.entrySet().stream()
                .map(part ->
                        part.getKey() + " " + Math.round(100 * part.getValue().value()) + "%")
                .collect(Collectors.joining(", "));
    }

    static void json(Behaviour behaviour, ObjectNode node) {
        EvaluateOutput.estimate("score", behaviour.score(), node);
        EvaluateOutput.estimate("format", behaviour.format(), node);
        EvaluateOutput.estimate("length", behaviour.length(), node);
        EvaluateOutput.estimate("words_per_needed", behaviour.wordsPerNeeded(), node);
        EvaluateOutput.estimate("repetition_greedy", behaviour.greedyRepetition(), node);
        EvaluateOutput.estimate("repetition_drawn", behaviour.drawnRepetition(), node);
        EvaluateOutput.estimate("language", behaviour.language(), node);
        node.put("first_token_seconds", behaviour.speed().firstTokenSeconds());
        node.put("tokens_per_second", behaviour.speed().tokensPerSecond());
        parts("formats", behaviour.formats(), node);
        parts("languages", behaviour.languages(), node);
    }

    private static void parts(String name, Map<String, Estimate> parts, ObjectNode node) {
        ObjectNode each = node.putObject(name);
        parts.forEach((part, estimate) -> each.put(part, estimate.value()));
    }
}
