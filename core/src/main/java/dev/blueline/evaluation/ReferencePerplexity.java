package dev.blueline.evaluation;

import dev.blueline.corpus.Document;
import dev.blueline.corpus.DocumentPool;
import dev.blueline.corpus.DocumentScore;
import dev.blueline.corpus.FilterScores;
import dev.blueline.engine.ContinuationScores;
import dev.blueline.engine.Continuations;
import dev.blueline.engine.Learner;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * How well a model of a reference predicts a document, as CCNet's filter does (Wenzek et al. 2020, section 3.3, there with an n-gram
 * model). Perplexity is taken per byte, so that it does not hang on how a tokenizer cuts the text: the score is its reciprocal, the
 * geometric mean probability of a byte, 2 to the power of minus the bits per byte. A document is read alone, in windows of the
 * model's context, up to {@value #WINDOWS} of them.
 */
public final class ReferencePerplexity implements DocumentScore {
    private static final int WINDOWS = 4;
    private static final int BLOCK = 128;
    /** Share of the reference's own held-out documents below the usual threshold. */
    private static final double LOST = 0.05;

    private final Learner learner;
    private final Tokenizer tokenizer;
    private final double threshold;
    private final List<FilterScores.Figure> figures;

    /**
     * @param learner a trained model; it stays the caller's, to close
     * @param heldOut documents of the reference that the model has not seen, to say where scores of good text lie; may be empty
     */
    public ReferencePerplexity(Learner learner, Tokenizer tokenizer, List<Document> heldOut) {
        this.learner = learner;
        this.tokenizer = tokenizer;
        double[] good = Arrays.stream(scores(heldOut)).sorted().toArray();
        this.threshold = good.length == 0 ? 0.5 : good[(int) (LOST * (good.length - 1))];
        this.figures = good.length == 0
                ? List.of()
                : List.of(
                        new FilterScores.Figure(
                                "held-out documents of the reference", good.length, FilterScores.Unit.COUNT),
                        new FilterScores.Figure(
                                "their median score", good[good.length / 2], FilterScores.Unit.PROBABILITY),
                        new FilterScores.Figure(
                                "score that 95% of them exceed", threshold, FilterScores.Unit.PROBABILITY));
    }

    @Override
    public String name() {
        return "perplexity";
    }

    @Override
    public String explanation() {
        return "probability of a byte under a model of the reference, the geometric mean over the document";
    }

    /** What 19 of 20 held-out documents of the reference exceed; 0.5, one bit per byte, if there are none. */
    @Override
    public double usualThreshold() {
        return threshold;
    }

    @Override
    public double score(Document document) {
        return scores(List.of(document))[0];
    }

    @Override
    public List<FilterScores.Figure> figures(DocumentPool pool) {
        return figures;
    }

    @Override
    public FilterScores scores(DocumentPool pool, DoubleConsumer progress) {
        double[] values = new double[pool.size()];
        for (int from = 0; from < values.length; from += BLOCK) {
            int to = Math.min(values.length, from + BLOCK);
            double[] some = scores(IntStream.range(from, to).mapToObj(pool::get).toList());
            System.arraycopy(some, 0, values, from, some.length);
            progress.accept((double) to / values.length);
        }
        return new FilterScores(values, i -> "", figures);
    }

    /** The learner is one for all threads and computes with all of its own. */
    private synchronized double[] scores(List<Document> documents) {
        List<Continuations> questions = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        long[] bytes = new long[documents.size()];
        double[] nats = new double[documents.size()];
        int context = learner.shape().context();
        for (int d = 0; d < bytes.length; d++) {
            int[] ids = tokenizer.encode(beginning(documents.get(d).text(), context));
            int length = Math.min(ids.length, WINDOWS * context);
            for (int from = 0; from < length; from += context) {
                int before = from == 0 ? tokenizer.beginning() : ids[from - 1];
                int[] window = Arrays.copyOfRange(ids, from, Math.min(length, from + context));
                questions.add(new Continuations(new int[] {before}, List.of(window)));
                owners.add(d);
                for (int id : window) {
                    bytes[d] += tokenizer.byteLength(id);
                }
            }
        }
        List<ContinuationScores> scored = learner.score(questions);
        for (int q = 0; q < scored.size(); q++) {
            for (float log : scored.get(q).logProbabilities()[0]) {
                nats[owners.get(q)] -= log;
            }
        }
        return IntStream.range(0, bytes.length)
                .mapToDouble(d -> Math.exp(-nats[d] / Math.max(1, bytes[d])))
                .toArray();
    }

    /** Enough characters for all windows, whatever a token's length: the rest need not be encoded. */
    private static String beginning(String text, int context) {
        int end = Math.min(text.length(), WINDOWS * context * 16);
        return text.substring(
                0, end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
