package dev.blueline.comparison;

import dev.blueline.scaling.Observation;
import dev.blueline.scaling.SeedNoise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How far a cell's gain, measured on a few seeds, may lie from the gain over all seeds. Variances are pooled over cells: with
 * one to three seeds a cell, none can be told for itself. Each draw takes its variance from
 * {@code S / chi-square(degrees)}, so that few repeated seeds give the long tails of Student's t. Below four degrees of freedom a
 * prior of two degrees stands beside the seeds; it is all there is where no seed was repeated. A share of the variance is common
 * to runs of one trunk.
 */
final class GainNoise {
    /** Of one run: as in {@link dev.blueline.scaling.SeedNoise}. */
    private static final double PRIOR_RUN = 0.006;
    /** Of a pair's difference: two runs of .6%, .6 of the variance common to the seed. */
    private static final double PRIOR_PAIR = 0.0054;
    /** However alike the seeds came out. */
    private static final double LEAST = 0.0005;

    private static final int PRIOR_DEGREES = 2;
    private static final int ENOUGH_DEGREES = 4;

    private final Pool runs;
    private final Pool pairs;
    private final double trunkShare;

    private GainNoise(Pool runs, Pool pairs, double trunkShare) {
        this.runs = runs;
        this.pairs = pairs;
        this.trunkShare = trunkShare;
    }

    /** Squares around means, and degrees of freedom. */
    private record Pool(double squares, int degrees) {
        static Pool of(List<double[]> groups, double prior) {
            double squares = 0;
            int degrees = 0;
            for (double[] group : groups) {
                double mean = 0;
                for (double value : group) {
                    mean += value / group.length;
                }
                for (double value : group) {
                    squares += (value - mean) * (value - mean);
                }
                degrees += group.length - 1;
            }
            return degrees >= ENOUGH_DEGREES
                    ? new Pool(Math.max(squares, degrees * LEAST * LEAST), degrees)
                    : new Pool(squares + PRIOR_DEGREES * prior * prior, degrees + PRIOR_DEGREES);
        }

        double sd() {
            return Math.sqrt(squares / degrees);
        }

        double draw(SplittableRandom random) {
            double chiSquare = 0;
            for (int i = 0; i < degrees; i++) {
                double z = random.nextGaussian();
                chiSquare += z * z;
            }
            return Math.sqrt(squares / chiSquare);
        }
    }

    static GainNoise of(List<Cell> cells, double trunkShare) {
        List<double[]> runs = new ArrayList<>();
        List<double[]> pairs = new ArrayList<>();
        for (Cell cell : cells) {
            runs.add(logLosses(cell.runs()));
            if (!cell.baseline().isEmpty()) {
                runs.add(logLosses(cell.baseline()));
            }
            if (!cell.pairs().isEmpty()) {
                pairs.add(cell.pairs().stream().mapToDouble(Cell.Pair::gain).toArray());
            }
        }
        return new GainNoise(Pool.of(runs, PRIOR_RUN), Pool.of(pairs, PRIOR_PAIR), trunkShare);
    }

    /** Noise of a run, pooled over all sizes and recipes. */
    static SeedNoise ofRuns(List<Recipe> recipes, double trunkShare) {
        List<double[]> groups = recipes.stream()
                .flatMap(recipe -> Cell.of(recipe, recipe).stream())
                .map(cell -> logLosses(cell.runs()))
                .toList();
        return new SeedNoise(Pool.of(groups, PRIOR_RUN).sd(), 1, 0, trunkShare);
    }

    private static double[] logLosses(List<Observation> runs) {
        return runs.stream().mapToDouble(run -> Math.log(run.loss())).toArray();
    }

    /** Standard deviation of a run's log loss over seeds. */
    double run() {
        return runs.sd();
    }

    /** Standard deviation of the gain of a pair of one seed. */
    double pair() {
        return pairs.sd();
    }

    /** Standard deviation of a cell's gain. */
    double of(Cell cell) {
        return switch (cell.match()) {
            case SEEDS -> pair() / Math.sqrt(cell.pairs().size());
            case RUNGS ->
                run()
                        * Math.sqrt(
                                1.0 / cell.runs().size() + 1.0 / cell.baseline().size());
            case LAW -> run() / Math.sqrt(cell.runs().size());
        };
    }

    /** One draw of the errors of all cells' gains. */
    double[] draw(List<Cell> cells, SplittableRandom random) {
        double run = runs.draw(random);
        double pair = pairs.draw(random);
        Map<String, Double> common = new HashMap<>();
        double[] errors = new double[cells.size()];
        for (int i = 0; i < errors.length; i++) {
            Cell cell = cells.get(i);
            errors[i] = switch (cell.match()) {
                case SEEDS ->
                    pair
                            * mean(
                                    "pair ",
                                    cell.pairs().stream().map(Cell.Pair::run).toList(),
                                    common,
                                    random);
                case RUNGS ->
                    run
                            * (mean("baseline ", cell.baseline(), common, random)
                                    - mean("run ", cell.runs(), common, random));
                case LAW -> -run * mean("run ", cell.runs(), common, random);
            };
        }
        return errors;
    }

    private double mean(String kind, List<Observation> of, Map<String, Double> common, SplittableRandom random) {
        double sum = 0;
        for (Observation run : of) {
            double shared = common.computeIfAbsent(kind + run.trunk(), trunk -> random.nextGaussian());
            sum += Math.sqrt(trunkShare) * shared + Math.sqrt(1 - trunkShare) * random.nextGaussian();
        }
        return sum / of.size();
    }
}
