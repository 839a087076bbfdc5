package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.training.Recipe;
import dev.blueline.training.Schedule;
import java.nio.file.Path;
import java.util.List;

/**
 * Supervised training at a constant rate, from which a run of each of several lengths branches off and cools down, as the ladder of
 * pretraining does (Hägele et al. 2024, arXiv 2405.18392): each is measured as a whole training of its length, and all share a trunk.
 * Stopped at any instant, it goes on from the last branch and ends with the same bits.
 *
 * @param lengths steps of each run, rising
 * @param rate factor on the recipe's rates
 * @param states folder of the trunk's saved states
 */
public record BranchedTraining(Demonstrations demonstrations, List<Long> lengths, double rate, Path states) {
    private static final Recipe RECIPE = Supervision.RECIPE;

    /** Hears how it goes. */
    public interface Listener {
        /** One line on a damaged state that was gone round. */
        void says(String line);

        /** Whether a run was measured before, and so need not cool down again. */
        boolean isMeasured(int run);

        /** A step was done; {@code flops} is what it took. */
        void advanced(double flops);

        /**
         * A run has ended.
         *
         * @param run which of the lengths
         * @param learner its model, until this returns
         * @param end what it took from the start of the trunk on
         */
        void ended(int run, Learner learner, SupervisedTraining.State end);
    }

    /** FLOPs of all steps that runs of these FLOPs take together, the trunk counted once. */
    public static double work(List<Double> flops) {
        double cooldowns = flops.stream().mapToDouble(each -> each).sum() * RECIPE.cooldown();
        return flops.getLast() * (1 - RECIPE.cooldown()) + cooldowns;
    }

    /** @param learner of fresh weights */
    public void run(Learner learner, Listener listener) {
        LearnerStates<SupervisedTraining.State> saved =
                new LearnerStates<>(states, SupervisedTraining.State.class, listener::says);
        SupervisedTraining.State trunk = saved.restore(learner).orElse(SupervisedTraining.State.START);
        Schedule schedule = new Schedule(Math.max(1, Math.round(RECIPE.warmup() * lengths.getFirst())));
        for (int run = 0; run < lengths.size(); run++) {
            long end = lengths.get(run);
            long branch = RECIPE.branchPoint(end);
            if (branch < trunk.step()) {
                continue; // the trunk went on only after this run was measured
            }
            while (trunk.step() < branch) {
                trunk = step(learner, schedule.trunk(trunk.step()), trunk, listener);
            }
            saved.save(branch, learner, trunk);
            if (!listener.isMeasured(run)) {
                SupervisedTraining.State state = trunk;
                while (state.step() < end) {
                    state = step(learner, schedule.cooldown(state.step(), branch, end), state, listener);
                }
                listener.ended(run, learner, state);
                if (run + 1 < lengths.size()) {
                    trunk = saved.restore(learner)
                            .orElseThrow(
                                    () -> new IllegalStateException(
                                            "the state of the trunk that was saved before its cooldown is damaged; run the same again"));
                }
            }
        }
        saved.remove();
    }

    private SupervisedTraining.State step(
            Learner learner, double factor, SupervisedTraining.State state, Listener listener) {
        SupervisedTraining.State next = Supervision.step(learner, demonstrations, RECIPE, rate * factor, state);
        listener.advanced(next.flops() - state.flops());
        return next;
    }
}
