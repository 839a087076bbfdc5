package dev.blueline.corpus;

import dev.blueline.ledger.BadInput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which scores are kept. */
public sealed interface Cutoff {
    /** All from this score on. */
    record AtLeast(double score) implements Cutoff {}

    /**
     * This share of the documents, those with the highest scores. Of documents with the same score those with the lowest
     * hashes are taken, so that the share is met.
     */
    record Best(double share) implements Cutoff {
        /** @throws BadInput if the share is not between 0 and 1 */
        public Best {
            if (!(share > 0 && share < 1)) {
                throw new BadInput(
                        "--keep " + share + " is no share to keep; give more than 0 and less than 1, such as 0.5");
            }
        }
    }

    /**
     * What is kept.
     *
     * @param documents by their numbers
     * @param threshold the lowest score among them
     * @param ties documents with that score that are not kept
     */
    record Kept(BitSet documents, double threshold, int ties) {}

    /** @throws BadInput if nothing or everything is kept */
    default Kept choose(FilterScores scores, DocumentPool pool) {
        double[] sorted = scores.values().clone();
        Arrays.sort(sorted);
        Kept kept = switch (this) {
            case AtLeast bound -> {
                BitSet all = new BitSet();
                IntStream.range(0, sorted.length)
                        .filter(i -> scores.values()[i] >= bound.score())
                        .forEach(all::set);
                yield new Kept(all, bound.score(), 0);
            }
            case Best best -> best(scores.values(), sorted, best.share(), pool);
        };
        int count = kept.documents().cardinality();
        if (count == 0 || count == sorted.length) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "%s keeps %s of %d documents, whose scores are %.4g to %.4g; give a %s --threshold, or --keep",
                    switch (this) {
                        case AtLeast bound -> "the threshold " + bound.score();
                        case Best best -> "--keep " + best.share();
                    },
                    count == 0 ? "none" : "all",
                    sorted.length,
                    sorted[0],
                    sorted[sorted.length - 1],
                    count == 0 ? "lower" : "higher"));
        }
        return kept;
    }

    private static Kept best(double[] values, double[] sorted, double share, DocumentPool pool) {
        int wanted = (int) Math.round(share * values.length);
        if (wanted == 0) {
            return new Kept(new BitSet(), Double.POSITIVE_INFINITY, 0);
        }
        double threshold = sorted[values.length - wanted];
        BitSet kept = new BitSet();
        IntStream.range(0, values.length).filter(i -> values[i] > threshold).forEach(kept::set);
        int[] same = IntStream.range(0, values.length)
                .filter(i -> values[i] == threshold)
                .toArray();
        int room = wanted - kept.cardinality();
        if (room < same.length) {
            same = Arrays.stream(same)
                    .boxed()
                    .sorted((a, b) -> Long.compare(place(pool, a), place(pool, b)))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        Arrays.stream(same).limit(room).forEach(kept::set);
        return new Kept(kept, threshold, same.length - room);
    }

    /** A place in an order that has nothing to do with that of a prepared corpus, from which the documents may have been taken. */
    private static long place(DocumentPool pool, int index) {
        return TextHash.mix(pool.stored(index).order() + 1);
    }
}
