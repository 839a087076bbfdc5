package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.problems.Trace;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewShotTest {
    private static final Tokenizer TOKENIZER = Tokenizer.ofBytes();
    private static final ModelShape SHAPE =
            new Study.Model(512, 32, 2.667, true, true).shape(new Size(32, 1), TOKENIZER.vocabularySize());
    private static final Task ARITHMETIC = Tasks.named("arithmetic");

    /** Writes what a script says to the prompt's text. */
    private record Scripted(UnaryOperator<String> script, List<String> prompts) implements Learner {
        @Override
        public ModelShape shape() {
            return SHAPE;
        }

        @Override
        public List<int[]> sample(List<int[]> asked, Sampling sampling) {
            List<int[]> written = new ArrayList<>();
            for (int[] prompt : asked) {
                String text = TOKENIZER.decode(prompt);
                prompts.add(text);
                written.add(TOKENIZER.encode(script.apply(text)));
            }
            return written;
        }

        @Override
        public StepResult step(Batch batch, Update update) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] score(Batch batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] next(int[] context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void save(Path folder) {}

        @Override
        public void load(Path folder) {}

        @Override
        public void close() {}
    }

    private static List<FewShot.Result> ask(UnaryOperator<String> script, List<String> prompts, Style style) {
        return new FewShot(ARITHMETIC, 3, 50, 4)
                .ask(new Scripted(script, prompts), TOKENIZER, List.of(2), List.of(style));
    }

    /** The question of a prompt worked by hand: from left to right, modulo 10, whatever labels the steps have. */
    private static int worked(String prompt) {
        String chain = prompt.substring(prompt.lastIndexOf("Q: ") + 3, prompt.lastIndexOf("\nA:"))
                .replaceAll("[a-z]", "");
        int value = chain.charAt(0) - '0';
        for (int i = 1; i < chain.length(); i += 2) {
            int digit = chain.charAt(i + 1) - '0';
            value = Math.floorMod(
                    switch (chain.charAt(i)) {
                        case '+' -> value + digit;
                        case '-' -> value - digit;
                        default -> value * digit;
                    },
                    10);
        }
        return value;
    }

    @Test
    void whoWorksTheProblemIsAlwaysRightWhateverFollowsTheLine() {
        FewShot.Result result = ask(
                        prompt -> " I think. The answer is " + worked(prompt) + ".\nThe answer is 77.",
                        new ArrayList<>(),
                        Style.SUMMARY)
                .getFirst();
        assertThat(result.right()).isEqualTo(50);
        assertThat(result.answered()).isEqualTo(50);
        assertThat(result.way()).isEqualTo("summary");
    }

    /** A learner that copies the last example's answer is right where the two happen to be equal. */
    @Test
    void whoCopiesTheLastExampleIsRightByChanceOnly() {
        List<String> prompts = new ArrayList<>();
        UnaryOperator<String> copies = prompt -> {
            String examples = prompt.substring(0, prompt.lastIndexOf("Q: "));
            return examples.substring(examples.lastIndexOf("\nA:") + 3);
        };
        FewShot.Result result = ask(copies, prompts, Style.SUMMARY).getFirst();
        long equal = prompts.stream()
                .filter(prompt -> copies.apply(prompt).contains("The answer is " + worked(prompt) + "."))
                .count();
        assertThat(result.right()).isEqualTo((int) equal).isLessThan(25);
        assertThat(result.answered()).isEqualTo(50);
    }

    @Test
    void whoSaysSomethingElseHasNotAnswered() {
        FewShot.Result result = ask(prompt -> " " + worked(prompt), new ArrayList<>(), Style.DIRECT)
                .getFirst();
        assertThat(result.right()).isZero();
        assertThat(result.answered()).isZero();
    }

    @Test
    void everyQuestionHasItsOwnExamplesFromTheTrainingSide() {
        List<String> prompts = new ArrayList<>();
        ask(prompt -> "", prompts, Style.DIRECT);
        assertThat(prompts).doesNotHaveDuplicates().hasSize(50).allSatisfy(prompt -> {
            assertThat(prompt.split("Q: ", -1)).hasSize(5);
            assertThat(prompt).endsWith("\nA:").contains("\nA: The answer is ");
        });
        List<String> thoughtful = new ArrayList<>();
        ask(prompt -> "", thoughtful, Style.SUMMARY);
        assertThat(thoughtful)
                .allSatisfy(prompt -> assertThat(prompt).contains("=").contains(". The answer is "));
    }

    @Test
    void whatNeedsNoModelStandsBesideIt() {
        List<FewShot.Result> results = ask(prompt -> "", new ArrayList<>(), Style.DIRECT);
        assertThat(results).extracting(FewShot.Result::way).containsExactly("direct", "guess", "constant");
        assertThat(results.get(1).right()).isBetween(0, 15);
        assertThat(results.get(2).answered()).isEqualTo(50);
    }

    @Test
    void aLevelOfFewProblemsAsksNoneTwice() {
        try (Learner learner = Learners.create("java", SHAPE, 1, 1)) {
            FewShot.Result result = new FewShot(ARITHMETIC, 1, 500, 1)
                    .ask(learner, TOKENIZER, List.of(1), List.of(Style.DIRECT))
                    .getFirst();
            long different = IntStream.range(0, 20_000)
                    .mapToObj(i -> ARITHMETIC.problem(Split.HELD_OUT, 1, 1, i).key())
                    .distinct()
                    .count();
            assertThat(result.of()).isLessThan(500).isEqualTo((int) different);
        }
    }

    @Test
    void aLineIsReadAsItIsWritten() {
        assertThat(FewShot.line(new Trace("3+5=8", "8"))).isEqualTo("3+5=8. The answer is 8.");
        assertThat(FewShot.line(new Trace("Mia has 8.\nTom has 3.", "8")))
                .isEqualTo("Mia has 8. Tom has 3. The answer is 8.");
        assertThat(FewShot.answer(FewShot.line(new Trace("3+5=8", "(10-8)*9")))).isEqualTo("(10-8)*9");
        assertThat(FewShot.answer("")).isEmpty();
    }

    @Test
    void aModelThatKnowsNothingIsAskedAndShotsMustFitItsContext() {
        try (Learner learner = Learners.create("java", SHAPE, 1, 1)) {
            FewShot.Result result = new FewShot(ARITHMETIC, 2, 8, 1)
                    .ask(learner, TOKENIZER, List.of(1), List.of(Style.DIRECT))
                    .getFirst();
            assertThat(result.right()).isZero();
            assertThat(result.tokens()).isPositive();
            assertThatThrownBy(() -> new FewShot(ARITHMETIC, 40, 8, 1)
                            .ask(learner, TOKENIZER, List.of(8), List.of(Style.SUMMARY)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("more than the model's context of 512");
        }
    }
}
