package dev.blueline.benchmark;

import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sampling 256 sequences from one token to the full context, on one thread, from a model of a million weights. */
final class DecodingBenchmark {
    private static final int SEQUENCES = 256;
    private static final int ROUNDS = 3;

    private DecodingBenchmark() {}

    static List<Figure> measure() {
        List<Figure> figures = new ArrayList<>();
        for (int keyValueHeads : new int[] {4, 1}) {
            ModelShape shape = Shapes.ladder(128, 4, 1024, keyValueHeads);
            String name = "128x4, 256 sequences, key-value heads " + keyValueHeads + " of 4";
            double[] rates = new double[ROUNDS];
            try (Learner learner = new JavaLearner(shape, 1, 1)) {
                sample(learner, -1);
                for (int round = 0; round < ROUNDS; round++) {
                    rates[round] = sample(learner, round);
                }
            }
            Arrays.sort(rates);
            figures.add(new Figure("decoding", name, Rounds.median(rates), rates[0], rates[ROUNDS - 1], "tokens/s"));
            double bytes = shape.decodingStateBytes(shape.context()) / 2.0;
            figures.add(Figure.of("decoding", name + ", state read", bytes / 1024, "KiB a token"));
        }
        return figures;
    }

    /** Tokens a second. */
    private static double sample(Learner learner, long seed) {
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < SEQUENCES; i++) {
            prompts.add(new int[] {i});
        }
        long start = System.nanoTime();
        long tokens = learner.sample(prompts, new Sampling(Shapes.CONTEXT, 1, 1, seed, -1)).stream()
                .mapToLong(answer -> answer.length)
                .sum();
        return tokens / ((System.nanoTime() - start) * 1e-9);
    }
}
