package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Learner} promises, whatever hardware it runs on; what it promises of answers, its parent asks. */
public abstract class LearnerConformanceTest extends AnswersConformanceTest {
    @Test
    void continuationsAreScoredAsWholeRowsAre() {
        try (Learner learner = trained(QWEN, 2)) {
            List<Continuations> questions = List.of(
                    new Continuations(tokens(9, 1), List.of(tokens(1, 2), tokens(5, 3), tokens(3, 4))),
                    new Continuations(tokens(1, 5), List.of(tokens(CONTEXT, 6), tokens(CONTEXT, 7), tokens(2, 8))),
                    new Continuations(tokens(CONTEXT, 9), List.of(tokens(1, 10), tokens(1, 11))));
            List<float[][]> scores = learner.score(questions).stream()
                    .map(ContinuationScores::logProbabilities)
                    .toList();
            for (int q = 0; q < questions.size(); q++) {
                int[] context = questions.get(q).context();
                for (int c = 0; c < scores.get(q).length; c++) {
                    int[] continuation = questions.get(q).continuations().get(c);
                    int[] row = Arrays.copyOf(context, context.length + continuation.length);
                    System.arraycopy(continuation, 0, row, context.length, continuation.length);
                    float[] losses = learner.score(new Batch(row, 1, row.length - 1));
                    for (int i = 0; i < continuation.length; i++) {
                        assertThat(scores.get(q)[c][i]).isEqualTo(-losses[context.length - 1 + i]);
                    }
                }
            }
        }
    }

    @Test
    void scoresTellHowFarGreedyDecodingWritesTheFirstContinuation() {
        for (int threads : new int[] {1, 3}) {
            try (Learner learner = trained(QWEN, threads)) {
                List<Continuations> questions = new ArrayList<>();
                List<int[]> expected = new ArrayList<>();
                for (int length : new int[] {1, 2, 6}) {
                    for (int context : new int[] {1, 9, 30, CONTEXT - length, CONTEXT + 1 - length}) {
                        int[] prompt = tokens(context, 31 * length + context);
                        int[] written = learner.sample(List.of(prompt), new Sampling(length + 1, 0, 1, 0, -1))
                                .getFirst();
                        for (int differs = 0; differs <= length; differs++) {
                            int[] first = Arrays.copyOf(written, length);
                            if (differs < length) {
                                first[differs] = (first[differs] + 1) % VOCABULARY;
                            }
                            questions.add(new Continuations(prompt, List.of(first, tokens(1, 2), tokens(length, 3))));
                            expected.add(Arrays.copyOf(written, Math.min(written.length, differs + 1)));
                        }
                    }
                }
                List<ContinuationScores> scores = learner.score(questions);
                for (int i = 0; i < questions.size(); i++) {
                    assertThat(scores.get(i).greedy()).isEqualTo(expected.get(i));
                    assertThat(learner.score(List.of(questions.get(i)))
                                    .getFirst()
                                    .logProbabilities())
                            .isDeepEqualTo(scores.get(i).logProbabilities());
                }
            }
        }
    }

    @Test
    void continuationsLongerThanTheContextAreRefused() {
        try (Learner learner = create(LLAMA, 7, 1)) {
            assertThatThrownBy(() ->
                            learner.score(List.of(new Continuations(tokens(CONTEXT, 1), List.of(tokens(2, 2))))))
                    .isInstanceOf(BadInput.class);
        }
    }

