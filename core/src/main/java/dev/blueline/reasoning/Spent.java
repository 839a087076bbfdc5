package dev.blueline.reasoning;

/**
 * What was spent: FLOPs of the model exactly as counted from its shape, and the verifier's work, which is no model's, apart.
 *
 * @param rollout FLOPs of drawing responses; the prompt that a group shares is read once
 * @param update FLOPs of forward and backward passes
 * @param verifierSteps steps of the verifier
 * @param verifierSeconds its time
 */
public record Spent(double rollout, double update, long verifierSteps, double verifierSeconds) {
    public static final Spent NOTHING = new Spent(0, 0, 0, 0);

    /** FLOPs of the model. */
    public double flops() {
        return rollout + update;
    }

    public Spent plus(Spent other) {
        return new Spent(
                rollout + other.rollout,
                update + other.update,
                verifierSteps + other.verifierSteps,
                verifierSeconds + other.verifierSeconds);
    }
}
