package dev.blueline.testtime;

/**
 * The answer that a strategy gave to one problem.
 *
 * @param answer text after the thought; empty where it gave none
 * @param score the verifier's, 0 where there is no answer; examined afterwards and not part of what was spent, unless the strategy asked for it
 */
public record Outcome(String answer, double score, Spending spending) {
    public boolean right() {
        return score == 1;
    }
}
