package dev.blueline.scaling;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a law was fitted to, as far as its use elsewhere depends on it.
 *
 * @param parameters smallest and largest N
 * @param tokens fewest and most D
 * @param compute least and most C
 * @param ratio fewest, middle and most tokens per parameter of the runs near the compute frontier
 * @param flopsPerParameterToken middle of C / (N D): 6 by the usual count
 */
public record Span(
        List<Double> parameters,
        List<Double> tokens,
        List<Double> compute,
        List<Double> ratio,
        double flopsPerParameterToken) {

    static Span of(List<Observation> observations) {
        double[] ratios = Frontier.near(observations).stream()
                .mapToDouble(o -> o.tokens() / o.parameters())
                .sorted()
                .toArray();
        double[] costs = sorted(observations, o -> o.compute() / o.parameters() / o.tokens());
        return new Span(
                ends(sorted(observations, Observation::parameters)),
                ends(sorted(observations, Observation::tokens)),
                ends(sorted(observations, Observation::compute)),
                List.of(ratios[0], ratios[ratios.length / 2], ratios[ratios.length - 1]),
                costs[costs.length / 2]);
    }

    private static double[] sorted(List<Observation> observations, ToDoubleFunction<Observation> value) {
        return observations.stream().mapToDouble(value).sorted().toArray();
    }

    private static List<Double> ends(double[] sorted) {
        return List.of(sorted[0], sorted[sorted.length - 1]);
    }

    /** Whether the runs lay on one axis, which then stands in the place of tokens and compute. */
    public boolean oneAxis() {
        return parameters.getFirst() == 1 && parameters.getLast() == 1 && flopsPerParameterToken == 1;
    }

    /** The largest compute that was run. */
    public double largestCompute() {
        return compute.get(1);
    }
}
