package dev.blueline.evaluation;

import static dev.blueline.evaluation.GreedyAnswer.OPEN;
import static dev.blueline.evaluation.GreedyAnswer.RIGHT;
import static dev.blueline.evaluation.GreedyAnswer.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.Batch;
import dev.blueline.engine.ContinuationScores;
import dev.blueline.engine.Continuations;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Skills;
import dev.blueline.tasks.Split;
import dev.blueline.tasks.Suite;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GreedyAnswerTest {
    private static final Tokenizer TOKENIZER = BytePairTrainer.train(
            List.of("the kitchen and the garden, the kitchens and the gardens; the answer is the kitchen".repeat(20)),
            312);
    private static final int CONTEXT = 96;

    private static int[] tokens(String... texts) {
        return Stream.of(texts)
                .flatMapToInt(text -> Arrays.stream(TOKENIZER.encode(text)))
                .toArray();
    }

    /** The tokens of a text, the first of several bytes cut in two: the same text in one token more. */
    private static int[] spelledOtherwise(String text) {
        int[] tokens = TOKENIZER.encode(text);
        int at = IntStream.range(0, tokens.length)
                .filter(i -> TOKENIZER.byteLength(tokens[i]) > 1)
                .findFirst()
                .orElseThrow();
        int[] pair = IntStream.range(0, TOKENIZER.vocabularySize())
                .boxed()
                .flatMap(left -> IntStream.range(0, TOKENIZER.vocabularySize())
                        .filter(right -> TOKENIZER.byteLength(left) > 0 && TOKENIZER.byteLength(right) > 0)
                        .mapToObj(right -> new int[] {left, right}))
                .filter(both -> Arrays.equals(TOKENIZER.decodeBytes(both), TOKENIZER.bytes(tokens[at])))
                .findFirst()
                .orElseThrow();
        return IntStream.concat(
                        IntStream.concat(Arrays.stream(tokens, 0, at), Arrays.stream(pair)),
                        Arrays.stream(tokens, at + 1, tokens.length))
                .toArray();
    }

    @Test
    void theFirstTokensOfTheAnswersOwnDecide() {
        int[] right = tokens(" gardens");
        int end = TOKENIZER.endOfText();
        int[] ended = Arrays.copyOf(right, right.length + 1);
        ended[right.length] = end;
        assertThat(GreedyAnswer.of(ended, right, TOKENIZER)).isEqualTo(RIGHT);
        assertThat(GreedyAnswer.of(right, right, TOKENIZER)).isEqualTo(RIGHT);
        assertThat(GreedyAnswer.of(tokens(" gardens", ","), right, TOKENIZER)).isEqualTo(RIGHT);
        assertThat(GreedyAnswer.of(tokens(" gardens", "x"), right, TOKENIZER)).isEqualTo(WRONG);
        assertThat(GreedyAnswer.of(new int[] {end}, right, TOKENIZER)).isEqualTo(WRONG);
        assertThat(GreedyAnswer.of(Arrays.copyOf(tokens(" kitchen"), 1), tokens(" garden"), TOKENIZER))
                .isIn(WRONG, OPEN);
        assertThat(GreedyAnswer.of(tokens("q"), right, TOKENIZER)).isEqualTo(WRONG);
        assertThat(GreedyAnswer.of(tokens(" "), right, TOKENIZER)).isEqualTo(OPEN);
    }

    /** A token that is half a character may yet become the right one. */
    @Test
    void halfACharacterLeavesTheAnswerOpen() {
        int[] right = tokens("é");
        int[] other = tokens("è");
        assertThat(right).hasSize(2);
        assertThat(GreedyAnswer.of(new int[] {right[0], other[1]}, right, TOKENIZER))
                .isEqualTo(WRONG);
        assertThat(GreedyAnswer.of(new int[] {right[0]}, tokens("éa"), TOKENIZER))
                .isEqualTo(OPEN);
    }

    @Test
    void theSameTextInOtherTokensIsTheAnswerToo() {
        Item item = new Item(
                "skill",
                1,
                "t",
                Split.HELD_OUT,
                "the answer is the",
                " gardens",
                List.of(" kitchen"),
                1,
                Optional.empty(),
                OptionalLong.empty());
        int[] otherwise = spelledOtherwise(" gardens");
        int[] right = tokens(" gardens");
        assertThat(otherwise).hasSize(right.length + 1);
        int first = Arrays.mismatch(right, otherwise);
        assertThat(GreedyAnswer.of(Arrays.copyOf(otherwise, first + 1), right, TOKENIZER))
                .isEqualTo(OPEN);
        assertThat(exact(item, otherwise)).isTrue();
        assertThat(exact(item, Arrays.copyOf(otherwise, otherwise.length - 1))).isFalse();
        assertThat(exact(item, right)).isTrue();
        assertThat(exact(item, tokens(" gardens", "x"))).isFalse();
        assertThat(exact(item, tokens(" kitchen"))).isFalse();
    }

    private static boolean exact(Item item, int... script) {
        Learner learner = new ScriptedLearner(TOKENIZER.vocabularySize(), script);
        return new TaskScorer(learner, TOKENIZER)
                .score(List.of(item), share -> {})
                .getFirst()
                .exact();
    }

    /** By the rule itself: let the model write one token more than the answer has, and read. */
    private static boolean written(Learner learner, Tokenizer tokenizer, Continuations question) {
        int[] right = question.continuations().getFirst();
        int[] written = learner.sample(
                        List.of(question.context()), new Sampling(right.length + 1, 0, 1, 0, tokenizer.endOfText()))
                .getFirst();
        String text = tokenizer.decode(written);
        String answer = tokenizer.decode(right);
        return text.startsWith(answer)
                && (text.length() == answer.length() || !Character.isLetterOrDigit(text.codePointAt(answer.length())));
    }

    @Test
    void theJudgementIsThatOfWhatATrainedModelWrites() {
        List<Item> items = Stream.of("arithmetic", "comparison", "grammar", "translation-spanish")
                .flatMap(name -> Suite.of(Skills.named(name), 1, 4).items().stream())
                .toList();
        List<String> text = items.stream().map(item -> item.text() + ".").toList();
        Tokenizer tokenizer = BytePairTrainer.train(text, 420);
        ModelShape shape =
                new ModelShape(tokenizer.vocabularySize(), CONTEXT, 2, 48, 3, 3, 16, 96, true, false, 10_000, 1e-5);
        Set<GreedyAnswer> seen = EnumSet.noneOf(GreedyAnswer.class);
        try (Learner learner = new JavaLearner(shape, 3, 2)) {
            TaskScorer scorer = new TaskScorer(learner, tokenizer);
            List<Continuations> questions = items.stream().map(scorer::question).toList();
            List<int[]> documents = text.stream().map(tokenizer::encode).toList();
            for (int steps : new int[] {30, 100}) { // one that knows little, then one that knows much
                train(learner, documents, steps);
                List<ItemScore> scores = scorer.score(items, share -> {});
                List<ContinuationScores> answers = learner.score(questions);
                for (int i = 0; i < items.size(); i++) {
                    boolean written = written(learner, tokenizer, questions.get(i));
                    assertThat(scores.get(i).exact()).as(items.get(i).text()).isEqualTo(written);
                    int[] right = questions.get(i).continuations().getFirst();
                    seen.add(GreedyAnswer.of(answers.get(i).greedy(), right, tokenizer));
                }
            }
        }
        assertThat(items).hasSizeGreaterThan(100);
        assertThat(seen).contains(RIGHT, WRONG, OPEN);
    }

    private static void train(Learner learner, List<int[]> documents, int steps) {
        SplittableRandom random = new SplittableRandom(1);
        Update update = new Update(8e-3, 8e-3, 8e-3, 0.9, 0.95, 1e-8, 0.1, 1);
        for (int step = 0; step < steps; step++) {
            List<Integer> tokens = new ArrayList<>();
            while (tokens.size() < 8 * (CONTEXT + 1)) {
                tokens.add(0);
                Arrays.stream(documents.get(random.nextInt(documents.size()))).forEach(tokens::add);
            }
            int[] batch = tokens.stream()
                    .limit(8 * (CONTEXT + 1))
                    .mapToInt(token -> token)
                    .toArray();
            learner.step(new Batch(batch, 8, CONTEXT), update);
        }
    }
}
