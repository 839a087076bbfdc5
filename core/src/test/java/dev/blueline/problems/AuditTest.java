package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Audit SMALL = new Audit(1, 40, 600);

    /** Four-by-four sudoku with a verifier, and traces, of one's own. */
    private record Planted(Verifier verifier, boolean wrongTraces, Optional<Solver> solver) implements Task {
        private static final Sudoku SOUND = Sudoku.four();

        @Override
        public String name() {
            return "planted";
        }

        @Override
        public String summary() {
            return SOUND.summary();
        }

        @Override
        public List<Level> levels() {
            return SOUND.levels().subList(0, 1);
        }

        @Override
        public Problem problem(Split side, long seed, int level, long index) {
            return SOUND.problem(side, seed, level, index);
        }

        Planted(Verifier verifier, boolean wrongTraces) {
            this(verifier, wrongTraces, SOUND.solver());
        }

        @Override
        public Optional<Verifier> secondCheck() {
            return SOUND.secondCheck();
        }

        @Override
        public List<Style> styles() {
            return SOUND.styles();
        }

        @Override
        public Trace trace(Problem problem, Style style, Draw draw) {
            Trace trace = SOUND.trace(problem, style, draw);
            return wrongTraces ? new Trace(trace.thought(), "") : trace;
        }

        @Override
        public String guess(Problem problem, Draw draw) {
            return SOUND.guess(problem, draw);
        }
    }

    private interface Rule {
        double score(Problem problem, String answer, StepBudget budget);
    }

    private record Own(Rule rule) implements Verifier {
        @Override
        public Kind kind() {
            return Kind.RULE;
        }

        @Override
        public double score(Problem problem, String answer, StepBudget budget) {
            return rule.score(problem, answer, budget);
        }
    }

    private static double sound(Problem problem, String answer) {
        return new SudokuRules(new SudokuShape(4, 2, 2)).score(problem, answer, new StepBudget(100_000));
    }

    private static AuditedLevel audited(Rule rule) {
        return SMALL.of(List.of(new Planted(new Own(rule), false)), share -> {}).getFirst();
    }

    private static AuditedLevel.Policy policy(AuditedLevel level, String name) {
        return Optional.ofNullable(level.policies().get(name)).orElseThrow();
    }

    @Test
    void aSoundTaskHasNoFaults() {
        AuditedLevel level = audited((problem, answer, budget) -> sound(problem, answer));
        assertThat(level.faults()).isEmpty();
        assertThat(level.gold()).isEqualTo(new AuditedLevel.Count(80, 80));
        assertThat(level.traces().keySet()).containsExactly(Style.values());
        assertThat(level.mutated().all()).isEqualTo(600);
        assertThat(level.mutated().wrong()).isGreaterThan(400);
        assertThat(level.mutated().unchecked()).isZero();
        // two empty cells of four digits: one guess in sixteen, and the interval holds it
        AuditedLevel.Policy guess = policy(level, "guess");
        assertThat(guess.right().share().low()).isLessThan(1 / 16.0);
        assertThat(guess.right().share().high()).isGreaterThan(1 / 16.0);
        assertThat(policy(level, "empty").right().right()).isZero();
    }

    @Test
    void aVerifierThatTakesEverythingIsFound() {
        AuditedLevel level = audited((problem, answer, budget) -> 1);
        assertThat(level.mutated().contradicted()).isGreaterThan(400);
        assertThat(level.faults()).anyMatch(fault -> fault.contains("second check finds wrong"));
        assertThat(level.faults()).anyMatch(fault -> fault.contains("an empty answer"));
        assertThat(level.mutated().toRead()).isNotEmpty();
    }

    @Test
    void aVerifierThatForgetsTheLastCellIsFound() {
        AuditedLevel level = audited((problem, answer, budget) -> {
            String gold = problem.gold();
            return answer.length() == gold.length() && answer.charAt(0) == gold.charAt(0) ? 1 : 0;
        });
        assertThat(level.mutated().contradicted()).isPositive();
        assertThat(level.faults()).isNotEmpty();
    }

    @Test
    void aVerifierThatRefusesSomeGoldAnswersIsFound() {
        AuditedLevel level = audited((problem, answer, budget) -> answer.startsWith("1") ? 0 : sound(problem, answer));
        assertThat(level.gold().right()).isLessThan(80);
        assertThat(level.faults()).anyMatch(fault -> fault.contains("gold answers are not right"));
    }

    @Test
    void brokenVerificationsAreCountedApart() {
        AuditedLevel level = audited((problem, answer, budget) -> {
            if (answer.length() > 100_000) {
                throw new IllegalStateException("too long for me");
            }
            budget.spend(answer.isEmpty() ? 10 * Verification.MOST_STEPS : 1);
            return answer.contains(" ") ? Double.NaN : sound(problem, answer);
        });
        assertThat(level.mutated().broken()).isPositive();
        assertThat(level.mutated().wrong()).isPositive();
        assertThat(level.faults())
                .anyMatch(fault -> fault.contains("too long for me"))
                .anyMatch(fault -> fault.contains("a score of NaN"))
                .anyMatch(fault -> fault.contains("more than 1000000 steps"));
    }

    @Test
    void aSolverThatFailsIsAFault() {
        Solver failing = problem -> {
            throw new IllegalStateException("too hard");
        };
        AuditedLevel level = SMALL.of(
                        List.of(new Planted(
                                new Own((problem, answer, budget) -> sound(problem, answer)),
                                false,
                                Optional.of(failing))),
                        share -> {})
                .getFirst();
        assertThat(level.faults()).anyMatch(fault -> fault.contains("solver failed") && fault.contains("too hard"));
        assertThat(level.solve()).isEmpty();
        assertThat(level.asymmetry()).isEmpty();
    }

    @Test
    void tracesThatEndWrongAreFound() {
        AuditedLevel level = SMALL.of(
                        List.of(new Planted(new Own((problem, answer, budget) -> sound(problem, answer)), true)),
                        share -> {})
                .getFirst();
        assertThat(level.faults()).anyMatch(fault -> fault.contains("traces in style SUMMARY"));
        assertThat(level.faults()).noneMatch(fault -> fault.contains("MONOLOGUE"));
    }

    @Test
    void aTaskWhoseGoldAnswersItsVerifierRefusesIsRefused() {
        assertThatThrownBy(() -> Audit.requireRightGold(new Planted(new Own((problem, answer, budget) -> 0.5), false)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not right by the task's own verifier, which scores it 0.5");
        Audit.requireRightGold(new Planted(new Own((problem, answer, budget) -> sound(problem, answer)), false));
    }

    @Test
    void everythingButTimesIsTheSameAgain() {
        Task task = Sudoku.four();
        List<AuditedLevel> one = SMALL.of(List.of(task), share -> {});
        List<AuditedLevel> two = SMALL.of(List.of(task), share -> {});
        for (int i = 0; i < one.size(); i++) {
            assertThat(two.get(i).mutated()).isEqualTo(one.get(i).mutated());
            assertThat(two.get(i).policies()).isEqualTo(one.get(i).policies());
            assertThat(two.get(i).verify().work()).isEqualTo(one.get(i).verify().work());
            assertThat(two.get(i).faults()).isEmpty();
        }
    }
}
