package dev.blueline.harness;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/** A model that tasks are put to: one of this program, or a server. */
public interface LanguageModel extends AutoCloseable {

    /**
     * A text and ways to go on from it.
     *
     * @param context what stands before
     * @param continuations scored each by itself
     */
    record Question(String context, List<String> continuations) {}

    /**
     * How likely continuations are.
     *
     * @param nats natural-log probability of each
     * @param greedy whether the first is what the model would write, always taking its likeliest token
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
    record Likelihoods(double[] nats, boolean greedy) {}

    /**
     * A text to go on from.
     *
     * @param seed of what is drawn: another seed, another answer
     */
    record Prompt(String text, GenerationSettings settings, long seed) {}

    /** What stands in results: a name, and how it was reached. */
    String name();

    /** How the model is reached, in the harness's words: {@code blueline} or {@code local-completions}. */
    String kind();

    /** Parameters in all, where they are known. */
    OptionalDouble parameters();

    /** FLOPs of its training, where they are known. */
    OptionalDouble trainingFlops();

    /** Why the model gives no log-probabilities of a prompt; empty if it does. */
    Optional<String> noLogProbabilities();

    /** Scores in the order of the questions. */
    List<Likelihoods> likelihoods(List<Question> questions, DoubleConsumer progress);

    /** Natural-log probability of whole texts. */
    List<Double> rolling(List<String> texts, DoubleConsumer progress);

    /** Writes on from prompts, in their order; each answer is cut where its settings say. */
    List<String> write(List<Prompt> prompts, DoubleConsumer progress);

    @Override
    void close();
}
