package dev.blueline.design;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Quantiles;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What refits of a law believe of candidates and target: a table of log loss (or of the difference in log loss of two
 * recipes), and how far a run would scatter about it. Model: a run at candidate c shows
 * {@code f(c) + e}, {@code var e = common(c) + single(c) / seeds}, independent between candidates; common is misfit and model
 * error beyond the data at either end, single is seed noise. At the target, model error is {@code drift * ln(C / largest C run)}, so a larger
 * run shortens it.
 */
final class Beliefs {
    /** Refits further out than this share of the draws are held at it: a few run away, and would rule every variance. */
    private static final double TAIL = 0.005;

    final List<Target> candidates;
    final int copies;
    final double[][] values;
    final double[] weights;
    final double[] single;
    final double[] common;
    final double targetSeeds;
    final double drift;
    final double targetCompute;
    final double largestCompute;

    private Beliefs(
            List<Target> candidates,
            int copies,
            double[][] values,
            double[] weights,
            double[] single,
            double[] common,
            double targetSeeds,
            double drift,
            double targetCompute,
            double largestCompute) {
        this.candidates = candidates;
        this.copies = copies;
        this.values = values;
        this.weights = weights;
        this.single = single;
        this.common = common;
        this.targetSeeds = targetSeeds;
        this.drift = drift;
        this.targetCompute = targetCompute;
        this.largestCompute = largestCompute;
        for (double[] row : values) {
            hold(row);
        }
    }

    /** What one mixture believes of log loss; laws of compute alone are left out. */
    static Beliefs of(Mixture mixture, List<Target> candidates, Target target) {
        return of(mixture, joint(mixture), candidates, target);
    }

    /** What some of a mixture's refits believe. */
    static Beliefs of(Mixture mixture, List<Mixture.Draw> chosen, List<Target> candidates, Target target) {
        List<Target> points = points(candidates, target);
        List<Mixture.Draw> draws = chosen.stream()
                .filter(draw -> points.stream().allMatch(p -> finite(draw, p)))
                .toList();
        if (draws.size() < 20) {
            throw new BadInput("only " + draws.size()
                    + " refits of the law give a loss at every candidate: fit it again with more bootstrap draws");
        }
        double total = draws.stream().mapToDouble(Mixture.Draw::weight).sum();
        double[] weights =
                draws.stream().mapToDouble(draw -> draw.weight() / total).toArray();
        double[][] values = new double[points.size()][draws.size()];
        for (int p = 0; p < points.size(); p++) {
            for (int j = 0; j < draws.size(); j++) {
                values[p][j] = logLoss(draws.get(j), points.get(p));
            }
        }
        double drift = drift(draws);
        double[] single = new double[candidates.size()];
        double[] common = new double[candidates.size()];
        noise(mixture, drift, candidates, single, common);
        double seeds = mixture.noise().at(target.parameters());
        return new Beliefs(
                candidates,
                1,
                values,
                weights,
                single,
                common,
                seeds * seeds,
                drift,
                target.compute(),
                mixture.span().largestCompute());
    }

    /**
     * What two mixtures believe of the difference in log loss of their recipes, first less second, both run at each candidate.
     *
     * @param draws pairs of refits drawn by weight
     */
    static Beliefs ofDifference(
            Mixture first, Mixture second, List<Target> candidates, Target target, int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Mixture.Draw> a = sample(joint(first), draws, random);
        List<Mixture.Draw> b = sample(joint(second), draws, random);
        List<Target> points = points(candidates, target);
        double[][] values = new double[points.size()][draws];
        double[] weights = new double[draws];
        for (int j = 0; j < draws; j++) {
            boolean finite = true;
            for (int p = 0; p < points.size(); p++) {
                double value = logLoss(a.get(j), points.get(p)) - logLoss(b.get(j), points.get(p));
                finite &= Double.isFinite(value);
                values[p][j] = Double.isFinite(value) ? value : 0;
            }
            weights[j] = finite ? 1.0 / draws : 0;
        }
        double drift = Math.hypot(drift(joint(first)), drift(joint(second)));
        double[] single = new double[candidates.size()];
        double[] common = new double[candidates.size()];
        noise(first, drift(joint(first)), candidates, single, common);
        noise(second, drift(joint(second)), candidates, single, common);
        return new Beliefs(
                candidates,
                2,
                values,
                weights,
                single,
                common,
                0,
                drift,
                target.compute(),
                Math.min(first.span().largestCompute(), second.span().largestCompute()));
    }

