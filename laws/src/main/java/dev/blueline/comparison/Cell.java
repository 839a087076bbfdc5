package dev.blueline.comparison;

import dev.blueline.scaling.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The runs of a recipe at one size and number of tokens, beside the baseline's there.
 *
 * @param runs the recipe's
 * @param baseline the baseline's, empty if it ran nothing of this size and tokens
 * @param pairs runs of one seed
 */
record Cell(List<Observation> runs, List<Observation> baseline, List<Pair> pairs) {
    /** Tokens are whole batches: what lies within half a percent is the same number. */
    private static final double SAME = 0.005;

    /** Two runs of one seed. */
    record Pair(Observation run, Observation baseline) {
        /** What the recipe takes off the log loss. */
        double gain() {
            return Math.log(baseline.loss() / run.loss());
        }
    }

    /** The recipe's cells in order of compute. */
    static List<Cell> of(Recipe baseline, Recipe recipe) {
        List<List<Integer>> groups = new ArrayList<>();
        List<Observation> runs = recipe.observations();
        for (int i = 0; i < runs.size(); i++) {
            Observation run = runs.get(i);
            groups.stream()
                    .filter(group -> same(runs.get(group.getFirst()), run))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.getLast();
                    })
                    .add(i);
        }
        return groups.stream()
                .map(group -> cell(baseline, recipe, group))
                .sorted(Comparator.comparingDouble(Cell::compute))
                .toList();
    }

    private static Cell cell(Recipe baseline, Recipe recipe, List<Integer> group) {
        List<Observation> runs = group.stream().map(recipe.observations()::get).toList();
        List<Observation> there = baseline.observations().stream()
                .filter(run -> same(run, runs.getFirst()))
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i : recipe.seeds().isEmpty() || baseline.seeds().isEmpty() ? List.<Integer>of() : group) {
            for (int j = 0; j < baseline.observations().size(); j++) {
                Observation other = baseline.observations().get(j);
                if (same(other, runs.getFirst())
                        && baseline.seeds().get(j).equals(recipe.seeds().get(i))) {
                    pairs.add(new Pair(recipe.observations().get(i), other));
                    break;
                }
            }
        }
        return new Cell(runs, there, pairs);
    }

    static boolean same(Observation a, Observation b) {
        return Math.abs(Math.log(a.parameters() / b.parameters())) < SAME
                && Math.abs(Math.log(a.tokens() / b.tokens())) < SAME;
    }

    Match match() {
        return !pairs.isEmpty() ? Match.SEEDS : !baseline.isEmpty() ? Match.RUNGS : Match.LAW;
    }

    double parameters() {
        return runs.getFirst().parameters();
    }

    double tokens() {
        return runs.getFirst().tokens();
    }

    /** Mean compute of the recipe's runs. */
    double compute() {
        return runs.stream().mapToDouble(Observation::compute).average().orElseThrow();
    }

    /** Runs that the comparison stands on, fewest of the two recipes. */
    int replicates() {
        return switch (match()) {
            case SEEDS -> pairs.size();
            case RUNGS -> Math.min(runs.size(), baseline.size());
            case LAW -> runs.size();
        };
    }

    static double meanLogLoss(List<Observation> runs) {
        return runs.stream().mapToDouble(run -> Math.log(run.loss())).average().orElseThrow();
    }
}
