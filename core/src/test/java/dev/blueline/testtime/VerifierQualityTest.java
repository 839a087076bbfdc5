package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Answer;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Trace;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Rollout;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VerifierQualityTest {
    private static final Dialogue DIALOGUE = new Dialogue(ScriptedModel.BYTES);

    private static Answer answer(String thought, String answer, boolean stopped) {
        int[] tokens = DIALOGUE.response(new Trace(thought, answer));
        return new Answer(tokens, new float[tokens.length], stopped);
    }

    private static Rollout rollout(double[] rewards, Answer... answers) {
        Problem problem = new Problem("countdown", 1, "1 2>3", "1 2>3", "1+2", 1);
        return new Rollout(problem, DIALOGUE.prompt(problem.prompt()), List.of(answers), rewards);
    }

    /** Values from few, so that many are equal. */
    @Property(tries = 200)
    void theAreaIsTheShareOfPairsThatStandInOrder(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 6) Integer> right,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 6) Integer> wrong) {
        double above = 0;
        for (int one : right) {
            for (int other : wrong) {
                above += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        double auc = VerifierQuality.auc(
                right.stream().mapToDouble(each -> each).toArray(),
                wrong.stream().mapToDouble(each -> each).toArray());
        assertThat(auc).isCloseTo(above / (right.size() * wrong.size()), within(1e-12));
    }

    @Test
    void withoutOneSideThereIsNoArea() {
        assertThat(VerifierQuality.auc(new double[] {1}, new double[0])).isNaN();
    }

    /**
     * A verifier that says 3/4 of answers with a 3 and 1/4 of others. Of five answers one was cut and one is not scored; the two right ones
     * are valued 3/4 and 1/4, the wrong one 3/4: of the two pairs one is even, one is wrong.
     */
    @Test
    void qualityIsThatOfTheResponsesWithAnAnswerAndAScore() {
        LearnedVerifier verifier = LearnedVerifier.of(
                ScriptedModel.valuing(text -> text.contains("=3!") ? Math.log(3) : -Math.log(3)),
                ScriptedModel.BYTES,
                0);
        VerifierQuality quality = VerifierQuality.of(
                verifier,
                List.of(
                        rollout(
                                new double[] {1, 0, 0, Double.NaN},
                                answer("1+2=3!", "1+2", true),
                                answer("1+2=3!", "1+3", true),
                                answer("1+2=3!", "1+2", false),
                                answer("1+2=3!", "1+2", true)),
                        rollout(new double[] {1}, answer("2+1=2!", "2+1", true))),
                ScriptedModel.BYTES);
        assertThat(quality.responses()).isEqualTo(3);
        assertThat(quality.rate()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(quality.auc()).isCloseTo(0.25, within(1e-9));
        assertThat(quality.within().value()).isEqualTo(0.5);
        assertThat(quality.within().clusters()).isEqualTo(1);
        assertThat(quality.calibration())
                .extracting(VerifierQuality.Tenth::responses)
                .containsExactly(1, 2);
        assertThat(quality.calibrationError()).isCloseTo((0.75 + 2 * 0.25) / 3, within(1e-6));
    }

    /** Beginnings end with {@code ?}, {@code !} or the thought; this verifier knows by the sign alone. */
    @Test
    void beginningsOfCutResponsesCountToo() {
        LearnedVerifier verifier =
                LearnedVerifier.of(ScriptedModel.valuing(text -> text.contains("!") ? 2 : -2), ScriptedModel.BYTES, 0);
        Answer[] answers = new Answer[8];
        Arrays.setAll(answers, i -> i % 2 == 0 ? answer("1+2=3!", "1+2", true) : answer("2-1=1?", "2-1", i > 3));
        VerifierQuality quality = VerifierQuality.of(
                verifier, List.of(rollout(new double[] {1, 0, 1, 0, 1, 0, 1, 0}, answers)), ScriptedModel.BYTES);
        assertThat(quality.steps()).isEqualTo(1);
        assertThat(quality.responses()).isEqualTo(6);
    }
}
