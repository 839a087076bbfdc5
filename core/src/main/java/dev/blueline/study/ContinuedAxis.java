package dev.blueline.study;

import java.util.List;

/**
 * Continued training on a domain, with some of the general text mixed in ("replay").
 *
 * @param domain that training goes on with
 * @param replay shares of general text, least first
 * @param tokens of continued training, fewest first
 */
public record ContinuedAxis(String domain, List<Double> replay, List<Long> tokens) implements DataAxis {}
