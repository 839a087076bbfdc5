package dev.blueline.answering;

import dev.blueline.testtime.Accuracy;
import java.util.Arrays;
import java.util.List;

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
        String strategy,
        List<Integer> samples,
        double[][] right,
        double[][] flops,
        double[] tokens,
        double[] verified) {
    public int points() {
        return samples.size();
    }

    public int problems() {
        return right[0].length;
    }

    /** Accuracy at a place. */
    public Accuracy share(int at) {
        return Accuracy.of(right[at]);
    }

    /** Accuracy at the largest size. */
    public Accuracy last() {
        return share(points() - 1);
    }

    /** Mean FLOPs at the answer at a place. */
    public double meanFlops(int at) {
        return Arrays.stream(flops[at]).average().orElse(Double.NaN);
    }
}
