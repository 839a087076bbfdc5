package dev.blueline.corpus;

import java.util.Arrays;

/**
 * How well a classifier tells examples apart that it has not seen.
 *
 * @param wanted examples of the wanted side, {@code others} of the other
 * @param accuracy share that it puts on the right side of 0.5, both sides weighing the same; 0.5 is chance
 * @param auc probability that an example of the wanted side scores higher than one of the other, ties half (area under the
 *     curve of Hanley and McNeil 1982); 0.5 is chance
 */
record HeldOut(int wanted, int others, double accuracy, double auc) {
    /** From the log odds of both sides. */
    static HeldOut of(double[] wanted, double[] others) {
        double right = (share(wanted, true) + share(others, false)) / 2;
        double[] sorted = others.clone();
        Arrays.sort(sorted);
        double above = 0;
        for (double logit : wanted) {
            above += (below(sorted, logit) + below(sorted, Math.nextUp(logit))) / 2.0;
        }
        return new HeldOut(wanted.length, others.length, right, above / wanted.length / others.length);
    }

    private static double share(double[] logits, boolean positive) {
        return (double) Arrays.stream(logits)
                        .filter(logit -> logit > 0 == positive)
                        .count()
                / logits.length;
    }

    /** How many values are below a bound. */
    private static int below(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
