package dev.blueline.ablation;

import dev.blueline.scaling.Forecast;

/**
 * A forecast of a stage, registered before it, and how it is scored after.
 *
 * @param forecast what is expected
 * @param measured the same figure once the runs are there
 */
public record Expectation(Forecast forecast, Measured measured) {

    /** Reads a figure off the runs. */
    @FunctionalInterface
    public interface Measured {
        double of(Results results);
    }
}
