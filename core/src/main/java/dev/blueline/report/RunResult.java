package dev.blueline.report;

import dev.blueline.ledger.Run;
import java.util.Map;

/**
 * One run and what was measured on it.
 *
 * @param run what was run
 * @param overall validation loss over all domains together
 * @param domains validation loss of each domain, by the domain's name
 * @param tokensPerSecond training speed
 * @param shareOfPeak training FLOP/s as a share of the measured peak of the cores it used, 0 to 1
 */
public record RunResult(Run run, Loss overall, Map<String, Loss> domains, double tokensPerSecond, double shareOfPeak) {

    /** The model's size as width x layers, the way rungs are named. */
    public String size() {
        return run.width() + "x" + run.layers();
    }

    /** Whether it ended with a loss that a chart can show. */
    boolean drawable() {
        return run.succeeded() && overall.finite();
    }
}
