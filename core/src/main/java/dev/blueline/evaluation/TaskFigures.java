package dev.blueline.evaluation;

import dev.blueline.ledger.Measurement;
import dev.blueline.tasks.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A model's figures on a slice of items, with standard errors clustered by template: items of one frame are not
 * independent.
 *
 * @param slice a skill, or skill and level such as {@code arithmetic/3}
 * @param items how many
 * @param templates how many frames they were made from
 * @param chance expected accuracy of a guess
 * @param accuracy share of items whose right answer is the likeliest
 * @param accuracyPerByte the same by log-probability a byte
 * @param choice mean probability of the right answer among the answers
 * @param brier mean Brier score, lower is better
 * @param logProbability mean natural-log probability of the right answer
 * @param exact share of items whose right answer the model writes
 */
public record TaskFigures(
        String slice,
        int items,
        int templates,
        double chance,
        Estimate accuracy,
        Estimate accuracyPerByte,
        Estimate choice,
        Estimate brier,
        Estimate logProbability,
        Estimate exact) {

    /** Share of items right. */
    public static final String ACCURACY = "task_accuracy";
    /** Mean probability of the right answer among the answers. */
    public static final String CHOICE = "task_choice";
    /** Mean Brier score. */
    public static final String BRIER = "task_brier";
    /** Mean natural-log probability of the right answer. */
    public static final String LOG_PROBABILITY = "task_logprob";
    /** Share of items that a guess gets right. */
    public static final String CHANCE = "task_chance";
    /** Number of items. */
    public static final String ITEMS = "task_items";
    /** Share of items answered exactly by greedy text. */
    public static final String EXACT = "task_exact";

    /** Figures of every skill and of each of its levels, in order of first appearance: the skill before its levels. */
    public static List<TaskFigures> of(List<ItemScore> scores) {
        Map<String, Map<String, List<ItemScore>>> skills = new LinkedHashMap<>();
        for (ItemScore score : scores) {
            skills.computeIfAbsent(score.item().skill(), skill -> new TreeMap<>(TaskFigures::byLevel))
                    .computeIfAbsent(score.item().slice(), slice -> new ArrayList<>())
                    .add(score);
        }
        List<TaskFigures> figures = new ArrayList<>();
        skills.forEach((skill, levels) -> {
            figures.add(of(skill, levels.values().stream().flatMap(List::stream).toList()));
            levels.forEach((slice, level) -> figures.add(of(slice, level)));
        });
        return figures;
    }

    /** Figures by number of steps, for every skill whose items differ in it: slices such as {@code spatial/steps:3}. */
    public static List<TaskFigures> bySteps(List<ItemScore> scores) {
        List<TaskFigures> figures = new ArrayList<>();
        scores.stream()
                .collect(Collectors.groupingBy(
                        score -> score.item().skill(),
                        LinkedHashMap::new,
                        Collectors.groupingBy(score -> score.item().steps(), TreeMap::new, Collectors.toList())))
                .forEach((skill, bySteps) -> {
                    if (bySteps.size() > 1) {
                        bySteps.forEach((steps, some) -> figures.add(of(skill + "/steps:" + steps, some)));
                    }
                });
        return figures;
    }

    /**
     * Figures by how often training text states the fact asked for, as parts of it: slices such as {@code knowledge/stated:4}. Items
     * that join several facts are left out.
     *
     * @param parts of a skill's fact, if the skill states some facts more often than others
     */
    public static List<TaskFigures> byStatement(List<ItemScore> scores, Function<Item, OptionalInt> parts) {
        Map<String, TreeMap<Integer, List<ItemScore>>> skills = new LinkedHashMap<>();
        for (ItemScore score : scores) {
            if (score.item().steps() == 1) {
                parts.apply(score.item())
                        .ifPresent(part -> skills.computeIfAbsent(score.item().skill(), skill -> new TreeMap<>())
                                .computeIfAbsent(part, unseen -> new ArrayList<>())
                                .add(score));
            }
        }
        List<TaskFigures> figures = new ArrayList<>();
        skills.forEach((skill, byPart) ->
                byPart.forEach((part, some) -> figures.add(of(statedSlice(skill, part), some))));
        return figures;
    }

    /** Name of the slice of facts that are stated so many parts often. */
    public static String statedSlice(String skill, int parts) {
        return skill + "/stated:" + parts;
    }

    private static int byLevel(String one, String other) {
        return Integer.compare(level(one), level(other));
    }

    private static int level(String slice) {
        return Integer.parseInt(slice.substring(slice.lastIndexOf('/') + 1));
    }

    /** Figures of one slice. */
    public static TaskFigures of(String slice, List<ItemScore> scores) {
        return new TaskFigures(
                slice,
                scores.size(),
                (int) scores.stream()
                        .map(score -> score.item().template())
                        .distinct()
                        .count(),
                scores.stream()
                        .mapToDouble(score -> score.item().chance())
                        .average()
                        .orElse(Double.NaN),
                mean(scores, ItemScore::accuracy),
                mean(scores, ItemScore::accuracyPerByte),
                mean(scores, ItemScore::choice),
                mean(scores, ItemScore::brier),
                mean(scores, ItemScore::logProbability),
                mean(scores, score -> score.exact() ? 1 : 0));
    }

    /** Mean over items, its error from the differences between templates. */
    static Estimate mean(List<ItemScore> scores, ToDoubleFunction<ItemScore> value) {
        Map<String, double[]> clusters = new LinkedHashMap<>();
        scores.forEach(score -> add(clusters, score.item().template(), value.applyAsDouble(score)));
        return estimate(clusters);
    }

    private static void add(Map<String, double[]> clusters, String cluster, double value) {
        double[] sums = clusters.computeIfAbsent(cluster, unseen -> new double[2]);
        sums[0] += value;
        sums[1]++;
    }

    private static Estimate estimate(Map<String, double[]> clusters) {
        ClusteredRatio ratio = new ClusteredRatio();
        clusters.values().forEach(sums -> ratio.add(sums[0], sums[1]));
        return ratio.estimate();
    }

    /**
     * Mean over several runs of one design on the same items, such as seeds, with its error clustered both by template and by
     * run (Cameron, Gelbach and Miller 2011): the two variances are added, that of their intersection is taken off. Where
     * that leaves less than either, the larger of the two stands.
     *
     * @param runs scores of each run
     */
    public static Estimate overRuns(List<List<ItemScore>> runs, ToDoubleFunction<ItemScore> value) {
        Map<String, double[]> templates = new LinkedHashMap<>();
        Map<String, double[]> seeds = new LinkedHashMap<>();
        Map<String, double[]> both = new LinkedHashMap<>();
        for (int run = 0; run < runs.size(); run++) {
            for (ItemScore score : runs.get(run)) {
                double each = value.applyAsDouble(score);
                String template = score.item().template();
                add(templates, template, each);
                add(seeds, "" + run, each);
                add(both, run + " " + template, each);
            }
        }
        Estimate byTemplate = estimate(templates);
        Estimate bySeed = estimate(seeds);
        double variance = square(byTemplate) + square(bySeed) - square(estimate(both));
        double error = Math.sqrt(Math.max(variance, Math.max(square(byTemplate), square(bySeed))));
        return new Estimate(byTemplate.value(), error, Math.min(byTemplate.clusters(), bySeed.clusters()));
    }

    private static double square(Estimate estimate) {
        return estimate.standardError() * estimate.standardError();
    }

    /** The figures as measurements of a run, for its ledger. */
    public static List<Measurement> measurements(String run, List<TaskFigures> figures) {
        List<Measurement> measurements = new ArrayList<>();
        for (TaskFigures each : figures) {
            measurements.add(measurement(run, ACCURACY, each, each.accuracy()));
            measurements.add(measurement(run, CHOICE, each, each.choice()));
            measurements.add(measurement(run, BRIER, each, each.brier()));
            measurements.add(measurement(run, LOG_PROBABILITY, each, each.logProbability()));
            measurements.add(measurement(run, EXACT, each, each.exact()));
            measurements.add(new Measurement(run, CHANCE, each.slice(), each.chance(), 0));
            measurements.add(new Measurement(run, ITEMS, each.slice(), each.items(), 0));
        }
        return measurements;
    }

    private static Measurement measurement(String run, String metric, TaskFigures figures, Estimate estimate) {
        return new Measurement(run, metric, figures.slice(), estimate.value(), estimate.standardError());
    }
}
