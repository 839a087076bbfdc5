package dev.blueline.answering;

import dev.blueline.reasoning.PassRates;
import dev.blueline.scaling.BetaBinomial;
import dev.blueline.testtime.Accuracy;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many responses to each problem are right.
 *
 * @param right by problem
 * @param drawn responses to each
 */
public record Counts(int[] right, int drawn) {

    /** Share of problems that one of {@code k} responses solves: unbiased (Chen et al. 2021, arXiv 2107.03374, equation 1). */
    public Accuracy pass(int k) {
        return Accuracy.of(IntStream.of(right)
                .mapToDouble(each -> PassRates.pass(each, drawn, Math.min(k, drawn)))
                .toArray());
    }

    /** Pass rates that are Beta distributed, by maximum likelihood. */
    public BetaBinomial law() {
        int[] all = new int[right.length];
        Arrays.fill(all, drawn);
        return BetaBinomial.fit(right, all);
    }
}