    @Test
    void anUntrainedModelFindsEveryTokenEquallyLikely() {
        try (Learner learner = create(LLAMA, 1, 1)) {
            for (float loss : learner.score(batch(3, CONTEXT, 1))) {
                assertThat((double) loss).isCloseTo(Math.log(VOCABULARY), within(1e-5));
            }
            assertThat(learner.step(batch(3, CONTEXT, 1), UPDATE).loss()).isCloseTo(Math.log(VOCABULARY), within(1e-5));
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() throws Exception {
        try (Learner one = create(QWEN, 3, 1);
                Learner same = create(QWEN, 3, 1);
                Learner other = create(QWEN, 4, 1)) {
            assertThat(saved(one, "one")).isEqualTo(saved(same, "same"));
            assertThat(saved(one, "one")).isNotEqualTo(saved(other, "other"));
        }
    }

    @Test
    void oneTwoAndThreeThreadsTrainToTheSameBits() throws Exception {
        try (Learner one = trained(QWEN, 1);
                Learner two = trained(QWEN, 2);
                Learner three = trained(QWEN, 3)) {
            byte[] expected = saved(one, "one");
            assertThat(saved(two, "two")).isEqualTo(expected);
            assertThat(saved(three, "three")).isEqualTo(expected);
        }
    }

    @Test
    void aRowsScoreDoesNotDependOnTheOtherRowsNorOnItsPlace() {
        try (Learner learner = trained(LLAMA, 2)) {
            Batch whole = batch(6, 33, 11);
            float[] together = learner.score(whole);
            for (int row = 0; row < 6; row++) {
                int[] tokens = Arrays.copyOfRange(whole.tokens(), row * 34, row * 34 + 34);
                float[] alone = learner.score(new Batch(tokens, 1, 33));
                assertThat(Arrays.copyOfRange(together, row * 33, row * 33 + 33))
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void aTokensScoreDoesNotDependOnWhatFollows() {
        try (Learner learner = trained(QWEN, 1)) {
            int[] tokens = tokens(CONTEXT + 1, 5);
            float[] whole = learner.score(new Batch(tokens, 1, CONTEXT));
            for (int length = 1; length < CONTEXT; length++) {
                Batch shorter = new Batch(Arrays.copyOf(tokens, length + 1), 1, length);
                assertThat(learner.score(shorter)).isEqualTo(Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void theNextTokensProbabilitiesAddUpToOneAndEqualTheScore() {
        try (Learner learner = trained(LLAMA, 1)) {
            int[] tokens = tokens(21, 6);
            float[] next = learner.next(Arrays.copyOf(tokens, 20));
            double sum = 0;
            for (float logProbability : next) {
                sum += Math.exp(logProbability);
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(next[tokens[20]]).isEqualTo(-learner.score(new Batch(tokens, 1, 20))[19]);
        }
    }

    @Test
    void greedyDecodingTakesTheLikeliestTokenOfAFullPass() {
        try (Learner learner = trained(QWEN, 1)) {
            List<int[]> prompts = prompts();
            List<int[]> answers = learner.sample(prompts, new Sampling(25, 0, 1, 0, -1));
            for (int i = 0; i < prompts.size(); i++) {
                assertThat(answers.get(i)).hasSize(Math.min(25, CONTEXT + 1 - prompts.get(i).length));
                int[] whole = joined(prompts.get(i), answers.get(i));
                for (int at = prompts.get(i).length; at < whole.length; at++) {
                    float[] next = learner.next(Arrays.copyOf(whole, at));
                    for (float logProbability : next) {
                        assertThat(logProbability).isLessThanOrEqualTo(next[whole[at]]);
                    }
                }
            }
        }
    }

    @Test
    void answersDoNotDependOnTheOtherPromptsNorOnThreads() {
        try (Learner one = trained(LLAMA, 1);
                Learner three = trained(LLAMA, 3)) {
            Sampling sampling = new Sampling(30, 0, 1, 5, 3);
            List<int[]> prompts = new ArrayList<>(prompts());
            List<int[]> answers = one.sample(prompts, sampling);
            Collections.reverse(prompts);
            List<int[]> reversed = new ArrayList<>(three.sample(prompts, sampling));
            Collections.reverse(reversed);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(reversed.get(i)).isEqualTo(answers.get(i));
            }
        }
    }

    @Test
    void randomAnswersAreKeyedBySeedAndPlaceOnly() {
        try (Learner one = trained(LLAMA, 1);
                Learner two = trained(LLAMA, 2)) {
            List<int[]> prompts = Collections.nCopies(70, new int[] {1, 2, 3});
            Sampling sampling = new Sampling(12, 1.3, 0.9, 5, -1);
            List<int[]> answers = one.sample(prompts, sampling);
            List<int[]> again = two.sample(prompts.subList(0, 50), sampling);
            for (int i = 0; i < 50; i++) {
                assertThat(again.get(i)).isEqualTo(answers.get(i));
            }
            assertThat(answers.stream().map(Arrays::toString).distinct().count())
                    .isGreaterThan(60);
            List<int[]> other = one.sample(prompts, new Sampling(12, 1.3, 0.9, 6, -1));
            assertThat(other.getFirst()).isNotEqualTo(answers.getFirst());
        }
    }

    @Test
    void theStopTokenEndsAnAnswerAndIsNotPartOfIt() {
        try (Learner learner = trained(LLAMA, 1)) {
            List<int[]> prompts = List.of(new int[] {1, 2, 3});
            int[] free = learner.sample(prompts, new Sampling(20, 1, 1, 2, -1)).getFirst();
            int stop = free[7];
            int first = 0;
            while (free[first] != stop) {
                first++;
            }
            int[] stopped =
                    learner.sample(prompts, new Sampling(20, 1, 1, 2, stop)).getFirst();
            assertThat(stopped).isEqualTo(Arrays.copyOf(free, first));
        }
    }

    @Test
    void aPromptLongerThanTheContextIsContinuedFromItsLastPart() {
        try (Learner learner = trained(LLAMA, 1)) {
            int[] prompt = tokens(3 * CONTEXT, 8);
            int[] answer = learner.sample(List.of(prompt), new Sampling(10, 0, 1, 0, -1))
                    .getFirst();
            int[] kept = Arrays.copyOfRange(prompt, prompt.length - (CONTEXT + 1 - 10), prompt.length);
            assertThat(answer).hasSize(10);
            assertThat(answer)
                    .isEqualTo(learner.sample(List.of(kept), new Sampling(10, 0, 1, 0, -1))
                            .getFirst());
        }
    }

    @Test
    void loadingContinuesAsIfNothingHadHappened() throws Exception {
        for (boolean tied : new boolean[] {false, true}) {
            ModelShape shape = shape(true, tied);
            try (Learner whole = trained(shape, 1);
                    Learner resumed = create(shape, 99, 1)) {
                whole.save(folder.resolve("half"));
                resumed.load(folder.resolve("half"));
                assertThat(resumed.score(batch(2, 9, 4))).isEqualTo(whole.score(batch(2, 9, 4)));
                for (int step = 10; step < 13; step++) {
                    Learner.StepResult expected = whole.step(batch(4, CONTEXT, step), UPDATE);
                    assertThat(resumed.step(batch(4, CONTEXT, step), UPDATE)).isEqualTo(expected);
                }
                assertThat(saved(resumed, "resumed")).isEqualTo(saved(whole, "whole"));
            }
        }
    }

    @Test
    void aCheckpointOfAnotherShapeIsRefusedAndChangesNothing() throws Exception {
        try (Learner llama = trained(LLAMA, 1);
                Learner qwen = trained(QWEN, 1)) {
            byte[] before = saved(llama, "llama");
            qwen.save(folder.resolve("qwen"));
            assertThatThrownBy(() -> llama.load(folder.resolve("qwen"))).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> llama.load(folder.resolve("nowhere"))).isInstanceOf(BadInput.class);
            assertThat(saved(llama, "after")).isEqualTo(before);
        }
    }

    @Test
    void theLossOfATinyPatternFallsToNearlyNothing() {
        try (Learner learner = create(LLAMA, 1, 2)) {
            int[] tokens = new int[4 * (CONTEXT + 1)];
            Arrays.setAll(tokens, i -> i % (CONTEXT + 1) * 7 % 13);
            Batch pattern = new Batch(tokens, 4, CONTEXT);
            Learner.StepResult result = learner.step(pattern, UPDATE);
            for (int step = 0; step < 60; step++) {
                result = learner.step(pattern, UPDATE);
            }
            assertThat(result.loss()).isLessThan(0.05);
        }
    }

    @Test
    void aStepThatIsNotFiniteLeavesEverythingAsItWas() throws Exception {
        try (Learner learner = trained(LLAMA, 2)) {
            // One huge step makes the weights overflow; from then on no loss is a number.
            Update wild = new Update(1e38, 1e38, 1e38, 0.9, 0.95, 1e-8, 0, 1);
            for (int step = 0; step < 3; step++) {
                learner.step(batch(4, CONTEXT, step), wild);
            }
            byte[] before = saved(learner, "before");
            assertThat(learner.step(batch(4, CONTEXT, 9), UPDATE).finite()).isFalse();
            assertThat(saved(learner, "after")).isEqualTo(before);
        }
    }

    @Test
    void aStepThatTheUpdateLeavesOutLeavesEverythingAsItWas() throws Exception {
        try (Learner learner = trained(LLAMA, 2)) {
            byte[] before = saved(learner, "before");
            Batch batch = batch(4, CONTEXT, 9);
            double norm = learner.step(batch, UPDATE.leavingOut(0)).gradientNorm();
            assertThat(norm).isPositive().isFinite();
            assertThat(saved(learner, "after")).isEqualTo(before);
            assertThat(learner.step(batch, UPDATE.leavingOut(norm)).gradientNorm())
                    .isEqualTo(norm);
            assertThat(saved(learner, "later")).isNotEqualTo(before);
        }
    }

    @Test
    void tokensAndLengthsOutOfRangeAreRefused() {
        try (Learner learner = create(LLAMA, 1, 1)) {
            Batch foreign = new Batch(new int[] {1, VOCABULARY}, 1, 1);
            assertThatThrownBy(() -> learner.step(foreign, UPDATE))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("token " + VOCABULARY);
            Batch tooLong = batch(1, CONTEXT + 1, 1);
            assertThatThrownBy(() -> learner.score(tooLong)).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> learner.next(new int[0])).isInstanceOf(BadInput.class);
            Sampling sampling = new Sampling(1, 0, 1, 0, -1);
            assertThatThrownBy(() -> learner.sample(List.of(new int[0]), sampling))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("empty");
        }
    }
}
