package dev.blueline.monitor;

import java.util.Locale;
import java.util.OptionalLong;

/** Something in a log that a person should see. */
public sealed interface Notice {
    /** Step at which it began. */
    long step();

    /** In a sentence. */
    String words();

    /**
     * A loss far above its surroundings.
     *
     * @param height loss at the highest point
     * @param usual median loss before
     * @param recovered step at which the loss was back, if it was
     */
    record Spike(long step, double height, double usual, OptionalLong recovered) implements Notice {
        @Override
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "Spike at step %d: loss %.4g where %.4g was usual; %s.",
                    step,
                    height,
                    usual,
                    recovered.isPresent()
                            ? "back at step " + recovered.getAsLong()
                            : "not back to where it was so far");
        }
    }

    /**
     * Losses that are no positive number.
     *
     * @param points how many
     * @param last whether the latest point is one
     */
    record NotANumber(long step, int points, boolean last) implements Notice {
        @Override
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "The loss is no positive finite number at %d %s, first at step %d; %s.",
                    points,
                    points == 1 ? "point" : "points",
                    step,
                    last ? "the latest point is one" : "later points are numbers again");
        }
    }

    /**
     * A loss that went up and stays there.
     *
     * @param from median loss of the lowest stretch
     * @param to median loss of the latest stretch
     */
    record Rise(long step, double from, double to) implements Notice {
        @Override
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "Rise since step %d: the loss went from %.4g to %.4g and stays there.",
                    step,
                    from,
                    to);
        }
    }
}
