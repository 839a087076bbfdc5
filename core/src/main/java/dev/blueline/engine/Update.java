package dev.blueline.engine;

/**
 * How one step moves the weights: by AdamW (Loshchilov and Hutter 2019, decoupled decay), the matrices inside the blocks
 * by another rule if it says so. Rates are per group, because the best rate of a matrix falls with width while that of
 * the embedding does not.
 *
 * @param optimizer what moves the matrices inside the blocks
 * @param muonRate learning rate of matrices inside the blocks under Muon; not used under AdamW
 * @param matrixRate AdamW's learning rate of matrices inside the blocks and of the head
 * @param embeddingRate learning rate of the token embedding
 * @param gainRate learning rate of normalisation gains
 * @param beta1 decay of the gradient's running mean
 * @param beta2 decay of the squared gradient's running mean
 * @param epsilon added to the root of the squared mean
 * @param weightDecay decay of matrices inside the blocks and of the head, times the rate, each step
 * @param clip largest gradient norm; a larger gradient is scaled down to it
 * @param leaveOut gradient norm above which the step is left out, the weights unchanged; infinite to leave none out
 */
public record Update(
        Optimizer optimizer,
        double muonRate,
        double matrixRate,
        double embeddingRate,
        double gainRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clip,
        double leaveOut) {

    /** AdamW for all weights. */
    public Update(
            double matrixRate,
            double embeddingRate,
            double gainRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            double clip) {
        this(
                Optimizer.ADAMW,
                0,
                matrixRate,
                embeddingRate,
                gainRate,
                beta1,
                beta2,
                epsilon,
                weightDecay,
                clip,
                Double.POSITIVE_INFINITY);
    }

    /** The same step, with Muon at this rate for the matrices inside the blocks. */
    public Update withMuon(double rate) {
        return new Update(
                Optimizer.MUON,
                rate,
                matrixRate,
                embeddingRate,
                gainRate,
                beta1,
                beta2,
                epsilon,
                weightDecay,
                clip,
                leaveOut);
    }

    /** The same step, left out if its gradient's norm is above this. */
    public Update leavingOut(double norm) {
        return new Update(
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
                norm);
    }

    /** Whether a step with this result moves the weights. */
    public boolean applies(Learner.StepResult result) {
        return result.finite() && result.gradientNorm() <= leaveOut;
    }

    /** What a gradient of this norm is multiplied by, so that its norm is at most {@link #clip}. */
    double gradientScale(double norm) {
        return norm > clip ? clip / norm : 1;
    }
}
