package dev.blueline.design;

/**
 * What is expected of a design.
 *
 * @param width mean width of the 90% interval of log loss at the target: .02 is two percent
 * @param error Monte Carlo standard error of the width
 * @param held share of simulated truths whose run at the target lay inside
 * @param refits mean number of refits that still count after the runs ({@code 1 / sum w^2}): few make a coarse interval
 */
public record Expectation(double width, double error, double held, double refits) {}
