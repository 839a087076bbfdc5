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

/** What every {@link Learner} promises of drawing answers and of learning from them. */
public abstract class AnswersConformanceTest extends LearnerFixture {
    private static final int STOP = 3;

    /** Prompts with the stop token inside, one after another of the same length so that answers end at different times. */
    private static List<int[]> questions(int count) {
        List<int[]> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] question = tokens(2 + i % 5, 50 + i);
            question[i % 2] = STOP;
            questions.add(question);
        }
        return questions;
    }

    /** Sequences of many lengths with prompts of many lengths, one sequence as long as can be. */
    private static Sequences sequences() {
        List<int[]> tokens = new ArrayList<>();
        int[] lengths = {5, 2, 17, CONTEXT + 1, 9, 3, 33, 12, 26, 8, 2, 21};
        int[] given = new int[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            tokens.add(tokens(lengths[i], 200 + i));
            given[i] = 1 + i * 5 % (lengths[i] - 1);
        }
        return new Sequences(tokens, given);
    }

    /** A weight of either sign for each target. */
    private static float weight(int sequence, int target) {
        return (float) KeyedRandom.normal(4, sequence, target) / 40;
    }

    private static float[] told(Learner learner, int[] whole, int given) {
        float[] losses = learner.score(new Batch(whole, 1, whole.length - 1));
        float[] told = new float[whole.length - given];
        for (int i = 0; i < told.length; i++) {
            told[i] = 0 - losses[given - 1 + i];
        }
        return told;
    }

    @Test
    void everyAnswerIsTheOneThatDrawingTokenByTokenFromTheNextProbabilitiesGives() {
        Sampling[] samplings = {new Sampling(12, 1, 1, 5, STOP), new Sampling(9, 1.4, 0.8, 6, STOP)};
        for (Sampling sampling : samplings) {
            try (Learner learner = trained(QWEN, 2)) {
                List<int[]> questions = questions(9);
                List<List<Answer>> answers =
                        learner.answers(questions, 5, sampling).each();
                TokenChoice choice = new TokenChoice(VOCABULARY);
                int stopped = 0;
                for (int i = 0; i < questions.size(); i++) {
                    assertThat(answers.get(i)).hasSize(5);
                    for (int j = 0; j < 5; j++) {
                        Answer answer = answers.get(i).get(j);
                        int[] whole = joined(questions.get(i), answer.tokens());
                        for (int k = 0; k < answer.tokens().length; k++) {
                            int at = questions.get(i).length + k;
                            float[] next = learner.next(Arrays.copyOf(whole, at));
                            double uniform = KeyedRandom.uniform(sampling.seed(), 5L * i + j, at);
                            assertThat(answer.tokens()[k])
                                    .isEqualTo(choice.choose(next, sampling.temperature(), sampling.topP(), uniform));
                            boolean last = k + 1 == answer.tokens().length;
                            assertThat(answer.tokens()[k] == STOP).isEqualTo(last && answer.stopped());
                        }
                        stopped += answer.stopped() ? 1 : 0;
                        assertThat(answer.stopped() || answer.tokens().length == sampling.tokens())
                                .isTrue();
                    }
                }
                assertThat(stopped).isBetween(3, 42);
            }
        }
    }

    /** What is steered is as likely as the model says without steering. */
    @Test
    void steeredAnswersEndAtFurtherTokensAndHaveATokenAtItsPlace() {
        try (Learner learner = trained(QWEN, 2)) {
            List<int[]> questions = questions(8);
            List<List<Answer>> free = learner.answers(questions, 6, new Sampling(12, 1.3, 1, 5, STOP))
                    .each();
            int first = free.getFirst().getFirst().tokens()[0];
            Steering steering = new Steering(new int[] {7, 8}, first, 9, 4);
            List<List<Answer>> steered = learner.answers(questions, 6, new Sampling(12, 1.3, 1, 5, STOP, steering))
                    .each();
            int ended = 0;
            int given = 0;
            for (int i = 0; i < questions.size(); i++) {
                for (int j = 0; j < 6; j++) {
                    Answer answer = steered.get(i).get(j);
                    int[] tokens = answer.tokens();
                    int[] whole = joined(questions.get(i), tokens);
                    assertThat(answer.logProbabilities())
                            .containsExactly(told(learner, whole, questions.get(i).length));
                    assertThat(tokens[0]).isNotEqualTo(first);
                    for (int k = 0; k < tokens.length; k++) {
                        boolean ends = tokens[k] == STOP || tokens[k] == 7 || tokens[k] == 8;
                        assertThat(ends).isEqualTo(answer.stopped() && k + 1 == tokens.length);
                    }
                    if (tokens.length > 4) {
                        assertThat(Arrays.copyOf(tokens, 5)).contains(9);
                        given++;
                    }
                    ended += answer.stopped() && tokens[tokens.length - 1] != STOP ? 1 : 0;
                }
            }
            assertThat(ended).isPositive();
            assertThat(given).isPositive();
        }
    }

    @Test
    void aGivenTokenChangesNothingBeforeItsPlace() {
        try (Learner learner = trained(LLAMA, 2)) {
            List<int[]> questions = questions(8);
            Sampling drawn = new Sampling(9, 1, 1, 5, -1);
            Sampling steered = new Sampling(9, 1, 1, 5, -1, Steering.giving(9, 4));
            List<List<Answer>> free = learner.answers(questions, 3, drawn).each();
            List<List<Answer>> led = learner.answers(questions, 3, steered).each();
            for (int i = 0; i < questions.size(); i++) {
                for (int j = 0; j < 3; j++) {
                    int[] before = free.get(i).get(j).tokens();
                    int[] tokens = led.get(i).get(j).tokens();
                    assertThat(Arrays.copyOf(tokens, 4)).isEqualTo(Arrays.copyOf(before, 4));
                    assertThat(Arrays.copyOf(tokens, 5)).contains(9);
                }
            }
        }
    }

    @Test
    void answersWithTheirStopTokensAreAsLikelyAsScoringSays() {
        try (Learner learner = trained(LLAMA, 2)) {
            List<int[]> questions = questions(7);
            Answers answers = learner.answers(questions, 4, new Sampling(CONTEXT, 1.3, 0.9, 5, STOP));
            assertThat(answers.busy()).isGreaterThan(0).isLessThanOrEqualTo(1);
            for (int i = 0; i < questions.size(); i++) {
                for (Answer answer : answers.each().get(i)) {
                    int[] whole = joined(questions.get(i), answer.tokens());
                    assertThat(answer.logProbabilities())
                            .containsExactly(told(learner, whole, questions.get(i).length));
                }
            }
        }
    }

    @Test
    void oneAnswerEachIsWhatSamplingGives() {
        try (Learner learner = trained(LLAMA, 2)) {
            List<int[]> prompts = new ArrayList<>(prompts());
            prompts.add(tokens(3 * CONTEXT, 8));
            Sampling sampling = new Sampling(20, 1, 1, 5, STOP);
            List<int[]> sampled = learner.sample(prompts, sampling);
            List<List<Answer>> answers = learner.answers(prompts, 1, sampling).each();
            for (int i = 0; i < sampled.size(); i++) {
                Answer answer = answers.get(i).getFirst();
                assertThat(answer.withoutStop()).isEqualTo(sampled.get(i));
                assertThat(answer.tokens()).hasSize(sampled.get(i).length + (answer.stopped() ? 1 : 0));
            }
            assertThat(learner.answers(prompts, 2, new Sampling(0, 1, 1, 5, STOP))
                            .each())
                    .allSatisfy(pair -> assertThat(pair)
                            .allSatisfy(answer -> assertThat(answer.tokens()).isEmpty()));
        }
    }

    @Test
    void manyAnswersToAPromptAreThoseToAsManyCopiesOfItOnAnyNumberOfThreads() {
        try (Learner one = trained(QWEN, 1);
                Learner three = trained(QWEN, 3)) {
            Sampling sampling = new Sampling(15, 1.2, 1, 7, STOP);
            int[] question = {1, 2, 4, 8};
            List<int[]> copies = one.sample(Collections.nCopies(90, question), sampling);
            for (int each : new int[] {90, 45, 9}) {
                List<Answer> answers =
                        three.answers(Collections.nCopies(90 / each, question), each, sampling).each().stream()
                                .flatMap(List::stream)
                                .toList();
                for (int i = 0; i < 90; i++) {
                    assertThat(answers.get(i).withoutStop()).isEqualTo(copies.get(i));
                }
            }
        }
    }

    @Test
    void aStepSeesWhatScoringToldAndWhatTheAnswersWereDrawnWith() {
        try (Learner learner = trained(QWEN, 2)) {
            List<int[]> questions = questions(6);
            List<List<Answer>> answers = learner.answers(questions, 3, new Sampling(25, 1, 1, 5, STOP))
                    .each();
            List<int[]> tokens = new ArrayList<>();
            int[] given = new int[18];
            for (int i = 0; i < 18; i++) {
                given[i] = questions.get(i / 3).length;
                tokens.add(joined(
                        questions.get(i / 3), answers.get(i / 3).get(i % 3).tokens()));
            }
            Sequences batch = new Sequences(tokens, given);
            float[][] seen = new float[18][CONTEXT];
            float[][] expected = new float[18][];
            double loss = 0;
            double entropy = 0;
            for (int i = 0; i < 18; i++) {
                expected[i] = told(learner, tokens.get(i), given[i]);
                for (int k = 0; k < expected[i].length; k++) {
                    loss -= expected[i][k] / batch.targets();
                    for (float logProbability : learner.next(Arrays.copyOf(tokens.get(i), given[i] + k))) {
                        entropy -= Math.exp(logProbability) * logProbability / batch.targets();
                    }
                }
            }
            SequenceStep step = learner.step(
                    batch,
                    (sequence, target, logProbability) -> {
                        seen[sequence][target] = logProbability;
                        return 1f / batch.targets();
                    },
                    UPDATE);
            for (int i = 0; i < 18; i++) {
                assertThat(step.logProbabilities()[i]).containsExactly(expected[i]);
                assertThat(Arrays.copyOf(seen[i], expected[i].length)).containsExactly(expected[i]);
                assertThat(answers.get(i / 3).get(i % 3).logProbabilities()).containsExactly(expected[i]);
            }
            assertThat(step.result().loss()).isCloseTo(loss, within(1e-6));
            assertThat(step.entropy()).isCloseTo(entropy, within(1e-4));
        }
    }

    @Test
    void whatAStepTellsOfASequenceDoesNotDependOnTheOthersNorOnTheirOrder() {
        Sequences batch = sequences();
        int count = batch.given().length;
        Update still = new Update(0, 0, 0, 0.9, 0.95, 1e-8, 0, 1);
        try (Learner learner = trained(LLAMA, 2)) {
            SequenceStep step = learner.step(batch, (sequence, target, told) -> weight(sequence, target), still);
            int[] reversed = new int[count];
            Arrays.setAll(reversed, i -> batch.given()[count - 1 - i]);
            SequenceStep back = learner.step(
                    new Sequences(batch.tokens().reversed(), reversed),
                    (sequence, target, told) -> weight(count - 1 - sequence, target),
                    still);
            assertThat(back.result().gradientNorm())
                    .isCloseTo(
                            step.result().gradientNorm(),
                            within(coarseness() * 1e-4 * step.result().gradientNorm()));
            for (int i = 0; i < count; i++) {
                SequenceStep alone = learner.step(
                        new Sequences(List.of(batch.tokens().get(i)), new int[] {batch.given()[i]}),
                        (sequence, target, told) -> 1,
                        still);
                assertThat(step.logProbabilities()[i]).containsExactly(alone.logProbabilities()[0]);
                assertThat(back.logProbabilities()[count - 1 - i]).containsExactly(alone.logProbabilities()[0]);
            }
        }
    }

    @Test
    void theWeightedSumGrowsAlongTheStepAsFastAsTheGradientIsLong() {
        Sequences batch = sequences();
        double slope = 2e-3;
        for (ModelShape shape : new ModelShape[] {LLAMA, QWEN, shape(true, true)}) {
            try (Learner up = trained(shape, 1);
                    Learner down = trained(shape, 1)) {
                // With beta1 = beta2 = 0 and a large epsilon a step is the gradient times the rate over epsilon.
                double rate = slope * 1e6;
                Update along = new Update(rate, rate, rate, 0, 0, 1e6, 0, Double.POSITIVE_INFINITY);
                double norm = up.step(batch, (sequence, target, told) -> weight(sequence, target), along)
                        .result()
                        .gradientNorm();
                down.step(batch, (sequence, target, told) -> -weight(sequence, target), along);
                double expected = 2 * slope * norm * norm;
                assertThat(weightedSum(up, batch) - weightedSum(down, batch))
                        .isCloseTo(expected, within(coarseness() * 0.02 * expected));
            }
        }
    }

    private static double weightedSum(Learner learner, Sequences batch) {
        double sum = 0;
        for (int i = 0; i < batch.given().length; i++) {
            float[] told = told(learner, batch.tokens().get(i), batch.given()[i]);
            for (int k = 0; k < told.length; k++) {
                sum += (double) weight(i, k) * told[k];
            }
        }
        return sum;
    }

    @Test
    void aStepOnWholeSequencesOfOneLengthIsTheOrdinaryStep() {
        for (int length : new int[] {CONTEXT, 9}) {
            try (Learner ordinary = trained(QWEN, 1);
                    Learner packed = trained(QWEN, 2)) {
                Batch batch = batch(7, length, 1);
                List<int[]> rows = new ArrayList<>();
                for (int row = 0; row < 7; row++) {
                    rows.add(Arrays.copyOfRange(batch.tokens(), row * (length + 1), (row + 1) * (length + 1)));
                }
                int[] given = new int[7];
                Arrays.fill(given, 1);
                Learner.StepResult expected = ordinary.step(batch, UPDATE);
                Learner.StepResult result = packed.step(
                                new Sequences(rows, given), (sequence, target, told) -> 1f / batch.targets(), UPDATE)
                        .result();
                assertThat(result.loss()).isCloseTo(expected.loss(), within(coarseness() * 1e-6));
                assertThat(result.gradientNorm()).isCloseTo(expected.gradientNorm(), within(coarseness() * 1e-5));
                float[] after = ordinary.score(batch(3, CONTEXT, 2));
                float[] afterPacked = packed.score(batch(3, CONTEXT, 2));
                for (int i = 0; i < after.length; i++) {
                    assertThat(afterPacked[i]).isCloseTo(after[i], within(0.02f));
                }
            }
        }
    }

    @Test
    void oneTwoAndThreeThreadsLearnTheSameBitsFromSequences() throws Exception {
        List<byte[]> models = new ArrayList<>();
        List<Double> entropies = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (Learner learner = trained(QWEN, threads)) {
                for (int step = 0; step < 3; step++) {
                    int salt = step;
                    SequenceStep result = learner.step(
                            sequences(), (sequence, target, told) -> weight(sequence + salt, target), UPDATE);
                    entropies.add(result.entropy());
                }
                models.add(saved(learner, "threads-" + threads));
            }
        }
        assertThat(models.get(1)).isEqualTo(models.get(0));
        assertThat(models.get(2)).isEqualTo(models.get(0));
        assertThat(entropies.subList(3, 6)).isEqualTo(entropies.subList(0, 3));
    }

    @Test
    void positiveWeightsRaiseWhatNegativeOnesLower() {
        Sequences batch = new Sequences(List.of(tokens(20, 1), tokens(14, 2)), new int[] {8, 4});
        try (Learner learner = trained(LLAMA, 1)) {
            double[] before = {sum(learner, batch, 0), sum(learner, batch, 1)};
            for (int step = 0; step < 4; step++) {
                learner.step(batch, (sequence, target, told) -> sequence == 0 ? 0.05f : -0.05f, UPDATE);
            }
            assertThat(sum(learner, batch, 0)).isGreaterThan(before[0] + 1);
            assertThat(sum(learner, batch, 1)).isLessThan(before[1] - 1);
        }
    }

    private static double sum(Learner learner, Sequences batch, int sequence) {
        double sum = 0;
        for (float told : told(learner, batch.tokens().get(sequence), batch.given()[sequence])) {
            sum += told;
        }
        return sum;
    }

    @Test
    void aWeightThatIsNoNumberLeavesEverythingAsItWas() throws Exception {
        try (Learner learner = trained(LLAMA, 2)) {
            byte[] before = saved(learner, "before-weights");
            SequenceStep step =
                    learner.step(sequences(), (sequence, target, told) -> sequence == 4 ? Float.NaN : 0.1f, UPDATE);
            assertThat(step.result().finite()).isFalse();
            assertThat(saved(learner, "after-weights")).isEqualTo(before);
        }
    }

    @Test
    void sequencesThatCannotBeLearntAreRefused() {
        try (Learner learner = create(LLAMA, 1, 1)) {
            TokenWeight one = (sequence, target, told) -> 1;
            Sequences tooLong = new Sequences(List.of(tokens(CONTEXT + 2, 1)), new int[] {1});
            assertThatThrownBy(() -> learner.step(tooLong, one, UPDATE))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("at most " + (CONTEXT + 1));
            Sequences foreign = new Sequences(List.of(new int[] {1, VOCABULARY}), new int[] {1});
            assertThatThrownBy(() -> learner.step(foreign, one, UPDATE)).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> learner.step(new Sequences(List.of(), new int[0]), one, UPDATE))
                    .isInstanceOf(BadInput.class);
            Sampling sampling = new Sampling(1, 0, 1, 0, -1);
            assertThatThrownBy(() -> learner.answers(List.of(new int[0]), 2, sampling))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("empty");
        }
    }
}
