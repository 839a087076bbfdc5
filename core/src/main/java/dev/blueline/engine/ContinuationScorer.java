package dev.blueline.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Scores the continuations of a context with one pass over the context: its keys and values stay, and all continuations
 * follow as further rows, each attending to the context and to itself. Every row is computed as if alone, so the figures
 * are those of {@link WholeRows}, to the bit.
 */
final class ContinuationScorer {
    private final ModelShape shape;
    private final Transformer transformer;
    private final Head head;
    private final AttentionKernels attention;
    private final Activations activations;
    private final Heads heads;

    /** @param activations room for {@code context} rows at least */
    ContinuationScorer(
            ModelShape shape, Transformer transformer, Head head, AttentionKernels attention, Activations activations) {
        this.shape = shape;
        this.transformer = transformer;
        this.head = head;
        this.attention = attention;
        this.activations = activations;
        heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
    }

    /** Log-probability of every token of every continuation: {@code [continuations][tokens]}. */
    float[][] score(Continuations question) {
        KeyValues[] past = new KeyValues[shape.layers()];
        Arrays.setAll(past, layer -> KeyValues.of(question.longest(), heads));
        int[] context = question.context();
        readContext(context, past);
        float[][] next = new float[1][shape.vocabulary()];
        head.logProbabilities(activations, context.length - 1, 1, next);
        List<int[]> continuations = question.continuations();
        float[][] scores = new float[continuations.size()][];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = new float[continuations.get(i).length];
            scores[i][0] = next[0][continuations.get(i)[0]];
        }
        int from = 0;
        while (from < scores.length) {
            int rows = continuations.get(from).length - 1;
            int to = from + 1;
            while (to < scores.length && rows + continuations.get(to).length - 1 <= shape.context()) {
                rows += continuations.get(to++).length - 1;
            }
            if (rows > 0) {
                readContinuations(continuations.subList(from, to), context.length, rows, past, scores, from);
            }
            from = to;
        }
        return scores;
    }

    private void readContext(int[] context, KeyValues[] past) {
        int[] positions = Decoder.ascending(context.length);
        transformer.forward(activations, context, 0, positions, 0, context.length, (layer, tile, count) -> {
            past[layer].put(tile.keys(), tile.values(), tile.first(), count);
            attention.attend(tile.queries(), tile.first(), count, past[layer], tile.attended(), tile.statistics());
        });
    }

    /** All but the last token of each continuation, one after another; {@code first} is their first position. */
    private void readContinuations(
            List<int[]> continuations, int first, int rows, KeyValues[] past, float[][] scores, int scoresFrom) {
        int[] tokens = new int[rows];
        int[] targets = new int[rows];
        int[] positions = new int[rows];
        int at = 0;
        for (int[] continuation : continuations) {
            for (int i = 0; i + 1 < continuation.length; i++) {
                tokens[at] = continuation[i];
                targets[at] = continuation[i + 1];
                positions[at++] = first + i;
            }
        }
        transformer.forward(activations, tokens, 0, positions, 0, rows, (layer, tile, count) -> {
            int row = 0;
            while (row < count) {
                int start = positions[tile.first() + row];
                int run = 1;
                while (row + run < count && positions[tile.first() + row + run] == start + run) {
                    run++;
                }
                past[layer].put(tile.keys().from(row), tile.values().from(row), start, run);
                attention.attend(
                        tile.queries().from(row),
                        start,
                        run,
                        past[layer],
                        tile.attended().from(row),
                        tile.statistics().from(row));
                row += run;
            }
        });
        float[] losses = new float[rows];
        head.score(activations, rows, targets, 0, losses, 0);
        at = 0;
        for (int i = 0; i < continuations.size(); i++) {
            for (int j = 1; j < continuations.get(i).length; j++) {
                scores[scoresFrom + i][j] = -losses[at++];
            }
        }
    }
}
