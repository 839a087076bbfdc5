package dev.blueline.harness;

import dev.blueline.evaluation.ClusteredMean;
import dev.blueline.evaluation.Estimate;
import dev.blueline.evaluation.SkillDifference;
import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Models on the same tasks, item by item.
 *
 * @param models compared
 * @param differences of every pair of models on every figure that all have
 * @param unpaired figures that are compared without a test, as items of a model were not logged
 * @param front what the models score against what they cost; empty where cost is not known of all
 */
public record ModelComparison(
        List<ModelScores> models, List<Difference> differences, List<String> unpaired, Optional<Front> front) {

    /**
     * A pair of models on one figure. The p-value is of a sign-flip permutation test over clusters of items, corrected by Holm's rule for
     * all pairs and figures, as in {@link SkillDifference}.
     *
     * @param key metric and filter
     * @param first place of the one model among the models
     * @param second place of the other
     * @param items compared
     * @param difference second minus first in the mean value of an item; of perplexities in nats an item
     * @param p two-sided
     * @param corrected for the number of pairs and figures
     */
    public record Difference(
            String task,
            String key,
            int first,
            int second,
            int items,
            Estimate difference,
            double p,
            double corrected) {}

    /**
     * Score against cost.
     *
     * @param cost parameters or training FLOPs
     * @param unit which of them
     * @param points one a model
     * @param tasks over which a score is the mean
     */
    public record Front(String unit, List<Point> points, int tasks) {}

    /**
     * A model's place.
     *
     * @param score mean over tasks of the first figure that is the better the higher it is
     * @param dominatedBy place of the cheapest model that costs no more and scores no less, and is better in one; -1 if there is none
     */
    public record Point(double cost, double score, int dominatedBy) {}

    /** @throws BadInput if the models share no task, or were asked different items of one */
    public static ModelComparison of(List<ModelScores> models) {
        Set<String> tasks = new LinkedHashSet<>(models.getFirst().figures().keySet());
        models.forEach(model -> tasks.retainAll(model.figures().keySet()));
        if (tasks.isEmpty()) {
            throw new BadInput("the models share no task: "
                    + String.join(
                            "; ",
                            models.stream()
                                    .map(model -> model.name() + " has "
                                            + String.join(", ", model.figures().keySet()))
                                    .toList())
                    + "; give results of the same tasks");
        }
        List<Difference> differences = new ArrayList<>();
        List<String> unpaired = new ArrayList<>();
        for (String task : tasks) {
            List<Map<String, Map<Integer, ModelScores.ItemValue>>> logged =
                    models.stream().map(model -> model.items(task)).toList();
            for (String key : shared(models, task)) {
                List<Map<Integer, ModelScores.ItemValue>> items = logged.stream()
                        .map(figures -> figures.getOrDefault(key, Map.of()))
                        .toList();
                if (items.stream().anyMatch(Map::isEmpty)) {
                    unpaired.add(task + " " + key);
                    continue;
                }
                for (int i = 0; i < models.size(); i++) {
                    for (int j = i + 1; j < models.size(); j++) {
                        differences.add(difference(models, task, key, i, j, items));
                    }
                }
            }
        }
        return new ModelComparison(models, corrected(differences), unpaired, front(models, tasks));
    }

    private static Set<String> shared(List<ModelScores> models, String task) {
        Set<String> keys = new LinkedHashSet<>(
                models.getFirst().figures().getOrDefault(task, Map.of()).keySet());
        models.forEach(model ->
                keys.retainAll(model.figures().getOrDefault(task, Map.of()).keySet()));
        return keys;
    }

    private static Difference difference(
            List<ModelScores> models,
            String task,
            String key,
            int first,
            int second,
            List<Map<Integer, ModelScores.ItemValue>> items) {
        ClusteredMean mean = new ClusteredMean();
        Map<String, double[]> clusters = new LinkedHashMap<>();
        int compared = 0;
        for (Map.Entry<Integer, ModelScores.ItemValue> entry : items.get(first).entrySet()) {
            ModelScores.ItemValue one = entry.getValue();
            ModelScores.ItemValue other = items.get(second).get(entry.getKey());
            if (other == null) {
                continue;
            }
            if (!one.document().equals(other.document())) {
                throw new BadInput(
                        models.get(first).name() + " and " + models.get(second).name()
                                + " were asked different items of " + task + " (item " + entry.getKey()
                                + "); ask both the same data");
            }
            double off = other.value() - one.value();
            mean.add(one.cluster(), off);
            clusters.computeIfAbsent(one.cluster(), unseen -> new double[1])[0] += off;
            compared++;
        }
        if (compared == 0) {
            throw new BadInput(models.get(first).name() + " and "
                    + models.get(second).name() + " share no item of " + task + "; ask both the same data");
        }
        double p = SkillDifference.signFlip(
                clusters.values().stream().mapToDouble(sum -> sum[0]).toArray());
        return new Difference(task, key, first, second, compared, mean.estimate(), p, p);
    }

    private static List<Difference> corrected(List<Difference> differences) {
        double[] corrected = SkillDifference.holm(
                differences.stream().mapToDouble(Difference::p).toArray());
        List<Difference> all = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            Difference d = differences.get(i);
            all.add(new Difference(
                    d.task(), d.key(), d.first(), d.second(), d.items(), d.difference(), d.p(), corrected[i]));
        }
        return all;
    }

    private static Optional<Front> front(List<ModelScores> models, Set<String> tasks) {
        boolean flops = models.stream().allMatch(model -> model.flops().isPresent());
        boolean parameters =
                models.stream().allMatch(model -> model.parameters().isPresent());
        List<String> scored =
                tasks.stream().filter(task -> best(models, task).isPresent()).toList();
        if (!flops && !parameters || scored.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> places = models.stream()
                .map(model -> {
                    OptionalDouble cost = flops ? model.flops() : model.parameters();
                    double sum = 0;
                    for (String task : scored) {
                        ModelScores.Score score = model.figures()
                                .getOrDefault(task, Map.of())
                                .get(best(models, task).orElseThrow());
                        sum += score == null ? 0 : score.value();
                    }
                    return new double[] {cost.orElseThrow(), sum / scored.size()};
                })
                .toList();
        List<Point> points = new ArrayList<>();
        for (double[] own : places) {
            int by = -1;
            for (int j = 0; j < places.size(); j++) {
                double[] other = places.get(j);
                boolean dominates =
                        other[0] <= own[0] && other[1] >= own[1] && (other[0] < own[0] || other[1] > own[1]);
                if (dominates && (by < 0 || other[0] < places.get(by)[0])) {
                    by = j;
                }
            }
            points.add(new Point(own[0], own[1], by));
        }
        return Optional.of(new Front(flops ? "training FLOPs" : "parameters", points, scored.size()));
    }

    /** The first shared figure that is the better the higher it is. */
    private static Optional<String> best(List<ModelScores> models, String task) {
        return shared(models, task).stream()
                .filter(key -> {
                    ModelScores.Score score = models.getFirst()
                            .figures()
                            .getOrDefault(task, Map.of())
                            .get(key);
                    return score != null && score.higherIsBetter();
                })
                .findFirst();
    }
}
