package dev.blueline.harness;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model behind a server that speaks OpenAI's protocol. Log-probabilities come from {@code /v1/completions} with {@code echo} and
 * {@code logprobs}, where the server has these; a token that reaches over the end of the context counts to the continuation. The first
 * token of a prompt has no log-probability, so it is left out.
 */
public final class Endpoint implements LanguageModel {
    /** OpenAI takes no more; answers are cut at all of them here. */
    private static final int MOST_STOPS = 4;

    private static final String COMPLETIONS = "/completions";
    private static final String CHAT = "/chat/completions";

    private final Settings settings;
    private final EndpointCalls calls;

    /**
     * How a server is to be asked.
     *
     * @param url such as {@code http://localhost:8000/v1}
     * @param model its name there
     * @param chat whether answers are written by chat completions, the whole prompt being what the user says
     * @param key sent as a bearer token
     * @param timeout for one answer
     * @param tries of one question in all
     * @param pause before the second try; doubled for each further one
     * @param together questions under way at once
     * @param answers file in which answers are kept
     */
    public record Settings(
            String url,
            String model,
            boolean chat,
            Optional<String> key,
            Duration timeout,
            int tries,
            Duration pause,
            int together,
            Path answers) {}

    /** @throws BadInput if the address is none */
    public Endpoint(Settings settings) {
        this.settings = settings;
        calls = new EndpointCalls(settings);
    }

    @Override
    public String name() {
        return settings.model();
    }

    @Override
    public String kind() {
        return settings.chat() ? "local-chat-completions" : "local-completions";
    }

    @Override
    public OptionalDouble parameters() {
        return OptionalDouble.empty();
    }

    @Override
    public OptionalDouble trainingFlops() {
        return OptionalDouble.empty();
    }

    /** Asks for those of a short prompt. */
    @Override
    public Optional<String> noLogProbabilities() {
        if (settings.chat()) {
            return Optional.of("chat completions do not tell any");
        }
        JsonNode answer;
        try {
            answer = calls.ask(COMPLETIONS, echo("One two three"));
        } catch (EndpointCalls.Refused refused) {
            return Optional.of(refused.reason());
        }
        EchoedTokens tokens = EchoedTokens.of(answer);
        if (tokens.size() < 2) {
            return Optional.of("its answer to echo and logprobs has none");
        }
        return tokens.hasLikeliest() ? Optional.empty() : Optional.of("its answer to logprobs lacks top_logprobs");
    }

    @Override
    public List<Likelihoods> likelihoods(List<Question> questions, DoubleConsumer progress) {
        List<EchoedTokens.Span> spans = new ArrayList<>();
        for (Question question : questions) {
            for (String continuation : question.continuations()) {
                spans.add(new EchoedTokens.Span(question.context(), continuation));
            }
        }
        List<EchoedTokens.Scored> scored = each(
                spans,
                span -> EchoedTokens.of(calls.ask(COMPLETIONS, echo(span.whole())))
                        .scored(span),
                progress);
        List<Likelihoods> all = new ArrayList<>();
        int next = 0;
        for (Question question : questions) {
            double[] nats = new double[question.continuations().size()];
            boolean greedy = scored.get(next).greedy();
            for (int i = 0; i < nats.length; i++) {
                nats[i] = scored.get(next++).nats();
            }
            all.add(new Likelihoods(nats, greedy));
        }
        return all;
    }

    @Override
    public List<Double> rolling(List<String> texts, DoubleConsumer progress) {
        return each(
                texts,
                text -> EchoedTokens.of(calls.ask(COMPLETIONS, echo(text)))
                        .scored(new EchoedTokens.Span("", text))
                        .nats(),
                progress);
    }

    private Map<String, Object> echo(String prompt) {
        Map<String, Object> body = new TreeMap<>();
        body.put("model", settings.model());
        body.put("prompt", prompt);
        body.put("echo", true);
        body.put("logprobs", 1);
        body.put("max_tokens", 1);
        body.put("temperature", 0);
        return body;
    }

    @Override
    public List<String> write(List<Prompt> prompts, DoubleConsumer progress) {
        return each(prompts, this::written, progress);
    }

    private String written(Prompt prompt) {
        GenerationSettings generation = prompt.settings();
        Map<String, Object> body = new TreeMap<>();
        body.put("model", settings.model());
        body.put("max_tokens", generation.tokens());
        body.put("temperature", generation.temperature());
        body.put("top_p", generation.topP());
        body.put("seed", prompt.seed());
        body.put("stop", generation.until().stream().limit(MOST_STOPS).toList());
        if (settings.chat()) {
            body.put("messages", List.of(new TreeMap<>(Map.of("role", "user", "content", prompt.text()))));
        } else {
            body.put("prompt", prompt.text());
        }
        JsonNode choice = calls.ask(settings.chat() ? CHAT : COMPLETIONS, body)
                .path("choices")
                .path(0);
        JsonNode text = settings.chat() ? choice.path("message").path("content") : choice.path("text");
        return generation.cut(text.asString(""));
    }

    /** Several questions under way at once; answers in the order of the questions. */
    private <Q, A> List<A> each(List<Q> questions, Function<Q, A> ask, DoubleConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        List<A> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                settings.together(), Thread.ofVirtual().factory())) {
            List<Future<A>> under = questions.stream()
                    .map(question -> threads.submit(() -> {
                        A answer = ask.apply(question);
                        progress.accept((double) done.incrementAndGet() / questions.size());
                        return answer;
                    }))
                    .toList();
            for (Future<A> each : under) {
                try {
                    answers.add(each.get());
                } catch (ExecutionException failed) {
                    threads.shutdownNow();
                    throw failure(failed.getCause());
                } catch (InterruptedException interrupted) {
                    threads.shutdownNow();
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for " + settings.url(), interrupted);
                }
            }
        }
        return answers;
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof EndpointCalls.Refused refused) {
            return new BadInput(
                    settings.url() + " refuses what it is asked: " + refused.reason() + "; see docs/benchmarks.md",
                    refused);
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        calls.close();
    }
}
