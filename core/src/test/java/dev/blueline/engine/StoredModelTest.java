package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredModelTest {
    /** Grouped heads, tied, scaled positions. */
    private static final ModelShape LLAMA = new ModelShape(
            310, 64, 3, 64, 4, 2, 16, 96, false, true, 10_000, 1e-5, false, new RopeScaling.Llama3(8, 1, 4, 32));

    /** Biases, a head of its own. */
    private static final ModelShape QWEN2 =
            new ModelShape(301, 64, 2, 64, 2, 1, 32, 128, false, false, 10_000, 1e-6, true, RopeScaling.NONE);

    /** Query-key norm, heads wider than the stream. */
    private static final ModelShape QWEN3 = new ModelShape(290, 64, 2, 64, 4, 4, 32, 64, true, false, 1e6, 1e-6);

    /** Widths that vector kernels cannot take. */
    private static final ModelShape ODD = new ModelShape(99, 64, 2, 40, 5, 5, 8, 44, false, false, 10_000, 1e-5);

    private static final int[] PROMPT = {5, 17, 3, 3, 80, 41, 2, 9, 60, 11, 7, 98, 23};
    private static final Sampling GREEDY = new Sampling(30, 0, 1, 1, -1);

    @TempDir
    Path folder;

    private Path written(ModelShape shape, NumberFormat format) {
        Path run = folder.resolve(format + "-" + shape.hashCode());
        SyntheticModel.write(run, shape, format, 7);
        return run;
    }

    /** Another learner, other sums: on float32 weights widened from what is stored. */
    @Test
    void itSaysWhatALearnerSaysOfTheSameNumbers() {
        for (ModelShape shape : List.of(LLAMA, QWEN2, QWEN3)) {
            for (NumberFormat format : List.of(NumberFormat.F32, NumberFormat.BF16, NumberFormat.Q8_0)) {
                agrees(written(shape, format), shape);
            }
        }
        agrees(written(ODD, NumberFormat.F32), ODD);
        agrees(written(ODD, NumberFormat.BF16), ODD);
    }

    private static void agrees(Path run, ModelShape shape) {
        try (StoredModel model = StoredModel.open(run, 2);
                Learner learner = new JavaLearner(shape, 1, 1)) {
            learner.load(run);
            float[] expected = learner.next(PROMPT);
            float[] actual = model.next(PROMPT);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
            }
            assertThat(model.sample(List.of(PROMPT, new int[] {1}), GREEDY))
                    .usingRecursiveComparison()
                    .isEqualTo(learner.sample(List.of(PROMPT, new int[] {1}), GREEDY));
            Sampling drawn = new Sampling(30, 1, 0.9, 3, 4);
            assertThat(model.sample(List.of(PROMPT, PROMPT), drawn))
                    .usingRecursiveComparison()
                    .isEqualTo(learner.sample(List.of(PROMPT, PROMPT), drawn));
        }
    }

    @Test
    void theFormatOfTheSameNumbersChangesNoBit() {
        for (NumberFormat format : List.of(NumberFormat.BF16, NumberFormat.Q8_0)) {
            Path narrow = written(LLAMA, format);
            Path wide = folder.resolve("wide-" + format);
            Map<String, Safetensors.Tensor> numbers =
                    Safetensors.read(narrow.resolve(Checkpoint.MODEL)).tensors();
            Checkpoint.saveModel(
                    wide,
                    LLAMA,
                    name -> Optional.ofNullable(numbers.get(name)).orElseThrow().values());
            try (StoredModel ofNarrow = StoredModel.open(narrow, 1);
                    StoredModel ofWide = StoredModel.open(wide, 2)) {
                assertThat(ofNarrow.next(PROMPT)).containsExactly(ofWide.next(PROMPT));
                assertThat(ofNarrow.bytesOfAToken()).isLessThan(ofWide.bytesOfAToken());
            }
        }
    }

    @Test
    void aSequenceDoesNotDependOnTheOthers() {
        Sampling sampling = new Sampling(20, 1, 1, 5, 2);
        List<int[]> prompts = List.of(
                PROMPT,
                new int[] {1},
                new int[] {2, 3},
                PROMPT,
                new int[] {9},
                new int[] {8},
                PROMPT,
                PROMPT,
                PROMPT,
                new int[] {4, 4, 4});
        try (StoredModel model = StoredModel.open(written(LLAMA, NumberFormat.Q8_0), 2);
                StoredModel alone = StoredModel.open(written(LLAMA, NumberFormat.Q8_0), 1)) {
            List<int[]> together = model.sample(prompts, sampling);
            assertThat(alone.sample(prompts.subList(0, 1), sampling).getFirst()).containsExactly(together.getFirst());
            assertThat(together).hasSameSizeAs(prompts);
            // greedily, the number of a prompt does not matter either
            List<int[]> greedy = model.sample(prompts, GREEDY);
            assertThat(greedy.get(6)).containsExactly(greedy.getFirst());
            assertThat(greedy.get(8)).containsExactly(greedy.getFirst());
        }
    }

    @Test
    void aLongPromptKeepsItsLastPartAndTheAnswerEndsWithTheContext() {
        int[] tooLong = new int[200];
        for (int i = 0; i < tooLong.length; i++) {
            tooLong[i] = i % 97;
        }
        Path run = written(ODD, NumberFormat.F32);
        try (StoredModel model = StoredModel.open(run, 1);
                Learner learner = new JavaLearner(ODD, 1, 1)) {
            learner.load(run);
            Sampling many = new Sampling(50, 0, 1, 1, -1);
            assertThat(model.sample(List.of(tooLong), many).getFirst())
                    .containsExactly(learner.sample(List.of(tooLong), many).getFirst());
        }
    }

    @Test
    void itIsForModelsThatAreNotFloat32() {
        assertThat(StoredModel.suits(written(LLAMA, NumberFormat.F32))).isFalse();
        assertThat(StoredModel.suits(written(LLAMA, NumberFormat.BF16))).isTrue();
        assertThat(StoredModel.suits(written(LLAMA, NumberFormat.Q8_0))).isTrue();
    }

    @Test
    void aModelOfAnotherShapeIsRefused() {
        Path run = written(LLAMA, NumberFormat.BF16);
        ModelConfig.write(run, QWEN3);
        assertThatThrownBy(() -> StoredModel.open(run, 1)).isInstanceOf(BadInput.class);
    }
}
