package dev.blueline.study;

import java.util.Map;

/**
 * Shares of the domains in the training text. The i-th size of the grid reads the i-th number of tokens.
 *
 * @param goal weight of each domain's held-out loss, together 1; empty for equal weights of all domains
 * @param mixtures number of mixtures that the law is fitted to, beside the natural and the uniform one
 * @param factor compute of the runs that the forecast is about, over that of the largest fitted ones
 */
public record MixtureAxis(Map<String, Double> goal, int mixtures, double factor) implements DataAxis {}
