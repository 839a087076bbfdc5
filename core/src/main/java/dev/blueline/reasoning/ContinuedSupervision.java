package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Sequences;
import dev.blueline.training.Recipe;

/**
 * The control without any reward: supervised training goes on with the demonstrations that the start has learned from.
 *
 * @param rate factor on the recipe's rates
 */
record ContinuedSupervision(Demonstrations demonstrations, Recipe recipe, double rate) implements Improvement {

    @Override
    public Made step(Learner learner, Curriculum curriculum, long step) {
        long started = System.nanoTime();
        Sequences batch = demonstrations.at(step);
        SequenceStep made = Finite.require(learner.step(
                batch,
                Supervision.likelihood(batch),
                recipe.update(learner.shape().width(), rate)));
        double seconds = (System.nanoTime() - started) * 1e-9;
        double length = (double) batch.targets() / batch.given().length;
        return new Made(
                curriculum,
                new StepFigures(
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        length,
                        0,
                        0,
                        made.entropy(),
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        made.result().gradientNorm(),
                        batch.targets(),
                        0,
                        seconds,
                        Double.NaN),
                new Spent(0, Supervision.flops(learner.shape(), batch), 0, 0));
    }
}
