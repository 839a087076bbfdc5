package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;

/**
 * A point at which a law is asked for a loss.
 *
 * @param parameters model size N, counted as in the observations
 * @param tokens training tokens D, repeated ones included
 * @param compute training FLOPs C
 * @param uniqueTokens different tokens U among the D, at most D; 0 stands for all
 */
public record Target(double parameters, double tokens, double compute, double uniqueTokens) {
    public Target {
        uniqueTokens = uniqueTokens == 0 ? tokens : uniqueTokens;
        for (double value : new double[] {parameters, tokens, compute, uniqueTokens}) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new BadInput("target has parameters " + parameters + ", tokens " + tokens + ", compute " + compute
                        + ", unique tokens " + uniqueTokens + ": each must be a positive finite number");
            }
        }
        if (uniqueTokens > tokens * (1 + 1e-9)) {
            throw new BadInput("target has more unique tokens (" + uniqueTokens + ") than tokens (" + tokens
                    + "): give at most as many");
        }
    }

    /** A point where every token is read once. */
    public Target(double parameters, double tokens, double compute) {
        this(parameters, tokens, compute, tokens);
    }
}
