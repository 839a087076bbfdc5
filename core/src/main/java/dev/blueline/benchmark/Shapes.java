package dev.blueline.benchmark;

import dev.blueline.engine.Batch;
import dev.blueline.engine.KeyedRandom;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Update;
import java.util.Arrays;

/** The models that are measured, and what they are fed. */
final class Shapes {
    static final int CONTEXT = 256;

    /** Sequences of a step: 2,048 tokens, as in the ladder. */
    static final int ROWS = 8;

    static final Update UPDATE = new Update(1e-3, 1e-3, 1e-3, 0.9, 0.95, 1e-8, 0, 1);

    private Shapes() {}

    /** A model of the ladder's family: heads of 32, SwiGLU of 8/3 the width, query-key norm, a head of its own. */
    static ModelShape ladder(int width, int layers, int vocabulary) {
        return ladder(width, layers, vocabulary, width / 32);
    }

    static ModelShape ladder(int width, int layers, int vocabulary, int keyValueHeads) {
        int hidden = (int) Math.ceil(width * 8 / 3.0 / 32) * 32;
        return new ModelShape(
                vocabulary, CONTEXT, layers, width, width / 32, keyValueHeads, 32, hidden, true, false, 10_000, 1e-5);
    }

    /** Random tokens: speed does not depend on which. */
    static Batch batch(ModelShape shape) {
        int[] tokens = new int[ROWS * (CONTEXT + 1)];
        Arrays.setAll(tokens, i -> (int) (shape.vocabulary() * KeyedRandom.uniform(1, 2, i)));
        return new Batch(tokens, ROWS, CONTEXT);
    }

    static String name(ModelShape shape) {
        return shape.width() + "x" + shape.layers();
    }
}
