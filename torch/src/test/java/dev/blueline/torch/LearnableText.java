package dev.blueline.torch;

import dev.blueline.engine.Batch;
import dev.blueline.engine.KeyedRandom;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Update;
import java.util.Arrays;

/** Batches with something to learn, shapes of both families, and rates that train them calmly. */
final class LearnableText {
    static final Update UPDATE = new Update(0.005, 0.02, 0.005, 0.9, 0.95, 1e-8, 0.1, 1);
    private static final int VOCABULARY = 128;
    private static final int CONTEXT = 64;

    private LearnableText() {}

    static ModelShape shape(boolean queryKeyNorm, boolean tied) {
        return new ModelShape(VOCABULARY, CONTEXT, 3, 64, 4, 2, 16, 160, queryKeyNorm, tied, 10_000, 1e-5);
    }

    /** Eight rows in which a token mostly decides the next; the same for the same key. */
    static Batch batch(long key) {
        int[] tokens = new int[8 * (CONTEXT + 1)];
        Arrays.setAll(tokens, i -> (int) (VOCABULARY * KeyedRandom.uniform(key, 1, i)));
        for (int i = 1; i < tokens.length; i++) {
            tokens[i] = KeyedRandom.uniform(key, 2, i) < 0.7 ? (tokens[i - 1] * 5 + 3) % VOCABULARY : tokens[i];
        }
        return new Batch(tokens, 8, CONTEXT);
    }
}
