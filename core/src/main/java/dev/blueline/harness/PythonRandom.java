package dev.blueline.harness;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.random.MersenneTwister;

/**
 * Python's {@code random.Random}, as far as the harness draws examples with it: the same seed gives the same examples. It is a
 * Mersenne Twister seeded by array (Matsumoto and Nishimura 1998) with {@code sample} as CPython's {@code Lib/random.py} does it.
 */
final class PythonRandom {
    private final MersenneTwister twister;

    /** @param seed at least 0 */
    PythonRandom(long seed) {
        int low = (int) seed;
        int high = (int) (seed >>> 32);
        twister = new MersenneTwister(high == 0 ? new int[] {low} : new int[] {low, high});
    }

    /** A number from 0 to below a bound, which is at least 1: as many random bits as the bound has, drawn anew until below it. */
    private int below(int bound) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        int drawn = twister.nextInt() >>> (Integer.SIZE - bits);
        while (drawn >= bound) {
            drawn = twister.nextInt() >>> (Integer.SIZE - bits);
        }
        return drawn;
    }

    /** Different indices below a size, in the order drawn. */
    int[] sample(int size, int count) {
        int setSize = 21;
        if (count > 5) {
            setSize += 1 << (2 * (int) Math.ceil(Math.log(count * 3.0) / Math.log(4)));
        }
        return size <= setSize ? fromPool(size, count) : byRejection(size, count);
    }

    private int[] fromPool(int size, int count) {
        int[] pool = IntStream.range(0, size).toArray();
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(size - i);
            drawn[i] = pool[j];
            pool[j] = pool[size - i - 1];
        }
        return drawn;
    }

    private int[] byRejection(int size, int count) {
        Set<Integer> selected = new HashSet<>();
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(size);
            while (!selected.add(j)) {
                j = below(size);
            }
            drawn[i] = j;
        }
        return drawn;
    }
}
