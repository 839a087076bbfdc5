package dev.blueline.cli;

import dev.blueline.problems.Audit;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Solver;
import dev.blueline.problems.StepBudget;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Trace;
import dev.blueline.problems.Verifier;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.List;
import java.util.Optional;

/** Audits of tasks that cannot be made. */
final class AuditRefusals {
    private AuditRefusals() {}

    static void add(Refusals refusals) {
        refusals.commands("""
                reason audit --mutations -1 | --mutations -1
                reason audit --problems 0 | --problems 0
                """).call("which scores it 0.0", () -> {
            Audit.requireRightGold(new Disagreeing());
            return refusals;
        });
    }

    /** A user's task whose verifier takes no answer, its own gold one included. */
    private record Disagreeing() implements Task, Verifier {
        @Override
        public String name() {
            return "disagreeing";
        }

        @Override
        public String summary() {
            return "What is 1+1?";
        }

        @Override
        public List<Level> levels() {
            return List.of(new Level(1, "easy"));
        }

        @Override
        public Problem problem(Split side, long seed, int level, long index) {
            return new Problem(name(), level, "1+1", "1+1", "2", 1);
        }

        @Override
        public Verifier verifier() {
            return this;
        }

        @Override
        public Kind kind() {
            return Kind.RULE;
        }

        @Override
        public double score(Problem problem, String answer, StepBudget budget) {
            return 0;
        }

        @Override
        public Optional<Solver> solver() {
            return Optional.empty();
        }

        @Override
        public List<Style> styles() {
            return List.of();
        }

        @Override
        public Trace trace(Problem problem, Style style, Draw draw) {
            return new Trace("", "2");
        }

        @Override
        public String guess(Problem problem, Draw draw) {
            return "2";
        }
    }
}
