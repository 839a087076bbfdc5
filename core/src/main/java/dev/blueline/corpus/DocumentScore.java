package dev.blueline.corpus;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A filter that scores a document by itself. Not sealed: a score may need what this package cannot know, such as the loss of
 * a model that was trained on text of the wanted quality.
 */
public non-sealed interface DocumentScore extends QualityFilter {
    /** The document's score; from any thread. */
    double score(Document document);

    /** Why the document has its score, in a few words; empty if there is nothing to say. */
    default String note(Document document) {
        return "";
    }

    /** What is worth knowing about the scoring as a whole. */
    default List<FilterScores.Figure> figures(DocumentPool pool) {
        return List.of();
    }

    @Override
    default FilterScores scores(DocumentPool pool, DoubleConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        double[] values = IntStream.range(0, pool.size())
                .parallel()
                .mapToDouble(i -> {
                    double score = score(pool.get(i));
                    progress.accept((double) done.incrementAndGet() / pool.size());
                    return score;
                })
                .toArray();
        return new FilterScores(values, i -> note(pool.get(i)), figures(pool));
    }
}
