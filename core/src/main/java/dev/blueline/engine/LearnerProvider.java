package dev.blueline.engine;

/** Makes one kind of learner; found by {@link java.util.ServiceLoader}. */
public interface LearnerProvider {

    /** Short name that a user types, such as {@code java}. */
    String name();

    /** Numerics version: raised when the same seed and steps give other weights than before. */
    int numerics();

    /**
     * A learner with freshly drawn weights.
     *
     * @param seed key of the initial weights
     * @param threads threads a step may use, at least 1; the result does not depend on it
     */
    Learner create(ModelShape shape, long seed, int threads);
}
