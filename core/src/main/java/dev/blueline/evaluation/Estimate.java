package dev.blueline.evaluation;

/**
 * A measured figure and how sure it is.
 *
 * @param value the figure
 * @param standardError its standard error, clusters taken as the independent units
 * @param clusters number of clusters, here documents
 */
public record Estimate(double value, double standardError, long clusters) {}
