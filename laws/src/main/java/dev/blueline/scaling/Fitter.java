package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Robust multi-start fits: mean Huber loss of log residuals (Hoffmann et al. 2022, appendix D.3), minimised by L-BFGS with
 * analytic gradients from the best points of the family's grid of starts. Results do not depend on units.
 */
public final class Fitter {
    /** Hoffmann's delta: beyond a tenth of a percent a residual counts by its absolute value. */
    public static final double HOFFMANN_DELTA = 1e-3;

    private static final int ITERATIONS = 400;
    private static final double TOLERANCE = 1e-10;

    private final double delta;
    private final int searches;

    /** Fits with Hoffmann's delta from the 24 best starts. */
    public Fitter() {
        this(HOFFMANN_DELTA, 24);
    }

    /**
     * @param delta residual, as a share of the loss, beyond which it counts linearly
     * @param searches how many of the grid's starts, best first, are followed to their minimum
     */
    public Fitter(double delta, int searches) {
        if (!(delta > 0) || searches < 1) {
            throw new BadInput("delta " + delta + " and searches " + searches + " must be positive");
        }
        this.delta = delta;
        this.searches = searches;
    }

    /** Fits a family, every observation counting alike; empty if sizes, tokens or rungs are too few to determine it. */
    public Optional<Fit> fit(Family family, List<Observation> observations) {
        double[] ones = new double[observations.size()];
        Arrays.fill(ones, 1);
        return fit(family, observations, ones);
    }

    /** As {@link #fit(Family, List)}, with a weight for each residual, such as one over its standard deviation. */
    public Optional<Fit> fit(Family family, List<Observation> observations, double[] weights) {
        if (observations.isEmpty()) {
            return Optional.empty();
        }
        Sample sample = Sample.of(observations, weights);
        if (!family.canBeFitted(sample)) {
            return Optional.empty();
        }
        return Optional.of(describe(family, sample, search(family, sample)));
    }

    /** The best of several searches. */
    Found search(Form form, Sample sample) {
        HuberObjective objective = new HuberObjective(form, sample, delta);
        double[] gradient = new double[form.dimension()];
        double[][] starts = form.starts(sample.lowest());
        double[] values = new double[starts.length];
        Integer[] order = new Integer[starts.length];
        for (int i = 0; i < starts.length; i++) {
            values[i] = objective.at(starts[i], gradient);
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[][] best = new double[Math.min(searches, starts.length)][];
        for (int i = 0; i < best.length; i++) {
            best[i] = starts[order[i]];
        }
        return search(form, objective, best);
    }

    /** The best of searches from given starts, which are left as they are. */
    Found search(Form form, Sample sample, double[]... starts) {
        return search(form, new HuberObjective(form, sample, delta), starts);
    }

    private static Found search(Form form, HuberObjective objective, double[]... starts) {
        Lbfgs lbfgs = new Lbfgs(form.dimension());
        double[] best = starts[0];
        double lowest = Double.POSITIVE_INFINITY;
        for (double[] start : starts) {
            double[] theta = start.clone();
            double value = lbfgs.minimise(objective, theta, ITERATIONS, TOLERANCE);
            if (value < lowest) {
                lowest = value;
                best = theta;
            }
        }
        double[] polished = best.clone();
        double value = lbfgs.minimise(objective, polished, ITERATIONS, 0);
        return value < lowest ? new Found(polished, value) : new Found(best, lowest);
    }

    static Fit describe(Family family, Sample sample, Found found) {
        double squares = squares(family, sample, found.theta);
        return new Fit(
                family.law(found.theta, sample),
                found.value,
                Math.sqrt(squares / sample.size()),
                Fit.aicc(squares, sample.size(), family.dimension()),
                sample.size());
    }

    static double squares(Form form, Sample sample, double[] theta) {
        double[] gradient = new double[form.dimension()];
        double squares = 0;
        for (int i = 0; i < sample.size(); i++) {
            double residual = form.logLoss(theta, sample.n[i], sample.d[i], sample.c[i], gradient) - sample.y[i];
            squares += residual * residual;
        }
        return squares;
    }

    /** Coordinates of an optimum and the objective there. */
    static final class Found {
        private final double[] theta;
        private final double value;

        Found(double[] theta, double value) {
            this.theta = theta;
            this.value = value;
        }

        double[] theta() {
            return theta;
        }

        double value() {
            return value;
        }
    }
}
