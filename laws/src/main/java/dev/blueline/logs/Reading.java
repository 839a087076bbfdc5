package dev.blueline.logs;

import java.util.Optional;

/**
 * How to read a log.
 *
 * @param live the run may still be writing: an incomplete last record or line is passed over instead of refused
 * @param metric series to take as the loss; without it, the training loss by the names programs use
 * @param profile of console logs: a built-in name or a TOML file; without it, the built-in one that fits
 * @param mapping names, units and facts that the log does not hold
 */
public record Reading(boolean live, Optional<String> metric, Optional<String> profile, Mapping mapping) {

    /** A complete log with names that are known. */
    public static Reading standard() {
        return new Reading(false, Optional.empty(), Optional.empty(), Mapping.NONE);
    }

    /** The same, of a run that may still be writing. */
    public Reading whileWritten() {
        return new Reading(true, metric, profile, mapping);
    }

    public Reading withMetric(String name) {
        return new Reading(live, Optional.of(name), profile, mapping);
    }

    public Reading withProfile(String name) {
        return new Reading(live, metric, Optional.of(name), mapping);
    }

    public Reading withMapping(Mapping other) {
        return new Reading(live, metric, profile, other);
    }
}
