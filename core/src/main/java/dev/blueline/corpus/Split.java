package dev.blueline.corpus;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoublePredicate;

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

    /** Which places of groups are held out. */
    static DoublePredicate validation(double fraction) {
        return position -> position < fraction;
    }

    /**
     * For a corpus so small that a tenth of its groups is none, or all: the first group by hash that holds at most a
     * fifth of the text is the validation side, or failing that the smallest group. Such a corpus has few groups.
     */
    static DoublePredicate singleGroup(Iterable<StoredDocument> documents) {
        Map<String, Long> sizes = new HashMap<>();
        long total = 0;
        for (StoredDocument document : documents) {
            sizes.merge(document.group(), (long) document.characters(), Long::sum);
            total += document.characters();
        }
        if (sizes.size() < 2) {
            return position -> false;
        }
        long most = total / 5;
        double chosen = position(sizes.keySet().stream()
                .filter(group -> sizes.getOrDefault(group, 0L) <= most)
                .min((a, b) -> Double.compare(position(a), position(b)))
                .orElseGet(() -> sizes.entrySet().stream()
                        .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .orElseThrow()
                        .getKey()));
        return position -> position == chosen;
    }

    /** A group's place in [0, 1). */
    static double position(String group) {
        return (TextHash.of(SALT + group) >>> 11) * 0x1p-53;
    }
}
