package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How measured accuracies err about a law, from its residuals: a seed's points lie off together, neighbours of one seed lie off alike
 * (a random walk that comes back, of first order), and each point for itself. Variances that rest on few residuals are drawn
 * anew for each refit, by {@code S / chi-square(degrees)}, so that three seeds or six points have the long tails of Student's t.
 */
final class RlNoise {
    private static final double MOST_ALIKE = 0.95;

    private final List<int[]> runs;
    private final double[] sds;
    private final boolean stated;
    private final int degrees;
    private final double scale;
    private final double alike;
    private final double inflation;
    private final double betweenSeeds;

    /**
     * @param points the curve's points
     * @param sds standard deviation of each, stated or all 1
     * @param stated whether the deviations are known, so that smaller residuals are luck
     * @param residuals measured less fitted
     * @param parameters of the law
     */
    RlNoise(List<RlPoint> points, double[] sds, boolean stated, double[] residuals, int parameters) {
        this.sds = sds;
        this.stated = stated;
        this.runs = runs(points);
        int seeds = runs.size();
        this.degrees = Math.max(1, points.size() - parameters - (seeds - 1));
        double[] means = new double[seeds];
        double[] within = residuals.clone();
        for (int j = 0; j < seeds && seeds > 1; j++) {
            means[j] = Arrays.stream(runs.get(j))
                    .mapToDouble(i -> residuals[i])
                    .average()
                    .orElseThrow();
            for (int i : runs.get(j)) {
                within[i] -= means[j];
            }
        }
        double measured = Math.sqrt(squares(within) / degrees);
        this.scale = stated ? Math.max(1, measured) : measured;
        this.alike = alike(within, parameters);
        double all = alike(residuals, parameters);
        this.inflation = (1 + all) / (1 - all);
        this.betweenSeeds = seeds > 1 ? Arrays.stream(means).map(m -> m * m).sum() / (seeds - 1) : 0;
    }

    /** Rows of each seed, in order of compute; one run of all where no seed has a second point to tell its own errors from. */
    private static List<int[]> runs(List<RlPoint> points) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < points.size(); i++) {
            rows.computeIfAbsent(points.get(i).seed(), seed -> new ArrayList<>())
                    .add(i);
        }
        if (rows.size() == points.size()) {
            return List.of(IntStream.range(0, points.size()).toArray());
        }
        return rows.values().stream()
                .map(run -> run.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private double squares(double[] residuals) {
        double sum = 0;
        for (int i = 0; i < residuals.length; i++) {
            sum += Math.pow(residuals[i] / sds[i], 2);
        }
        return sum;
    }

    /** Correlation of neighbours in a run, with what each fitted parameter takes from it put back; 0 where it could be chance. */
    private double alike(double[] residuals, int parameters) {
        double products = 0;
        for (int[] run : runs) {
            for (int k = 1; k < run.length; k++) {
                products += residuals[run[k - 1]] / sds[run[k - 1]] * residuals[run[k]] / sds[run[k]];
            }
        }
        double correlation = products / Math.max(1e-300, squares(residuals)) + (double) parameters / residuals.length;
        return correlation < 1 / Math.sqrt(residuals.length) ? 0 : Math.min(MOST_ALIKE, correlation);
    }

    int degrees() {
        return degrees;
    }

    /** Whether point deviations are known rather than taken from the residuals. */
    boolean stated() {
        return stated;
    }

    /** Variance of a point's noise in units of its squared deviation, times what neighbours that err alike take from its worth. */
    double effectiveVariance() {
        return scale * scale * inflation;
    }

    /** Standard deviation of one measurement about the law, seeds' own included. */
    double deviation() {
        double typical = scale * typical();
        return Math.sqrt(typical * typical + seedVariance(betweenSeeds, scale));
    }

    private double typical() {
        return Arrays.stream(sds).sorted().toArray()[sds.length / 2];
    }

    /** What seeds differ by beyond the noise of their means. */
    private double seedVariance(double between, double drawn) {
        if (runs.size() < 2) {
            return 0;
        }
        double noise = drawn * typical() * Math.sqrt((1 + alike) / (1 - alike));
        return Math.max(0, between - noise * noise * runs.size() / sds.length);
    }

    /** Errors of one refit, by point. */
    double[] draw(SplittableRandom random) {
        double drawn = stated ? scale : scale * Math.sqrt(degrees / chiSquare(degrees, random));
        int freedom = runs.size() - 1;
        double seedSd =
                freedom < 1 ? 0 : Math.sqrt(seedVariance(betweenSeeds * freedom / chiSquare(freedom, random), drawn));
        double[] errors = new double[sds.length];
        for (int[] run : runs) {
            double shared = seedSd * random.nextGaussian();
            double walk = random.nextGaussian();
            for (int i : run) {
                errors[i] = shared + drawn * sds[i] * walk;
                walk = alike * walk + Math.sqrt(1 - alike * alike) * random.nextGaussian();
            }
        }
        return errors;
    }

    /** Error of the mean of one further measurement of every seed, about what the law says of these seeds. */
    double measurement(SplittableRandom random) {
        double drawn = stated ? scale : scale * Math.sqrt(degrees / chiSquare(degrees, random));
        return drawn * typical() / Math.sqrt(runs.size()) * random.nextGaussian();
    }

    private static double chiSquare(int degrees, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < degrees; i++) {
            double x = random.nextGaussian();
            sum += x * x;
        }
        return Math.max(sum, 1e-12);
    }
}
