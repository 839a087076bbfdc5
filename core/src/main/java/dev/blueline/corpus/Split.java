package dev.blueline.corpus;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * Which side a group falls on: validation if the hash of its name, as a number in [0, 1), is below the fraction. So the
 * side depends on the name and the fraction alone, and validation at 2.5% is part of validation at 5%.
 *
 * <p>The fraction is the first of 2.5%, 5% and 10% that gives at least 1 MB of validation text, or else 10%.
 */
final class Split {
    static final double[] FRACTIONS = {0.025, 0.05, 0.10};
    static final long ENOUGH_BYTES = 1_000_000;

    private static final String SALT = "blueline split 1: ";

    private Split() {}

    /**
     * Which places of groups are held out: those below the fraction, and where a domain of several groups has none there, one of
     * its own, so that every domain can be measured.
     */
    static DoublePredicate validation(double fraction, Iterable<StoredDocument> documents) {
        Map<String, Boolean> heldOut = new HashMap<>();
        for (StoredDocument document : documents) {
            heldOut.merge(document.domain(), position(document.group()) < fraction, Boolean::logicalOr);
        }
        Map<String, Map<String, Long>> lacking = new HashMap<>();
        for (StoredDocument document : documents) {
            if (!heldOut.getOrDefault(document.domain(), true)) {
                lacking.computeIfAbsent(document.domain(), domain -> new HashMap<>())
                        .merge(document.group(), (long) document.characters(), Long::sum);
            }
        }
        Set<Double> further = lacking.values().stream()
                .filter(groups -> groups.size() > 1)
                .map(Split::one)
                .collect(Collectors.toSet());
        return position -> position < fraction || further.contains(position);
    }

    /** For a corpus of which all or nothing would be held out: one group, if there are several. */
    static DoublePredicate singleGroup(Iterable<StoredDocument> documents) {
        Map<String, Long> sizes = new HashMap<>();
        for (StoredDocument document : documents) {
            sizes.merge(document.group(), (long) document.characters(), Long::sum);
        }
        if (sizes.size() < 2) {
            return position -> false;
        }
        double chosen = one(sizes);
        return position -> position == chosen;
    }

    /** Place of the first group by hash that holds at most a fifth of the text, or failing that of the smallest. */
    private static double one(Map<String, Long> sizes) {
        long most = sizes.values().stream().mapToLong(Long::longValue).sum() / 5;
        return position(sizes.keySet().stream()
                .filter(group -> sizes.getOrDefault(group, 0L) <= most)
                .min(Comparator.comparingDouble(Split::position))
                .orElseGet(() -> sizes.entrySet().stream()
                        .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .orElseThrow()
                        .getKey()));
    }

    /** A group's place in [0, 1). */
    static double position(String group) {
        return (TextHash.of(SALT + group) >>> 11) * 0x1p-53;
    }
}
