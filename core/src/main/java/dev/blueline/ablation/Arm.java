package dev.blueline.ablation;

import dev.blueline.pretraining.TextData;
import java.util.Optional;

/**
 * One of the texts that a study compares.
 *
 * @param name unique in the study; small letters, digits, dashes and points, as it is part of file names
 * @param text what is trained on and measured with
 * @param base whose runs these go on from; empty where weights are drawn anew
 */
public record Arm(String name, TextData text, Optional<Base> base) {
    public Arm {
        if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("arm \"" + name + "\"");
        }
    }

    /** A text that is trained on from the beginning. */
    public Arm(String name, TextData text) {
        this(name, text, Optional.empty());
    }

    /**
     * Runs of the same size and seed on another text, in a stage before.
     *
     * @param tokens their length
     * @param shortest fewest tokens of the runs that go on from them
     */
    public record Base(Arm arm, long tokens, long shortest) {}
}
