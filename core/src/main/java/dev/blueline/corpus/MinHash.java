package dev.blueline.corpus;

import java.util.Arrays;

/**
 * Keys under which texts that resemble each other meet: 128 minimum hashes of a text's shingles (Broder 1997) in 16 bands of
 * 8 (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4). Two texts of Jaccard index J share at least
 * one key with probability 1 - (1 - J^8)^16: 0.06 at 0.5, 0.61 at 0.7, 0.95 at 0.8, 0.9998 at 0.9.
 */
final class MinHash {
    static final int BANDS = 16;

    private static final int ROWS = 8;
    private static final int[] FACTORS = new int[BANDS * ROWS];
    private static final int[] OFFSETS = new int[BANDS * ROWS];

    static {
        for (int i = 0; i < FACTORS.length; i++) {
            long random = TextHash.mix(0x6D696E68617368L + i * 0x9E3779B97F4A7C15L);
            FACTORS[i] = (int) random | 1;
            OFFSETS[i] = (int) (random >>> 32);
        }
    }

    private MinHash() {}

    /** One key a band. */
    static int[] bands(long[] shingles) {
        int[] least = new int[FACTORS.length];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (long shingle : shingles) {
            lower(least, (int) (shingle >>> 32) ^ (int) shingle);
        }
        int[] keys = new int[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long key = band;
            for (int row = 0; row < ROWS; row++) {
                key = TextHash.mix(key + 0x9E3779B97F4A7C15L + least[band * ROWS + row]);
            }
            keys[band] = (int) key;
        }
        return keys;
    }

    /** A loop that the JIT turns into vector instructions. */
    private static void lower(int[] least, int shingle) {
        for (int i = 0; i < FACTORS.length; i++) {
            least[i] = Math.min(least[i], FACTORS[i] * shingle + OFFSETS[i]);
        }
    }
}
