package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The seeds of one size and token count, and their mean log loss. */
record Rung(Target target, double meanLogLoss, List<Observation> seeds) {

    /** Observations grouped by size and tokens, in order of compute. */
    static List<Rung> of(List<Observation> observations) {
        List<List<Observation>> groups = new ArrayList<>();
        for (Observation observation : observations) {
            groups.stream()
                    .filter(group -> group.getFirst().sameRung(observation))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.getLast();
                    })
                    .add(observation);
        }
        List<Rung> rungs = new ArrayList<>();
        for (List<Observation> seeds : groups) {
            double mean = seeds.stream()
                    .mapToDouble(o -> Math.log(o.loss()))
                    .average()
                    .orElseThrow();
            rungs.add(new Rung(seeds.getFirst().target(), mean, List.copyOf(seeds)));
        }
        rungs.sort(Comparator.comparingDouble(Rung::compute)
                .thenComparingDouble(rung -> rung.target().parameters()));
        return rungs;
    }

    double compute() {
        return target.compute();
    }
}
