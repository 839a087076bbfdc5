package dev.blueline.study;

import dev.blueline.ledger.Run;
import java.util.function.Consumer;

/**
 * What a study does at a rung, such as pretraining; the study itself knows only this. Finished runs go to the ledger
 * before {@link #carryOut} reports them.
 */
public interface Procedure {

    /** Identity of a run: equal if and only if it would give the same figures. */
    String identity(Rung rung);

    /** Parameters of a size. */
    Run.Parameters parameters(Size size);

    /** Exact training FLOPs of a run of so many tokens. */
    double trainingFlops(Size size, long tokens);

    /** FLOPs of measuring one finished run. */
    double measuringFlops(Size size);

    /** Tokens of training text; a rung with more would repeat it. */
    long availableTokens();

    /**
     * Heap that training a size takes, bytes; 0 if none to speak of.
     *
     * @param threads threads of the run
     */
    default long heapBytes(Size size, int threads) {
        return 0;
    }

    /** Measures the machine with all workers busy, which also warms it up. */
    Rates measure(int workers);

    /**
     * Carries out the trunk's runs and appends each to the ledger.
     *
     * @param threads threads for this one trunk; results do not depend on it
     * @param progress hears of work done
     * @param finished hears of each run appended
     */
    void carryOut(Trunk trunk, int threads, Progress progress, Consumer<Run> finished);

    /**
     * Appends the trunk's runs to the ledger as failed ones. What they have saved stays, for another try.
     *
     * @param fault what broke them
     * @param finished hears of each run appended
     */
    void fail(Trunk trunk, int threads, Fault fault, Consumer<Run> finished);
}
