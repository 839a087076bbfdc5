package dev.blueline.training;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import dev.blueline.engine.Update;

/**
 * How a model of any width is trained: batch, rates, schedule and what happens when a run diverges.
 *
 * <p>The rates follow size by one rule, checked by a sweep at two widths: matrices inside the blocks and the head learn
 * at {@code matrixRate / width}, the embedding and the gains at one rate for every width. Where Muon moves the matrices
 * inside the blocks, they learn at {@code muonRate / sqrt(width)}: a step then changes a square matrix of any width by the
 * same spectral norm.
 *
 * @param batchTokens tokens of one step
 * @param optimizer what moves the matrices inside the blocks; AdamW if a study does not say
 * @param muonRate rate of matrices inside the blocks under Muon, times the root of the model's width; 0 if a study does not
 *     say
 * @param matrixRate rate of matrices times the model's width
 * @param embeddingRate rate of the token embedding
 * @param gainRate rate of the normalisation gains
 * @param beta1 AdamW's decay of the mean
 * @param beta2 AdamW's decay of the square
 * @param epsilon AdamW's epsilon
 * @param weightDecay decay of matrices, times the rate
 * @param clip largest gradient norm
 * @param warmup share of a trunk's shortest run over which the rate rises from zero
 * @param cooldown share of each run, at its end, over which the rate falls to zero
 * @param retries restarts at a lower rate before a run counts as diverged
 * @param retryFactor factor on the rate at each restart
 */
public record Recipe(
        int batchTokens,

        @JacksonInject(value = "optimizer", useInput = OptBoolean.TRUE)
        Optimizer optimizer,

        @JacksonInject(value = "muonRate", useInput = OptBoolean.TRUE)
        double muonRate,

        double matrixRate,
        double embeddingRate,
        double gainRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clip,
        double warmup,
        double cooldown,
        int retries,
        double retryFactor) {

    /** The update of one step: the rule's rates for this width, times the schedule's factor. */
    public Update update(int width, double factor) {
        return new Update(
                optimizer,
                muonRate / Math.sqrt(width) * factor,
                matrixRate / width * factor,
                embeddingRate * factor,
                gainRate * factor,
                beta1,
                beta2,
                epsilon,
                weightDecay,
                clip,
                Double.POSITIVE_INFINITY);
    }

    /** Exact FLOPs of training on so many tokens, what the optimizer's own products cost included. */
    public double flops(ModelShape shape, long tokens) {
        return shape.trainingFlops(tokens) + optimizer.flopsPerStep(shape) * tokens / batchTokens;
    }

    /** The same recipe, but a run that diverges is given up at once. */
    public Recipe withoutRetries() {
        return new Recipe(
                batchTokens,
                optimizer,
                muonRate,
                matrixRate,
                embeddingRate,
                gainRate,
                beta1,
                beta2,
                epsilon,
                weightDecay,
                clip,
                warmup,
                cooldown,
                0,
                retryFactor);
    }

    /** Steps of a run of so many tokens, rounded to whole batches. */
    public long steps(long tokens) {
        return Math.max(1, Math.round((double) tokens / batchTokens));
    }

    /** Step at which a run of so many steps leaves the trunk and cools down. */
    public long branchPoint(long steps) {
        return steps - Math.max(1, Math.round(cooldown * steps));
    }
}
