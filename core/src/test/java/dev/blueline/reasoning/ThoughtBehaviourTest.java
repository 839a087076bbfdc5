package dev.blueline.reasoning;

import static dev.blueline.reasoning.ThoughtBehaviour.CORRECT;
import static dev.blueline.reasoning.ThoughtBehaviour.GO_BACK;
import static dev.blueline.reasoning.ThoughtBehaviour.PLAN;
import static dev.blueline.reasoning.ThoughtBehaviour.RESTATE;
import static dev.blueline.reasoning.ThoughtBehaviour.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.Answer;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.problems.Trace;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThoughtBehaviourTest {

    @Test
    void arithmeticIsCorrectedWhereTheSameStepIsDoneAgain() {
        assertThat(ThoughtBehaviour.of("arithmetic", "k3+5=9!k3+5=8l8*2=6")).containsExactly(CORRECT);
        assertThat(ThoughtBehaviour.of("arithmetic", "k3+5=8l8*2=6")).isEmpty();
        assertThat(ThoughtBehaviour.of("arithmetic", "k3+5=9!l8*2=6"))
                .as("another step")
                .isEmpty();
        assertThat(ThoughtBehaviour.of("arithmetic", "k3+5=9!"))
                .as("nothing in its place")
                .isEmpty();
    }

    @Test
    void countdownVerifiesWithAVerdictAndGoesBackOnlyToTryAgain() {
        assertThat(ThoughtBehaviour.of("countdown", "10+8=18-9=9?10-8=2*9=18!")).containsExactly(VERIFY, GO_BACK);
        assertThat(ThoughtBehaviour.of("countdown", "10-8=2*9=18!")).containsExactly(VERIFY);
        assertThat(ThoughtBehaviour.of("countdown", "10+8=18-9=9?")).containsExactly(VERIFY);
        assertThat(ThoughtBehaviour.of("countdown", "10-8=2,2*9=18")).isEmpty();
        assertThat(ThoughtBehaviour.of("countdown", "? ! ?10")).isEmpty();
    }

    @Test
    void sudokuWeighsSeesADeadEndAndGoesBack() {
        assertThat(ThoughtBehaviour.of("sudoku-6", "b3:25?2,e3!<b3=5,")).containsExactly(PLAN, VERIFY, GO_BACK);
        assertThat(ThoughtBehaviour.of("sudoku-4", "a1=2,b3:25?2,")).containsExactly(PLAN);
        assertThat(ThoughtBehaviour.of("sudoku-4", "a1=2,b3=4,")).isEmpty();
    }

    @Test
    void wordProblemsRestatePlanCheckAndPutRight() {
        assertThat(
                        ThoughtBehaviour.of(
                                "word-problems",
                                "Find how many apples Mia has now. Plan: Mia 12, take 5. Mia has 12-5=8, no, 12-5=7. Check 7+5=12."))
                .containsExactly(RESTATE, PLAN, VERIFY, CORRECT);
        assertThat(ThoughtBehaviour.of("word-problems", "Mia has 12-5=7.")).isEmpty();
    }

    @Test
    void aTaskWithoutRulesShowsNothing() {
        assertThat(ThoughtBehaviour.of("questions", "Plan: go back, no, check")).isEmpty();
        assertThat(ThoughtBehaviour.known("questions")).isEmpty();
    }

    /** The rules are those of the traces that are taught: monologues show all that their task can show, summaries nothing. */
    @Test
    void monologuesShowEveryBehaviourOfTheirTaskAndSummariesNone() {
        for (String name : List.of("arithmetic", "countdown", "sudoku-4", "sudoku-6", "word-problems")) {
            Task task = Tasks.named(name);
            int level = task.levels().getLast().number();
            Set<ThoughtBehaviour> shown = EnumSet.noneOf(ThoughtBehaviour.class);
            for (int i = 0; i < 200; i++) {
                Problem problem = task.problem(Split.TRAINING, 1, level, i);
                Draw draw = new Draw("behaviour", 1, level, i);
                shown.addAll(ThoughtBehaviour.of(
                        name, task.trace(problem, Style.MONOLOGUE, draw).thought()));
                assertThat(ThoughtBehaviour.of(
                                name, task.trace(problem, Style.SUMMARY, draw).thought()))
                        .as("summary of %s", name)
                        .isEmpty();
            }
            assertThat(shown).as(name).containsExactlyElementsOf(ThoughtBehaviour.known(name));
        }
    }

    /** Two of four responses correct themselves; one that answers at once shows nothing. */
    @Test
    void sharesAreOfAllResponses() {
        Dialogue dialogue = new Dialogue(Tokenizer.ofBytes());
        Problem problem = new Problem("arithmetic", 1, "3+5", "3+5", "8", 1);
        List<Answer> answers = List.of(
                answer(dialogue, "k3+5=9!k3+5=8"),
                answer(dialogue, "k3+5=7!k3+5=8"),
                answer(dialogue, "3+5=8"),
                answer(dialogue, ""));
        Rollout rollout = new Rollout(problem, new int[] {1}, answers, new double[] {1, 1, 1, 1});
        assertThat(ThoughtBehaviour.shares(List.of(rollout), dialogue)).isEqualTo(Map.of("correct", 0.5));
    }

    private static Answer answer(Dialogue dialogue, String thought) {
        int[] tokens = dialogue.response(new Trace(thought, "8"));
        return new Answer(tokens, new float[tokens.length], true);
    }
}
