package dev.blueline.trials;

/** Hears how a study of reasoning goes. */
public interface TrialListener {
    /** One line for each stage. */
    void says(String line);

    /**
     * Work was done.
     *
     * @param share of the expected time that is behind
     * @param detail what is being done, in a few words
     */
    void advanced(double share, String detail);
}
