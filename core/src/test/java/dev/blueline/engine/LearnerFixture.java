package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Small models and what they are fed. */
public abstract class LearnerFixture {
    protected static final int VOCABULARY = 50;
    protected static final int CONTEXT = 40;

    /** Two layers, grouped heads, odd sizes: awkward on purpose. */
    protected static final ModelShape LLAMA = shape(false, false);

    /** With query-key norm. */
    protected static final ModelShape QWEN = shape(true, false);

    /** With biases, as Qwen2 has them, and frequencies divided by a factor. */
    protected static final ModelShape BIASED = new ModelShape(
            VOCABULARY, CONTEXT, 2, 48, 4, 2, 16, 80, false, true, 10_000, 1e-5, true, new RopeScaling.Linear(4));

    /** With the frequencies of Llama 3, some kept, some mixed, some divided. */
    protected static final ModelShape SCALED = new ModelShape(
            VOCABULARY,
            CONTEXT,
            2,
            48,
            4,
            2,
            16,
            80,
            false,
            false,
            500,
            1e-5,
            false,
            new RopeScaling.Llama3(8, 1, 4, 64));

    /** Widths that are no multiples of 16, as a small model of another program may have them. */
    protected static final ModelShape SMALL =
            new ModelShape(VOCABULARY, CONTEXT, 2, 40, 4, 2, 8, 43, false, false, 10_000, 1e-5);

    protected static ModelShape shape(boolean queryKeyNorm, boolean tied) {
        return new ModelShape(VOCABULARY, CONTEXT, 2, 48, 4, 2, 16, 80, queryKeyNorm, tied, 10_000, 1e-5);
    }

    protected static final Update UPDATE = new Update(0.01, 0.1, 0.01, 0.9, 0.95, 1e-8, 0.1, 1);

    @TempDir
    protected Path folder;

    protected abstract Learner create(ModelShape shape, long seed, int threads);

    /** By how much the tolerances of sums are wider than those of float32; bfloat16 has 8 bits of precision. */
    protected double coarseness() {
        return 1;
    }

    /** Random tokens, the same for the same key. */
    protected static Batch batch(int rows, int length, long key) {
        return new Batch(tokens(rows * (length + 1), key), rows, length);
    }

    protected static int[] tokens(int count, long key) {
        int[] tokens = new int[count];
        Arrays.setAll(tokens, i -> (int) (VOCABULARY * KeyedRandom.uniform(key, 9, i)));
        return tokens;
    }

    /** The learner after some steps on random batches, so that no weight is zero any more. */
    Learner trained(ModelShape shape, int threads) {
        Learner learner = create(shape, 7, threads);
        for (int step = 0; step < 5; step++) {
            assertThat(learner.step(batch(7, CONTEXT, step), UPDATE).finite()).isTrue();
        }
        return learner;
    }

    byte[] saved(Learner learner, String name) throws Exception {
        learner.save(folder.resolve(name));
        byte[] model = Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
        byte[] optimizer = Files.readAllBytes(folder.resolve(name).resolve("optimizer.safetensors"));
        byte[] both = Arrays.copyOf(model, model.length + optimizer.length);
        System.arraycopy(optimizer, 0, both, model.length, optimizer.length);
        return both;
    }

    /** Prompts of many lengths, one as long as the context. */
    protected static List<int[]> prompts() {
        List<int[]> prompts = new ArrayList<>();
        for (int length : new int[] {1, 5, 2, 17, CONTEXT, 31, 3, CONTEXT - 1, 32, 33, 8}) {
            prompts.add(tokens(length, 100 + length));
        }
        return prompts;
    }

    protected static int[] joined(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
