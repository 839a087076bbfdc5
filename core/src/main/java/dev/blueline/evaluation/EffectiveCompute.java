package dev.blueline.evaluation;

import dev.blueline.scaling.Mixture;

/**
 * The compute at which a run of the best shape reaches a loss, by the law of all text: tabulated along the frontier and read between
 * entries, both in logarithms.
 */
final class EffectiveCompute {
    private static final int ENTRIES = 60;

    private final double[] compute;
    private final double[] loss;

    private EffectiveCompute(double[] compute, double[] loss) {
        this.compute = compute;
        this.loss = loss;
    }

    /** A table over a range of compute. Losses must fall: where the law rises, the entry before stands. */
    static EffectiveCompute of(Mixture total, double least, double most) {
        double[] compute = new double[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            compute[i] = least * Math.pow(most / least, i / (ENTRIES - 1.0));
        }
        double[] loss = total.band(compute).stream()
                .mapToDouble(Mixture.Prediction::median)
                .toArray();
        for (int i = 1; i < ENTRIES; i++) {
            loss[i] = Math.min(loss[i], loss[i - 1] * (1 - 1e-9));
        }
        return new EffectiveCompute(compute, loss);
    }

    /** The compute at a loss; beyond the table its first or last two entries are continued. */
    double at(double value) {
        int i = 1;
        while (i < ENTRIES - 1 && loss[i] > value) {
            i++;
        }
        double share = Math.log(loss[i - 1] / value) / Math.log(loss[i - 1] / loss[i]);
        return compute[i - 1] * Math.pow(compute[i] / compute[i - 1], Math.clamp(share, -20, 20));
    }
}
