package dev.blueline.engine;

import java.util.List;

/** Makes one kind of learner; found by {@link java.util.ServiceLoader}. */
public interface LearnerProvider {

    /**
     * Short names that a user types, such as {@code java}: one for every device and precision, because figures of different
     * ones must not be mixed.
     */
    List<String> names();

    /** Numerics version: raised when the same seed and steps give other weights than before. */
    int numerics();

    /**
     * Looks whether this machine has what the named learner needs.
     *
     * @throws dev.blueline.ledger.BadInput if it has not
     */
    default void require(String name) {}

    /** Java heap that training a model takes, bytes; 0 for learners whose memory lies elsewhere. */
    default long heapBytes(ModelShape shape, int threads) {
        return 0;
    }

    /**
     * A learner with freshly drawn weights.
     *
     * @param name one of {@link #names}
     * @param seed key of the initial weights
     * @param threads threads a step may use, at least 1; the result does not depend on it
     * @throws dev.blueline.ledger.BadInput if this machine has not what it needs
     */
    Learner create(String name, ModelShape shape, long seed, int threads);
}
