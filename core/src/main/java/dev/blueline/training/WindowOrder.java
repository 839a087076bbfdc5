package dev.blueline.training;

import dev.blueline.engine.Batch;
import dev.blueline.tokenizer.TokenStream;

/**
 * Batches of windows cut from a stream of tokens: every epoch visits each window once, in an order keyed by the seed and
 * the epoch. The order is a Feistel permutation, so any step is reached without walking through those before it.
 *
 * @param tokens the training text, documents separated by end-of-text
 * @param windows windows to draw from: the first so many of the stream
 * @param context inputs of one window
 * @param rows windows of one batch
 * @param seed key of the order
 */
public record WindowOrder(TokenStream tokens, long windows, int context, int rows, long seed) implements Batches {

    public WindowOrder {
        if (windows < 1 || windows * context + 1 > tokens.length()) {
            throw new IllegalArgumentException(
                    windows + " windows of " + context + " do not fit " + tokens.length() + " tokens");
        }
    }

    /** Windows a stream holds. */
    public static long windowsIn(long tokens, int context) {
        return Math.max(0, (tokens - 1) / context);
    }

    @Override
    public Batch at(long step) {
        int[] batch = new int[rows * (context + 1)];
        for (int row = 0; row < rows; row++) {
            long start = window(step * rows + row) * context;
            tokens.copy(start, context + 1, batch, row * (context + 1));
        }
        return new Batch(batch, rows, context);
    }

    /** Window drawn as the given number in the run. */
    long window(long draw) {
        long epoch = draw / windows;
        long place = draw % windows;
        int halfBits = (65 - Long.numberOfLeadingZeros(Math.max(1, windows - 1))) / 2;
        // Cycle walking: the permutation acts on the next power of four; a result outside is permuted again.
        do {
            place = permuted(place, halfBits, mix(seed ^ mix(epoch)));
        } while (place >= windows);
        return place;
    }

    private static long permuted(long value, int halfBits, long key) {
        long mask = (1L << halfBits) - 1;
        long left = value >>> halfBits;
        long right = value & mask;
        for (int round = 0; round < 4; round++) {
            long next = left ^ (mix(key + 0x9E3779B97F4A7C15L * round + right) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }

    /** Finaliser of SplitMix64 (Steele et al. 2014). */
    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
