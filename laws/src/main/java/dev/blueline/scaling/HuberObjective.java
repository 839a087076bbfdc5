package dev.blueline.scaling;

import java.util.Arrays;

/**
 * Mean Huber loss of log residuals, in units of delta squared: {@code mean h(w r / delta)} with {@code h(z) = z^2/2} up to
 * 1, {@code |z| - 1/2} beyond; plus a quadratic wall on log exponents outside {@link Form#LOWEST} .. {@link Form#HIGHEST},
 * which only keeps hopeless starts from running away. A call allocates nothing.
 */
final class HuberObjective implements Lbfgs.Objective {
    private final Form form;
    private final Sample sample;
    private final double delta;
    private final double[] single;

    HuberObjective(Form form, Sample sample, double delta) {
        this.form = form;
        this.sample = sample;
        this.delta = delta;
        this.single = new double[form.dimension()];
    }

    @Override
    public double at(double[] theta, double[] gradient) {
        int dimension = single.length;
        Arrays.fill(gradient, 0);
        double sum = 0;
        int size = sample.y.length;
        for (int i = 0; i < size; i++) {
            double predicted = form.logLoss(theta, sample.n[i], sample.d[i], sample.c[i], single);
            double scale = sample.weight[i] / delta;
            double z = scale * (predicted - sample.y[i]);
            double pull;
            if (Math.abs(z) <= 1) {
                sum += 0.5 * z * z;
                pull = z;
            } else {
                sum += Math.abs(z) - 0.5;
                pull = Math.signum(z);
            }
            pull *= scale;
            for (int k = 0; k < dimension; k++) {
                gradient[k] += pull * single[k];
            }
        }
        double value = sum / size;
        for (int k = 0; k < dimension; k++) {
            gradient[k] /= size;
        }
        for (int k = form.firstExponent(); k < dimension; k++) {
            double outside = Math.max(0, theta[k] - Form.HIGHEST) + Math.min(0, theta[k] - Form.LOWEST);
            value += 10 * outside * outside;
            gradient[k] += 20 * outside;
        }
        return value;
    }
}
