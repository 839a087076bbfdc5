package dev.blueline.thought;

import dev.blueline.evaluation.Estimate;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A mean over seeds and held-out problems with its 90% interval. Both are samples, crossed with each other: every seed answers the same
 * problems. The variance is that of the problems' means over seeds plus that of the seeds' means over problems (Owen 2007, "The pigeonhole
 * bootstrap", shows why neither alone will do); what is left over belongs to both and is so counted twice, which makes the interval a little
 * wide. Degrees of freedom by Satterthwaite. Of one seed it is over problems alone.
 *
 * @param value mean
 * @param standardError of it
 * @param low lower end of the interval
 * @param high upper end
 * @param seeds seeds there were
 */
public record CrossedMean(double value, double standardError, double low, double high, int seeds) {
    private static final double QUANTILE = 0.95;

    /**
     * Of values by seed and problem: {@code [seeds][problems]}, such as 1 where one style is right and the other wrong, 0 where they agree,
     * -1 where it is the other way round.
     */
    public static CrossedMean of(List<double[]> values) {
        int seeds = values.size();
        int problems = seeds == 0 ? 0 : values.getFirst().length;
        if (problems == 0) {
            return new CrossedMean(Double.NaN, Double.NaN, Double.NaN, Double.NaN, seeds);
        }
        double[] bySeed = new double[seeds];
        double[] byProblem = new double[problems];
        for (int seed = 0; seed < seeds; seed++) {
            for (int problem = 0; problem < problems; problem++) {
                double value = values.get(seed)[problem];
                bySeed[seed] += value / problems;
                byProblem[problem] += value / seeds;
            }
        }
        double mean = Estimate.ofMean(bySeed).value();
        double ofProblems = squaredError(byProblem);
        double ofSeeds = squaredError(bySeed);
        double error = Math.sqrt(ofProblems + ofSeeds);
        double half = error == 0 ? 0 : quantile(ofProblems, problems, ofSeeds, seeds) * error;
        return new CrossedMean(mean, error, mean - half, mean + half, seeds);
    }

    /** The same where no value can be less than {@code least} or more than 1: nor can its interval. */
    CrossedMean within(double least) {
        return new CrossedMean(value, standardError, Math.max(least, low), Math.min(1, high), seeds);
    }

    /** Squared standard error of the mean; 0 of a single value. */
    private static double squaredError(double[] values) {
        return values.length < 2 ? 0 : Math.pow(Estimate.ofMean(values).standardError(), 2);
    }

    private static double quantile(double ofProblems, int problems, double ofSeeds, int seeds) {
        double parts = (problems < 2 ? 0 : ofProblems * ofProblems / (problems - 1))
                + (seeds < 2 ? 0 : ofSeeds * ofSeeds / (seeds - 1));
        double freedom = Math.pow(ofProblems + ofSeeds, 2) / parts;
        return new TDistribution(freedom).inverseCumulativeProbability(QUANTILE);
    }

    /** Whether the interval lies above nought. */
    public boolean ahead() {
        return low > 0;
    }

    /** Whether the interval lies below nought. */
    public boolean behind() {
        return high < 0;
    }
}
