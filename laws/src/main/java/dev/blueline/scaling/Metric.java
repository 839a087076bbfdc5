package dev.blueline.scaling;

import java.util.Locale;

/** What is measured along a line, and in which unit a gain is counted. */
public sealed interface Metric {
    /** The positive quantity that falls when things get better: curves are fitted to its logarithm. */
    double falling(double measured);

    /**
     * Gain in the metric's unit.
     *
     * @param now log of the falling quantity at the last point
     * @param then the same at the horizon
     */
    double gain(double now, double then);

    /** Standard deviation of the log of the falling quantity, from the seeds' deviation in the metric's unit. */
    double logSd(double falling, double seedSd);

    /** A gain in words. */
    String inWords(double gain);

    /** A loss, which falls. Gains, thresholds and seed deviations are shares of the loss: .01 is one percent. */
    record Loss() implements Metric {
        @Override
        public double falling(double measured) {
            return measured;
        }

        @Override
        public double gain(double now, double then) {
            return now - then;
        }

        @Override
        public double logSd(double falling, double seedSd) {
            return seedSd;
        }

        @Override
        public String inWords(double gain) {
            return String.format(Locale.ROOT, "%.1f%%", 100 * gain);
        }
    }

    /**
     * A score, which rises to a ceiling, such as accuracy. It is judged on its error, {@code ceiling - score}; gains, thresholds
     * and seed deviations are points of the score: .01 is one hundredth of the scale from 0 to 1. So close to the ceiling little
     * can be gained, and the line is red.
     *
     * @param ceiling the highest score possible: 1 for accuracy, less if some of the answers are known to be wrong
     */
    record Score(double ceiling) implements Metric {
        /** An error below this share of the ceiling counts as this: a score at its ceiling has no logarithm of an error. */
        private static final double LEAST = 1e-3;

        @Override
        public double falling(double measured) {
            return Math.max(LEAST * ceiling, ceiling - measured);
        }

        @Override
        public double gain(double now, double then) {
            return Math.exp(now) - Math.exp(then);
        }

        @Override
        public double logSd(double falling, double seedSd) {
            return Math.min(1, seedSd / falling);
        }

        @Override
        public String inWords(double gain) {
            return String.format(Locale.ROOT, "%.3f", gain);
        }
    }
}
