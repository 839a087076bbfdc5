package dev.blueline.corpus;

import dev.blueline.ledger.BadInput;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * Documents of several sources put into one stream so that each source keeps its share all along: the next document is from
 * the source whose middle of that document would lie first if every source went on at the rate of its share (stride
 * scheduling, Waldspurger 1995). The stream ends where the source that is due has no document left, so no text is repeated.
 *
 * <p>At every point each source's part is its share to within the size of the two longest documents.
 *
 * @param order indices of the documents, in the order of the stream
 * @param count how many there are
 * @param parts what each source gave
 */
public record Mixture(LongUnaryOperator order, long count, List<Part> parts) {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    /**
     * One source's part.
     *
     * @param source its name
     * @param asked share asked for, of 1
     * @param used size of its documents in the stream
     * @param leftOver size of those for which there was no room
     */
    public record Part(String source, double asked, long used, long leftOver) {}

    /**
     * @param weights of the sources, in the order of their numbers
     * @param documents how many there are
     * @param source number of a document's source
     * @param size of a document, such as its tokens
     */
    public static Mixture of(
            List<CorpusReport.Weight> weights, long documents, LongUnaryOperator source, LongUnaryOperator size) {
        MemorySegment order = Arena.ofAuto().allocate(Math.max(1, documents) * Long.BYTES);
        int sources = weights.size();
        long[] cursor = new long[sources];
        long[] used = new long[sources];
        long[] all = new long[sources];
        for (long i = 0; i < documents; i++) {
            all[(int) source.applyAsLong(i)] += size.applyAsLong(i);
        }
        long count = 0;
        while (true) {
            int due = -1;
            double earliest = Double.POSITIVE_INFINITY;
            for (int s = 0; s < sources; s++) {
                while (cursor[s] < documents && source.applyAsLong(cursor[s]) != s) {
                    cursor[s]++;
                }
                double half = cursor[s] < documents ? size.applyAsLong(cursor[s]) * 0.5 : 0;
                double middle = (used[s] + half) / weights.get(s).share();
                if (middle < earliest) {
                    earliest = middle;
                    due = s;
                }
            }
            if (due < 0 || cursor[due] == documents) {
                break;
            }
            order.setAtIndex(LONG, count++, cursor[due]);
            used[due] += size.applyAsLong(cursor[due]++);
        }
        List<Part> parts = IntStream.range(0, sources)
                .mapToObj(s -> new Part(weights.get(s).source(), weights.get(s).share(), used[s], all[s] - used[s]))
                .toList();
        return new Mixture(i -> order.getAtIndex(LONG, i), count, parts);
    }

    /**
     * This mixture.
     *
     * @throws BadInput if a source gave nothing to it, so that its share could not be kept
     */
    public Mixture requireAll() {
        for (Part part : parts) {
            if (part.used() == 0) {
                throw new BadInput("corpus: " + part.source() + " has no training text for its share of " + part.asked()
                        + "; give it more text or no share");
            }
        }
        return this;
    }
}
