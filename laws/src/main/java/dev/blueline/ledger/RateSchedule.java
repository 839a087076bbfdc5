package dev.blueline.ledger;

import java.util.OptionalLong;

/**
 * How the learning rate went over a run, after the warm-up.
 *
 * @param kind shape
 * @param totalSteps step at which the schedule ends
 * @param decayStart first step of the decay, for {@link Kind#WSD}
 */
public record RateSchedule(Kind kind, OptionalLong totalSteps, OptionalLong decayStart) {

    /** Nothing is known. */
    public static final RateSchedule UNKNOWN =
            new RateSchedule(Kind.UNKNOWN, OptionalLong.empty(), OptionalLong.empty());

    public RateSchedule {
        if (decayStart.isPresent() && kind != Kind.WSD) {
            throw new BadInput("a schedule with the decay's start at step " + decayStart.getAsLong()
                    + " is a wsd schedule; say wsd or leave the start of the decay out");
        }
        if (decayStart.isPresent() && totalSteps.isPresent() && decayStart.getAsLong() >= totalSteps.getAsLong()) {
            throw new BadInput("the decay's start at step " + decayStart.getAsLong()
                    + " is not before the schedule's end at step " + totalSteps.getAsLong());
        }
    }

    /** The shape. */
    public enum Kind {
        /** The same rate to the end: every point is that of a finished run. */
        CONSTANT,
        /** Half a cosine, from the peak down. */
        COSINE,
        /** A straight line down. */
        LINEAR,
        /** Warm-up, stable, decay: constant up to the decay's start. */
        WSD,
        UNKNOWN;

        /** Whether a loss before the end lies above what a run of that length would reach. */
        public boolean decays() {
            return this == COSINE || this == LINEAR || this == WSD;
        }
    }
}
