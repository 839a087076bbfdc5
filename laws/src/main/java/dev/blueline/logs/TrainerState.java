package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * {@code trainer_state.json} of the Hugging Face Trainer: {@code log_history} is a list of what was logged, each entry with its
 * {@code step}; {@code max_steps}, {@code global_step}, {@code total_flos} and {@code num_input_tokens_seen} stand beside it. The entry
 * that closes a run has the mean loss over the whole run as {@code train_loss}: it is not the loss at its step and is
 * left out.
 */
final class TrainerState {
    private TrainerState() {}

    static boolean is(JsonNode root) {
        return root.path("log_history").isArray();
    }

    static LoggedRun read(String name, Path file, JsonNode root) {
        Steps steps = new Steps();
        for (JsonNode entry : root.path("log_history")) {
            if (!entry.path("step").isNumber()) {
                throw new BadInput(
                        file + ": an entry of log_history has no step; it is not a trainer state of Hugging Face");
            }
            long step = entry.path("step").asLong();
            boolean closing = entry.has("train_runtime");
            for (Map.Entry<String, JsonNode> value : entry.properties()) {
                String key = value.getKey();
                if (value.getValue().isNumber() && !key.equals("step") && !(closing && !key.equals("total_flos"))) {
                    steps.add(step, key, value.getValue().asDouble());
                }
            }
        }
        atTheEnd(root, steps, "num_input_tokens_seen");
        atTheEnd(root, steps, "total_flos");
        Map<String, String> config = new TreeMap<>();
        for (String key : new String[] {"max_steps", "num_train_epochs", "train_batch_size", "trial_name"}) {
            JsonNode value = root.path(key);
            if (value.isNumber() || value.isString()) {
                config.put(key, value.asString());
            }
        }
        long planned = root.path("max_steps").asLong(0);
        return new LoggedRun(
                name,
                List.of(file),
                LogFormat.HUGGING_FACE,
                steps.inOrder(),
                planned > 0 ? OptionalLong.of(planned) : OptionalLong.empty(),
                config,
                LoggedRun.Ending.UNSAID);
    }

    /** Totals that stand outside the history belong to the last step. */
    private static void atTheEnd(JsonNode root, Steps steps, String name) {
        double total = root.path(name).asDouble(0);
        if (total > 0 && root.path("global_step").isNumber()) {
            steps.add(root.path("global_step").asLong(), name, total);
        }
    }
}
