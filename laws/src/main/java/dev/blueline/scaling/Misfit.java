package dev.blueline.scaling;

import java.util.Arrays;

/**
 * Mean loss of residuals, to be minimised. With {@code z = w r / s}, Huber's loss is {@code z^2/2} up to 1 and {@code |z| -
 * 1/2} beyond, in units of {@code s = delta}; squares are {@code z^2/2} in units of a percent of the loss. In linear space r is
 * predicted less measured loss over the sample's mean loss, and delta is divided by it, so that results do not depend on the
 * unit of loss. Added is a quadratic wall on log exponents outside {@link Form#LOWEST} .. {@link Form#HIGHEST}, which only keeps
 * hopeless starts from running away. A call allocates nothing.
 */
final class Misfit implements Lbfgs.Objective {
    /** Unit of squared residuals: keeps values near 1, where the search's tolerances bite. */
    static final double PERCENT = 0.01;

    private final Form form;
    private final Sample sample;
    private final boolean squares;
    private final boolean linear;
    private final double scale;
    private final double[] single;

    Misfit(Form form, Sample sample, Objective objective) {
        this.form = form;
        this.sample = sample;
        this.squares = objective.kind() == Objective.Kind.SQUARES;
        this.linear = objective.space() == Objective.Space.LINEAR;
        double delta = linear ? objective.delta() / Math.exp(sample.meanY()) : objective.delta();
        this.scale = 1 / (squares ? PERCENT : delta);
        this.single = new double[form.dimension()];
    }

    Sample sample() {
        return sample;
    }

    @Override
    public double at(double[] theta, double[] gradient) {
        int dimension = single.length;
        Arrays.fill(gradient, 0);
        double sum = 0;
        int size = sample.y.length;
        for (int i = 0; i < size; i++) {
            double count = sample.count[i];
            if (count == 0) {
                continue; // left out of a bootstrap draw
            }
            double weight = sample.weight[i] * scale;
            double predicted = form.logLoss(theta, sample, i, single);
            double slope = 1;
            double residual = predicted - sample.y[i];
            if (linear) {
                slope = Math.exp(predicted);
                residual = slope - Math.exp(sample.y[i]);
            }
            double z = weight * residual;
            double pull;
            if (squares || Math.abs(z) <= 1) {
                sum += count * 0.5 * z * z;
                pull = z;
            } else {
                sum += count * (Math.abs(z) - 0.5);
                pull = Math.signum(z);
            }
            pull *= count * weight * slope;
            for (int k = 0; k < dimension; k++) {
                gradient[k] += pull * single[k];
            }
        }
        double value = sum / size;
        for (int k = 0; k < dimension; k++) {
            gradient[k] /= size;
        }
        for (int k = form.firstExponent(); k < form.firstExponent() + form.exponents(); k++) {
            double outside = Math.max(0, theta[k] - Form.HIGHEST) + Math.min(0, theta[k] - Form.LOWEST);
            value += 10 * outside * outside;
            gradient[k] += 20 * outside;
        }
        return value;
    }
}
