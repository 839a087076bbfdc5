package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;
import java.util.Arrays;
import java.util.Locale;

/** How a model is made better at its tasks. */
public enum Method {
    /** Policy gradient on verified responses. */
    RL,
    /** Right responses are learned as demonstrations. */
    EXPERT_ITERATION,
    /** The demonstrations that the start has learned from go on. */
    SUPERVISED;

    /** The name that a user types. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The method of a name.
     *
     * @throws BadInput if there is none
     */
    public static Method of(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        "there is no method \"" + word + "\"; choose from rl, expert-iteration, supervised"));
    }
}
