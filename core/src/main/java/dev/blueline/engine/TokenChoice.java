package dev.blueline.engine;

import java.util.Arrays;

/**
 * Draws a token from log probabilities: temperature first, then the smallest set of likeliest tokens that reaches the
 * mass top-p (Holtzman et al. 2020, "nucleus"), then one uniform draw. Ties go to the lower token.
 */
public final class TokenChoice {
    private final LossKernels kernels;
    private final float[] weights;
    private final boolean[] kept;
    private final long[] order;

    /** Choices among a vocabulary; one at a time, it holds scratch memory. */
    public TokenChoice(int vocabulary) {
        this(vocabulary, new ScalarLossKernels());
    }

    TokenChoice(int vocabulary, LossKernels kernels) {
        this.kernels = kernels;
        weights = new float[vocabulary];
        kept = new boolean[vocabulary];
        order = new long[vocabulary];
    }

    /**
     * The token drawn.
     *
     * @param logProbabilities {@code [vocabulary]}, natural logarithms, any constant may be added
     * @param uniform from 0 to below 1
     */
    public int choose(float[] logProbabilities, double temperature, double topP, double uniform) {
        if (temperature <= 0) {
            return likeliest(logProbabilities);
        }
        kernels.weights(logProbabilities, (float) (1 / temperature), weights);
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        if (topP < 1) {
            sum = keepLikeliest(sum, topP * sum);
        }
        double left = uniform * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        // Rounding has left a little: the last token that could be drawn.
        int last = weights.length - 1;
        while (last > 0 && !(weights[last] > 0)) {
            last--;
        }
        return last;
    }

    /** The token of the greatest log probability, the lower of equals. */
    static int likeliest(float[] logProbabilities) {
        int likeliest = 0;
        for (int i = 1; i < logProbabilities.length; i++) {
            if (logProbabilities[i] > logProbabilities[likeliest]) {
                likeliest = i;
            }
        }
        return likeliest;
    }

    /**
     * Leaves only the likeliest tokens whose weights reach the mass. Those that all tokens left out could not make up for are not among
     * them, and need not be sorted: of a vocabulary of a hundred thousand, most.
     */
    private double keepLikeliest(double all, double mass) {
        double least = (all - mass) / (2.0 * weights.length);
        int count = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= least) {
                // the larger weight first, of equals the lower token
                order[count++] = (long) (Integer.MAX_VALUE - Float.floatToRawIntBits(weights[i])) << 32 | i;
            }
        }
        Arrays.sort(order, 0, count);
        Arrays.fill(kept, false);
        double sum = 0;
        for (int i = 0; i < count && sum < mass; i++) {
            int token = (int) order[i];
            kept[token] = true;
            sum += weights[token];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = kept[i] ? weights[i] : 0;
        }
        return sum;
    }
}
