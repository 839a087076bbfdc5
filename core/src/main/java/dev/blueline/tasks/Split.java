package dev.blueline.tasks;

/** Side of an item: what training text may state, and what is only asked. */
public enum Split {
    TRAINING,
    HELD_OUT;

    private static final int ONE_IN = 5;

    /**
     * Side of a case by the hash of its key, whatever the seed: one case in five is held out. The key says what is asked,
     * not how: {@code 3+8}, not the sentence around it.
     */
    public static Split of(String key) {
        return new Draw("split 1 " + key, 0, 0, 0).below(ONE_IN) == 0 ? HELD_OUT : TRAINING;
    }
}
