package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * Results of lm-evaluation-harness: {@code results} holds for each task {@code "METRIC,FILTER": value} and {@code "METRIC_stderr,FILTER"}; versions
 * before 0.4 have no filter. {@code config.model_num_parameters} counts all parameters of the model.
 *
 * @param file they were read from
 * @param model as the results name it: a repository or a folder
 * @param parameters of the model, where the results say
 * @param scores of all tasks
 */
record HarnessResults(Path file, String model, OptionalDouble parameters, List<Score> scores) {

    /** One score; the standard error is not a number where none is given. */
    record Score(String task, String metric, double value, double standardError) {}

    static boolean is(JsonNode root) {
        return root.path("results").isObject()
                && root.path("results")
                        .propertyStream()
                        .allMatch(task -> task.getValue().isObject())
                && (root.has("versions") || root.has("configs") || root.has("n-shot") || root.has("config"));
    }

    static HarnessResults read(Path file, JsonNode root) {
        List<Score> scores = new ArrayList<>();
        for (Map.Entry<String, JsonNode> task : root.path("results").properties()) {
            for (Map.Entry<String, JsonNode> value : task.getValue().properties()) {
                String[] name = value.getKey().split(",", 2);
                if (!value.getValue().isNumber()
                        || name[0].endsWith("_stderr")
                        || name[0].equals("sample_len")
                        || name[0].equals("sample_count")) {
                    continue;
                }
                String filter = name.length > 1 && !name[1].equals("none") ? "_" + Names.plain(name[1]) : "";
                String error = name[0] + "_stderr" + (name.length > 1 ? "," + name[1] : "");
                scores.add(new Score(
                        task.getKey(),
                        name[0] + filter,
                        value.getValue().asDouble(),
                        task.getValue().path(error).asDouble(Double.NaN)));
            }
        }
        if (scores.isEmpty()) {
            throw new BadInput(
                    file + " holds no score: give results of the evaluation harness that do, or leave it out");
        }
        double parameters = root.path("config").path("model_num_parameters").asDouble(0);
        return new HarnessResults(
                file, model(root), parameters > 0 ? OptionalDouble.of(parameters) : OptionalDouble.empty(), scores);
    }

    private static String model(JsonNode root) {
        String name = root.path("model_name").asString("");
        if (!name.isEmpty()) {
            return name;
        }
        for (String argument :
                root.path("config").path("model_args").asString("").split(",", -1)) {
            if (argument.startsWith("pretrained=")) {
                return argument.substring("pretrained=".length());
            }
        }
        return "";
    }

    /** Whether a run's name is that of the model: as it stands, or the last part of its path. */
    boolean isOf(String run) {
        return run.equals(model) || run.equals(shortModel());
    }

    /** The last part of the model's path. */
    String shortModel() {
        return model.replaceFirst("/+$", "").replaceFirst(".*/", "");
    }
}
