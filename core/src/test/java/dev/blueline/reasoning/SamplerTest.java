package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.blueline.engine.Answer;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Trace;
import dev.blueline.tokenizer.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final ModelShape SHAPE = new ModelShape(288, 40, 2, 32, 2, 1, 16, 64, false, true, 10_000, 1e-5);
    private static final Dialogue DIALOGUE = new Dialogue(Tokenizer.ofBytes());

    private static Answer answer(String text) {
        int[] tokens = DIALOGUE.response(new Trace("", text));
        return new Answer(tokens, new float[tokens.length], true);
    }

    private static Sampler.Drawn draw(ToDoubleFunction<String> scoring, int problems, IntFunction<Answer> answers) {
        List<Problem> asked =
                IntStream.range(0, problems).mapToObj(MyTask::problem).toList();
        return new Sampler(Map.of(MyTask.NAME, new MyTask(scoring)), DIALOGUE, 20)
                .draw(new ScriptedAnswers(SHAPE, answers), asked, 4, 1);
    }

    /** Of four answers one breaks the verifier by an exception, one by a score that is none. */
    private static double capricious(String answer) {
        return switch (answer) {
            case "throw" -> throw new IllegalStateException("odd");
            case "nonsense" -> 7;
            case "right" -> 1;
            default -> 0;
        };
    }

    @Test
    void aBrokenVerificationGivesNoReward() {
        List<String> words = List.of("right", "wrong", "throw", "right", "right", "nonsense", "wrong", "wrong");
        Sampler.Drawn drawn = draw(SamplerTest::capricious, 2, i -> answer(words.get(i)));
        assertThat(drawn.broken()).isEqualTo(2);
        Rollout first = drawn.rollouts().getFirst();
        assertThat(first.rewards()).containsExactly(1, 0, Double.NaN, 1);
        assertThat(first.scored()).containsExactly(0, 1, 3);
        assertThat(first.passRate()).isEqualTo(2 / 3.0);
        assertThat(first.hasSignal()).isTrue();
        PolicySettings settings =
                new PolicySettings(1, 4, 8, PolicySettings.Baseline.GROUP_MEAN, 0.2, 0.28, 0, 1, 0, 1);
        PolicyObjective objective = new PolicyObjective(settings, List.of(first), new float[0][]);
        int each = "right".length() + 1;
        assertThat(objective.sequences().tokens()).hasSize(3);
        // the mean of the three rewards is 2/3
        assertThat(objective.weight().of(2, 0, 0f)).isEqualTo((float) (1 / 3.0 / (3 * each)));
        assertThat(objective.weight().of(1, 0, 0f)).isEqualTo((float) (-2 / 3.0 / (3 * each)));
    }

    @Test
    void equalRewardsBesideABrokenOneAreNoSignal() {
        Rollout group = draw(SamplerTest::capricious, 1, i -> answer(i == 2 ? "throw" : "right"))
                .rollouts()
                .getFirst();
        assertThat(group.passRate()).isEqualTo(1);
        assertThat(group.hasSignal()).isFalse();
    }

    @Test
    void aVerifierThatDoesNotKeepToItsBudgetIsWatchedFromAnotherThread() {
        AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
        draw(
                answer -> {
                    thread.set(Thread.currentThread());
                    return 1;
                },
                1,
                i -> answer("right"));
        assertThat(thread.get()).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void aVerifierThatMostlyBreaksStopsTheStepEarly() {
        int[] asked = {0};
        assertThatThrownBy(() -> draw(
                        answer -> {
                            asked[0]++;
                            throw new IllegalStateException("always");
                        },
                        100,
                        i -> answer("right")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "the verifier of copy broke on 16 of 16 responses, at last with: java.lang.IllegalStateException: always");
        assertThat(asked[0]).isEqualTo(16);
        assertThatThrownBy(() -> draw(SamplerTest::capricious, 1, i -> answer(i == 0 ? "right" : "nonsense")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("broke on 3 of 4 responses, at last with: a score of 7.0");
    }

    @Test
    void anExaminationLeavesBrokenVerificationsOut() {
        Sampler sampler = new Sampler(Map.of(MyTask.NAME, new MyTask(SamplerTest::capricious)), DIALOGUE, 20);
        List<String> words = List.of("right", "right", "throw", "right", "throw", "throw", "throw", "throw", "wrong");
        Examination.Result result = new Examination(List.of(MyTask.problem(1), MyTask.problem(2), MyTask.problem(3)), 4)
                .ask(new ScriptedAnswers(SHAPE, i -> answer(words.get(Math.min(i, 8)))), sampler);
        assertThat(result.rates().problems())
                .extracting(PassRates.Counted::drawn, PassRates.Counted::broken)
                .containsExactly(tuple(3, 1), tuple(0, 4), tuple(4, 0)); // of the second nothing is known
        assertThat(result.rates().pass(1).value()).isEqualTo(0.5);
        assertThat(result.rates().pass(4).value()).isEqualTo(0.5);
    }

    @Test
    void probabilitiesThatAreNoneStopTheStep() {
        Answer broken = new Answer(new int[] {0, 0}, new float[] {Float.NaN, Float.NaN}, false);
        assertThatThrownBy(() -> draw(answer -> 1, 1, i -> broken))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no finite numbers any more");
    }

    /**
     * By hand: width 32, 2 heads and 1 of keys of width 16, hidden 64, vocabulary 288, 2 layers; a prompt of 3 tokens and answers of 1 and
     * 3, the last token of which is not read.
     */
    @Test
    void flopsAreThoseOfThePromptAndOfTheTokensThatAreReadAgain() {
        double projections = 32 * 32 + 2 * 32 * 16;
        double rest = 32 * 32 + 3 * 32 * 64;
        double head = 32 * 288;
        double key = 2 * (16 + 16);
        double prompt = 3 * (projections + rest) + (1 + 2 + 3) * key + 3 * projections + 3 * key + rest + head;
        double token4 = 2 * (projections + rest + 4 * key) + head;
        double token5 = 2 * (projections + rest + 5 * key) + head;
        assertThat(Sampler.flops(
                        SHAPE,
                        3,
                        List.of(
                                new Answer(new int[1], new float[1], true),
                                new Answer(new int[3], new float[3], true))))
                .isEqualTo(2 * (prompt + token4 + token5));
    }
}
