package dev.blueline.corpus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a filter did.
 *
 * @param filter its name, and {@code explanation} what its score is
 * @param threshold the lowest score that was kept
 * @param share of the documents asked for, if one was
 * @param ties documents at the threshold that were dropped so that the share is met
 * @param domains what became of each, in alphabetical order
 * @param quantiles scores that 0, 5, 25, 50, 75, 95 and 100% of the documents are at or below
 * @param figures of the filter
 * @param samples documents of both sides
 */
public record FilterReport(
        String filter,
        String explanation,
        double threshold,
        OptionalDouble share,
        int ties,
        Map<String, Counts> domains,
        Map<Integer, Double> quantiles,
        List<FilterScores.Figure> figures,
        List<Sample> samples) {
    /**
     * Documents of one domain.
     *
     * @param keptBytes of text in UTF-8, as are {@code droppedBytes}
     */
    public record Counts(long kept, long keptBytes, long dropped, long droppedBytes) {
        Counts plus(Counts other) {
            return new Counts(
                    kept + other.kept,
                    keptBytes + other.keptBytes,
                    dropped + other.dropped,
                    droppedBytes + other.droppedBytes);
        }
    }

    /** Why a document is shown. */
    public enum Place {
        BEST("kept, best"),
        BARELY_KEPT("kept, nearest to the threshold"),
        BARELY_DROPPED("dropped, nearest to the threshold"),
        WORST("dropped, worst");

        private final String says;

        Place(String says) {
            this.says = says;
        }

        public String says() {
            return says;
        }
    }

    /**
     * The start of a document.
     *
     * @param note why it has its score, if the filter says
     */
    public record Sample(Place place, String domain, String name, double score, Optional<String> note, String start) {}

    /** All domains together. */
    public Counts total() {
        return domains.values().stream().reduce(new Counts(0, 0, 0, 0), Counts::plus);
    }
}
