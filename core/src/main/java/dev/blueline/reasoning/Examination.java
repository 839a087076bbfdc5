package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * Held-out problems, the same for every model, answered several times each at temperature 1.
 *
 * @param problems of the held-out side
 * @param each responses to each
 * @param seed key of the draws
 */
public record Examination(List<Problem> problems, int each, long seed) {

    /** So many held-out problems of every level. */
    public static Examination of(
            List<Task> tasks, List<Curriculum.TaskLevel> levels, int perLevel, int each, long seed) {
        List<Problem> problems = new ArrayList<>();
        for (Curriculum.TaskLevel level : levels) {
            for (Task task : tasks) {
                if (task.name().equals(level.task())) {
                    for (int i = 0; i < perLevel; i++) {
                        problems.add(task.problem(Split.HELD_OUT, seed, level.level(), i));
                    }
                }
            }
        }
        return new Examination(problems, each, seed);
    }

    /**
     * What a model makes of it.
     *
     * @param spent FLOPs, which no budget of training counts
     * @param drawn the responses
     */
    public record Result(PassRates rates, Spent spent, List<Rollout> drawn) {
        /** Responses to the problems of one level. */
        List<Rollout> drawn(String task, int level) {
            return drawn.stream()
                    .filter(rollout -> rollout.problem().task().equals(task)
                            && rollout.problem().level() == level)
                    .toList();
        }
    }

    /** Asks a model. */
    public Result ask(Learner learner, Sampler sampler) {
        Sampler.Drawn drawn = sampler.draw(learner, problems, each, seed);
        List<PassRates.Counted> counted = new ArrayList<>();
        for (Rollout rollout : drawn.rollouts()) {
            int right = (int) Math.round(rollout.passRate() * each);
            int cut = (int) rollout.answers().stream()
                    .filter(answer -> !answer.stopped())
                    .count();
            counted.add(new PassRates.Counted(
                    rollout.problem().task(),
                    rollout.problem().level(),
                    right,
                    each,
                    (double) rollout.tokens() / each,
                    cut));
        }
        return new Result(new PassRates(counted), drawn.spent(), drawn.rollouts());
    }
}
