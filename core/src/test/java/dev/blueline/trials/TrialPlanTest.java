package dev.blueline.trials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.ReinforcementLearning;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialPlanTest {
    /** 4e7 FLOP a second: a whole run of the small study takes 100 s. */
    private static final ReinforcementLearning.Pace PACE = new ReinforcementLearning.Pace(4e8, 10, 0);

    private static TrialPlan choose(double left) {
        return TrialPlan.choose(SmallTrials.STUDY, PACE, 20, left, left);
    }

    @Test
    void aLongBudgetTakesTheWholeStudy() {
        TrialPlan plan = choose(10_000);
        assertThat(plan.seeds()).isEqualTo(2);
        assertThat(plan.flops()).isEqualTo(4e9);
        // one start and four runs, with the margin, and the report
        assertThat(plan.expectedSeconds()).isBetween(1.1 * 420, 1.2 * 420 + 20);
        assertThat(plan.inWords(SmallTrials.STUDY)).doesNotContain("budget");
    }

    @Test
    void aShorterOneTakesTheLargestPartByPowersOfAHalfThatFits() {
        assertThat(choose(480).fraction()).isEqualTo(0.5);
        assertThat(choose(260).fraction()).isEqualTo(0.25);
        assertThat(choose(260).inWords(SmallTrials.STUDY)).contains("takes a quarter of the study's length");
        assertThat(choose(260).expectedSeconds()).isLessThan(260);
    }

    @Test
    void theLeastIsAnEighthOfOneSeed() {
        TrialPlan least = choose(1);
        assertThat(least.seeds()).isEqualTo(1);
        assertThat(least.fraction()).isEqualTo(0.125);
        assertThat(least.expectedSeconds()).isGreaterThan(1);
    }

    @Test
    void aShorterBudgetGivesNothingUpThatWasBegun() {
        TrialPlan further = choose(1).orFurther(choose(260), SmallTrials.STUDY);
        assertThat(further.seeds()).isEqualTo(2);
        assertThat(further.flops()).isEqualTo(1e9);
    }

    /** One seed to the end and two seeds to an eighth: together two to the end, which takes longer than either. */
    @Test
    void theTimeOfTwoPlansJoinedIsThatOfWhatTheyAskTogether() {
        TrialPlan whole = choose(10_000);
        TrialPlan one = new TrialPlan(1, 1, 4e9, 300, 250, 20, PACE);
        TrialPlan two = new TrialPlan(2, 0.125, 5e8, 200, 110, 20, PACE);
        for (TrialPlan joined : List.of(one.orFurther(two, SmallTrials.STUDY), two.orFurther(one, SmallTrials.STUDY))) {
            assertThat(joined.seeds()).isEqualTo(2);
            assertThat(joined.fraction()).isEqualTo(1);
            assertThat(joined.flops()).isEqualTo(4e9);
            assertThat(joined.budgetSeconds()).isEqualTo(300);
            assertThat(joined.expectedSeconds()).isEqualTo(whole.expectedSeconds());
        }
    }

    /** An examination on the way takes 3 s with its 64 problems of a level; the last has 128. */
    @Test
    void theLastExaminationTakesAsLongAsItHasProblems() {
        ReinforcementLearning.Pace pace = new ReinforcementLearning.Pace(4e8, 10, 3);
        assertThat(new TrialPlan(1, 1, 4e9, 300, 250, 20, pace).examSeconds()).isEqualTo(6);
    }

    @Test
    void aShorterStudyHasTheSameMarksOnlyFewer() {
        assertThat(Marks.of(4e9, Method.RL)).contains(4e9, 2e9, 1e9, 5e8);
        assertThat(Marks.at(Marks.of(4e9, Method.RL), 2.1e9)).isEqualTo(2e9);
        assertThat(Marks.at(Marks.of(4e9, Method.RL), 1e3)).isZero();
        assertThat(Marks.measurements(Marks.of(4e9, Method.SUPERVISED), 4e9, 1e7))
                .isEqualTo(5);
    }
}
