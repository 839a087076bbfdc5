package dev.blueline.reasoning;

import dev.blueline.engine.Learners;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What decides the figures of a request, by the option's name: requests with the same settings are one. */
final class RequestSettings {
    private RequestSettings() {}

    static Map<String, String> of(ReasoningRequest request) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("--from", request.from().toString());
        settings.put("--task", String.join(",", request.tasks()));
        settings.put("--levels", joined(request.levels()));
        settings.put("--method", request.method().word());
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

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
