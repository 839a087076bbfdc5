package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rung whose runs were asked tasks: one shape, one number of tokens, all seeds together.
 *
 * @param rung place on the ladder, such as {@code 64x2/4M}
 * @param size shape, such as {@code 64x2}
 * @param parameters weights in matrix products
 * @param tokens training tokens
 * @param flops training FLOPs
 * @param seeds its runs
 */
public record AskedModel(
        String rung, String size, long parameters, long tokens, double flops, List<Ledger.Entry> seeds) {
    private static final Set<Run.Role> ROLES = EnumSet.of(Run.Role.LADDER, Run.Role.HELD_OUT);

    public AskedModel {
        seeds = List.copyOf(seeds);
    }

    /** Rungs of the ladder and held out that went well and were asked tasks: fewest parameters first, then fewest FLOPs. */
    public static List<AskedModel> of(List<Ledger.Entry> entries) {
        Map<String, List<Ledger.Entry>> rungs = new LinkedHashMap<>();
        for (Ledger.Entry entry : entries) {
            if (asked(entry)) {
                rungs.computeIfAbsent(entry.run().rung(), rung -> new ArrayList<>())
                        .add(entry);
            }
        }
        return rungs.values().stream()
                .map(AskedModel::rung)
                .sorted(Comparator.comparingLong(AskedModel::parameters)
                        .thenComparing(AskedModel::size)
                        .thenComparingDouble(AskedModel::flops))
                .toList();
    }

    /** The rung of most FLOPs of each size, smallest size first. */
    static List<AskedModel> longest(List<AskedModel> models) {
        Map<String, AskedModel> sizes = new LinkedHashMap<>();
        models.forEach(model -> sizes.put(model.size, model));
        return List.copyOf(sizes.values());
    }

    /** The largest model, which is everywhere that of most training FLOPs, not of most parameters. */
    public static AskedModel largest(List<AskedModel> models) {
        return models.stream()
                .max(Comparator.comparingDouble(AskedModel::flops))
                .orElseThrow();
    }

    private static boolean asked(Ledger.Entry entry) {
        return entry.run().succeeded()
                && ROLES.contains(entry.run().role())
                && entry.measurements().stream().anyMatch(m -> m.metric().equals(TaskFigures.ACCURACY));
    }

    private static AskedModel rung(List<Ledger.Entry> seeds) {
        Run run = seeds.getFirst().run();
        return new AskedModel(
                run.rung(),
                run.width() + "x" + run.layers(),
                run.parameters().matmul(),
                run.tokens(),
                run.flops(),
                seeds);
    }

    /** Accuracy above chance on a slice, over the seeds that were asked it. */
    public Optional<AboveChance> score(String slice) {
        List<AboveChance> scores = seeds.stream()
                .flatMap(seed -> AboveChance.of(seed, slice).stream())
                .toList();
        return scores.isEmpty() ? Optional.empty() : Optional.of(AboveChance.mean(scores));
    }
}
