package dev.blueline.problems;

import dev.blueline.ledger.BadInput;
import java.util.Arrays;
import java.util.Locale;

/** How a response comes to its answer. */
public enum Style {
    /** The answer only. */
    DIRECT,
    /** The clean solution first, written after the fact, as in a textbook. */
    SUMMARY,
    /** How one really thinks: try, fail, go back, check; then the answer. */
    MONOLOGUE;

    /** The name that a user types. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The style of a name.
     *
     * @throws BadInput if there is none
     */
    public static Style of(String word) {
        return Arrays.stream(values())
                .filter(style -> style.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new BadInput("there is no style \"" + word + "\"; choose from direct, summary, monologue"));
    }
}
