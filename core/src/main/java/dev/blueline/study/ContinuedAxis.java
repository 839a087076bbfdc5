package dev.blueline.study;

import java.util.List;

/**
 * Continued training: a base learns all text but a domain, then goes on with the domain and a share of the other text ("replay").
 *
 * @param domain that training goes on with: a domain or a named source of the text, or {@code arithmetic} for worked problems that are
 *     made for it
 * @param replay shares of the other text, least first
 * @param tokens of continued training, fewest first
 * @param rate factor on the rule's learning rate, to which the rate rises anew
 * @param restWeight weight of a relative loss on the other text against an equal relative gain on the domain, in the goal
 */
public record ContinuedAxis(String domain, List<Double> replay, List<Long> tokens, double rate, double restWeight)
        implements DataAxis {}
