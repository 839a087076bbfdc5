package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;

/**
 * Robust multi-start fits: the mean loss of residuals (by default Huber's, of log residuals: Hoffmann et al. 2022, appendix
 * D.3), minimised by L-BFGS with analytic gradients from the best points of the family's grid of starts. Results do not depend
 * on units.
 */
public final class Fitter {
    private static final int ITERATIONS = 400;
    private static final double TOLERANCE = 1e-10;

    private static final int DRAW_ITERATIONS = 100;
    private static final double DRAW_TOLERANCE = 1e-7;

    /** A search has reached the optimum if it ends within a hundredth of a percent of it. */
    private static final double AT_OPTIMUM = 1e-4;

    /** Searches that one thread makes in one go; the same for any number of threads, so that results are. */
    private static final int PIECE = 32;

    private final Objective objective;
    private final int searches;
    private final Grid grid;

    /** Which starts there are. */
    public enum Grid {
        /** The family's own, placed by the data: see {@code Starts}. */
        FAMILY,
        /** The 4,500 of Hoffmann et al. 2022, for the additive law, in the units of N and D. */
        HOFFMANN
    }

    /** Fits with Huber's loss and Hoffmann's delta from the 24 best starts. */
    public Fitter() {
        this(Objective.huber(Objective.HOFFMANN_DELTA), 24);
    }

    /** Fits with Huber's loss of log residuals. */
    public Fitter(double delta, int searches) {
        this(Objective.huber(delta), searches);
    }

    /**
     * @param objective how misfit is measured
     * @param searches how many of the grid's starts, best first, are followed to their minimum
     */
    public Fitter(Objective objective, int searches) {
        this(objective, searches, Grid.FAMILY);
    }

