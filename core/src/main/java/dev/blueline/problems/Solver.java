package dev.blueline.problems;

/** Solves problems of a task without a model: the reference that a model's thinking is measured beside. */
public interface Solver {

    /**
     * An answer with its cost.
     *
     * @param answer one that the verifier scores 1
     * @param nodes places of the search that were looked at
     */
    record Solution(String answer, long nodes) {}

    Solution solve(Problem problem);
}
