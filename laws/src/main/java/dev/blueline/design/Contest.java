package dev.blueline.design;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A design tried out on two laws, each right with probability one half: draw which law, draw one of its refits as the truth,
 * simulate the runs, and compare how likely the refits of either law make them on average (the Bayes factor).
 */
final class Contest {
    private static final int TRUTHS = 800;

    private final Beliefs first;
    private final Beliefs second;
    private final long seed;

    Contest(Beliefs first, Beliefs second, long seed) {
        this.first = first;
        this.second = second;
        this.seed = seed;
    }

    /** How far the runs are expected to tell the laws apart. */
    Settlement settle(int[] counts, double confidence) {
        int[] chosen =
                IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
        Settlement.Tally tally = new Settlement.Tally(0.5, confidence);
        for (int t = 0; t < TRUTHS; t++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + t);
            boolean isFirst = t % 2 == 0;
            Beliefs right = isFirst ? first : second;
            int truth = pick(right, random);
            double[] shown = Arrays.stream(chosen)
                    .mapToDouble(c ->
                            right.values[c][truth] + Math.sqrt(right.scatter(c, counts[c])) * random.nextGaussian())
                    .toArray();
            double odds = logEvidence(first, chosen, counts, shown, isFirst ? truth : -1)
                    - logEvidence(second, chosen, counts, shown, isFirst ? -1 : truth);
            tally.add(isFirst, 1 / (1 + Math.exp(-odds)));
        }
        return tally.settlement();
    }

    /** Log of the mean likelihood over refits, the truth itself left out. */
    private static double logEvidence(Beliefs law, int[] chosen, int[] counts, double[] shown, int truth) {
        double[] logs = new double[law.weights.length];
        for (int j = 0; j < logs.length; j++) {
            logs[j] = j == truth ? Double.NEGATIVE_INFINITY : Math.log(law.weights[j]);
        }
        for (int i = 0; i < chosen.length; i++) {
            double variance = law.scatter(chosen[i], counts[chosen[i]]);
            for (int j = 0; j < logs.length; j++) {
                double miss = shown[i] - law.values[chosen[i]][j];
                logs[j] -= 0.5 * (miss * miss / variance + Math.log(variance));
            }
        }
        double most = Arrays.stream(logs).max().orElse(0);
        double left = truth < 0 ? 1 : 1 - law.weights[truth];
        return most + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - most)).sum() / left);
    }

    private static int pick(Beliefs law, SplittableRandom random) {
        double at = random.nextDouble();
        int j = 0;
        while (j < law.weights.length - 1 && at >= law.weights[j]) {
            at -= law.weights[j];
            j++;
        }
        return j;
    }
}