    /** As {@link #Fitter(Objective, int)}, with the starts of another grid. */
    public Fitter(Objective objective, int searches, Grid grid) {
        if (searches < 1) {
            throw new BadInput("searches " + searches + " must be at least 1");
        }
        this.objective = objective;
        this.searches = searches;
        this.grid = grid;
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

    /** As {@link #fit(Family, List, double[])}, on several threads; the same for any number of them. */
    Optional<Fit> fit(
            Family family,
            List<Observation> observations,
            double[] weights,
            ExecutorService threads,
            DoubleConsumer progress) {
        if (observations.isEmpty()) {
            return Optional.empty();
        }
        Sample sample = Sample.of(observations, weights);
        if (!family.canBeFitted(sample)) {
            return Optional.empty();
        }
        return Optional.of(describe(family, sample, search(family, sample, starts(family, sample), threads, progress)));
    }

    /** The best of several searches. */
    Found search(Form form, Sample sample) {
        return search(form, sample, starts(form, sample));
    }

    /** The best points of the grid. */
    private double[][] starts(Form form, Sample sample) {
        Misfit misfit = new Misfit(form, sample, objective);
        double[] gradient = new double[form.dimension()];
        double[][] starts = grid == Grid.HOFFMANN && form instanceof Family family
                ? Starts.hoffmann(family, sample)
                : form.starts(sample);
        double[] values = new double[starts.length];
        Integer[] order = new Integer[starts.length];
        for (int i = 0; i < starts.length; i++) {
            values[i] = misfit.at(starts[i], gradient);
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[][] best = new double[Math.min(searches, starts.length)][];
        for (int i = 0; i < best.length; i++) {
            best[i] = starts[order[i]];
        }
        return best;
    }

    /** The best of searches from given starts, which are left as they are. */
    Found search(Form form, Sample sample, double[]... starts) {
        return search(form, new Misfit(form, sample, objective), starts);
    }

    /** As {@link #search(Form, Sample)}, to a part in ten million of the misfit. */
    Found refit(Form form, Sample sample) {
        return refit(form, sample, starts(form, sample));
    }

    /** As {@link #search(Form, Sample, double[]...)}, to a part in ten million of the misfit: enough for one of many draws. */
    Found refit(Form form, Sample sample, double[]... starts) {
        Misfit misfit = new Misfit(form, sample, objective);
        Lbfgs lbfgs = new Lbfgs(form.dimension());
        double[] best = starts[0];
        double[] ends = new double[starts.length];
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < starts.length; i++) {
            double[] theta = starts[i].clone();
            ends[i] = lbfgs.minimise(misfit, theta, DRAW_ITERATIONS, DRAW_TOLERANCE);
            if (ends[i] < lowest) {
                lowest = ends[i];
                best = theta;
            }
        }
        return new Found(best, lowest, ends);
    }

    private Found search(
            Form form, Sample sample, double[][] starts, ExecutorService threads, DoubleConsumer progress) {
        List<Future<Found>> parts = new ArrayList<>();
        for (int from = 0; from < starts.length; from += PIECE) {
            double[][] part = Arrays.copyOfRange(starts, from, Math.min(starts.length, from + PIECE));
            parts.add(threads.submit(() -> search(form, sample, part)));
        }
        Found best = Bootstrap.result(parts.getFirst());
        double[] ends = best.ends();
        int done = 1;
        for (Future<Found> part : parts.subList(1, parts.size())) {
            progress.accept(done++ / (double) parts.size());
            Found found = Bootstrap.result(part);
            ends = joined(ends, found.ends());
            best = found.value < best.value ? found : best;
        }
        return new Found(best.theta, best.value, ends);
    }

    private static double[] joined(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static Found search(Form form, Misfit misfit, double[]... starts) {
        if (form == Family.ISOFLOP) {
            double[] theta = IsoFlopEstimate.of(misfit.sample()).orElseGet(IsoFlopEstimate::unknown);
            double value = misfit.at(theta, new double[theta.length]);
            return new Found(theta, value, new double[] {value});
        }
        Lbfgs lbfgs = new Lbfgs(form.dimension());
        double[] best = starts[0];
        double lowest = Double.POSITIVE_INFINITY;
        double[] ends = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            double[] theta = starts[i].clone();
            double value = lbfgs.minimise(misfit, theta, ITERATIONS, TOLERANCE);
            ends[i] = value;
            if (value < lowest) {
                lowest = value;
                best = theta;
            }
        }
        double[] polished = best.clone();
        double value = lbfgs.minimise(misfit, polished, ITERATIONS, 0);
        return value < lowest ? new Found(polished, value, ends) : new Found(best, lowest, ends);
    }

    static Fit describe(Family family, Sample sample, Found found) {
        double squares = squares(family, sample, found.theta);
        return new Fit(
                family.law(found.theta, sample),
                found.value,
                Math.sqrt(squares / sample.size()),
                Fit.aicc(squares, sample.size(), family.dimension()),
                sample.size(),
                found.ends.length,
                found.atOptimum());
    }

    static double squares(Form form, Sample sample, double[] theta) {
        double[] gradient = new double[form.dimension()];
        double squares = 0;
        for (int i = 0; i < sample.size(); i++) {
            double residual = form.logLoss(theta, sample, i, gradient) - sample.y[i];
            squares += residual * residual;
        }
        return squares;
    }

    /** Coordinates of an optimum, the misfit there, and where each search ended. */
    static final class Found {
        private final double[] theta;
        private final double value;
        private final double[] ends;

        Found(double[] theta, double value, double[] ends) {
            this.theta = theta;
            this.value = value;
            this.ends = ends;
        }

        double[] theta() {
            return theta;
        }

        double value() {
            return value;
        }

        /** Misfit at the end of each search, in order of starts. */
        double[] ends() {
            return ends;
        }

        /** Searches that ended at the optimum. */
        int atOptimum() {
            return (int) Arrays.stream(ends)
                    .filter(end -> end <= value + AT_OPTIMUM * Math.abs(value))
                    .count();
        }
    }
}
