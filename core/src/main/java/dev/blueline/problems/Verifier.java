package dev.blueline.problems;

/** Scores answers. */
public interface Verifier {

    /** What a verifier goes by. */
    enum Kind {
        /** Checks the problem's own constraints, needs no right answer, and so can be deployed. */
        RULE,
        /** Compares with a right answer that somebody knows already. */
        ANSWER_KEY
    }

    Kind kind();

    /**
     * Whether the work on any answer is bounded by what is spent of the budget, so that no clock need watch it. A verifier that does not
     * say so is run on a thread of its own where a time limit is asked for.
     */
    default boolean keepsToItsBudget() {
        return false;
    }

    /**
     * Score of an answer from 0 (wrong, or no answer at all) to 1 (right). An answer is any text whatever: what does not parse scores 0
     * and is no error.
     *
     * @param budget to be spent by one or more for each piece of work, so that no answer can keep the verifier busy
     * @throws StepBudget.Exceeded when the budget is spent
     */
    double score(Problem problem, String answer, StepBudget budget);
}
