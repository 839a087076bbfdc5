package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;

/**
 * A point at which a law is asked for a loss.
 *
 * @param parameters model size N, counted as in the observations
 * @param tokens training tokens D
 * @param compute training FLOPs C
 */
public record Target(double parameters, double tokens, double compute) {
    public Target {
        for (double value : new double[] {parameters, tokens, compute}) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new BadInput("target has parameters " + parameters + ", tokens " + tokens + ", compute " + compute
                        + ": each must be a positive finite number");
            }
        }
    }
}
