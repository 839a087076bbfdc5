package dev.blueline.problems;

/** What came of verifying an answer. A verifier that breaks says nothing of the answer, so the two are counted apart. */
public sealed interface Verification {

    /** Steps that one verification may take unless its task is asked with more. */
    long MOST_STEPS = 1_000_000;

    /** Steps taken. */
    long steps();

    /** The verifier's word; a score that is no number from 0 to 1 is {@link Broken}. */
    record Scored(double score, long steps) implements Verification {
        /** Whether the answer is right altogether. */
        public boolean right() {
            return score == 1;
        }
    }

    /**
     * The verifier threw, or went beyond its steps.
     *
     * @param cause in words
     */
    record Broken(String cause, long steps) implements Verification {}

    /** Asks a verifier that may be anybody's: whatever it throws is an outcome. */
    static Verification of(Verifier verifier, Problem problem, String answer, long mostSteps) {
        StepBudget budget = new StepBudget(mostSteps);
        try {
            double score = verifier.score(problem, answer, budget);
            return score >= 0 && score <= 1
                    ? new Scored(score, budget.spent())
                    : new Broken("a score of " + score + ", not from 0 to 1", budget.spent());
        } catch (RuntimeException | StackOverflowError thrown) {
            return new Broken(String.valueOf(thrown), budget.spent());
        }
    }
}
