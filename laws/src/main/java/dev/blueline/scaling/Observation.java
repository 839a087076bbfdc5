package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;

/**
 * One finished run as the laws see it. Seeds of one rung are separate observations.
 *
 * @param parameters model size N, counted one way for all observations of a fit
 * @param tokens training tokens D, repeated ones included
 * @param compute training FLOPs C
 * @param loss held-out loss in any unit (nats per token, bits per byte), the same for all
 * @param trunk training run it branched off: observations of one trunk have correlated errors
 * @param uniqueTokens different tokens U among the D, at most D
 * @param standardError of the loss, in its unit; 0 if not known
 */
public record Observation(
        double parameters,
        double tokens,
        double compute,
        double loss,
        String trunk,
        double uniqueTokens,
        double standardError) {
    public Observation {
        for (double value : new double[] {parameters, tokens, compute, loss}) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new BadInput("observation of trunk '" + trunk + "' has parameters " + parameters + ", tokens "
                        + tokens + ", compute " + compute + ", loss " + loss
                        + ": each must be a positive finite number; leave the run out");
            }
        }
        if (!(uniqueTokens > 0) || uniqueTokens > tokens * (1 + 1e-9)) {
            throw new BadInput("observation of trunk '" + trunk + "' has " + uniqueTokens + " unique tokens of "
                    + tokens + ": give a positive number, at most the tokens");
        }
        if (!(standardError >= 0) || Double.isInfinite(standardError)) {
            throw new BadInput("observation of trunk '" + trunk + "' has the standard error " + standardError
                    + ": give a positive number, or leave it out");
        }
    }

    /** A run that read every token once. */
    public Observation(double parameters, double tokens, double compute, double loss, String trunk) {
        this(parameters, tokens, compute, loss, trunk, tokens, 0);
    }

    /** A run of which only some tokens were different. */
    public Observation(
            double parameters, double tokens, double compute, double loss, String trunk, double uniqueTokens) {
        this(parameters, tokens, compute, loss, trunk, uniqueTokens, 0);
    }

    /** The point on the axes at which the loss was observed. */
    public Target target() {
        return new Target(parameters, tokens, compute, uniqueTokens);
    }

    /** Runs of one rung differ only in seed: same size, same tokens, as many of them different. */
    boolean sameRung(Observation other) {
        return Math.abs(Math.log(parameters / other.parameters)) < 1e-9
                && Math.abs(Math.log(tokens / other.tokens)) < 1e-9
                && Math.abs(Math.log(uniqueTokens / other.uniqueTokens)) < 1e-9;
    }
}
