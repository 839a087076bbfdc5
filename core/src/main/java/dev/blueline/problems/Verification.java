package dev.blueline.problems;

import java.time.Duration;

/** What came of verifying an answer. A verifier that breaks says nothing of the answer, so the two are counted apart. */
public sealed interface Verification {

    /** Steps that one verification may take unless its task is asked with more. */
    long MOST_STEPS = 1_000_000;

    /** Steps taken. */
    long steps();

    /** Whether the answer is right altogether; of a verifier that broke nobody knows. */
    boolean right();

    /** The verifier's word; a score that is no number from 0 to 1 is {@link Broken}. */
    record Scored(double score, long steps) implements Verification {
        @Override
        public boolean right() {
            return score == 1;
        }
    }

    /**
     * The verifier threw, or went beyond its steps or its time.
     *
     * @param cause in words
     */
    record Broken(String cause, long steps) implements Verification {
        @Override
        public boolean right() {
            return false;
        }
    }

    /** Time that one verification may take where none is given. */
    Duration LONGEST = Duration.ofSeconds(5);

    /** Asks a verifier that may be anybody's: whatever it throws is an outcome. */
    static Verification of(Verifier verifier, Problem problem, String answer, long mostSteps) {
        return of(verifier, problem, answer, new StepBudget(mostSteps));
    }

    /**
     * As {@link #of(Verifier, Problem, String, long)}, and one that takes too long is {@link Broken}, even if it spends nothing of its
     * budget. A verifier that {@link Verifier#keepsToItsBudget keeps to its budget} is asked here and now; any other on a thread of its
     * own, which costs some 20 microseconds. Which one takes too long depends on the machine.
     *
     * @param longest how long it may take
     */
    static Verification of(Verifier verifier, Problem problem, String answer, long mostSteps, Duration longest) {
        return verifier.keepsToItsBudget()
                ? of(verifier, problem, answer, mostSteps)
                : TimedVerification.of(verifier, problem, answer, mostSteps, longest);
    }

    /** Asks a verifier on this thread, with a budget that another thread may stop. */
    static Verification of(Verifier verifier, Problem problem, String answer, StepBudget budget) {
        try {
            double score = verifier.score(problem, answer, budget);
            return score >= 0 && score <= 1
                    ? new Scored(score, budget.spent())
                    : new Broken("a score of " + score + ", not from 0 to 1", budget.spent());
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError thrown) {
            return new Broken(String.valueOf(thrown), budget.spent());
        }
    }
}
