package dev.blueline.answering;

import dev.blueline.evaluation.Estimate;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.reasoning.PassRates;
import dev.blueline.scaling.BetaBinomial;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How many responses to each problem are right.
 *
 * @param right by problem
 * @param drawn responses to each
 */
public record Coverage(int[] right, int drawn) {
    private static final int REFITS = 200;
    private static final double[] LEVELS = {.05, .1, .25, .5, .75, .9, .95};

    /** Share of problems that one of {@code k} responses solves: unbiased (Chen et al. 2021, arXiv 2107.03374, equation 1). */
    public Estimate pass(int k) {
        return Estimate.ofMean(IntStream.of(right)
                .mapToDouble(each -> PassRates.pass(each, drawn, Math.min(k, drawn)))
                .toArray());
    }

    /** Pass rates that are Beta distributed, by maximum likelihood. */
    public BetaBinomial law() {
        return law(IntStream.range(0, right.length).toArray());
    }

    private BetaBinomial law(int[] problems) {
        return BetaBinomial.fit(
                IntStream.of(problems).map(i -> right[i]).toArray(),
                IntStream.of(problems).map(i -> drawn).toArray());
    }

    /**
     * What pass@k is expected to be with more responses than were drawn. The interval is 90%, from refits to problems drawn with replacement.
     *
     * @param of what is asked whom, in words
     */
    Forecast forecast(String id, String of, int k, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] refits = IntStream.range(0, REFITS)
                .mapToDouble(i -> law(random.ints(right.length, 0, right.length).toArray())
                        .at(k))
                .sorted()
                .toArray();
        List<Double> quantiles = Arrays.stream(LEVELS)
                .mapToObj(level -> refits[(int) Math.round(level * (REFITS - 1))])
                .toList();
        BetaBinomial law = law();
        double predicted = law.at(k);
        return new Forecast(
                id,
                "pass@" + k + " of " + of + ", from " + drawn + " responses to each problem",
                new Target(1, k, k),
                predicted,
                Math.min(predicted, quantiles.getFirst()),
                Math.max(predicted, quantiles.getLast()),
                quantiles,
                Map.of("BETA_BINOMIAL", 1.0),
                Map.of("BETA_BINOMIAL", predicted),
                new Forecast.NaiveForecasts(pass(drawn).value(), Double.NaN),
                Fingerprint.of(drawn + " " + Arrays.toString(right)),
                Fingerprint.of(law.parameters().toString()),
                Instant.now());
    }
}
