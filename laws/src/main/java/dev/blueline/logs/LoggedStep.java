package dev.blueline.logs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a program logged at one step.
 *
 * @param step optimizer step
 * @param time of the last value
 * @param values by the names the program gave them
 */
record LoggedStep(long step, Optional<Instant> time, Map<String, Double> values) {}
