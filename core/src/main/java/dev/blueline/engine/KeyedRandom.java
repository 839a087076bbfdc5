package dev.blueline.engine;

/**
 * Random numbers as a pure function of what they are for: a seed, a purpose and an index. There is no state, so neither
 * the order of calls nor the number of threads can change a draw.
 *
 * <p>Each number is the finaliser of SplitMix64 (Steele, Lea and Flood 2014; constants of Stafford's Mix13), applied
 * once to every part of the key. It passes for statistics, not for secrets.
 */
public final class KeyedRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private KeyedRandom() {}

    /** 64 evenly distributed bits. */
    public static long bits(long seed, long purpose, long index) {
        long key = mix(seed + GOLDEN);
        key = mix(key ^ mix(purpose + 2 * GOLDEN));
        return mix(key + GOLDEN * (index + 1));
    }

    /** An even draw from 0 (included) to 1 (excluded), in steps of 2^-53. */
    public static double uniform(long seed, long purpose, long index) {
        return (bits(seed, purpose, index) >>> 11) * UNIT;
    }

    /**
     * A draw from the standard normal distribution (Box and Muller 1958). Strict maths: the same on every machine. About
     * 100 ns.
     */
    public static double normal(long seed, long purpose, long index) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(seed, purpose, 2 * index)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(seed, purpose, 2 * index + 1));
    }

    /** A purpose's key from its name, such as the name of a tensor: FNV-1a over the characters. */
    public static long purpose(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
