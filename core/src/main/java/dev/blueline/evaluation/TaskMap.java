package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.Skills;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Levels of skills by difficulty, and the smallest model that does each.
 *
 * <p>A model <b>does</b> a level if the lower end of the 90% interval of its accuracy above chance lies above {@link #BAR}. The
 * <b>difficulty</b> of a level is one minus the mean accuracy above chance of the longest trained rung of each size: 1 where all guess,
 * 0 where all are always right.
 *
 * @param models the longest trained rung of each size, smallest first
 * @param tasks levels, easiest first
 */
public record TaskMap(List<AskedModel> models, List<Task> tasks) {
    /** Accuracy above chance that the lower end of the interval must pass: half-way from a guess to always right. */
    public static final double BAR = 0.5;

    /**
     * A level of a skill.
     *
     * @param skill the skill
     * @param level its number, 0 for a skill without levels
     * @param name what it asks
     * @param difficulty one minus the mean over {@link TaskMap#models}
     * @param scores of each of {@link TaskMap#models}
     * @param smallest the rung of fewest parameters, then fewest FLOPs, that does it, of all rungs
     * @param steady whether every larger size does it as well, each with some rung: if not, the smallest may have been lucky
     */
    public record Task(
            String skill,
            int level,
            String name,
            double difficulty,
            List<Optional<AboveChance>> scores,
            Optional<AskedModel> smallest,
            boolean steady) {

        /** Whether one of {@link TaskMap#models} does it. */
        public boolean done(int model) {
            return scores.get(model).filter(TaskMap::does).isPresent();
        }
    }

    /** Whether a score is high enough for sure. */
    public static boolean does(AboveChance score) {
        return score.low() > BAR;
    }

    /** The map of a study's runs, empty if none was asked tasks. */
    public static Optional<TaskMap> of(List<Ledger.Entry> entries) {
        List<AskedModel> all = AskedModel.of(entries);
        List<AskedModel> models = AskedModel.longest(all);
        Map<String, Skill> known = new HashMap<>();
        Skills.all().forEach(skill -> known.put(skill.name(), skill));
        List<TaskSlice> slices = TaskSlice.in(all);
        List<Task> tasks = new ArrayList<>();
        for (TaskSlice slice : slices) {
            boolean level = slice.number("").isPresent();
            boolean only = slice.part().isEmpty()
                    && slices.stream()
                            .noneMatch(other -> other.skill().equals(slice.skill())
                                    && other.number("").isPresent());
            if (level || only) {
                task(slice, name(slice, Optional.ofNullable(known.get(slice.skill()))), all, models)
                        .ifPresent(tasks::add);
            }
        }
        tasks.sort(Comparator.comparingDouble(Task::difficulty)
                .thenComparing(Task::skill)
                .thenComparingInt(Task::level));
        return tasks.isEmpty() ? Optional.empty() : Optional.of(new TaskMap(models, List.copyOf(tasks)));
    }

    private static Optional<Task> task(TaskSlice slice, String name, List<AskedModel> all, List<AskedModel> models) {
        List<Optional<AboveChance>> scores =
                models.stream().map(model -> model.score(slice.name())).toList();
        if (scores.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        double mean = scores.stream()
                .flatMap(Optional::stream)
                .mapToDouble(AboveChance::value)
                .average()
                .orElseThrow();
        List<AskedModel> able = all.stream()
                .filter(model -> model.score(slice.name()).filter(TaskMap::does).isPresent())
                .toList();
        Optional<AskedModel> smallest = able.stream().findFirst();
        boolean steady = smallest.isPresent()
                && models.stream()
                        .filter(model -> model.parameters() > smallest.get().parameters())
                        .allMatch(larger ->
                                able.stream().anyMatch(model -> model.size().equals(larger.size())));
        return Optional.of(
                new Task(slice.skill(), slice.number("").orElse(0), name, 1 - mean, scores, smallest, steady));
    }

    private static String name(TaskSlice slice, Optional<Skill> skill) {
        int number = slice.number("").orElse(0);
        return skill.stream()
                .flatMap(known -> known.levels().stream())
                .filter(level -> level.number() == number)
                .map(Level::name)
                .findFirst()
                .orElse(number == 0 ? "all items" : "level " + number);
    }

    /** Names of the skills, in alphabetical order. */
    public List<String> skills() {
        return tasks.stream().map(Task::skill).distinct().sorted().toList();
    }

    /** Levels of a skill, easiest first. */
    public List<Task> of(String skill) {
        return tasks.stream().filter(task -> task.skill().equals(skill)).toList();
    }
}
