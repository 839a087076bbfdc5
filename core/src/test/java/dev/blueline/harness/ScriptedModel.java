package dev.blueline.harness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * A model whose figures can be worked out by hand: a letter costs one nat, or a quarter if it is an {@code a}; what it writes is given.
 */
final class ScriptedModel implements LanguageModel {
    final List<Question> questions = new ArrayList<>();
    final List<Prompt> prompts = new ArrayList<>();
    private final Function<Prompt, String> writes;

    ScriptedModel(Function<Prompt, String> writes) {
        this.writes = writes;
    }

    ScriptedModel() {
        this(prompt -> "");
    }

    static double nats(String text) {
        return -text.chars().mapToDouble(c -> c == 'a' ? 0.25 : 1).sum();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String kind() {
        return "test";
    }

    @Override
    public OptionalDouble parameters() {
        return OptionalDouble.of(7);
    }

    @Override
    public OptionalDouble trainingFlops() {
        return OptionalDouble.empty();
    }

    @Override
    public Optional<String> noLogProbabilities() {
        return Optional.empty();
    }

    @Override
    public List<Likelihoods> likelihoods(List<Question> asked, DoubleConsumer progress) {
        questions.addAll(asked);
        return asked.stream()
                .map(question -> new Likelihoods(
                        question.continuations().stream()
                                .mapToDouble(ScriptedModel::nats)
                                .toArray(),
                        question.continuations().getFirst().contains("aa")))
                .toList();
    }

    @Override
    public List<Double> rolling(List<String> texts, DoubleConsumer progress) {
        return texts.stream()
                .map(text -> -1.0 * text.getBytes(StandardCharsets.UTF_8).length)
                .toList();
    }

    @Override
    public List<String> write(List<Prompt> asked, DoubleConsumer progress) {
        prompts.addAll(asked);
        return asked.stream()
                .map(prompt -> prompt.settings().cut(writes.apply(prompt)))
                .toList();
    }

    @Override
    public void close() {}
}
