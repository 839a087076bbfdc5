package dev.blueline.cli;

import dev.blueline.ledger.Run;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs and progress as the JSON log and {@code status.json} write them: one schema, described in docs/watching-a-study.md. */
final class StudyJson {
    private StudyJson() {}

    /** Adds how far the training is. A number not known yet is left out. */
    static void progress(ObjectNode to, TrainingPace pace) {
        number(to, "share", pace.share());
        number(to, "seconds_left", pace.secondsLeft());
        number(to, "flops_done", pace.flopsDone());
        number(to, "flops_left", pace.flopsLeft());
        number(to, "tokens_per_second", pace.tokensPerSecond());
        ArrayNode training = to.putArray("training");
        for (TrainingPace.Training run : pace.training()) {
            ObjectNode node = training.addObject();
            node.put("rung", run.rung().name());
            node.put("seed", run.rung().seed());
            node.put("role", word(run.rung().role()));
            node.put("step", run.step());
            node.put("steps", run.steps());
            number(node, "loss", run.loss());
            number(node, "tokens_per_second", run.tokensPerSecond());
        }
    }

    /** Adds a run that has ended. */
    static void run(ObjectNode to, Run run) {
        to.put("rung", run.rung());
        to.put("seed", run.seed());
        to.put("role", word(run.role()));
        to.put("status", word(run.status()));
        to.put("note", run.note());
        to.put("id", run.id());
        to.put("tokens", run.tokens());
        number(to, "flops", run.flops());
        number(to, "seconds", run.seconds());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void number(ObjectNode to, String name, double value) {
        if (Double.isFinite(value)) {
            to.put(name, value);
        }
    }
}
