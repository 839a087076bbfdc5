package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Problems, no two of which ask the same, answered several times each at temperature 1. They and the draws are the same for every model, so
 * that runs of different seeds are compared problem by problem.
 *
 * @param problems each once
 * @param each responses to each
 */
public record Examination(List<Problem> problems, int each) {
    /** Key of problems and draws; requests have seeds of 0 or more, so none of them draws the same. */
    private static final long SEED = -1;

    /** Draws for each problem wanted, before a level counts as having no more: to meet all of 64 alike takes 5 on the average. */
    private static final int DRAWS = 10;

    /**
     * So many problems of every level; of a level that has fewer, hardly any of them is missing.
     *
     * @throws BadInput if a file of questions has none of a level on this side
     */
    public static Examination of(
            List<Task> tasks, List<Curriculum.TaskLevel> levels, Split side, int perLevel, int each) {
        List<Problem> problems = new ArrayList<>();
        for (Curriculum.TaskLevel level : levels) {
            for (Task task : tasks) {
                if (task.name().equals(level.task())) {
                    problems.addAll(distinct(task, side, SEED, level.level(), perLevel));
                }
            }
        }
        return new Examination(problems, each);
    }

    /** So many problems of a level, no two of which ask the same; fewer where it has no more. */
    static List<Problem> distinct(Task task, Split side, long seed, int level, int count) {
        Map<String, Problem> byKey = new LinkedHashMap<>();
        for (int i = 0; byKey.size() < count && i < DRAWS * count; i++) {
            Problem problem = task.problem(side, seed, level, i);
            byKey.putIfAbsent(problem.key(), problem);
        }
        return List.copyOf(byKey.values());
    }

    /**
     * What a model makes of it.
     *
     * @param rates of every problem in the order of the problems, also where the verifier broke
     * @param spent FLOPs, which no budget of training counts
     * @param drawn the responses
     * @param seconds it took, which no time of training counts either
     */
    public record Result(PassRates rates, Spent spent, List<Rollout> drawn, double seconds) {
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
        long begun = System.nanoTime();
        Sampler.Drawn drawn = sampler.draw(learner, problems, each, SEED);
        List<PassRates.Counted> counted = new ArrayList<>();
        for (Rollout rollout : drawn.rollouts()) {
            int cut = (int) rollout.answers().stream()
                    .filter(answer -> !answer.stopped())
                    .count();
            counted.add(new PassRates.Counted(
                    rollout.problem().task(),
                    rollout.problem().level(),
                    rollout.right(),
                    rollout.scored().length,
                    each - rollout.scored().length,
                    (double) rollout.tokens() / each,
                    cut));
        }
        double seconds = (System.nanoTime() - begun) * 1e-9;
        return new Result(new PassRates(counted), drawn.spent(), drawn.rollouts(), seconds);
    }
}
