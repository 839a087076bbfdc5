package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Sequences;
import dev.blueline.engine.TokenWeight;
import dev.blueline.training.Recipe;

/** Supervised steps on responses: every token of every response weighs alike, prompts are not learnt. */
public final class Supervision {
    /** Rates and optimizer of the studies that come with the program. */
    public static final Recipe RECIPE =
            new Recipe(2048, Optimizer.ADAMW, 0, 0.5, 0.12, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.05, 0.2, 0, 0.5);

    /**
     * The same with the embedding at a tenth of its rate: steps on rewards are small corrections, and the embedding of a vocabulary of
     * bytes, whose rows are all in use, then moves as the matrices do.
     */
    static final Recipe REWARDED =
            new Recipe(2048, Optimizer.ADAMW, 0, 0.5, 0.012, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.05, 0.2, 0, 0.5);

    private static final double MEMORY = 0.95;

    private Supervision() {}

    /**
     * The next batch of demonstrations is learnt.
     *
     * @param factor on the recipe's rates
     */
    static SupervisedTraining.State step(
            Learner learner,
            Demonstrations demonstrations,
            Recipe recipe,
            double factor,
            SupervisedTraining.State state) {
        long started = System.nanoTime();
        Sequences batch = demonstrations.at(state.step());
        SequenceStep made = Finite.require(learner.step(
                batch, likelihood(batch), recipe.update(learner.shape().width(), factor)));
        double now = made.result().loss();
        return new SupervisedTraining.State(
                state.step() + 1,
                Double.isNaN(state.loss()) ? now : MEMORY * state.loss() + (1 - MEMORY) * now,
                state.tokens() + batch.targets(),
                state.flops() + flops(learner.shape(), batch),
                state.seconds() + (System.nanoTime() - started) * 1e-9);
    }

    /** The gradient of the mean log-likelihood of a batch's responses. */
    static TokenWeight likelihood(Sequences batch) {
        float each = 1f / batch.targets();
        return (sequence, target, logProbability) -> each;
    }

    /** Exact FLOPs of a step: three forward passes over every sequence, each with the head where a token is learnt. */
    public static double flops(ModelShape shape, Sequences batch) {
        double flops = 0;
        for (int i = 0; i < batch.given().length; i++) {
            int length = batch.tokens().get(i).length;
            flops += 3 * shape.forwardFlopsPerSequence(length - 1, length - batch.given()[i]);
        }
        return flops;
    }

    /** Exact FLOPs of scoring every token of every sequence. */
    static double scoringFlops(ModelShape shape, Sequences batch) {
        return batch.tokens().stream()
                .mapToDouble(tokens -> shape.forwardFlopsPerSequence(tokens.length - 1))
                .sum();
    }
}
