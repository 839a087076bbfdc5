package dev.blueline.study;

/** Hears how the work goes, from any thread. */
@FunctionalInterface
public interface Progress {
    void advanced(Advance advance);

    /**
     * Work just done on a run.
     *
     * @param rung what is being trained
     * @param step steps of the run done, those it shares with its trunk's other runs included
     * @param steps steps of the whole run
     * @param flops work just done
     * @param tokens tokens just trained on
     * @param loss smoothed training loss, nats a token
     */
    record Advance(Rung rung, long step, long steps, double flops, long tokens, double loss) {}

    /** One line on something unusual, such as a damaged file that was gone round. */
    default void says(String line) {}
}
