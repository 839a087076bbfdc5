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

    /** Choices among a vocabulary; one at a time, it holds scratch memory. */
    public TokenChoice(int vocabulary) {
        this(vocabulary, new ScalarLossKernels());
    }

    TokenChoice(int vocabulary, LossKernels kernels) {
        this.kernels = kernels;
        weights = new float[vocabulary];
        kept = new boolean[vocabulary];
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
            sum = keepLikeliest(topP * sum);
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

    /** Leaves only the likeliest tokens whose weights reach the mass; cost is vocabulary x tokens kept. */
    private double keepLikeliest(double mass) {
        Arrays.fill(kept, false);
        double sum = 0;
        do {
            int best = -1;
            for (int i = 0; i < weights.length; i++) {
                if (!kept[i] && (best < 0 || weights[i] > weights[best])) {
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            kept[best] = true;
            sum += weights[best];
        } while (sum < mass);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = kept[i] ? weights[i] : 0;
        }
        return sum;
    }
}
