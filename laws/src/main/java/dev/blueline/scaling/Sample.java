package dev.blueline.scaling;

import java.util.Arrays;
import java.util.List;

/**
 * Observations as centred logarithms: what a fit works on. Losses may be replaced and rows drawn anew, for bootstrap draws;
 * the centres stay, so that coordinates of one draw mean the same in another.
 */
final class Sample {
    final double[] n;
    final double[] d;
    final double[] c;
    final double[] y;
    /** Log unique tokens, from the same centre as d. */
    final double[] u;
    /** Weight of a residual; their mean is 1. */
    final double[] weight;
    /** How often a row counts: 1, or its number of draws. */
    final double[] count;

    private final Centre centre;

    /** Means of the logarithms. */
    private record Centre(double n, double d, double c, double y) {}

    private Sample(double[][] columns, double[] weight, double[] count, Centre centre) {
        this.n = columns[0];
        this.d = columns[1];
        this.c = columns[2];
        this.y = columns[3];
        this.u = columns[4];
        this.weight = weight;
        this.count = count;
        this.centre = centre;
    }

    static Sample of(List<Observation> observations, double[] weights) {
        int size = observations.size();
        double[][] columns = new double[5][size];
        for (int i = 0; i < size; i++) {
            Observation o = observations.get(i);
            columns[0][i] = Math.log(o.parameters());
            columns[1][i] = Math.log(o.tokens());
            columns[2][i] = Math.log(o.compute());
            columns[3][i] = Math.log(o.loss());
            columns[4][i] = Math.log(o.uniqueTokens());
        }
        Centre centre = new Centre(centre(columns[0]), centre(columns[1]), centre(columns[2]), centre(columns[3]));
        for (int i = 0; i < size; i++) {
            columns[4][i] -= centre.d();
        }
        return new Sample(columns, normalised(weights), ones(size), centre);
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double centre(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value;
        }
        mean /= values.length;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
        }
        return mean;
    }

    private static double[] normalised(double[] weights) {
        double mean = 0;
        for (double weight : weights) {
            mean += weight / weights.length;
        }
        double[] normalised = weights.clone();
        for (int i = 0; i < normalised.length; i++) {
            normalised[i] /= mean;
        }
        return normalised;
    }

    /** The same points with other centred log losses. */
    Sample withLosses(double[] losses) {
        return new Sample(new double[][] {n, d, c, losses, u}, weight, count, centre);
    }

    /** The same points, each counting as often as it was drawn. */
    Sample drawn(double[] counts) {
        return new Sample(new double[][] {n, d, c, y, u}, weight, counts, centre);
    }

    int size() {
        return y.length;
    }

    double meanN() {
        return centre.n();
    }

    double meanD() {
        return centre.d();
    }

    double meanC() {
        return centre.c();
    }

    double meanY() {
        return centre.y();
    }

    /** Lowest centred log loss. */
    double lowest() {
        double lowest = Double.POSITIVE_INFINITY;
        for (double value : y) {
            lowest = Math.min(lowest, value);
        }
        return lowest;
    }

    int distinctSizes() {
        return distinct(n);
    }

    int distinctTokens() {
        return distinct(d);
    }

    int distinctCompute() {
        return distinct(c);
    }

    int distinctRepetitions() {
        double[] repetitions = new double[d.length];
        Arrays.setAll(repetitions, i -> d[i] - u[i]);
        return distinct(repetitions);
    }

    int distinctRungs() {
        return distinct(n, d, u);
    }

    private static int distinct(double[]... columns) {
        int count = 0;
        for (int i = 0; i < columns[0].length; i++) {
            boolean fresh = true;
            for (int j = 0; j < i && fresh; j++) {
                boolean same = true;
                for (double[] column : columns) {
                    same &= Math.abs(column[i] - column[j]) <= 1e-6;
                }
                fresh = !same;
            }
            count += fresh ? 1 : 0;
        }
        return count;
    }
}
