package dev.blueline.evaluation;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A learner that writes the same token again and again, or ends every text at once. */
final class ParrotLearner implements Learner {
    private final ModelShape shape;
    private final Optional<Integer> token;

    /** @param token what it writes; empty for an end of text */
    ParrotLearner(int vocabulary, Optional<Integer> token) {
        this.shape = new ModelShape(vocabulary, 256, 1, 16, 1, 1, 16, 32, false, false, 10_000, 1e-5);
        this.token = token;
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        return prompts.stream()
                .map(prompt -> {
                    boolean ends = token.isEmpty() && sampling.stop() >= 0;
                    int room = sampling.room(sampling.kept(prompt.length, shape.context()), shape.context());
                    int[] written = new int[ends ? 0 : room];
                    Arrays.fill(written, token.orElse(0));
                    return written;
                })
                .toList();
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