    /** Refits of laws of size and tokens. */
    static List<Mixture.Draw> joint(Mixture mixture) {
        return mixture.draws().stream()
                .filter(draw -> !draw.law().family().ofComputeAlone())
                .toList();
    }

    /** FLOPs of one seed of a candidate. */
    double flops(int candidate) {
        return candidates.get(candidate).compute() * copies;
    }

    /** Model error at the target, as a variance, once runs up to a compute are in. */
    double driftVariance(double largest) {
        double reach = Math.max(0, Math.log(targetCompute / Math.max(largestCompute, largest)));
        return drift * drift * reach * reach;
    }

    /** Variance of the scatter of the mean over seeds about a candidate's expected loss. */
    double scatter(int candidate, int seeds) {
        return common[candidate] + single[candidate] / seeds;
    }

    /** Index of the target among the rows of {@link #values}. */
    int target() {
        return candidates.size();
    }

    /** Weighted covariance of the draws' values: [candidates + 1][candidates + 1], the target last. */
    double[][] covariance() {
        int points = values.length;
        double[][] centred = new double[points][];
        for (int p = 0; p < points; p++) {
            double mean = mean(values[p]);
            centred[p] = new double[weights.length];
            for (int j = 0; j < weights.length; j++) {
                centred[p][j] = values[p][j] - mean;
            }
        }
        double[][] covariance = new double[points][points];
        for (int p = 0; p < points; p++) {
            for (int q = 0; q <= p; q++) {
                double sum = 0;
                for (int j = 0; j < weights.length; j++) {
                    sum += weights[j] * centred[p][j] * centred[q][j];
                }
                covariance[p][q] = sum;
                covariance[q][p] = sum;
            }
        }
        return covariance;
    }

    double mean(double[] row) {
        double mean = 0;
        for (int j = 0; j < weights.length; j++) {
            mean += weights[j] * row[j];
        }
        return mean;
    }

    private void hold(double[] row) {
        double[] ends = Quantiles.weighted(row, weights, TAIL, 1 - TAIL);
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.clamp(row[j], ends[0], ends[1]);
        }
    }

    private static List<Target> points(List<Target> candidates, Target target) {
        List<Target> points = new ArrayList<>(candidates);
        points.add(target);
        return points;
    }

    private static double logLoss(Mixture.Draw draw, Target at) {
        return Math.log(draw.law().predict(at));
    }

    private static boolean finite(Mixture.Draw draw, Target at) {
        return Double.isFinite(logLoss(draw, at));
    }

    private static double drift(List<Mixture.Draw> draws) {
        double weight = draws.stream().mapToDouble(Mixture.Draw::weight).sum();
        return Math.sqrt(draws.stream()
                        .mapToDouble(draw -> draw.weight() * draw.drift() * draw.drift())
                        .sum()
                / weight);
    }

    /** Adds a mixture's noise at each candidate. */
    private static void noise(
            Mixture mixture, double drift, List<Target> candidates, double[] single, double[] common) {
        double misfit = mixture.misfit();
        for (int i = 0; i < candidates.size(); i++) {
            double seeds = mixture.noise().at(candidates.get(i).parameters());
            double compute = candidates.get(i).compute();
            double reach = Math.max(
                    0,
                    Math.max(
                            Math.log(compute / mixture.span().largestCompute()),
                            Math.log(mixture.span().compute().getFirst() / compute)));
            single[i] += seeds * seeds;
            common[i] += misfit * misfit + drift * drift * reach * reach;
        }
    }

    private static List<Mixture.Draw> sample(List<Mixture.Draw> draws, int count, SplittableRandom random) {
        double total = draws.stream().mapToDouble(Mixture.Draw::weight).sum();
        List<Mixture.Draw> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double at = random.nextDouble() * total;
            int j = 0;
            while (j < draws.size() - 1 && at >= draws.get(j).weight()) {
                at -= draws.get(j).weight();
                j++;
            }
            chosen.add(draws.get(j));
        }
        return chosen;
    }
}
