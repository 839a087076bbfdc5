package dev.blueline.ablation;

import dev.blueline.engine.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Share vectors that a mixing law is fitted to: natural, uniform, and others that fill the room between and around them. Each of those is
 * drawn as {@code r_j ~ natural_j^u exp(z_j)}, u even from 0 (uniform) to 1 (natural), z normal; of many, that one is taken which lies
 * furthest from all taken so far. Shares are thousandths.
 *
 * @param least smallest share of a domain in the drawn mixtures and in the best
 * @param most largest share of each domain that its text allows
 */
record MixtureShares(Map<String, List<Double>> mixtures, double least, List<Double> most) {
    /** Text repeated about so often is worth nearly as much as fresh text (Muennighoff et al. 2023, arXiv 2305.16264). */
    static final double EPOCHS = 4;

    static final String NATURAL = "natural";
    static final String UNIFORM = "uniform";
    private static final int CANDIDATES = 1000;
    private static final double SPREAD = 0.8;
    private static final int PARTS = 1000;

    /**
     * @param tokens of each domain
     * @param count mixtures beside natural and uniform
     * @param largest tokens of the largest run
     * @param seed key of the drawn mixtures
     */
    static MixtureShares of(List<Long> tokens, int count, long largest, long seed) {
        int domains = tokens.size();
        double all = tokens.stream().mapToLong(Long::longValue).sum();
        double least = least(domains);
        double[] natural = tokens.stream().mapToDouble(n -> n / all).toArray();
        List<Double> most = most(tokens, largest);
        Map<String, List<Double>> mixtures = new LinkedHashMap<>();
        mixtures.put(NATURAL, rounded(natural));
        double[] uniform = new double[domains];
        Arrays.fill(uniform, 1.0 / domains);
        mixtures.put(UNIFORM, rounded(uniform));
        List<List<Double>> candidates = IntStream.range(0, CANDIDATES)
                .mapToObj(i -> bounded(drawn(natural, seed, i), least, most))
                .toList();
        for (int i = 1; i <= count; i++) {
            List<List<Double>> taken = List.copyOf(mixtures.values());
            List<Double> furthest = candidates.stream()
                    .max(Comparator.comparingDouble(candidate -> nearest(candidate, taken)))
                    .orElseThrow();
            mixtures.put(String.format(Locale.ROOT, "mix-%02d", i), furthest);
        }
        return new MixtureShares(mixtures, least, most);
    }

    /** A fifth of the uniform share. */
    static double least(int domains) {
        return Math.floor(0.2 / domains * PARTS) / PARTS;
    }

    /** Largest share of each domain in so many tokens. */
    static List<Double> most(List<Long> tokens, long largest) {
        return tokens.stream()
                .map(n -> Math.min(1, Math.floor(EPOCHS * n / largest * PARTS) / PARTS))
                .toList();
    }

    private static double[] drawn(double[] natural, long seed, int candidate) {
        long purpose = KeyedRandom.purpose("mixtures");
        long first = (long) candidate * (natural.length + 1);
        double power = KeyedRandom.uniform(seed, purpose, first);
        double[] weights = new double[natural.length];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = StrictMath.pow(natural[j], power)
                    * StrictMath.exp(SPREAD * KeyedRandom.normal(seed, purpose + 1, first + 1 + j));
        }
        return weights;
    }

    /** Weights as shares within bounds, in thousandths. */
    static List<Double> bounded(double[] weights, double least, List<Double> most) {
        double[] shares = weights.clone();
        double factor = 1 / Arrays.stream(weights).sum();
        for (int pass = 0; pass < 100; pass++) {
            double sum = 0;
            for (int j = 0; j < shares.length; j++) {
                shares[j] = Math.clamp(factor * weights[j], least, most.get(j));
                sum += shares[j];
            }
            factor /= sum;
        }
        return rounded(shares);
    }

    /** Thousandths, those of the largest remainders rounded up. */
    static List<Double> rounded(double... shares) {
        double sum = Arrays.stream(shares).sum();
        int[] parts = Arrays.stream(shares)
                .mapToInt(share -> (int) Math.floor(share / sum * PARTS + 1e-9))
                .toArray();
        int missing = PARTS - Arrays.stream(parts).sum();
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> parts[j] - shares[j] / sum * PARTS))
                .limit(missing)
                .forEach(j -> parts[j]++);
        List<Double> rounded = new ArrayList<>();
        for (int part : parts) {
            rounded.add(part / (double) PARTS);
        }
        return List.copyOf(rounded);
    }

    private static double nearest(List<Double> candidate, List<List<Double>> taken) {
        return taken.stream()
                .mapToDouble(other -> IntStream.range(0, other.size())
                        .mapToDouble(j -> Math.pow(other.get(j) - candidate.get(j), 2))
                        .sum())
                .min()
                .orElse(0);
    }
}
