package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model was taught: kept beside it as {@code teaching.json}, so that it can be taught further.
 *
 * @param lessons parts of the demonstrations
 * @param rows responses of one batch
 * @param seed of the demonstrations' order
 */
public record Teaching(List<Lesson> lessons, int rows, long seed) {
    /** File in a taught run's folder. */
    public static final String FILE = "teaching.json";

    /** A {@link Portion} by name. */
    public record Lesson(String task, int level, Style style, double weight) {}

    /**
     * All these tasks at these levels in these styles, each weighing alike.
     *
     * @param levels empty for all of each task
     * @throws BadInput if there is no such task, level or style
     */
    public static Teaching of(List<String> tasks, List<Integer> levels, List<Style> styles, int rows, long seed) {
        List<Lesson> lessons = new ArrayList<>();
        for (String name : tasks) {
            Task task = Tasks.named(name);
            for (Style style : styles) {
                if (!task.styles().contains(style)) {
                    throw new BadInput("task " + name + " has no traces in the style "
                            + style.word()
                            + (task.styles().isEmpty()
                                    ? "; it has none at all, so it cannot be taught"
                                    : "; it has "
                                            + String.join(
                                                    ", ",
                                                    task.styles().stream()
                                                            .map(Style::word)
                                                            .toList())));
                }
            }
            for (Curriculum.TaskLevel level : Curriculum.TaskLevel.of(task, levels)) {
                for (Style style : styles) {
                    lessons.add(new Lesson(name, level.level(), style, 1));
                }
            }
        }
        return new Teaching(lessons, rows, seed);
    }

    /** What the model in a run's folder was taught, if it says so. */
    public static Optional<Teaching> in(Path run) {
        return TaughtFolder.teaching(run);
    }

    /** The demonstrations themselves. */
    public Demonstrations demonstrations(Dialogue dialogue) {
        return new Demonstrations(
                lessons.stream()
                        .map(lesson -> new Portion(
                                Tasks.named(lesson.task()), lesson.level(), lesson.style(), lesson.weight()))
                        .toList(),
                dialogue,
                rows,
                seed);
    }
}
