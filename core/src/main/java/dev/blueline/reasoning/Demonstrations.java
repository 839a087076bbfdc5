package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sequences;
import dev.blueline.ledger.BadInput;
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
    private static final int LOOKED_AT = 16;
    private static final int TIMED_STEPS = 8;
    private static final double SMALL_RATE = 0.01;

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

    /**
     * Every sequence must fit the model: a thousand are looked at before anything is trained.
     *
     * @param context of the model
     * @throws BadInput if one does not
     */
    public void requireRoom(int context) {
        for (int step = 0; step < LOOKED_AT; step++) {
            for (int[] sequence : at(step).tokens()) {
                if (sequence.length > context + 1) {
                    throw new BadInput("a problem with its response has " + sequence.length
                            + " tokens, more than the model's context of " + context
                            + "; choose easier levels, a shorter style, or a model of a longer context");
                }
            }
        }
    }

    /**
     * Steps that so much training takes, by the mean over the first batches: the same on every machine.
     *
     * @param flops of training
     */
    public long steps(ModelShape shape, double flops) {
        double looked = 0;
        for (int step = 0; step < LOOKED_AT; step++) {
            looked += Supervision.flops(shape, at(step));
        }
        return Math.max(2, Math.round(flops * LOOKED_AT / looked));
    }

    /**
     * Speed of training on these, the best of a few short times.
     *
     * @param learner which is trained by it
     * @param seconds to measure for
     */
    public double flopsPerSecond(Learner learner, double seconds) {
        double best = 0;
        long begun = System.nanoTime();
        SupervisedTraining.State state = SupervisedTraining.State.START;
        while (best == 0 || (System.nanoTime() - begun) * 1e-9 < seconds) {
            SupervisedTraining.State before = state;
            for (int step = 0; step < TIMED_STEPS; step++) {
                state = Supervision.step(learner, this, Supervision.RECIPE, SMALL_RATE, state);
            }
            best = Math.max(best, (state.flops() - before.flops()) / (state.seconds() - before.seconds()));
        }
        return best;
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
