package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Continuations;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Measurement;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Skills;
import dev.blueline.tasks.Split;
import dev.blueline.tasks.Suite;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TaskEvaluationTest {
    private static final Tokenizer TOKENIZER = BytePairTrainer.train(
            List.of("the kitchen and the garden, the kitchens and the gardens; the answer is the kitchen".repeat(20)),
            312);

    private static Item item(String template, String prompt, String right, String... wrong) {
        return new Item(
                "skill",
                1,
                template,
                Split.HELD_OUT,
                prompt,
                right,
                List.of(wrong),
                1,
                Optional.empty(),
                OptionalLong.empty());
    }

    private static ItemScore score(String template, double... shares) {
        String[] wrong = new String[shares.length - 1];
        Arrays.setAll(wrong, i -> " w" + i);
        int[] bytes = new int[shares.length];
        Arrays.fill(bytes, 2);
        return new ItemScore(
                item(template, "p", " r", wrong),
                Arrays.stream(shares).map(share -> Math.log(share) - 3).toArray(),
                bytes,
                false);
    }

    @Test
    void figuresOfAnItemAreThoseComputedByHand() {
        ItemScore score = score("t", 0.5, 0.3, 0.2);
        assertThat(score.choice()).isCloseTo(0.5, within(1e-12));
        assertThat(score.brier()).isCloseTo(0.25 + 0.09 + 0.04, within(1e-12));
        assertThat(score.accuracy()).isEqualTo(1);
        assertThat(score("t", 0.2, 0.8).accuracy()).isZero();
        assertThat(score("t", 0.25, 0.25, 0.25, 0.25).accuracy()).isEqualTo(0.25);
        assertThat(score("t", 0.25, 0.25, 0.25, 0.25).brier()).isCloseTo(0.75, within(1e-12));
        ItemScore longer =
                new ItemScore(item("t", "p", " right", " w"), new double[] {-6, -4}, new int[] {6, 2}, false);
        assertThat(longer.accuracy()).isZero();
        assertThat(longer.accuracyPerByte()).isEqualTo(1);
    }

    /** Clusters (1, 1), (0, 0, 1), (0): mean 1/2, residual sums 1, -1/2, -1/2; variance 3/2 * 1.5 / 36. */
    @Test
    void errorsAreClusteredByTemplate() {
        List<ItemScore> scores = List.of(
                score("a", 0.9, 0.1),
                score("a", 0.8, 0.2),
                score("b", 0.1, 0.9),
                score("b", 0.2, 0.8),
                score("b", 0.9, 0.1),
                score("c", 0.3, 0.7));
        TaskFigures figures = TaskFigures.of("skill", scores);
        assertThat(figures.templates()).isEqualTo(3);
        assertThat(figures.chance()).isEqualTo(0.5);
        assertThat(figures.accuracy().value()).isEqualTo(0.5);
        assertThat(figures.accuracy().standardError()).isCloseTo(Math.sqrt(1.5 * 1.5 / 36), within(1e-12));
        assertThat(TaskFigures.of(scores).stream().map(TaskFigures::slice)).containsExactly("skill", "skill/1");
    }

    /** By template: residual sums 1, -1, variance 2 * 2 / 64; by run 0, 0; both (1, -1, 0, 0 over halves) is taken off. */
    @Test
    void errorsOverRunsAreClusteredTwoWays() {
        List<ItemScore> one =
                List.of(score("a", 0.9, 0.1), score("a", 0.9, 0.1), score("b", 0.1, 0.9), score("b", 0.9, 0.1));
        List<ItemScore> two =
                List.of(score("a", 0.9, 0.1), score("a", 0.1, 0.9), score("b", 0.1, 0.9), score("b", 0.1, 0.9));
        Estimate estimate = TaskFigures.overRuns(List.of(one, two), ItemScore::accuracy);
        assertThat(estimate.value()).isEqualTo(0.5);
        double byTemplate = 2.0 * (1 + 1) / 64;
        double byRun = 2.0 * (1 + 1) / 64;
        double both = 4.0 / 3 * (1 + 0 + 0 + 1) / 64;
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(byTemplate + byRun - both), within(1e-12));
    }

    /** Sums 3, 2, 1: only all plus and all minus reach 6. With 1, 1, -1 six of eight patterns reach 1, and so do all. */
    @Test
    void signFlipsAreCountedExactly() {
        assertThat(SkillDifference.signFlip(new double[] {3, 2, 1})).isEqualTo(0.25);
        assertThat(SkillDifference.signFlip(new double[] {1, 1, -1})).isEqualTo(1);
        assertThat(SkillDifference.signFlip(new double[] {3, 2, -1})).isEqualTo(0.5);
        double[] many = new double[20];
        Arrays.fill(many, 1);
        assertThat(SkillDifference.signFlip(many)).isCloseTo(1.0 / 20_001, within(2e-4));
        for (int i = 0; i < 10; i++) {
            many[i] = -1;
        }
        assertThat(SkillDifference.signFlip(many)).isEqualTo(1);
    }

    /** Holm 1979: .01, .04, .03, .005 become .03, .06, .06, .02. */
    @Test
    void severalSkillsAreCorrectedByHolm() {
        double[] corrected = SkillDifference.holm(new double[] {0.01, 0.04, 0.03, 0.005});
        assertThat(corrected).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(SkillDifference.holm(new double[] {0.9, 0.8})).containsExactly(1, 1);
    }

    @Test
    void aModelComparedWithItselfDoesNotDiffer() {
        List<ItemScore> scores = List.of(score("a", 0.9, 0.1), score("b", 0.2, 0.8), score("c", 0.4, 0.6));
        assertThat(SkillDifference.between(scores, scores, ItemScore::choice))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.p()).isEqualTo(1);
                    assertThat(difference.difference().value()).isZero();
                });
        List<ItemScore> better = List.of(score("a", 0.99, 0.01), score("b", 0.4, 0.6), score("c", 0.6, 0.4));
        SkillDifference difference =
                SkillDifference.between(scores, better, ItemScore::choice).getFirst();
        assertThat(difference.p()).isEqualTo(0.25);
        assertThat(difference.difference().value()).isCloseTo((0.09 + 0.2 + 0.2) / 3, within(1e-9));
    }

    private static Learner learner(int context) {
        return new JavaLearner(
                new ModelShape(TOKENIZER.vocabularySize(), context, 2, 32, 2, 2, 16, 64, true, false, 10_000, 1e-5),
                3,
                2);
    }

    /** "garden" begins with tokens of its own; ending the prompt inside the word moves the boundary back for all answers. */
    @Test
    void answersBeginWhereTheTokensOfThePromptEnd() {
        try (Learner learner = learner(64)) {
            TaskScorer scorer = new TaskScorer(learner, TOKENIZER);
            Continuations plain = scorer.question(item("t", "the answer is the", " kitchen", " garden"));
            assertThat(plain.context()).startsWith(TOKENIZER.endOfText());
            assertThat(TOKENIZER.decode(plain.context())).isEqualTo("the answer is the");
            assertThat(plain.continuations().stream().map(TOKENIZER::decode)).containsExactly(" kitchen", " garden");
            Continuations cut = scorer.question(item("t", "the answer is the kitch", "en", "y"));
            assertThat(TOKENIZER.decode(cut.context())).isEqualTo("the answer is the");
            assertThat(cut.continuations().stream().map(TOKENIZER::decode)).containsExactly(" kitchen", " kitchy");
        }
    }

    @Test
    void logProbabilitiesAreTheChainOfNextTokens() {
        List<Item> items =
                new ArrayList<>(Suite.of(Skills.named("arithmetic"), 1, 2).items());
        items.add(item("t", "the answer is the kitch", "en", "y"));
        try (Learner learner = learner(128)) {
            TaskScorer scorer = new TaskScorer(learner, TOKENIZER);
            List<ItemScore> scores = scorer.score(items, share -> {});
            for (int i = 0; i < items.size(); i++) {
                Continuations question = scorer.question(items.get(i));
                for (int c = 0; c < scores.get(i).nats().length; c++) {
                    int[] seen = question.context();
                    double nats = 0;
                    for (int token : question.continuations().get(c)) {
                        nats += learner.next(seen)[token];
                        seen = Arrays.copyOf(seen, seen.length + 1);
                        seen[seen.length - 1] = token;
                    }
                    assertThat(scores.get(i).nats()[c]).isCloseTo(nats, within(1e-9));
                }
            }
            List<Measurement> measurements = scorer.measurements("run", items);
            assertThat(measurements.stream().map(Measurement::metric).distinct())
                    .containsExactly(
                            "task_accuracy",
                            "task_choice",
                            "task_brier",
                            "task_logprob",
                            "task_exact",
                            "task_chance",
                            "task_items");
            assertThat(measurements.stream().map(Measurement::slice))
                    .contains("arithmetic", "arithmetic/16", "skill/1");
        }
    }

    @Test
    void longPromptsKeepTheirEndAndLongAnswersAreRefused() {
        try (Learner learner = learner(16)) {
            TaskScorer scorer = new TaskScorer(learner, TOKENIZER);
            Continuations question = scorer.question(item("t", "x y z ".repeat(20) + "the", " kitchen", " garden"));
            assertThat(question.longest()).isLessThanOrEqualTo(16);
            assertThat(TOKENIZER.decode(question.context())).endsWith("the");
            assertThatThrownBy(() -> scorer.question(item("t", "the", " 1234567890123456789", " 2")))
                    .isInstanceOf(BadInput.class);
        }
    }

    @Test
    void anAnswerEndsWhereItsLastWordEnds() {
        assertThat(GreedyAnswer.isAnswer(" 15.", " 15")).isTrue();
        assertThat(GreedyAnswer.isAnswer(" 15", " 15")).isTrue();
        assertThat(GreedyAnswer.isAnswer(" 150", " 15")).isFalse();
        assertThat(GreedyAnswer.isAnswer(" 1", " 15")).isFalse();
        assertThat(GreedyAnswer.isAnswer(" Bakus", " Baku")).isFalse();
    }
}
