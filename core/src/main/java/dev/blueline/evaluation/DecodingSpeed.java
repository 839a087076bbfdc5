package dev.blueline.evaluation;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Sampling;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How fast a model writes one sequence on this machine, after a prompt of 32 tokens: medians of runs that follow a time of
 * unmeasured ones, so that the code is compiled and the weights are in the caches. The only figures of a model's behaviour
 * that hang on the clock.
 *
 * @param firstTokenSeconds from the call to the first new token
 * @param tokensPerSecond rate of the tokens after the first
 */
public record DecodingSpeed(double firstTokenSeconds, double tokensPerSecond) {
    private static final int PROMPT = 32;
    /** Tokens after the first: few, so that most runs end before another program takes the core. */
    private static final int TOKENS = 16;

    private static final int BLOCK = 5;
    private static final double WARM_SECONDS = 0.25;
    private static final double MOST_SECONDS = 1;
    private static final int LEAST_RUNS = 3;
    private static final int MOST_RUNS = 41;

    static DecodingSpeed of(Learner learner, Tokenizer tokenizer) {
        int context = learner.shape().context();
        int[] prompt = prompt(tokenizer, Math.min(PROMPT, (context + 1) / 2));
        int after = Math.min(TOKENS, context - prompt.length);
        warmUp(learner, prompt, 1 + after);
        List<Double> first = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        long begun = System.nanoTime();
        while (first.size() < LEAST_RUNS || (first.size() < MOST_RUNS && since(begun) < MOST_SECONDS)) {
            first.add(seconds(learner, prompt, 1));
            whole.add(seconds(learner, prompt, 1 + after));
        }
        double decoding = Math.max(median(whole) - median(first), 1e-9);
        return new DecodingSpeed(median(first), after / decoding);
    }

    /** Until a block of runs is no faster than the one before, and for a least time: compilers work beside the program. */
    private static void warmUp(Learner learner, int[] prompt, int tokens) {
        long begun = System.nanoTime();
        double before = Double.POSITIVE_INFINITY;
        boolean faster = true;
        while ((faster && since(begun) < MOST_SECONDS) || since(begun) < WARM_SECONDS) {
            List<Double> block = new ArrayList<>();
            for (int run = 0; run < BLOCK; run++) {
                block.add(seconds(learner, prompt, tokens));
            }
            faster = median(block) < 0.95 * before;
            before = median(block);
        }
    }

    private static int[] prompt(Tokenizer tokenizer, int length) {
        int[] text = tokenizer.encode(Beginning.ALL.getFirst().text());
        int[] prompt = new int[length];
        Arrays.setAll(prompt, i -> i == 0 ? tokenizer.beginning() : text[(i - 1) % text.length]);
        return prompt;
    }

    private static double seconds(Learner learner, int[] prompt, int tokens) {
        long begun = System.nanoTime();
        learner.sample(List.of(prompt), new Sampling(tokens, 0, 1, 0, -1));
        return since(begun);
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) * 1e-9;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
