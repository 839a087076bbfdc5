package dev.blueline.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A language model that can learn: the one seam under which hardware changes. Its state (weights, optimizer) may live on
 * a device. Everything above it, from trainer to report, knows only this.
 *
 * <p>Promises, held by one abstract conformance test for every learner: the same seed and calls give the same weights
 * bit for bit, whatever the number of threads; what is computed for a row of a batch does not depend on what else is in
 * the batch, nor on whether it came by {@link #score} or by {@link #sample}; {@link #load} after {@link #save}
 * continues as if nothing had happened.
 */
public interface Learner extends LanguageModel {

    /**
     * One optimizer step: forward, backward, clip, update. A result that is not finite, or that the update leaves out
     * ({@link Update#applies}), leaves weights and optimizer unchanged.
     */
    StepResult step(Batch batch, Update update);

    /** Loss of every target of the batch, in nats: {@code [rows * length]}, without learning. */
    float[] score(Batch batch);

    /**
     * Natural-log probability of every token of every continuation, given what stands before it, and whether greedy
     * decoding would write the first continuation: the negative of {@link #score} and the beginning of {@link #sample} at
     * temperature 0, which this calls unless a learner can share the work on a context.
     */
    default List<ContinuationScores> score(List<Continuations> questions) {
        return WholeRows.score(this, questions);
    }

    /**
     * One optimizer step on the answers of whole sequences: forward, weigh each target, backward, clip, update. What {@link
     * #step(Batch, Update)} promises of results that are not finite holds here too.
     *
     * @throws UnsupportedOperationException if this learner cannot
     */
    default SequenceStep step(Sequences batch, TokenWeight weight, Update update) {
        throw new UnsupportedOperationException("this learner has no steps on answers");
    }

    /**
     * Draws several answers to every prompt; the beginning that they share is read once. Answer {@code j} to prompt {@code i} is
     * keyed by {@code i * each + j}.
     *
     * @throws UnsupportedOperationException if this learner cannot
     */
    default Answers answers(List<int[]> prompts, int each, Sampling sampling) {
        throw new UnsupportedOperationException("this learner does not tell how likely its answers were");
    }

    /**
     * Writes {@code config.json} and {@code model.safetensors} in Hugging Face names and {@code optimizer.safetensors},
     * each to a temporary name, synced, then renamed.
     */
    void save(Path folder);

    /**
     * Restores what {@link #save} wrote; the shape must be this learner's. Without the optimizer's file, as in the folder of a
     * finished run, the weights come back and the optimizer starts at rest.
     */
    void load(Path folder);

    /**
     * What one step did.
     *
     * @param loss mean loss over the batch's targets before the update, in nats a token
     * @param gradientNorm Euclidean norm of the whole gradient before clipping
     */
    record StepResult(double loss, double gradientNorm) {
        public boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(gradientNorm);
        }
    }
}
