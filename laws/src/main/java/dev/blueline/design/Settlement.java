package dev.blueline.design;

/**
 * How far runs are expected to settle a question with two answers.
 *
 * @param before probability of the first answer before the runs
 * @param bits expected information about the answer (mutual information, 0 to 1 bit)
 * @param bitsError its Monte Carlo standard error
 * @param decided probability that one answer ends with at least {@code confidence}
 * @param wrong probability that the wrong one does
 * @param confidence probability at which the question counts as decided
 */
public record Settlement(
        double before, double bits, double bitsError, double decided, double wrong, double confidence) {

    /** Collects simulated outcomes. */
    static final class Tally {
        private final double before;
        private final double confidence;
        private double sum;
        private double squares;
        private int decided;
        private int wrong;
        private int trials;

        Tally(double before, double confidence) {
            this.before = before;
            this.confidence = confidence;
        }

        /**
         * @param first whether the first answer is true
         * @param after its probability after the runs
         */
        void add(boolean first, double after) {
            double gain = entropy(before) - entropy(after);
            sum += gain;
            squares += gain * gain;
            trials++;
            if (Math.max(after, 1 - after) >= confidence) {
                decided++;
                wrong += first == (after >= 0.5) ? 0 : 1;
            }
        }

        Settlement settlement() {
            double mean = sum / trials;
            double variance = Math.max(0, squares / trials - mean * mean);
            return new Settlement(
                    before,
                    Math.max(0, mean),
                    Math.sqrt(variance / trials),
                    decided / (double) trials,
                    wrong / (double) trials,
                    confidence);
        }

        private static double entropy(double p) {
            return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
        }
    }
}
