package dev.blueline.design;

import dev.blueline.scaling.Quantiles;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A design tried out on truths drawn from the refits themselves: draw a truth, simulate the runs, weigh every other refit by
 * how likely it makes them, and measure the interval that is left. Nothing here assumes that beliefs are Gaussian.
 */
final class Rehearsal {
    private static final int TRUTHS = 400;
    private static final int REPLICATES = 4;

    private final Beliefs beliefs;
    private final long seed;
    private final double[] normals;

    Rehearsal(Beliefs beliefs, long seed) {
        this.beliefs = beliefs;
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        this.normals = new double[beliefs.weights.length * REPLICATES];
        Arrays.setAll(normals, i -> random.nextGaussian());
    }

    /** The interval at the target once the runs are in. */
    Expectation expect(int[] counts) {
        int[] chosen =
                IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
        double largest = Arrays.stream(chosen)
                .mapToDouble(c -> beliefs.candidates.get(c).compute())
                .max()
                .orElse(0);
        double spread = Math.sqrt(beliefs.targetSeeds + beliefs.driftVariance(largest));
        double sum = 0;
        double squares = 0;
        double held = 0;
        double refits = 0;
        for (int t = 0; t < TRUTHS; t++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + t);
            int truth = pick(random);
            double outcome = beliefs.values[beliefs.target()][truth] + spread * random.nextGaussian();
            double[] weights = posterior(chosen, counts, truth, random);
            double[] ends = interval(weights, spread);
            double width = ends[1] - ends[0];
            sum += width / TRUTHS;
            squares += width * width / TRUTHS;
            held += ends[0] <= outcome && outcome <= ends[1] ? 1.0 / TRUTHS : 0;
            double inverse = 0;
            for (double weight : weights) {
                inverse += weight * weight;
            }
            refits += 1 / inverse / TRUTHS;
        }
        return new Expectation(sum, Math.sqrt(Math.max(0, squares - sum * sum) / TRUTHS), held, refits);
    }

    /**
     * What is expected of runs that are to tell which of two recipes has the lower expected loss at the target: beliefs are of
     * their difference, and the first answer is that it lies below 0.
     */
    Settlement settle(int[] counts, double confidence) {
        int[] chosen =
                IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
        double largest = Arrays.stream(chosen)
                .mapToDouble(c -> beliefs.candidates.get(c).compute())
                .max()
                .orElse(0);
        double spread = Math.sqrt(beliefs.driftVariance(largest));
        double before = below(beliefs.weights, spread);
        Settlement.Tally tally = new Settlement.Tally(before, confidence);
        for (int t = 0; t < TRUTHS; t++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + t);
            int truth = pick(random);
            boolean first = beliefs.values[beliefs.target()][truth] + spread * random.nextGaussian() < 0;
            tally.add(first, below(posterior(chosen, counts, truth, random), spread));
        }
        return tally.settlement();
    }

    private double below(double[] weights, double spread) {
        double probability = 0;
        for (int j = 0; j < weights.length; j++) {
            for (int r = 0; r < REPLICATES; r++) {
                double value = beliefs.values[beliefs.target()][j] + spread * normals[j * REPLICATES + r];
                probability += value < 0 ? weights[j] / REPLICATES : 0;
            }
        }
        return probability;
    }

    private double[] posterior(int[] chosen, int[] counts, int truth, SplittableRandom random) {
        double[] logs = new double[beliefs.weights.length];
        for (int j = 0; j < logs.length; j++) {
            logs[j] = j == truth ? Double.NEGATIVE_INFINITY : Math.log(beliefs.weights[j]);
        }
        for (int c : chosen) {
            double variance = beliefs.scatter(c, counts[c]);
            double shown = beliefs.values[c][truth] + Math.sqrt(variance) * random.nextGaussian();
            for (int j = 0; j < logs.length; j++) {
                double miss = shown - beliefs.values[c][j];
                logs[j] -= 0.5 * miss * miss / variance;
            }
        }
        double most = Arrays.stream(logs).max().orElse(0);
        double total = 0;
        for (int j = 0; j < logs.length; j++) {
            logs[j] = Math.exp(logs[j] - most);
            total += logs[j];
        }
        for (int j = 0; j < logs.length; j++) {
            logs[j] /= total;
        }
        return logs;
    }

    private double[] interval(double[] weights, double spread) {
        int kept = 0;
        double[] values = new double[weights.length * REPLICATES];
        double[] shares = new double[values.length];
        for (int j = 0; j < weights.length; j++) {
            if (weights[j] > 1e-9) {
                for (int r = 0; r < REPLICATES; r++) {
                    values[kept] = beliefs.values[beliefs.target()][j] + spread * normals[j * REPLICATES + r];
                    shares[kept++] = weights[j];
                }
            }
        }
        return Quantiles.weighted(Arrays.copyOf(values, kept), Arrays.copyOf(shares, kept), 0.05, 0.95);
    }

    private int pick(SplittableRandom random) {
        double at = random.nextDouble();
        int j = 0;
        while (j < beliefs.weights.length - 1 && at >= beliefs.weights[j]) {
            at -= beliefs.weights[j];
            j++;
        }
        return j;
    }
}
