package dev.blueline.harness;

import dev.blueline.engine.ContinuationScores;
import dev.blueline.engine.Continuations;
import dev.blueline.engine.Learner;
import dev.blueline.evaluation.AnswerTokens;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A model of this program. Every text stands after an end-of-text, as a document does in training. */
public final class LocalModel implements LanguageModel {
    /** Questions scored in one call: enough for all threads, few enough to tell progress. */
    private static final int TOGETHER = 256;

    private final TrainedModel model;
    private final Learner learner;
    private final Tokenizer tokenizer;
    private final Path run;

    /** @param run folder of its run, by which it goes in results */
    public LocalModel(TrainedModel model, Path run) {
        this.model = model;
        this.run = run;
        learner = model.learner();
        tokenizer = model.tokenizer();
    }

    @Override
    public String name() {
        return run.toString();
    }

    @Override
    public String kind() {
        return "blueline";
    }

    @Override
    public OptionalDouble parameters() {
        return OptionalDouble.of(learner.shape().parameters().total());
    }

    /** What {@code run.json} says; nothing of a run that another program made. */
    @Override
    public OptionalDouble trainingFlops() {
        Path file = run.resolve("run.json");
        try {
            double flops = Files.isRegularFile(file)
                    ? JsonMapper.shared().readTree(file).at("/run/flops").asDouble(0)
                    : 0;
            return flops > 0 ? OptionalDouble.of(flops) : OptionalDouble.empty();
        } catch (JacksonException foreign) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public Optional<String> noLogProbabilities() {
        return Optional.empty();
    }

    @Override
    public List<Likelihoods> likelihoods(List<Question> questions, DoubleConsumer progress) {
        List<Continuations> tokens = questions.stream()
                .map(question -> AnswerTokens.of(
                        tokenizer, learner.shape().context(), question.context(), question.continuations(), "the task"))
                .toList();
        List<Likelihoods> all = new ArrayList<>();
        for (int from = 0; from < tokens.size(); from += TOGETHER) {
            List<Continuations> some = tokens.subList(from, Math.min(from + TOGETHER, tokens.size()));
            List<ContinuationScores> scores = learner.score(some);
            for (int i = 0; i < some.size(); i++) {
                all.add(likelihoods(some.get(i), scores.get(i)));
            }
            progress.accept((double) all.size() / tokens.size());
        }
        return all;
    }

    private static Likelihoods likelihoods(Continuations question, ContinuationScores scores) {
        int[] first = question.continuations().getFirst();
        int[] written = scores.greedy();
        boolean greedy =
                written.length >= first.length && Arrays.equals(written, 0, first.length, first, 0, first.length);
        return new Likelihoods(
                Arrays.stream(scores.logProbabilities())
                        .mapToDouble(LocalModel::sum)
                        .toArray(),
                greedy);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /** Windows of the model's context, each after the last token of the one before. */
    @Override
    public List<Double> rolling(List<String> texts, DoubleConsumer progress) {
        List<Double> sums = new ArrayList<>();
        int context = learner.shape().context();
        for (String text : texts) {
            int[] tokens = tokenizer.encode(text);
            List<Continuations> windows = new ArrayList<>();
            for (int from = 0; from < tokens.length; from += context) {
                int before = from == 0 ? tokenizer.beginning() : tokens[from - 1];
                windows.add(new Continuations(
                        new int[] {before},
                        List.of(Arrays.copyOfRange(tokens, from, Math.min(from + context, tokens.length)))));
            }
            double sum = 0;
            for (ContinuationScores scores : learner.score(windows)) {
                sum += sum(scores.logProbabilities()[0]);
            }
            sums.add(sum);
            progress.accept((double) sums.size() / texts.size());
        }
        return sums;
    }

    /** Prompts of equal settings and seed are written on from together. */
    @Override
    public List<String> write(List<Prompt> prompts, DoubleConsumer progress) {
        List<String> written = new ArrayList<>();
        int from = 0;
        while (from < prompts.size()) {
            Prompt first = prompts.get(from);
            int to = from;
            while (to < prompts.size()
                    && to - from < TOGETHER
                    && prompts.get(to).seed() == first.seed()
                    && prompts.get(to).settings().equals(first.settings())) {
                to++;
            }
            GenerationSettings settings = first.settings();
            model.write(
                            prompts.subList(from, to).stream().map(Prompt::text).toList(),
                            settings.tokens(),
                            settings.temperature(),
                            settings.topP(),
                            first.seed())
                    .forEach(answer -> written.add(settings.cut(answer)));
            from = to;
            progress.accept((double) from / prompts.size());
        }
        return written;
    }

    @Override
    public void close() {
        model.close();
    }
}
