package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Random choices that depend on a key alone: a purpose, a seed, a level and an index. The same key gives the same
 * choices on every machine (SplitMix64, Steele, Lea and Flood 2014).
 */
public final class Draw {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    public Draw(String purpose, long seed, long level, long index) {
        long hash = 0xCBF29CE484222325L; // FNV-1a
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
        }
        state = mix(mix(mix(mix(hash + GOLDEN) ^ seed) + GOLDEN * (level + 1)) ^ mix(index + GOLDEN));
    }

    /** 64 evenly distributed bits. */
    public long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** A whole number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("nothing to draw below " + bound);
        }
        return (int) Math.unsignedMultiplyHigh(bits(), bound);
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    public boolean coin() {
        return bits() < 0;
    }

    /** An even draw from 0 (included) to 1 (excluded). */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    public <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** So many different places of a list, in random order. */
    public <T> List<T> several(List<T> from, int count) {
        List<T> rest = new ArrayList<>(from);
        for (int i = 0; i < count; i++) {
            Collections.swap(rest, i, between(i, rest.size() - 1));
        }
        return List.copyOf(rest.subList(0, count));
    }

    public <T> List<T> shuffled(List<T> list) {
        return several(list, list.size());
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
