package dev.blueline.study;

/** Hears how the work goes, from any thread. */
public interface Progress {

    /**
     * @param rung what is being trained
     * @param flops work just done
     * @param tokens tokens just trained on
     * @param loss smoothed training loss, nats a token
     */
    void advanced(Rung rung, double flops, long tokens, double loss);
}
