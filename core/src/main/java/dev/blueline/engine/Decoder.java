package dev.blueline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Continues several sequences at once, each with its own cache of keys and values. A sequence's tokens do not depend on
 * which others it is decoded with: every row is computed as if alone.
 *
 * <p>A sequence ends at the stop token, at the asked number of tokens, or when the model's context is full. A prompt
 * longer than the context keeps its last part: so much that the answer still fits, but at least half the context.
 */
final class Decoder {
    /** Most sequences decoded together. */
    static final int TOGETHER = 32;

    /**
     * Bytes of keys and values that all threads' sequences may hold together: they are read as a whole for every token,
     * from the last-level cache three times as fast as from memory. A group is decoded to its end before the next.
     */
    private static final long CACHED = 8L << 20;

    /** Sequences decoded together: at least a register tile of rows, at most what the cache holds. */
    static int together(ModelShape shape, int threads) {
        long fitting = CACHED / threads / shape.decodingStateBytes(shape.context());
        return (int) Math.clamp(fitting / 8 * 8, 8, TOGETHER);
    }

    /** Hears of every token that is added; called from several threads, but from one at a time for each prompt. */
    @FunctionalInterface
    interface Listener {
        /**
         * A token was added.
         *
         * @param prompt index of the prompt
         * @param position place of the token, counted from the first kept token of the prompt
         * @param logProbability natural-log probability of the token at temperature 1
         */
        void added(int prompt, int position, float logProbability);
    }

    private final ModelShape shape;
    private final Transformer transformer;
    private final Head head;
    private final AttentionKernels attention;
    private final Activations activations;
    private final Heads heads;
    private final int[] tokens = new int[TOGETHER];
    private final int[] positions = new int[TOGETHER];
    private final int[] ascending;
    private final float[][] logProbabilities;
    private final TokenChoice choice;

    /** @param activations room for {@code max(context, TOGETHER)} rows */
    Decoder(ModelShape shape, Transformer transformer, Head head, AttentionKernels attention, Activations activations) {
        this.shape = shape;
        this.transformer = transformer;
        this.head = head;
        this.attention = attention;
        this.activations = activations;
        heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
        ascending = ascending(shape.context());
        logProbabilities = new float[TOGETHER][shape.vocabulary()];
        choice = new TokenChoice(shape.vocabulary());
    }

    /** Positions 0, 1, 2 and so on. */
    static int[] ascending(int count) {
        int[] positions = new int[count];
        Arrays.setAll(positions, i -> i);
        return positions;
    }

    /** A sequence on its way: the kept prompt, what was added, and keys and values of every layer so far. */
    private final class Sequence {
        final int index;
        final int prompt;
        final int[] tokens;
        final KeyValues[] past = new KeyValues[shape.layers()];
        int length;

        Sequence(int index, int[] whole, Sampling sampling) {
            this.index = index;
            prompt = sampling.kept(whole.length, shape.context());
            int room = sampling.room(prompt, shape.context());
            tokens = Arrays.copyOfRange(whole, whole.length - prompt, whole.length + room);
            length = prompt;
            int fed = Math.min(shape.context(), prompt + room);
            Arrays.setAll(past, layer -> KeyValues.of(fed, heads));
        }

        /** Draws the next token; false when the sequence has ended. */
        boolean extend(float[] logProbabilities, Sampling sampling, Listener listener) {
            double uniform = KeyedRandom.uniform(sampling.seed(), index, length);
            int token = choice.choose(logProbabilities, sampling.temperature(), sampling.topP(), uniform);
            if (token == sampling.stop()) {
                return false;
            }
            listener.added(index, length, logProbabilities[token]);
            tokens[length++] = token;
            return length < tokens.length;
        }
    }

    /**
     * Continues the prompts from {@code from} to {@code to}, at most {@link #TOGETHER} of them.
     *
     * @param answers takes the new tokens of each prompt, without the stop token
     */
    void decode(List<int[]> prompts, int from, int to, Sampling sampling, int[][] answers, Listener listener) {
        List<Sequence> active = new ArrayList<>();
        for (int index = from; index < to; index++) {
            Sequence sequence = new Sequence(index, prompts.get(index), sampling);
            if (sequence.tokens.length > sequence.prompt) {
                prefill(sequence);
                head.logProbabilities(activations, 0, 1, logProbabilities);
                if (sequence.extend(logProbabilities[0], sampling, listener)) {
                    active.add(sequence);
                    continue;
                }
            }
            answers[index] = Arrays.copyOfRange(sequence.tokens, sequence.prompt, sequence.length);
        }
        while (!active.isEmpty()) {
            feed(active);
            head.logProbabilities(activations, 0, active.size(), logProbabilities);
            List<Sequence> still = new ArrayList<>(active.size());
            for (int row = 0; row < active.size(); row++) {
                Sequence sequence = active.get(row);
                if (sequence.extend(logProbabilities[row], sampling, listener)) {
                    still.add(sequence);
                } else {
                    answers[sequence.index] = Arrays.copyOfRange(sequence.tokens, sequence.prompt, sequence.length);
                }
            }
            active = still;
        }
    }

    /** Reads the prompt; the output is that of its last token only. */
    private void prefill(Sequence sequence) {
        int rows = sequence.prompt;
        int[] last = {rows - 1};
        transformer.forward(activations, sequence.tokens, ascending, rows, last, (layer, tile, count) -> {
            KeyValues past = sequence.past[layer];
            past.put(tile.keys(), tile.values(), tile.first(), count);
            int from = layer + 1 < shape.layers() ? 0 : Math.max(0, rows - 1 - tile.first());
            if (from < count) {
                attention.attend(
                        tile.queries().from(from),
                        tile.first() + from,
                        count - from,
                        past,
                        tile.attended().from(from),
                        tile.statistics().from(from));
            }
        });
    }

    private void feed(List<Sequence> active) {
        for (int row = 0; row < active.size(); row++) {
            Sequence sequence = active.get(row);
            positions[row] = sequence.length - 1;
            tokens[row] = sequence.tokens[sequence.length - 1];
        }
        transformer.forward(activations, tokens, 0, positions, 0, active.size(), (layer, tile, count) -> {
            for (int i = 0; i < count; i++) {
                int row = tile.first() + i;
                KeyValues past = active.get(row).past[layer];
                past.put(tile.keys().from(i), tile.values().from(i), positions[row], 1);
                attention.attend(
                        tile.queries().from(i),
                        positions[row],
                        1,
                        past,
                        tile.attended().from(i),
                        tile.statistics().from(i));
            }
        });
    }
}
