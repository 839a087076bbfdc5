package dev.blueline.testtime;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How to think for long.
 *
 * @param run folder of the model
 * @param seconds to think for, all sessions together
 * @param tokens most of a response; 0 for as many as the model's context holds
 * @param seed key of the draws
 * @param alone whether every attempt is made from the start: the control
 * @param threads cores to use
 */
public record ThinkingRequest(Path run, double seconds, int tokens, long seed, boolean alone, int threads) {
    private static final double LEAST_SECONDS = 0.03;
    private static final double MOST_SECONDS = 30 * 86_400.0;

    /** @throws BadInput if one of them cannot be used */
    public ThinkingRequest {
        if (!(seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS)) {
            throw new BadInput(
                    String.format(Locale.ROOT, "--for %.3g s cannot be used; give 0.03s to 30d, such as 10m", seconds));
        }
        if (tokens < 0 || seed < 0 || threads < 1) {
            throw new BadInput("--response " + tokens + ", --seed " + seed + " and --threads " + threads
                    + " cannot be used together; give 0 tokens or more, a seed of 0 or more and 1 thread or more");
        }
    }
}
