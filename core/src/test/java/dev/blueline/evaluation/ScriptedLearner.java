package dev.blueline.evaluation;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A learner that writes the same tokens after every prompt, once or again and again, then ends of text, and finds every token of a batch
 * certain.
 */
final class ScriptedLearner implements Learner {
    private final ModelShape shape;
    private final boolean again;
    private final int[] script;

    /** Writes the tokens once. */
    ScriptedLearner(int vocabulary, int... script) {
        this(vocabulary, false, script);
    }

    /** @param again whether it begins anew at the script's end and never stops */
    ScriptedLearner(int vocabulary, boolean again, int... script) {
        this.shape = new ModelShape(vocabulary, 256, 1, 16, 1, 1, 16, 32, false, false, 10_000, 1e-5);
        this.again = again;
        this.script = script;
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        return prompts.stream().map(prompt -> written(prompt, sampling)).toList();
    }

    private int[] written(int[] prompt, Sampling sampling) {
        int room = sampling.room(sampling.kept(prompt.length, shape.context()), shape.context());
        int[] written = new int[room]; // the end of text is token 0
        for (int i = 0; i < room && (again || i < script.length) && script.length > 0; i++) {
            written[i] = script[i % script.length];
        }
        int length = 0;
        while (length < room && written[length] != sampling.stop()) {
            length++;
        }
        return Arrays.copyOf(written, length);
    }

    @Override
    public float[] score(Batch batch) {
        return new float[batch.targets()];
    }

    @Override
    public StepResult step(Batch batch, Update update) {
        throw new UnsupportedOperationException();
    }

    @Override
    public float[] next(int[] context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void load(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
