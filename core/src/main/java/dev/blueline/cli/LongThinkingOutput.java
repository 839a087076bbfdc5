package dev.blueline.cli;

import dev.blueline.corpus.OneLine;
import dev.blueline.problems.Verifier;
import dev.blueline.testtime.Improvement;
import dev.blueline.testtime.LongThinking;
import dev.blueline.testtime.Proof;
import dev.blueline.testtime.Spending;
import dev.blueline.testtime.Tally;
import dev.blueline.testtime.ThinkingState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What long thinking ends with. */
final class LongThinkingOutput {
    private static final int SHOWN = 120;

    private LongThinkingOutput() {}

    static String text(LongThinking.Result result, double asked, Path folder) {
        ThinkingState state = result.state();
        Tally tally = state.tally();
        Spending spent = state.spent();
        StringBuilder text = new StringBuilder("\n").append(verdict(result)).append("\n\n");
        row(
                text,
                "Problem",
                "%s (%s, level %d)",
                shown(state.problem().prompt()),
                state.problem().task(),
                state.problem().level());
        row(text, "Time", "%s of the %s given", seconds(spent.seconds()), seconds(asked));
        row(
                text,
                "Attempts",
                "%,d in %,d rounds: %,d gave a new answer, %,d one that was known, %,d none",
                tally.attempts(),
                state.rounds(),
                tally.verified(),
                tally.repeated(),
                tally.cut() + tally.empty());
        if (tally.left() > 0) {
            row(text, "", "%,d more of the last round were not looked at", tally.left());
        }
        if (tally.broken() > 0) {
            row(text, "", "the verifier broke on %,d of the new answers", tally.broken());
        }
        row(text, "Model", "%,d tokens, %.3g FLOP", spent.tokens(), spent.flops());
        row(text, "Verifier", "%,d steps, %s", spent.verifierSteps(), seconds(spent.verifierSeconds()));
        row(text, "Pool", "%,d beginnings of responses", state.beginnings());
        if (!state.trail().isEmpty()) {
            text.append(trail(state.trail()));
        }
        if (result.solved()) {
            state.best()
                    .filter(best -> !best.thought().isEmpty())
                    .ifPresent(best -> text.append("\nThought: ")
                            .append(shown(best.thought()))
                            .append('\n'));
        } else {
            text.append("\nThe same command with a longer --for goes on from here.\n");
        }
        return text.append("Saved: ").append(folder).append('\n').toString();
    }

    private static void row(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-10s", name))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private static String verdict(LongThinking.Result result) {
        if (result.state().best().isEmpty()) {
            return "Not solved: no attempt came to an answer that could be verified.";
        }
        Improvement best = result.state().best().get();
        Proof proof = result.proof().orElseThrow();
        String by = proof.kind() == Verifier.Kind.RULE
                ? "by the problem's own rules"
                : "by the answer given with the problem";
        if (result.solved()) {
            return String.format(
                    Locale.ROOT,
                    "Solved: %s%nProof: the verifier of %s scores it 1 %s, in %,d steps, asked once more at the end.",
                    shown(best.answer()),
                    result.state().problem().task(),
                    by,
                    proof.steps());
        }
        return String.format(
                Locale.ROOT,
                "Not solved. The best of %,d answers scores %s %s: %s",
                result.state().tally().verified(),
                score(proof.score()),
                by,
                shown(best.answer()));
    }

    private static String trail(List<Improvement> trail) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nWhat improved when:%n%10s %12s %14s %8s %5s %6s  %s%n",
                "seconds",
                "attempts",
                "tokens",
                "begun at",
                "temp",
                "score",
                "answer"));
        for (Improvement each : trail) {
            text.append(String.format(
                    Locale.ROOT,
                    "%10.3g %,12d %,14d %8d %5.1f %6s  %s%n",
                    each.seconds(),
                    each.attempts(),
                    each.tokens(),
                    each.begun(),
                    each.temperature(),
                    score(each.score()),
                    shown(each.answer())));
        }
        return text.toString();
    }

    private static String seconds(double seconds) {
        return seconds < 100
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : String.format(Locale.ROOT, "%,.0f s", seconds);
    }

    /** A score without needless zeros. */
    static String score(double score) {
        return score == Math.rint(score)
                ? String.format(Locale.ROOT, "%.0f", score)
                : String.format(Locale.ROOT, "%.4f", score);
    }

    static String shown(String words) {
        String line = OneLine.of(words);
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    static String json(LongThinking.Result result, Path folder) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        ThinkingState state = result.state();
        root.put("out", folder.toString());
        root.put("solved", result.solved());
        state.best().ifPresent(best -> {
            root.put("answer", best.answer());
            root.put("thought", best.thought());
        });
        result.proof().ifPresent(proof -> root.set("proof", mapper.valueToTree(proof)));
        root.set("problem", mapper.valueToTree(state.problem()));
        root.set("spent", mapper.valueToTree(state.spent()));
        root.set("tally", mapper.valueToTree(state.tally()));
        root.put("rounds", state.rounds());
        root.put("pool", state.beginnings());
        root.set("trail", mapper.valueToTree(state.trail()));
        return mapper.writeValueAsString(root);
    }
}
