package dev.blueline.reasoning;

import dev.blueline.engine.Sequences;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * Solved problems of the training side without end, as batches: batch {@code step} depends on the portions, the seed and {@code step}
 * alone.
 *
 * @param rows responses of one batch
 */
public record Demonstrations(List<Portion> portions, Dialogue dialogue, int rows, long seed) {

    /** The batch of a step, from 0. */
    public Sequences at(long step) {
        List<int[]> prompts = new ArrayList<>(rows);
        List<int[]> responses = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Draw draw = new Draw("demonstration", seed, step, row);
            Portion portion = portion(draw.uniform());
            Task task = portion.task();
            Problem problem = task.problem(Split.TRAINING, seed, portion.level(), draw.bits() >>> 1);
            prompts.add(dialogue.prompt(problem.prompt()));
            responses.add(dialogue.response(task.trace(problem, portion.style(), draw)));
        }
        return Dialogue.sequences(prompts, responses);
    }

    private Portion portion(double uniform) {
        double at = uniform * portions.stream().mapToDouble(Portion::weight).sum();
        for (Portion portion : portions) {
            at -= portion.weight();
            if (at < 0) {
                return portion;
            }
        }
        return portions.getLast();
    }
}
