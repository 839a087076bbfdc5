package dev.blueline.answering;

import dev.blueline.evaluation.Estimate;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * What a strategy makes of every problem of a level at every size of its pool.
 *
 * @param strategy its word
 * @param samples responses that it may take, rising
 * @param right share of right answers: {@code [samples][problems]}
 * @param flops at the answer of one problem, the prompt counted once: {@code [samples][problems]}
 * @param tokens mean over the problems, by samples
 * @param verified responses that were verified, mean over the problems, by samples
 */
public record ShareCurve(
        String strategy, List<Integer> samples, double[][] right, double[][] flops, double[] tokens, double[] verified) {
    private static final double QUANTILE = 0.95;

    /**
     * A share with its 90% interval over problems, by Student's t.
     *
     * @param low lower end
     * @param high upper end, at most 1
     */
    public record Share(double value, double low, double high) {
        static Share of(double[] byProblem) {
            return within(byProblem, 0);
        }

        /** Of differences of shares, which may be as low as -1. */
        static Share ofDifference(double[] byProblem) {
            return within(byProblem, -1);
        }

        private static Share within(double[] byProblem, double least) {
            Estimate mean = Estimate.ofMean(byProblem);
            double half = byProblem.length < 2
                    ? Double.NaN
                    : mean.standardError()
                            * new TDistribution(byProblem.length - 1).inverseCumulativeProbability(QUANTILE);
            return new Share(mean.value(), Math.max(least, mean.value() - half), Math.min(1, mean.value() + half));
        }
    }

    public int points() {
        return samples.size();
    }

    public int problems() {
        return right[0].length;
    }

    /** Accuracy at a place. */
    public Share share(int at) {
        return Share.of(right[at]);
    }

    /** Mean FLOPs at the answer at a place. */
    public double meanFlops(int at) {
        return Arrays.stream(flops[at]).average().orElse(Double.NaN);
    }

    /**
     * Shares by problem at so many FLOPs an answer, by a straight line over their logarithm between the two places around; nothing is
     * known beyond the last place, so it is that of the last.
     *
     * @return nothing if one response costs more
     */
    public double[] at(double budget) {
        int last = points() - 1;
        if (budget < meanFlops(0)) {
            return new double[0];
        }
        if (budget >= meanFlops(last)) {
            return right[last];
        }
        int i = 0;
        while (meanFlops(i + 1) <= budget) {
            i++;
        }
        double weight = Math.log(budget / meanFlops(i)) / Math.log(meanFlops(i + 1) / meanFlops(i));
        double[] shares = new double[problems()];
        for (int problem = 0; problem < shares.length; problem++) {
            shares[problem] = (1 - weight) * right[i][problem] + weight * right[i + 1][problem];
        }
        return shares;
    }
}
