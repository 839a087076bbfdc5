package dev.blueline.design;

/** What a design is chosen by: lower is better. */
@FunctionalInterface
interface Criterion {
    /**
     * @param candidates indices of the candidates chosen, each once
     * @param seeds how often each is run
     */
    double of(int[] candidates, int[] seeds);
}
