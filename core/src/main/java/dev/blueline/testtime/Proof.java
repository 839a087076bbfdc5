package dev.blueline.testtime;

import dev.blueline.problems.GivenProblem;
import dev.blueline.problems.Verification;
import dev.blueline.problems.Verifier;

/**
 * What the verifier says of an answer when asked once more, at the end.
 *
 * @param kind whether it goes by the rules of the problem, or by an answer that was given with it
 * @param score 1 for a right answer; no number if it broke
 * @param steps it took
 */
public record Proof(Verifier.Kind kind, double score, long steps) {

    static Proof of(GivenProblem given, String answer) {
        Verifier verifier = given.task().verifier();
        Verification outcome =
                Verification.of(verifier, given.problem(), answer, Verification.MOST_STEPS, Verification.LONGEST);
        double score = switch (outcome) {
            case Verification.Scored scored -> scored.score();
            case Verification.Broken broken -> Double.NaN;
        };
        return new Proof(verifier.kind(), score, outcome.steps());
    }

    /** Whether it shows that the answer is right. */
    public boolean holds() {
        return score == 1;
    }
}
