package dev.blueline.corpus;

/**
 * Logistic regression over hashed features that a text has or has not, its feature vector of length 1; learned one example
 * at a time by AdaGrad (Duchi et al. 2011).
 */
final class LinearModel {
    private static final double RATE = 0.1;

    private final float[] weights = new float[WordFeatures.SPACE];
    private final float[] squares = new float[WordFeatures.SPACE];
    private double bias;
    private double biasSquares;

    /** Log odds that an example with these features belongs to the wanted side. */
    double logit(int[] features) {
        double sum = 0;
        for (int feature : features) {
            sum += weights[feature];
        }
        return bias + sum * length(features);
    }

    /**
     * Moves towards the label of one example.
     *
     * @param weight how much the example counts
     */
    void learn(int[] features, boolean wanted, double weight) {
        double gradient = weight * (probability(logit(features)) - (wanted ? 1 : 0));
        double each = gradient * length(features);
        for (int feature : features) {
            squares[feature] += (float) (each * each);
            if (squares[feature] > 0) {
                weights[feature] -= (float) (RATE * each / Math.sqrt(squares[feature]));
            }
        }
        biasSquares += gradient * gradient;
        bias -= biasSquares > 0 ? RATE * gradient / Math.sqrt(biasSquares) : 0;
    }

    private static double length(int[] features) {
        return features.length == 0 ? 0 : 1 / Math.sqrt(features.length);
    }

    static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
