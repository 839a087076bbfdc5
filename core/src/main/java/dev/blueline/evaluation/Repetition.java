package dev.blueline.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Repeated pieces of a text, by the measure seq-rep-n of Welleck et al. 2019 (arXiv 1908.04319), n = 4. */
final class Repetition {
    private static final int N = 4;

    private Repetition() {}

    /** One minus the share of different 4-grams among all 4-grams: 0 if none comes twice; 0 for fewer than four tokens. */
    static double of(int[] tokens) {
        int grams = tokens.length - N + 1;
        if (grams < 1) {
            return 0;
        }
        Set<List<Integer>> different = new HashSet<>();
        for (int i = 0; i < grams; i++) {
            different.add(IntStream.range(i, i + N).mapToObj(at -> tokens[at]).toList());
        }
        return 1 - (double) different.size() / grams;
    }
}
