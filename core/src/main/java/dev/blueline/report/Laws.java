package dev.blueline.report;

import java.util.List;

/**
 * The candidate laws, how they were weighed, and what they say together.
 *
 * @param candidates every law tried, best first
 * @param rule how the choice is made, stated before the held-out rung ran
 * @param band loss of the compute frontier along training FLOPs, weighed over the laws
 */
public record Laws(List<Candidate> candidates, String rule, List<BandPoint> band) {

    /**
     * One law as fitted to the ladder.
     *
     * @param name such as {@code Kaplan's joint form}
     * @param formula the formula, such as {@code E + A/N^alpha + B/D^beta}
     * @param parameters what was fitted
     * @param backtestError mean absolute relative error when fitted below a cut and asked above it, such as 0.012
     * @param weight share in the forecast, 0 to 1
     */
    public record Candidate(
            String name, String formula, List<Parameter> parameters, double backtestError, double weight) {}

    /**
     * A fitted parameter and its 90% interval.
     *
     * @param name symbol in the formula
     * @param value best fit
     * @param low 5th percentile
     * @param high 95th percentile
     */
    public record Parameter(String name, double value, double low, double high) {}
}
