package dev.blueline.engine;

/**
 * Draws a token from log probabilities: temperature first, then the smallest set of likeliest tokens that reaches the
 * mass top-p (Holtzman et al. 2020, "nucleus"), then one uniform draw. Ties go to the lower token.
 */
public final class TokenChoice {
    private final double[] weights;
    private final boolean[] kept;

    /** Choices among a vocabulary; one at a time, it holds scratch memory. */
    public TokenChoice(int vocabulary) {
        weights = new double[vocabulary];
        kept = new boolean[vocabulary];
    }

    /**
     * The token drawn.
     *
     * @param logProbabilities {@code [vocabulary]}, natural logarithms, any constant may be added
     * @param uniform from 0 to below 1
     */
    public int choose(float[] logProbabilities, double temperature, double topP, double uniform) {
        int likeliest = likeliest(logProbabilities);
        if (temperature <= 0) {
            return likeliest;
        }
        double sum = 0;
        float top = logProbabilities[likeliest];
        float sharpness = (float) (1 / temperature);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Exponential.ofMinus((top - logProbabilities[i]) * sharpness);
            kept[i] = topP >= 1;
            sum += weights[i];
        }
        if (topP < 1) {
            sum = keepLikeliest(topP * sum);
        }
        double left = uniform * sum;
        int last = likeliest;
        for (int i = 0; i < weights.length; i++) {
            if (kept[i] && weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
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

    /** Marks the likeliest tokens until their weights reach the mass; cost is vocabulary x tokens kept. */
    private double keepLikeliest(double mass) {
        double sum = 0;
        do {
            int best = -1;
            for (int i = 0; i < weights.length; i++) {
                if (!kept[i] && (best < 0 || weights[i] > weights[best])) {
                    best = i;
                }
            }
            if (best < 0) {
                return sum;
            }
            kept[best] = true;
            sum += weights[best];
        } while (sum < mass);
        return sum;
    }
}
