package dev.blueline.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses runs within a budget by a criterion: greedily, by gain over cost to several powers (0 spends on the most telling
 * runs, 1 on the cheapest information), then by exchanging one seed of a run for the best other, until nothing improves.
 */
final class Search {
    private static final double[] POWERS = {0, 0.25, 0.5, 0.75, 1};
    private static final int ROUNDS = 20;

    private final Beliefs beliefs;
    private final Criterion criterion;
    private final double budget;
    private final int mostRuns;

    /**
     * @param budget FLOPs
     * @param mostRuns most runs, seeds counted
     */
    Search(Beliefs beliefs, Criterion criterion, double budget, int mostRuns) {
        this.beliefs = beliefs;
        this.criterion = criterion;
        this.budget = budget * (1 + 1e-9);
        this.mostRuns = mostRuns;
    }

    /** Seeds of each candidate in the best design found. */
    int[] best() {
        int[] best = new int[beliefs.candidates.size()];
        for (double power : POWERS) {
            int[] found = exchanged(greedy(new int[best.length], power));
            if (value(found) < value(best)) {
                best = found;
            }
        }
        return best;
    }

    double value(int[] counts) {
        int[] chosen =
                IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
        return criterion.of(chosen, Arrays.stream(chosen).map(c -> counts[c]).toArray());
    }

    double flops(int[] counts) {
        double flops = 0;
        for (int c = 0; c < counts.length; c++) {
            flops += counts[c] * beliefs.flops(c);
        }
        return flops;
    }

    /** The runs a count of seeds stands for. */
    Design design(String name, int[] counts) {
        List<Design.PlannedRun> runs = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                runs.add(new Design.PlannedRun(beliefs.candidates.get(c), counts[c], beliefs.copies));
            }
        }
        runs.sort(Comparator.comparingDouble(run -> run.target().compute()));
        return new Design(name, runs);
    }

    private int[] greedy(int[] start, double power) {
        int[] counts = start.clone();
        double value = value(counts);
        double left = budget - flops(counts);
        int runs = Arrays.stream(counts).sum();
        while (runs < mostRuns) {
            int best = -1;
            double most = 0;
            double after = value;
            for (int c = 0; c < counts.length; c++) {
                double cost = beliefs.flops(c);
                if (cost > left) {
                    continue;
                }
                counts[c]++;
                double with = value(counts);
                counts[c]--;
                double gain = (value - with) / Math.pow(cost / budget, power);
                if (gain > most) {
                    most = gain;
                    best = c;
                    after = with;
                }
            }
            if (best < 0) {
                return counts;
            }
            counts[best]++;
            runs++;
            left -= beliefs.flops(best);
            value = after;
        }
        return counts;
    }

    private int[] exchanged(int[] start) {
        int[] best = start;
        double least = value(best);
        for (int round = 0; round < ROUNDS; round++) {
            int[] improved = best;
            double value = least;
            for (int c = 0; c < best.length; c++) {
                if (best[c] > 0) {
                    int[] without = best.clone();
                    without[c]--;
                    int[] filled = greedy(without, 0);
                    double filledValue = value(filled);
                    if (filledValue < value - 1e-6 * Math.abs(value)) {
                        value = filledValue;
                        improved = filled;
                    }
                }
            }
            if (value >= least) {
                return best;
            }
            best = improved;
            least = value;
        }
        return best;
    }
}
