package dev.blueline.ablation;

import dev.blueline.pretraining.TextData;

/**
 * One of the texts that a study compares.
 *
 * @param name unique in the study; small letters, digits, dashes and points, as it is part of file names
 * @param text what is trained on and measured with
 */
public record Arm(String name, TextData text) {
    public Arm {
        if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("arm \"" + name + "\"");
        }
    }
}
