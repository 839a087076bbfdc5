package dev.blueline.logs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The loss at one step of a run.
 *
 * @param step optimizer step, as the program counts them
 * @param tokens training tokens seen so far, where the log says or they follow from the step
 * @param loss as logged, in the log's unit; not a number or infinite where the run diverged
 * @param learningRate at this step, where it was logged
 * @param time when it was logged, where the log says
 */
public record LogPoint(
        long step, OptionalDouble tokens, double loss, OptionalDouble learningRate, Optional<Instant> time) {}
