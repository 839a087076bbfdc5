package dev.blueline.corpus;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Scores of the documents of a pool.
 *
 * @param values one a document, in the pool's order
 * @param notes why a document has its score, in a few words; may be empty
 * @param figures what is worth knowing about the scoring as a whole, in the order to be shown
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FilterScores(double[] values, IntFunction<String> notes, List<Figure> figures) {
    /**
     * A number with its name.
     *
     * @param name in plain words
     * @param unit of the number: a share, or a count
     */
    public record Figure(String name, double value, Unit unit) {}

    /** What a figure is. */
    public enum Unit {
        SHARE,
        COUNT,
        /** A probability, shown with three digits. */
        PROBABILITY
    }
}
