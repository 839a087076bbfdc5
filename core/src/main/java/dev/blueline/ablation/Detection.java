package dev.blueline.ablation;

import dev.blueline.calibration.Share;
import java.util.Map;

/**
 * How much of the known garbage a filter found.
 *
 * @param filter its name
 * @param share of the tokens of each domain that it kept
 * @param documents in all
 * @param dropped documents that it dropped
 * @param garbage bad documents there are, by kind in words
 * @param found bad documents that it dropped, by kind
 */
public record Detection(
        String filter,
        double share,
        int documents,
        int dropped,
        Map<String, Integer> garbage,
        Map<String, Integer> found) {

    /** Share of the dropped documents that are bad, with its 95% interval. */
    public Share precision() {
        return Share.of(sum(found), dropped);
    }

    /** Share of the bad documents that were dropped, with its 95% interval. */
    public Share recall() {
        return Share.of(sum(found), sum(garbage));
    }

    /** Share of the bad documents of one kind that were dropped, with its 95% interval. */
    public Share recall(String kind) {
        return Share.of(found.getOrDefault(kind, 0), garbage.getOrDefault(kind, 0));
    }

    /** What dropping documents by lot would give for both. */
    public double chance() {
        return (double) dropped / documents;
    }

    /** Share of the good documents that were dropped, with its 95% interval. */
    public Share lost() {
        return Share.of(dropped - sum(found), documents - sum(garbage));
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(x -> x).sum();
    }
}
