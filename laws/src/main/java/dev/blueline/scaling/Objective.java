package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;

/**
 * How the misfit of a law is measured: a loss of residuals, and the space in which residuals are taken.
 *
 * @param kind what a residual costs
 * @param delta for Huber's loss: the residual beyond which it counts linearly; a share of the loss in log space, in units of
 *     the loss in linear space
 * @param space where residuals are taken
 */
public record Objective(Kind kind, double delta, Space space) {
    /** Hoffmann's delta: beyond a tenth of a percent a residual counts by its absolute value. */
    public static final double HOFFMANN_DELTA = 1e-3;

    /**
     * The delta at which Huber's loss stands for least absolute deviations: a ten-thousandth of a percent, far below any
     * residual, yet smooth enough for gradients.
     */
    private static final double NEARLY_ZERO = 1e-6;

    /** What a residual costs. */
    public enum Kind {
        /** Squared within delta, linear beyond (Huber 1964). */
        HUBER,
        /** Least absolute deviations. */
        LAD,
        /** Least squares. */
        SQUARES
    }

    /** Where residuals are taken. */
    public enum Space {
        /** Log of predicted over measured loss: shares of the loss. */
        LOG,
        /** Predicted less measured loss. */
        LINEAR
    }

    public Objective {
        if (!(delta > 0) || Double.isInfinite(delta)) {
            throw new BadInput("delta " + delta + " must be a positive number");
        }
    }

    /** Huber's loss of log residuals. */
    public static Objective huber(double delta) {
        return new Objective(Kind.HUBER, delta, Space.LOG);
    }

    /** Least absolute deviations of log residuals. */
    public static Objective leastAbsolute() {
        return new Objective(Kind.LAD, NEARLY_ZERO, Space.LOG);
    }

    /** Least squares of log residuals. */
    public static Objective leastSquares() {
        return new Objective(Kind.SQUARES, 1, Space.LOG);
    }

    /**
     * What the values of a fit in this objective's own unit are multiplied by to be the textbook mean: of Huber's loss, of
     * absolute residuals, of half squares. In linear space values are of residuals over the mean loss.
     */
    public double unit() {
        return switch (kind) {
            case HUBER -> delta * delta;
            case LAD -> delta;
            case SQUARES -> Misfit.PERCENT * Misfit.PERCENT;
        };
    }

    /** The same loss of residuals taken elsewhere. */
    public Objective in(Space other) {
        return new Objective(kind, delta, other);
    }

    /** In words. */
    public String words() {
        String loss = switch (kind) {
            case HUBER -> "Huber's loss (delta " + delta + ")";
            case LAD -> "absolute deviation";
            case SQUARES -> "square";
        };
        return loss + (space == Space.LOG ? " of log residuals" : " of residuals");
    }
}
