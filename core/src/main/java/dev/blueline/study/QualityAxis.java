package dev.blueline.study;

import java.util.List;

/**
 * Quality of documents: how much of a text is kept by which filter.
 *
 * @param reference domain whose held-out loss is the goal, and from a part of whose training side filters learn what is good
 * @param garbage share of the text that is made worse on purpose, 0 for none
 * @param shares of the text that are kept, largest first: the axis, for the first two filters
 * @param filters names of the filters compared, of {@link #FILTERS}; each keeps as much as is not garbage
 */
public record QualityAxis(String reference, double garbage, List<Double> shares, List<String> filters)
        implements DataAxis {
    /** Filters there are. */
    public static final List<String> FILTERS = List.of("heuristics", "classifier", "perplexity", "duplicates");

    /** Share that filters are compared at: all that is not garbage, or the largest of the shares where there is none. */
    public double compared() {
        return garbage > 0 ? Math.round(1e6 * (1 - garbage)) / 1e6 : shares.getFirst();
    }

    /** Filters that are taken along the shares. */
    public List<String> varied() {
        return filters.subList(0, Math.min(2, filters.size()));
    }
}
