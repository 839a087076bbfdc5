package dev.blueline.thought;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.study.ThoughtStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code plan.json}: what is taught, written before the start. All styles of one task, size and seed stand together, since one alone compares
 * nothing.
 *
 * @param seconds wall-clock asked for; 0 where all is taught
 * @param groups what is taught, in this order
 * @param leftOut groups of the study that the time is too short for
 * @param expectedSeconds time that it takes by the speed measured at the start; 0 where that was not measured
 */
public record ThoughtPlan(double seconds, List<Group> groups, int leftOut, double expectedSeconds) {

    /** All styles of a task, a size and a seed. */
    public record Group(String task, Size size, long seed) {
        List<Cell> cells(List<Style> styles) {
            return styles.stream()
                    .map(style -> new Cell(task, style, size, seed))
                    .toList();
        }
    }

    /** Of a whole study: task by task, seed by seed, the sizes as the file has them. */
    static List<Group> all(ThoughtStudy.Thought thought, List<String> tasks, long firstSeed) {
        List<Group> groups = new ArrayList<>();
        for (String task : tasks) {
            for (int seed = 0; seed < thought.seeds(); seed++) {
                for (Size size : thought.sizes()) {
                    groups.add(new Group(task, size, firstSeed + seed));
                }
            }
        }
        return groups;
    }

    /**
     * As many groups, from the first on, as fit the time; those of an earlier plan stay, and the first is always there.
     *
     * @param each expected seconds of each group, on all threads; empty if nothing is measured, so that all are taken
     */
    static ThoughtPlan of(
            List<Group> all, Map<Group, Double> each, Optional<Double> seconds, Optional<ThoughtPlan> earlier) {
        List<Group> taken = new ArrayList<>();
        double expected = 0;
        for (Group group : all) {
            double next = each.getOrDefault(group, 0.0);
            boolean known = earlier.map(plan -> plan.groups().contains(group)).orElse(false);
            boolean fits = seconds.isEmpty() || expected + next <= seconds.get();
            if (!known && !fits && !taken.isEmpty()) {
                break;
            }
            taken.add(group);
            expected += next;
        }
        return new ThoughtPlan(seconds.orElse(0.0), taken, all.size() - taken.size(), expected);
    }
}
