package dev.blueline.problems;

import dev.blueline.ledger.BadInput;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;

/**
 * Looks for what is wrong with tasks before a model learns to make use of it: right answers that a verifier refuses, wrong ones that it
 * takes, answers that it breaks on, and what may be had without thinking. All but times is a function of the arguments.
 *
 * @param seed of the problems and of all choices
 * @param problems a level and side
 * @param mutations spoiled answers in all, shared out evenly over levels
 */
public record Audit(long seed, int problems, long mutations) {
    /** Problems that a user's task is tried on before it is used. */
    private static final int TRIED = 50;

    /** Every level of these tasks, in their order. */
    public List<AuditedLevel> of(List<Task> tasks, DoubleConsumer progress) {
        return of(tasks, level -> true, progress);
    }

    /** The wanted levels of these tasks, in their order. */
    public List<AuditedLevel> of(List<Task> tasks, Predicate<Level> wanted, DoubleConsumer progress) {
        long levels = tasks.stream()
                .flatMap(task -> task.levels().stream())
                .filter(wanted)
                .count();
        int each = (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(mutations, Math.max(1, levels)));
        List<AuditedLevel> audited = new ArrayList<>();
        for (Task task : tasks) {
            for (Level level : task.levels().stream().filter(wanted).toList()) {
                int done = audited.size();
                audited.add(new LevelAudit(task, level, seed, problems, each)
                        .run(share -> progress.accept((done + share) / levels)));
            }
        }
        return audited;
    }

    /**
     * Refuses a task that its own verifier does not agree with.
     *
     * @throws BadInput if the verifier scores a gold answer less than 1, or breaks on it
     */
    public static void requireRightGold(Task task) {
        for (Level level : task.levels()) {
            for (int i = 0; i < TRIED; i++) {
                Problem problem = task.problem(i % 2 == 0 ? Split.TRAINING : Split.HELD_OUT, 1, level.number(), i);
                Verification verification = Verification.of(
                        task.verifier(), problem, problem.gold(), Verification.MOST_STEPS, Verification.LONGEST);
                String found = switch (verification) {
                    case Verification.Scored scored -> scored.right() ? "" : "scores it " + scored.score();
                    case Verification.Broken broken -> "breaks on it (" + broken.cause() + ")";
                };
                if (!found.isEmpty()) {
                    throw new BadInput("task \"" + task.name() + "\": the gold answer \"" + shortened(problem.gold())
                            + "\" to \"" + shortened(problem.prompt())
                            + "\" is not right by the task's own verifier, which "
                            + found + "; correct the answer or the verifier");
                }
            }
        }
    }

    /** On one line, of bounded length. */
    static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
