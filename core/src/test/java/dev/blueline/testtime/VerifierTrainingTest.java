package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.problems.Trace;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Sampler;
import dev.blueline.tasks.Draw;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Digits;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that gives itself away: of its answers after a {@code !} nine in ten are right, of others one in ten. */
class VerifierTrainingTest {
    private static final Tokenizer BYTES = ScriptedModel.BYTES;
    private static final Dialogue DIALOGUE = new Dialogue(BYTES);
    private static final ModelShape SHAPE = new ModelShape(288, 64, 1, 32, 2, 1, 16, 64, false, true, 10_000, 1e-5);
    private static final Task TASK = Tasks.named("arithmetic");
    private static final int SURE_ONE_IN = 4;

    @TempDir
    Path folder;

    private static boolean sure(String before, int number) {
        return new Draw("sure " + problem(before), 0, 0, number).below(SURE_ONE_IN) == 0;
    }

    private static String problem(String before) {
        return before.substring("<|user|>".length(), before.indexOf("<|assistant|>"));
    }

    /** Knows the answer, and gives it or the next digit. */
    private static ScriptedModel policy(Predicate<String> alwaysRight) {
        return ScriptedModel.writing((before, number) -> {
            String asked = problem(before);
            boolean sure = sure(before, number);
            boolean right =
                    alwaysRight.test(asked) || new Draw("right " + asked, 0, 0, number).below(10) < (sure ? 9 : 1);
            String gold = TASK.solver()
                    .orElseThrow()
                    .solve(new Problem("arithmetic", 1, asked, asked, "", 1))
                    .answer();
            String answer = right ? gold : String.valueOf((Integer.parseInt(gold) + 1) % 10);
            String response = "<|thought|>" + (sure ? "!" : "?") + "<|/thought|>" + answer + "<|endofturn|>";
            String written = before.substring(before.indexOf("<|assistant|>") + "<|assistant|>".length());
            return List.of(response.substring(written.length()));
        });
    }

    private static VerifierTraining training(double flops) {
        Map<String, Task> tasks = Map.of("arithmetic", TASK);
        return new VerifierTraining(
                tasks, Curriculum.TaskLevel.of(TASK, List.of(1)), new Sampler(tasks, DIALOGUE, 12), BYTES, flops, 1, 3);
    }

    private static int[] sequence(String thought, String answer) {
        return LearnedVerifier.joined(DIALOGUE.prompt("3k+5"), DIALOGUE.response(new Trace(thought, answer)));
    }

    /**
     * The rate of all is .3, which training weighs away and the prior gives back: without it the two values would be .95 and .21. After the
     * thought alone they are the same.
     */
    @Test
    void valuesAreTheProbabilitiesThatResponsesTurnOutRight() {
        try (Learner copy = Learners.create(Learners.JAVA, SHAPE, 5, 1)) {
            VerifierTraining.Made made = training(6e9).run(policy(asked -> false), copy, (share, loss) -> {});
            List<Value> values = made.verifier()
                    .values(List.of(sequence("!", "8"), sequence("?", "8"), sequence("!", "4"), sequence("?", "4")));
            assertThat(values.get(0).right()).isCloseTo(0.9, within(0.08));
            assertThat(values.get(2).right()).isCloseTo(0.9, within(0.08));
            assertThat(values.get(1).right()).isCloseTo(0.1, within(0.08));
            assertThat(values.get(3).right()).isCloseTo(0.1, within(0.08));
            int[] begun = sequence("!", "");
            List<Value> begunValues = made.verifier().values(List.of(Arrays.copyOf(begun, begun.length - 1)));
            assertThat(begunValues.getFirst().right()).isCloseTo(0.9, within(0.08));
            assertThat(begunValues.getFirst().flops()).isEqualTo(SHAPE.promptFlops(begun.length - 1));
            assertThat(made.training().prior()).isCloseTo(Math.log(0.3 / 0.7), within(0.4));
            double spent = made.training().rolloutFlops() + made.training().updateFlops();
            assertThat(spent).isBetween(6e9, 6.6e9);
            made.verifier().save(folder, BYTES, made.training());
            try (LearnedVerifier opened = LearnedVerifier.open(folder, BYTES, 1)) {
                assertThat(opened.values(List.of(begun, sequence("?", "8"))))
                        .isEqualTo(made.verifier().values(List.of(begun, sequence("?", "8"))));
            }
            assertThat(LearnedVerifier.training(folder)).isEqualTo(made.training());
            Tokenizer other = BytePairTrainer.upTo(List.of("12 12 12 13 13"), 300, Digits.PAIRS);
            assertThatThrownBy(() -> LearnedVerifier.open(folder, other, 1))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("another vocabulary");
        }
    }

    @Test
    void whatIsAlwaysRightTeachesNothing() {
        try (Learner copy = Learners.create(Learners.JAVA, SHAPE, 5, 1)) {
            assertThatThrownBy(() -> training(1e9).run(policy(asked -> true), copy, (share, loss) -> {}))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("all 192 responses to problems of arithmetic are right");
        }
    }
}
