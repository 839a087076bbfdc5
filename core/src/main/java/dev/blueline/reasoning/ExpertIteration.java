package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Sequences;
import dev.blueline.problems.Task;
import dev.blueline.training.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The control without a gradient of rewards: draw responses, keep the right ones of problems that are not always answered right, learn
 * them as demonstrations (rejection sampling; Anthony et al. 2017, arXiv 1705.08439). Drawn and updated as often as {@link PolicyGradient}.
 */
record ExpertIteration(PolicySettings settings, Sampler sampler, Map<String, Task> tasks, Recipe recipe, long seed)
        implements Improvement {

    @Override
    public Made step(Learner learner, Curriculum curriculum, long step) {
        Rounds rounds = Rounds.draw(learner, sampler, tasks, curriculum, settings, seed, step);
        List<int[]> prompts = new ArrayList<>();
        List<int[]> responses = new ArrayList<>();
        for (Rollout group : rounds.withSignal()) {
            for (int i = 0; i < group.rewards().length; i++) {
                if (group.rewards()[i] == 1) {
                    prompts.add(group.prompt());
                    responses.add(group.answers().get(i).tokens());
                }
            }
        }
        Spent spent = rounds.spent();
        double entropy = Double.NaN;
        double norm = Double.NaN;
        long started = System.nanoTime();
        int parts = Math.min(settings.minibatches(), prompts.size());
        for (int part = 0; part < parts; part++) {
            int from = part * prompts.size() / parts;
            int to = (part + 1) * prompts.size() / parts;
            Sequences batch = Dialogue.sequences(prompts.subList(from, to), responses.subList(from, to));
            SequenceStep made = Finite.require(learner.step(
                    batch,
                    Supervision.likelihood(batch),
                    recipe.update(learner.shape().width(), settings.rate())));
            if (part == 0) {
                entropy = made.entropy();
                norm = made.result().gradientNorm();
            }
            spent = spent.plus(new Spent(0, Supervision.flops(learner.shape(), batch), 0, 0));
        }
        double seconds = (System.nanoTime() - started) * 1e-9;
        return new Made(
                curriculum.after(rounds.all()), rounds.figures(entropy, Double.NaN, Double.NaN, norm, seconds), spent);
    }
}
