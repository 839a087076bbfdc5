package dev.blueline.study;

import java.util.List;

/**
 * Quality of documents: how much of a text is kept by which filter.
 *
 * @param reference domain whose held-out loss is the goal, and from whose training side filters learn what is good
 * @param garbage share of the text that is made worse on purpose, 0 for none
 * @param shares of the text that are kept, largest first
 * @param filters names of the filters compared
 */
public record QualityAxis(String reference, double garbage, List<Double> shares, List<String> filters)
        implements DataAxis {}
