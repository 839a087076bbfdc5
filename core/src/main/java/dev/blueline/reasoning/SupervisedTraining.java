package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.training.Recipe;
import dev.blueline.training.Schedule;
import java.util.Optional;

/**
 * Supervised training on demonstrations, loss on responses only: a linear rise, a constant rate, a cooldown. Stopped at any instant, it goes
 * on from the last saved state and ends with the same bits.
 *
 * @param steps of the whole training
 * @param rate factor on the recipe's rates
 * @param saveSeconds time between saved states
 */
public record SupervisedTraining(
        Demonstrations demonstrations, Recipe recipe, long steps, double rate, double saveSeconds) {

    /** Hears of every step. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A step was done.
         *
         * @param step done of all
         * @param loss nats a token of response, smoothed
         * @param tokens tokens of response so far
         */
        void advanced(long step, double loss, long tokens);
    }

    /**
     * Where training stands.
     *
     * @param loss smoothed, NaN before the first step
     * @param tokens of responses
     * @param flops spent
     * @param seconds of the steps, over all sessions
     */
    public record State(long step, double loss, long tokens, double flops, double seconds) {
        static final State START = new State(0, Double.NaN, 0, 0, 0);
    }

    /** Trains to the end, or goes on with what stands in the folder of states. */
    State run(Learner learner, LearnerStates<State> states, Listener listener) {
        Optional<State> saved = states.restore(learner);
        State state = saved.orElse(State.START);
        Schedule schedule = new Schedule(Math.max(1, Math.round(recipe.warmup() * steps)));
        long branch = recipe.branchPoint(steps);
        long savedAt = System.nanoTime();
        while (state.step() < steps) {
            double factor = state.step() < branch
                    ? schedule.trunk(state.step())
                    : schedule.cooldown(state.step(), branch, steps);
            state = Supervision.step(learner, demonstrations, recipe, rate * factor, state);
            listener.advanced(state.step(), state.loss(), state.tokens());
            if ((System.nanoTime() - savedAt) * 1e-9 >= saveSeconds && state.step() < steps) {
                states.save(state.step(), learner, state);
                savedAt = System.nanoTime();
            }
        }
        return state;
    }
}
