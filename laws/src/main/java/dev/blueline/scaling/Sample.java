package dev.blueline.scaling;

import java.util.List;

/** Observations as centred logarithms: what a fit works on. Losses may be replaced, for bootstrap draws. */
final class Sample {
    final double[] n;
    final double[] d;
    final double[] c;
    final double[] y;
    /** Weight of a residual; their mean is 1. */
    final double[] weight;

    private final double meanN;
    private final double meanD;
    private final double meanC;
    private final double meanY;

    private Sample(double[] n, double[] d, double[] c, double[] y, double[] weight, double[] means) {
        this.n = n;
        this.d = d;
        this.c = c;
        this.y = y;
        this.weight = weight;
        this.meanN = means[0];
        this.meanD = means[1];
        this.meanC = means[2];
        this.meanY = means[3];
    }

    static Sample of(List<Observation> observations, double[] weights) {
        int size = observations.size();
        double[][] columns = new double[4][size];
        for (int i = 0; i < size; i++) {
            Observation o = observations.get(i);
            columns[0][i] = Math.log(o.parameters());
            columns[1][i] = Math.log(o.tokens());
            columns[2][i] = Math.log(o.compute());
            columns[3][i] = Math.log(o.loss());
        }
        double[] means = new double[4];
        for (int k = 0; k < 4; k++) {
            means[k] = centre(columns[k]);
        }
        return new Sample(columns[0], columns[1], columns[2], columns[3], normalised(weights), means);
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
        return new Sample(n, d, c, losses, weight, new double[] {meanN, meanD, meanC, meanY});
    }

    int size() {
        return y.length;
    }

    double meanN() {
        return meanN;
    }

    double meanD() {
        return meanD;
    }

    double meanC() {
        return meanC;
    }

    double meanY() {
        return meanY;
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
        return distinct(n, n);
    }

    int distinctTokens() {
        return distinct(d, d);
    }

    int distinctCompute() {
        return distinct(c, c);
    }

    int distinctRungs() {
        return distinct(n, d);
    }

    private static int distinct(double[] first, double[] second) {
        int count = 0;
        for (int i = 0; i < first.length; i++) {
            boolean fresh = true;
            for (int j = 0; j < i && fresh; j++) {
                fresh = Math.abs(first[i] - first[j]) > 1e-6 || Math.abs(second[i] - second[j]) > 1e-6;
            }
            count += fresh ? 1 : 0;
        }
        return count;
    }
}
