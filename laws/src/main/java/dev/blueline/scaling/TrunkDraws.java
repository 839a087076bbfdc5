package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Whose residual each run gets in a refit: every trunk those of another, compute by compute; where that has none of a compute, of any run
 * there.
 */
record TrunkDraws(List<ScaledMixingRun> runs, List<Map<Double, Integer>> trunks, Map<Double, List<Integer>> levels) {

    static TrunkDraws of(List<ScaledMixingRun> runs) {
        Map<String, Map<Double, Integer>> trunks = new LinkedHashMap<>();
        Map<Double, List<Integer>> levels = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            ScaledMixingRun run = runs.get(i);
            trunks.computeIfAbsent(run.trunk(), trunk -> new LinkedHashMap<>()).put(run.compute(), i);
            levels.computeIfAbsent(run.compute(), level -> new ArrayList<>()).add(i);
        }
        return new TrunkDraws(runs, List.copyOf(trunks.values()), levels);
    }

    /** Row of the residual of each run. */
    int[] rows(SplittableRandom random) {
        Map<String, Map<Double, Integer>> drawn = new LinkedHashMap<>();
        int[] rows = new int[runs.size()];
        for (int i = 0; i < rows.length; i++) {
            ScaledMixingRun run = runs.get(i);
            List<Integer> there = levels.getOrDefault(run.compute(), List.of(i));
            rows[i] = drawn.computeIfAbsent(run.trunk(), trunk -> trunks.get(random.nextInt(trunks.size())))
                    .getOrDefault(run.compute(), there.get(random.nextInt(there.size())));
        }
        return rows;
    }
}
