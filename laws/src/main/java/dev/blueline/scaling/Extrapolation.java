package dev.blueline.scaling;

import java.util.List;

/**
 * How far a target lies beyond the runs a law was fitted to: as a factor above the largest, or below the smallest; 1 inside.
 *
 * @param parameters factor in N
 * @param tokens factor in D
 * @param compute factor in C
 */
public record Extrapolation(double parameters, double tokens, double compute) {
    /** Beyond two decades of compute, published laws have often failed. */
    public static final double TRUSTED = 100;

    /** How far a target lies beyond a span. */
    public static Extrapolation of(Span span, Target target) {
        return new Extrapolation(
                factor(span.parameters(), target.parameters()),
                factor(span.tokens(), target.tokens()),
                factor(span.compute(), target.compute()));
    }

    private static double factor(List<Double> ends, double value) {
        return Math.max(1, Math.max(value / ends.getLast(), ends.getFirst() / value));
    }

    /** The largest of the factors. */
    public double most() {
        return Math.max(parameters, Math.max(tokens, compute));
    }
}
