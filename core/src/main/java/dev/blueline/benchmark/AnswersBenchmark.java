package dev.blueline.benchmark;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Answers;
import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Kernels;
import dev.blueline.engine.KeyedRandom;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Sequences;
import dev.blueline.engine.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reinforcement learning's two halves on a model of 0.2 million weights: eight answers to each of 64 prompts, and a step on
 * them. The model has learnt a little of how often texts stop, whatever came before, so answers are of all lengths.
 */
final class AnswersBenchmark {
    private static final ModelShape SHAPE = new ModelShape(288, 128, 4, 64, 2, 2, 32, 192, true, false, 10_000, 1e-5);
    private static final int STOP = 0;
    private static final double CHANCE = 1 / 26.0;
    private static final int PROMPTS = 64;
    private static final int PROMPT = 16;
    private static final int EACH = 8;
    private static final int LONGEST = 96;
    private static final int ROUNDS = 7;
    private static final String NAME = "64x4, 64 prompts x 8";

    private AnswersBenchmark() {}

    static List<Figure> measure(int threads, double seconds) {
        List<Figure> figures = new ArrayList<>();
        try (Learner learner = learner(threads, Kernels::fastest)) {
            figures.addAll(answers(learner, threads, seconds));
            figures.addAll(steps(learner, threads, seconds));
        }
        return figures;
    }

    private static Learner learner(int threads, Supplier<Kernels> kernels) {
        Learner learner = new JavaLearner(SHAPE, 1, threads, kernels);
        Update quick = new Update(0.02, 0.02, 0.02, 0.9, 0.95, 1e-8, 0, 1);
        int[] tokens = new int[8 * (SHAPE.context() + 1)];
        for (int step = 0; step < 60; step++) {
            for (int i = 0; i < tokens.length; i++) {
                double draw = KeyedRandom.uniform(1, step, i);
                tokens[i] =
                        draw < CHANCE ? STOP : 1 + (int) ((SHAPE.vocabulary() - 1) * KeyedRandom.uniform(2, step, i));
            }
            learner.step(new Batch(tokens, 8, SHAPE.context()), quick);
        }
        return learner;
    }

    private static List<int[]> prompts() {
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < PROMPTS; i++) {
            int[] prompt = new int[PROMPT];
            for (int at = 0; at < PROMPT; at++) {
                prompt[at] = 1 + (int) ((SHAPE.vocabulary() - 1) * KeyedRandom.uniform(3, i, at));
            }
            prompts.add(prompt);
        }
        return prompts;
    }

    private static Answers answers(Learner learner, long seed) {
        return learner.answers(prompts(), EACH, new Sampling(LONGEST, 1, 1, seed, STOP));
    }

    private static long tokens(Answers answers) {
        return answers.each().stream()
                .flatMap(List::stream)
                .mapToLong(answer -> answer.tokens().length)
                .sum();
    }

    private static List<Figure> answers(Learner learner, int threads, double seconds) {
        Rounds.warm(() -> answers(learner, -1), seconds);
        double[] rates = new double[ROUNDS];
        double[] busy = new double[ROUNDS];
        long all = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long tokens = 0;
            long start = System.nanoTime();
            double spent;
            do {
                Answers answers = answers(learner, round);
                tokens += tokens(answers);
                busy[round] = answers.busy();
                spent = (System.nanoTime() - start) * 1e-9;
            } while (spent < seconds / ROUNDS);
            rates[round] = tokens / spent;
            all += tokens(answers(learner, round));
        }
        Arrays.sort(rates);
        Arrays.sort(busy);
        String name = NAME + ", threads " + threads;
        return List.of(
                figure("answers", name, rates, "tokens/s"),
                figure("answers", name + ", places in use", busy, "of all"),
                Figure.of("answers", name + ", mean length", all / (double) (ROUNDS * PROMPTS * EACH), "tokens"));
    }

    private static Figure figure(String section, String name, double[] ascending, String unit) {
        return new Figure(section, name, Rounds.median(ascending), ascending[0], ascending[ROUNDS - 1], unit);
    }

    /** Tokens are those that the model reads, prompts included. */
    private static List<Figure> steps(Learner learner, int threads, double seconds) {
        Sequences batch = sequences(answers(learner, 1));
        float share = 1f / batch.targets();
        Runnable step = () -> learner.step(batch, (sequence, target, told) -> share, Shapes.UPDATE);
        Rounds.warm(step, seconds);
        Rounds rounds = Rounds.of(step, flops(batch), seconds);
        String name = NAME + ", threads " + threads;
        List<Figure> figures = new ArrayList<>();
        figures.add(rounds.rate("sequence step", name, read(batch), "tokens/s"));
        figures.add(rounds.rate("sequence step", name, flops(batch) * 1e-9, "GFLOP/s"));
        figures.add(rounds.share("sequence step", name + ", of one core"));
        return figures;
    }

    private static Sequences sequences(Answers answers) {
        List<int[]> prompts = prompts();
        List<int[]> tokens = new ArrayList<>();
        for (int i = 0; i < PROMPTS; i++) {
            for (Answer answer : answers.each().get(i)) {
                int[] whole = Arrays.copyOf(prompts.get(i), PROMPT + answer.tokens().length);
                System.arraycopy(answer.tokens(), 0, whole, PROMPT, answer.tokens().length);
                tokens.add(whole);
            }
        }
        int[] given = new int[tokens.size()];
        Arrays.fill(given, PROMPT);
        return new Sequences(tokens, given);
    }

    private static long read(Sequences batch) {
        return batch.tokens().stream().mapToLong(tokens -> tokens.length - 1).sum();
    }

    /** Three times the forward pass; the head at targets only. */
    private static double flops(Sequences batch) {
        double forward = 0;
        for (int[] tokens : batch.tokens()) {
            forward += SHAPE.forwardFlopsPerSequence(tokens.length - 1);
        }
        double unseen = 2.0 * SHAPE.vocabulary() * SHAPE.width() * (read(batch) - batch.targets());
        return 3 * (forward - unseen);
    }

    /** Where the time of answers goes on one thread, in nanoseconds a token. */
    static List<Figure> profile(double seconds) {
        KernelClock clock = new KernelClock();
        List<Figure> figures = new ArrayList<>();
        try (Learner learner = learner(1, () -> clock.timed(Kernels.fastest()))) {
            Rounds.warm(() -> answers(learner, -1), seconds);
            clock.reset();
            long tokens = 0;
            long start = System.nanoTime();
            do {
                tokens += tokens(answers(learner, 1));
            } while (System.nanoTime() - start < seconds * 1e9);
            double rest = (System.nanoTime() - start) * 1e-9;
            for (var part : clock.shares().entrySet()) {
                double spent = part.getValue().seconds();
                rest -= spent;
                if (spent > 0) {
                    figures.add(inside(part.getKey().title, spent / tokens));
                }
            }
            figures.add(inside("draws, keys and values, and the rest", rest / tokens));
        }
        return figures;
    }

    private static Figure inside(String name, double seconds) {
        return Figure.of("inside answers", name, 1e9 * seconds, "ns a token");
    }
}
