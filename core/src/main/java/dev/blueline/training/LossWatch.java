package dev.blueline.training;

/**
 * Says when a run has diverged: its smoothed loss stands more than {@link #RISE} nats above its own lowest value. The rule is
 * fixed before any run. Steps that {@link SpikeGuard} leaves out are not heard of here.
 */
final class LossWatch {
    /** Nats a token: far above the noise of a batch of 2,048 tokens (about 0.05), below an untrained model's loss. */
    static final double RISE = 1.0;

    private static final double KEEP = 0.95;

    private double smoothed;
    private double lowest;

    LossWatch() {
        this(Double.NaN, Double.MAX_VALUE);
    }

    /** Goes on where another watch stood. */
    LossWatch(double smoothed, double lowest) {
        this.smoothed = smoothed;
        this.lowest = lowest;
    }

    /** Takes one step's loss; true if the run has diverged. */
    boolean diverged(double loss) {
        smoothed = Double.isNaN(smoothed) ? loss : KEEP * smoothed + (1 - KEEP) * loss;
        lowest = Math.min(lowest, smoothed);
        return smoothed > lowest + RISE;
    }

    double lowest() {
        return lowest;
    }

    double smoothed() {
        return smoothed;
    }
}
