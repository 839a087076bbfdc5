package dev.blueline.corpus;

import java.util.function.DoubleConsumer;

/**
 * Gives every document a score, the higher the better. What is kept is decided apart from that, by {@link Cutoff}. A filter that
 * looks at one document at a time is a {@link DocumentScore}.
 */
public sealed interface QualityFilter permits DocumentScore, DuplicateClusters {
    /** The word for it on the command line. */
    String name();

    /** What the score is, in one sentence. */
    String explanation();

    /** The lowest score that is kept if nothing else is asked for. */
    double usualThreshold();

    /**
     * Scores of all documents.
     *
     * @param progress hears the share of the documents that are done, from any thread
     */
    FilterScores scores(DocumentPool pool, DoubleConsumer progress);
}
