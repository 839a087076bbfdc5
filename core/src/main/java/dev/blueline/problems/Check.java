package dev.blueline.problems;

import java.util.function.BiPredicate;

/** A yes or no that stands for a verifier, where its cost does not matter. */
record Check(BiPredicate<Problem, String> right) implements Verifier {
    static Verifier of(BiPredicate<Problem, String> right) {
        return new Check(right);
    }

    @Override
    public Kind kind() {
        return Kind.ANSWER_KEY;
    }

    @Override
    public boolean keepsToItsBudget() {
        return true;
    }

    @Override
    public double score(Problem problem, String answer, StepBudget budget) {
        budget.spend(1);
        return right.test(problem, answer) ? 1 : 0;
    }
}
