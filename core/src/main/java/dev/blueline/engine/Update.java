package dev.blueline.engine;

/**
 * How one AdamW step moves the weights (Loshchilov and Hutter 2019, decoupled decay). Rates are per group, because the
 * best rate of a matrix falls with width while that of the embedding does not.
 *
 * @param matrixRate learning rate of matrices inside the blocks and of the head
 * @param embeddingRate learning rate of the token embedding
 * @param gainRate learning rate of normalisation gains
 * @param beta1 decay of the gradient's running mean
 * @param beta2 decay of the squared gradient's running mean
 * @param epsilon added to the root of the squared mean
 * @param weightDecay decay of matrices inside the blocks and of the head, times the rate, each step
 * @param clip largest gradient norm; a larger gradient is scaled down to it
 */
public record Update(
        double matrixRate,
        double embeddingRate,
        double gainRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clip) {}
