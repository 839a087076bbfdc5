package dev.blueline.ablation;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The best documents of each domain that make up a share of its tokens, so that the mixture of domains stays what it is and only
 * quality changes: domains are another axis. Among documents with equal scores a hash of their number decides.
 *
 * @param scores of the documents, the higher the better
 * @param tokens of the documents
 * @param domains of the documents
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BestOfDomain(double[] scores, int[] tokens, List<String> domains) {

    /**
     * Chooses among the first documents.
     *
     * @param count documents to choose among
     * @throws BadInput if nothing or everything is kept
     */
    BitSet keep(double share, int count) {
        Map<String, List<Integer>> byDomain = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            byDomain.computeIfAbsent(domains.get(i), domain -> new ArrayList<>())
                    .add(i);
        }
        BitSet kept = new BitSet();
        byDomain.values().forEach(indices -> keep(share, indices, kept));
        if (kept.isEmpty() || kept.cardinality() == count) {
            throw new BadInput("axis.shares: a share of " + share + " keeps " + (kept.isEmpty() ? "none" : "all")
                    + " of the " + count + " documents; give another, or more and shorter documents");
        }
        return kept;
    }

    private void keep(double share, List<Integer> indices, BitSet kept) {
        double all = indices.stream().mapToLong(i -> tokens[i]).sum();
        indices.sort((a, b) -> {
            int byScore = Double.compare(scores[b], scores[a]);
            return byScore != 0 ? byScore : Long.compare(place(a), place(b));
        });
        double taken = 0;
        for (int i : indices) {
            if (taken + 0.5 * tokens[i] <= share * all) { // else it would lead further off than it was before
                kept.set(i);
                taken += tokens[i];
            }
        }
    }

    /** Finaliser of SplitMix64 (Steele et al. 2014). */
    private static long place(int index) {
        long a = (index + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
