package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;

/**
 * A task whose problems are drawn at random. A problem's side is that of its key, whatever the seed; of a level's keys one in five is held
 * out, so a level needs more than a handful of them.
 */
public abstract class GeneratedTask implements Task {

    /** A problem of a level, on either side. */
    protected abstract Problem drawn(int level, Draw draw);

    @Override
    public final Problem problem(Split side, long seed, int level, long index) {
        if (levels().stream().noneMatch(each -> each.number() == level)) {
            throw new IllegalArgumentException(name() + " has no level " + level);
        }
        Draw draw = new Draw(name() + " " + side, seed, level, index);
        Problem problem = drawn(level, draw);
        while (side(problem) != side) {
            problem = drawn(level, draw);
        }
        return problem;
    }

    private static Split side(Problem problem) {
        return Split.of(problem.task() + " " + problem.key());
    }
}
