package dev.blueline.scaling;

import java.util.List;

/**
 * A law with one coordinate held, the others refitted: whether the runs say anything of that coordinate. A refit of a bootstrap
 * draw starts at the optimum and stays near it along a direction in which the misfit is flat, so the spread of refits does not show
 * a parameter that the runs leave open; this does.
 */
final class Profile {
    /** Log of the factor by which the parameter is moved, 10. */
    private static final double MOVED = Math.log(10);

    /** 95% quantile of chi squared with one degree of freedom: a smaller loss of log likelihood, doubled, is no evidence. */
    private static final double EVIDENCE = 3.84;

    private Profile() {}

    /**
     * Whether the law fits about as well with a parameter ten times as large, or a tenth.
     *
     * @param coordinate index of the parameter's logarithm in theta, behind all exponents
     */
    static boolean open(Law law, List<Observation> observations, Forecaster.Settings settings, int coordinate) {
        SeedNoise noise = settings.noise().orElseGet(() -> SeedNoise.estimate(observations));
        Sample sample = Sample.of(observations, Forecaster.weights(observations, settings.weighing(), noise));
        Fitter fitter = new Fitter(settings.objective(), 1);
        double[] theta = law.family().theta(law, sample);
        double best = fitter.search(law.family(), sample, theta).value();
        return worse(best, moved(fitter, law.family(), sample, theta, coordinate, MOVED), sample) < EVIDENCE
                || worse(best, moved(fitter, law.family(), sample, theta, coordinate, -MOVED), sample) < EVIDENCE;
    }

    /** Log likelihood lost, doubled, as of squares; for absolute residuals it would be twice as much. */
    private static double worse(double best, double value, Sample sample) {
        return sample.size() * Math.log(value / best);
    }

    private static double moved(
            Fitter fitter, Family family, Sample sample, double[] theta, int coordinate, double by) {
        Held held = new Held(family, coordinate, theta[coordinate] + by);
        return fitter.search(held, sample, held.without(theta)).value();
    }

    /** The family with a coordinate held. */
    private record Held(Family family, int coordinate, double value) implements Form {
        double[] without(double[] theta) {
            double[] rest = new double[theta.length - 1];
            System.arraycopy(theta, 0, rest, 0, coordinate);
            System.arraycopy(theta, coordinate + 1, rest, coordinate, rest.length - coordinate);
            return rest;
        }

        private double[] with(double[] rest) {
            double[] theta = new double[rest.length + 1];
            System.arraycopy(rest, 0, theta, 0, coordinate);
            theta[coordinate] = value;
            System.arraycopy(rest, coordinate, theta, coordinate + 1, rest.length - coordinate);
            return theta;
        }

        @Override
        public int dimension() {
            return family.dimension() - 1;
        }

        @Override
        public int firstExponent() {
            return family.firstExponent();
        }

        @Override
        public int exponents() {
            return family.exponents();
        }

        @Override
        public double logLoss(double[] rest, Sample sample, int i, double[] gradient) {
            double[] whole = new double[family.dimension()];
            double loss = family.logLoss(with(rest), sample, i, whole);
            System.arraycopy(without(whole), 0, gradient, 0, gradient.length);
            return loss;
        }

        @Override
        public double logLoss(double[] rest, double n, double d, double c, double[] gradient) {
            double[] whole = new double[family.dimension()];
            double loss = family.logLoss(with(rest), n, d, c, whole);
            System.arraycopy(without(whole), 0, gradient, 0, gradient.length);
            return loss;
        }

        @Override
        public double[][] starts(Sample sample) {
            throw new IllegalStateException("a held coordinate is searched from the optimum");
        }
    }
}
