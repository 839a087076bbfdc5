package dev.blueline.scaling;

/** How much the residual of a run counts in a fit. */
public enum Weighing {
    /** All alike, as in the literature. */
    EQUAL,
    /** One over the standard error of the loss, as a share of it. */
    STANDARD_ERRORS,
    /** One over the standard deviation expected from seeds at the run's size and half a percent of misfit. */
    SEEDS;

    /** Misfit that any law is granted: half a percent. */
    static final double MISFIT = 0.005;

    /** Standard deviation of log loss that is known beforehand; the rest is learnt from residuals. */
    double expected(Observation observation, SeedNoise noise) {
        return switch (this) {
            case EQUAL -> 0;
            case STANDARD_ERRORS -> observation.standardError() / observation.loss();
            case SEEDS -> noise.at(observation.parameters());
        };
    }

    double of(Observation observation, SeedNoise noise) {
        return switch (this) {
            case EQUAL -> 1;
            case STANDARD_ERRORS -> observation.loss() / observation.standardError();
            case SEEDS -> 1 / Math.hypot(noise.at(observation.parameters()), MISFIT);
        };
    }
}
