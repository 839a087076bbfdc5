package dev.blueline.reasoning;

import dev.blueline.engine.Learners;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.problems.Tasks;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What decides the figures of a request, by the option's name: requests with the same settings are one. Files count by their content, since
 * the same path may hold something else later.
 */
final class RequestSettings {
    private static final int DIGITS = 12;

    private RequestSettings() {}

    static Map<String, String> of(ReasoningRequest request) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model in --from", model(request.from()));
        settings.put("--task", String.join(",", request.tasks()));
        settings.put("questions in --task", questions(request.tasks()));
        settings.put("--levels", joined(request.levels()));
        settings.put("--method", request.method().word());
        if (request.method() == Method.SUPERVISED) {
            settings.put("teaching of --from", teaching(request.from()));
        }
        PolicySettings policy = request.settings();
        settings.put("--examine", joined(request.examined()));
        settings.put("--examine-every", String.valueOf(request.examineEvery()));
        settings.put("--flops", request.flops() > 0 ? String.valueOf(request.flops()) : "");
        settings.put("--budget", request.flops() > 0 ? "" : String.valueOf(request.seconds()));
        settings.put("--prompts", String.valueOf(policy.prompts()));
        settings.put("--group", String.valueOf(policy.group()));
        settings.put("--tokens", String.valueOf(policy.tokens()));
        settings.put("--baseline", policy.baseline().toString());
        settings.put("--kl", String.valueOf(policy.klWeight()));
        settings.put("--updates", String.valueOf(policy.minibatches()));
        settings.put("--rate", String.valueOf(policy.rate()));
        settings.put("clip", policy.clipLow() + " to " + policy.clipHigh() + ", " + policy.resamples() + " resamples");
        settings.put("--seed", String.valueOf(request.seed()));
        settings.put("--learner", request.learner() + " " + Learners.numerics(request.learner()));
        return settings;
    }

    static Map<String, String> of(TeachingRequest request) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "model in --from", request.from().map(RequestSettings::model).orElse("new"));
        settings.put(
                "--size",
                request.from().isPresent() ? "of the run" : request.size().toString());
        settings.put("--task", String.join(",", request.tasks()));
        settings.put("questions in --task", questions(request.tasks()));
        settings.put("--levels", joined(request.levels()));
        settings.put(
                "--style", request.styles().stream().map(style -> style.word()).collect(Collectors.joining(",")));
        settings.put("--rate", String.valueOf(request.rate()));
        settings.put("--seed", String.valueOf(request.seed()));
        settings.put("--learner", request.learner() + " " + Learners.numerics(request.learner()));
        settings.put("--steps", request.steps().map(String::valueOf).orElse(""));
        settings.put("--budget", request.steps().isPresent() ? "" : String.valueOf(request.seconds()));
        return settings;
    }

    private static String model(Path run) {
        return Stream.of("model.safetensors", "config.json", "tokenizer.json")
                .map(name -> content(run.resolve(name)))
                .collect(Collectors.joining(" "));
    }

    private static String questions(List<String> tasks) {
        return tasks.stream()
                .filter(Tasks::isFile)
                .map(name -> content(Path.of(name)))
                .collect(Collectors.joining(" "));
    }

    /** Demonstrations depend on the lessons, and where these are of a file, on its questions. */
    private static String teaching(Path run) {
        return TaughtFolder.teaching(run)
                .map(teaching -> Fingerprint.of(teaching.toString()).substring(0, DIGITS) + " "
                        + questions(teaching.lessons().stream()
                                .map(Teaching.Lesson::task)
                                .distinct()
                                .toList()))
                .orElse("");
    }

    private static String content(Path file) {
        return Fingerprint.of(file).substring(0, DIGITS);
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
