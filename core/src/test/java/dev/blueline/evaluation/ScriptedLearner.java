package dev.blueline.evaluation;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A learner that writes the same tokens after every prompt, then ends of text, and finds every token of a batch certain. */
final class ScriptedLearner implements Learner {
    private final ModelShape shape;
    private final int[] script;

    ScriptedLearner(int vocabulary, int... script) {
        this.shape = new ModelShape(vocabulary, 256, 1, 16, 1, 1, 16, 32, false, false, 10_000, 1e-5);
        this.script = script;
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        int[] written = Arrays.copyOf(script, sampling.tokens()); // the end of text is token 0
        int length = 0;
        while (length < written.length && written[length] != sampling.stop()) {
            length++;
        }
        int[] kept = Arrays.copyOf(written, length);
        return prompts.stream().map(prompt -> kept).toList();
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
