package dev.blueline.scaling;

import java.util.Arrays;
import java.util.List;

/**
 * From task loss to accuracy: {@code accuracy = chance + gain / (1 + exp(k (loss - middle)))}, the second step of a task ladder
 * (Bhagia et al. 2024, arXiv 2412.04403, section 3).
 *
 * @param chance accuracy of a model that knows nothing
 * @param gain accuracy above chance that a loss of 0 comes near
 * @param k steepness, per unit of loss
 * @param middle loss at half the gain
 */
public record Sigmoid(double chance, double gain, double k, double middle) {
    private static final int ITERATIONS = 300;

    /** Accuracy at a task loss. */
    public double at(double loss) {
        return chance + gain / (1 + Math.exp(k * (loss - middle)));
    }

    /** Least squares from a grid of starts; chance and chance + gain stay within 0 and 1. */
    static Sigmoid fit(double[] losses, double[] accuracies, double[] counts) {
        double mean = 0;
        double total = 0;
        for (int i = 0; i < losses.length; i++) {
            mean += counts[i] * losses[i];
            total += counts[i];
        }
        mean /= total;
        double spread = 1e-9;
        for (int i = 0; i < losses.length; i++) {
            spread = Math.max(spread, counts[i] > 0 ? Math.abs(losses[i] - mean) : 0);
        }
        Squares squares = new Squares(losses, accuracies, counts);
        Sigmoid best = new Sigmoid(0, 1, 1, mean);
        double lowest = Double.POSITIVE_INFINITY;
        for (double chance : List.of(-4.0, -1.0, 0.0)) {
            for (double top : List.of(0.0, 3.0)) {
                for (double steepness : List.of(1.0, 4.0)) {
                    for (double shift : List.of(-1.0, 0.0, 1.0)) {
                        double[] theta = {chance, top, Math.log(steepness / spread), mean + shift * spread};
                        double value = new Lbfgs(4).minimise(squares, theta, ITERATIONS, 1e-12);
                        if (value < lowest) {
                            lowest = value;
                            best = of(theta);
                        }
                    }
                }
            }
        }
        return best;
    }

    private static Sigmoid of(double[] theta) {
        double chance = logistic(theta[0]);
        return new Sigmoid(chance, (1 - chance) * logistic(theta[1]), Math.exp(theta[2]), theta[3]);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Mean squared error in percentage points, theta = logit chance, logit of gain over the rest, ln k, middle. */
    private record Squares(double[] losses, double[] accuracies, double[] counts) implements Lbfgs.Objective {
        @Override
        public double at(double[] theta, double[] gradient) {
            double c = logistic(theta[0]);
            double t = logistic(theta[1]);
            double k = Math.exp(theta[2]);
            double gain = (1 - c) * t;
            double value = 0;
            double total = 0;
            Arrays.fill(gradient, 0);
            for (int i = 0; i < losses.length; i++) {
                double s = logistic(-k * (losses[i] - theta[3]));
                double residual = 100 * (c + gain * s - accuracies[i]);
                double pull = 100 * counts[i] * residual;
                value += 0.5 * counts[i] * residual * residual;
                total += counts[i];
                double slope = gain * s * (1 - s);
                gradient[0] += pull * (1 - t * s) * c * (1 - c);
                gradient[1] += pull * (1 - c) * s * t * (1 - t);
                gradient[2] -= pull * slope * k * (losses[i] - theta[3]);
                gradient[3] += pull * slope * k;
            }
            for (int j = 0; j < 4; j++) {
                gradient[j] /= total;
            }
            return value / total;
        }
    }
}
