package dev.blueline.engine;

/**
 * Factors of one AdamW step for one group of weights (Loshchilov and Hutter 2019, algorithm 2, decoupled decay).
 *
 * @param gradientScale the gradient is multiplied by this first (clipping, averaging)
 * @param rate learning rate
 * @param decay share of the weight taken away: rate times weight decay
 * @param correction1 {@code 1 / (1 - beta1^step)}
 * @param correction2 {@code 1 / (1 - beta2^step)}
 */
public record AdamWStep(
        float gradientScale,
        float rate,
        float beta1,
        float beta2,
        float epsilon,
        float decay,
        float correction1,
        float correction2) {

    /** Factors of step number {@code step}, counted from 1. */
    public static AdamWStep of(
            long step,
            double gradientScale,
            double rate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay) {
        return new AdamWStep(
                (float) gradientScale,
                (float) rate,
                (float) beta1,
                (float) beta2,
                (float) epsilon,
                (float) (rate * weightDecay),
                (float) (1 / (1 - StrictMath.pow(beta1, (double) step))),
                (float) (1 / (1 - StrictMath.pow(beta2, (double) step))));
    }
}
