package dev.blueline.testtime;

import dev.blueline.engine.KeyedRandom;
import java.nio.ByteBuffer;

/**
 * Answers that were verified, so that none is verified twice. It remembers {@value #MOST} hashes of 64 bits; a later answer may push out an
 * earlier one, which is then verified again. Of 2^63 pairs of answers one is taken for the same.
 */
final class SeenAnswers {
    static final int MOST = 1 << 16;

    private final long[] hashes = new long[MOST];
    private int count;

    /** Those that {@link #bytes} told. */
    static SeenAnswers of(byte[] bytes) {
        SeenAnswers seen = new SeenAnswers();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= Long.BYTES) {
            seen.put(buffer.getLong());
        }
        return seen;
    }

    /** Remembers an answer; false if it was known. */
    boolean add(String answer) {
        return put(KeyedRandom.bits(KeyedRandom.purpose(answer), answer.length(), 0) | 1);
    }

    private boolean put(long hash) {
        int place = (int) (hash >>> 32) & MOST - 1;
        if (hashes[place] == hash) {
            return false;
        }
        count += hashes[place] == 0 ? 1 : 0;
        hashes[place] = hash;
        return true;
    }

    /** Eight bytes for each that is remembered. */
    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES);
        for (long hash : hashes) {
            if (hash != 0) {
                buffer.putLong(hash);
            }
        }
        return buffer.array();
    }
}
