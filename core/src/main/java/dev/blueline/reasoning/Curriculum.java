package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which levels the next problems come from: the more, the closer a level's measured pass rate is to a half, where groups tell most; but
 * no level less than {@link #LEAST} of an even share, so that easy ones are not forgotten and hard ones are tried.
 *
 * @param levels in a fixed order
 * @param passRates running mean of each level's measured pass rate, NaN before the first
 */
public record Curriculum(List<TaskLevel> levels, List<Double> passRates) {
    /** Least share of a level, as a part of an even share. */
    public static final double LEAST = 0.25;

    private static final double MEMORY = 0.9;

    /** A level of a task. */
    public record TaskLevel(String task, int level) {
        /**
         * Levels of a task.
         *
         * @param chosen empty for all
         * @throws BadInput if there is no such level
         */
        public static List<TaskLevel> of(Task task, List<Integer> chosen) {
            List<Integer> known = task.levels().stream().map(Level::number).toList();
            for (int level : chosen) {
                if (!known.contains(level)) {
                    throw new BadInput("task " + task.name() + " has no level " + level + "; it has " + known.getFirst()
                            + " to " + known.getLast());
                }
            }
            return (chosen.isEmpty() ? known : chosen)
                    .stream().map(level -> new TaskLevel(task.name(), level)).toList();
        }
    }

    /**
     * Tasks by name.
     *
     * @param names or files of questions
     * @throws BadInput if there is no such task, or two have one name
     */
    public static Map<String, Task> tasks(List<String> names) {
        Map<String, Task> tasks = new LinkedHashMap<>();
        for (String name : names) {
            Task task = Tasks.named(name);
            if (tasks.put(task.name(), task) != null) {
                throw new BadInput("--task " + String.join(",", names) + " names " + task.name()
                        + " twice; name each once, and give files of questions different names");
            }
        }
        return tasks;
    }

    /** Nothing is measured yet: all levels alike. */
    public static Curriculum of(List<TaskLevel> levels) {
        return new Curriculum(levels, levels.stream().map(level -> Double.NaN).toList());
    }

    /** Share of the next problems for each level; they sum to 1. */
    public List<Double> shares() {
        double[] signal = new double[levels.size()];
        double sum = 0;
        for (int i = 0; i < signal.length; i++) {
            double rate = passRates.get(i);
            signal[i] = Double.isNaN(rate) ? 1 : 4 * rate * (1 - rate);
            sum += signal[i];
        }
        List<Double> shares = new ArrayList<>();
        for (double each : signal) {
            double even = 1.0 / signal.length;
            shares.add(sum == 0 ? even : LEAST * even + (1 - LEAST) * each / sum);
        }
        return shares;
    }

    /**
     * Problems of the training side.
     *
     * @param tasks to look names up in
     * @param round key of this draw beside the seed
     */
    List<Problem> draw(Map<String, Task> tasks, int count, long seed, long round) {
        List<Double> shares = shares();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Draw draw = new Draw("reasoning problem", seed, round, i);
            double at = draw.uniform();
            int chosen = 0;
            while (chosen + 1 < shares.size() && at >= shares.get(chosen)) {
                at -= shares.get(chosen++);
            }
            TaskLevel level = levels.get(chosen);
            Task task = tasks.get(level.task());
            if (task == null) {
                throw new IllegalArgumentException("no task " + level.task());
            }
            problems.add(task.problem(Split.TRAINING, seed, level.level(), draw.bits() >>> 1));
        }
        return problems;
    }

    /** With what these rollouts measured. */
    public Curriculum after(List<Rollout> rollouts) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            TaskLevel level = levels.get(i);
            double before = passRates.get(i);
            double now = rollouts.stream()
                    .filter(rollout -> rollout.problem().task().equals(level.task())
                            && rollout.problem().level() == level.level())
                    .mapToDouble(Rollout::passRate)
                    .filter(rate -> !Double.isNaN(rate))
                    .average()
                    .orElse(before);
            rates.add(Double.isNaN(before) ? now : MEMORY * before + (1 - MEMORY) * now);
        }
        return new Curriculum(levels, rates);
    }
}
