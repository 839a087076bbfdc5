package dev.blueline.training;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import dev.blueline.ledger.SealedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A learner whose whole state is one number that depends on every batch and every rate it was given, in order. */
final class CountingLearner implements Learner {
    static final ModelShape SHAPE = new ModelShape(16, 8, 1, 16, 1, 1, 16, 32, false, false, 10_000, 1e-5);

    /** Step at which a rate above this diverges, for tests of recovery. */
    double largestGoodRate = Double.POSITIVE_INFINITY;

    long diverges = -1;
    /** Steps this object may still do before it fails as a killed process would. */
    int stepsLeft = Integer.MAX_VALUE;

    private double state = 1;
    private long steps;

    @Override
    public ModelShape shape() {
        return SHAPE;
    }

    @Override
    public StepResult step(Batch batch, Update update) {
        if (stepsLeft-- == 0) {
            throw new KilledException();
        }
        if (steps == diverges && update.embeddingRate() > largestGoodRate) {
            return new StepResult(Double.NaN, Double.NaN);
        }
        state = state * 0.99 + update.matrixRate() * batch.tokens()[0] + update.embeddingRate() * 1e-3;
        steps++;
        return new StepResult(2 + 1.0 / steps, 1);
    }

    double state() {
        return state;
    }

    @Override
    public float[] score(Batch batch) {
        float[] losses = new float[batch.targets()];
        java.util.Arrays.fill(losses, (float) Math.log(2));
        return losses;
    }

    @Override
    public float[] next(int[] context) {
        return new float[SHAPE.vocabulary()];
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        return prompts.stream().map(prompt -> new int[0]).toList();
    }

    @Override
    public void save(Path folder) {
        SealedFiles.write(folder.resolve("state"), state + " " + steps);
    }

    @Override
    public void load(Path folder) {
        try {
            String[] parts = Files.readString(folder.resolve("state")).split(" ", -1);
            state = Double.parseDouble(parts[0]);
            steps = Long.parseLong(parts[1]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {}

    static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
