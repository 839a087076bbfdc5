package dev.blueline.evaluation;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bits a model needs for each byte of held-out text: comparable over tokenizers, unlike loss per token. The documents
 * stand in one stream with end-of-text between them, as in training, cut into windows of the model's context, so every
 * model sees every token with the same left context. The end-of-text tokens are read but not counted.
 */
public final class BitsPerByte {
    private static final int ROWS = 16;

    private final List<ScoredText> documents;
    private final int[] stream;
    /** Document that each token of the stream belongs to, -1 for end-of-text. */
    private final int[] owner;

    public BitsPerByte(List<ScoredText> documents, int endOfText) {
        this.documents = List.copyOf(documents);
        int length = documents.stream()
                        .mapToInt(document -> document.tokens().length + 1)
                        .sum()
                + 1;
        stream = new int[length];
        owner = new int[length];
        int at = 0;
        for (int d = 0; d < documents.size(); d++) {
            stream[at] = endOfText;
            owner[at++] = -1;
            for (int token : documents.get(d).tokens()) {
                stream[at] = token;
                owner[at++] = d;
            }
        }
        stream[at] = endOfText;
        owner[at] = -1;
    }

    /** Tokens scored by one {@link #measure}. */
    public int tokens() {
        return stream.length - 1;
    }

    /** Bytes that the tokens stand for. */
    public long bytes() {
        return documents.stream().mapToLong(ScoredText::bytes).sum();
    }

    /**
     * Loss over all text and by domain.
     *
     * @param all over every document
     * @param domains by domain, in order of first appearance
     */
    public record Result(Estimate all, Map<String, Estimate> domains) {}

    /** Scores every document; cost one forward pass over {@link #tokens()}. */
    public Result measure(Learner learner) {
        return summary(score(learner));
    }

    /** Loss of every token of the stream after the first, in nats, end-of-text included: {@code [tokens()]}. */
    public float[] score(Learner learner) {
        float[] losses = new float[tokens()];
        int context = learner.shape().context();
        for (int from = 0; from + 1 < stream.length; from += ROWS * context) {
            score(learner, from, context, losses);
        }
        return losses;
    }

    /** What losses that {@link #score} gave come to. */
    public Result summary(float[] losses) {
        double[] nats = new double[documents.size()];
        for (int i = 0; i < losses.length; i++) {
            if (owner[i + 1] >= 0) {
                nats[owner[i + 1]] += losses[i];
            }
        }
        ClusteredRatio all = new ClusteredRatio();
        Map<String, ClusteredRatio> domains = new LinkedHashMap<>();
        for (int d = 0; d < nats.length; d++) {
            double bits = nats[d] / Math.log(2);
            ScoredText document = documents.get(d);
            all.add(bits, document.bytes());
            domains.computeIfAbsent(document.domain(), name -> new ClusteredRatio())
                    .add(bits, document.bytes());
        }
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        domains.forEach((name, ratio) -> estimates.put(name, ratio.estimate()));
        return new Result(all.estimate(), estimates);
    }

    /** Scores up to {@link #ROWS} windows; a last short window is scored as a batch of its own length. */
    private void score(Learner learner, int from, int context, float[] losses) {
        int available = stream.length - 1 - from;
        int rows = Math.min(ROWS, available / context);
        if (rows > 0) {
            score(learner, from, rows, context, losses);
        }
        if (rows < ROWS && available % context > 0) {
            score(learner, from + rows * context, 1, available % context, losses);
        }
    }

    private void score(Learner learner, int from, int rows, int length, float[] losses) {
        int[] tokens = new int[rows * (length + 1)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(stream, from + row * length, tokens, row * (length + 1), length + 1);
        }
        float[] scored = learner.score(new Batch(tokens, rows, length));
        System.arraycopy(scored, 0, losses, from, scored.length);
    }

    /** The documents, in scoring order. */
    public List<ScoredText> documents() {
        return documents;
    }
}
