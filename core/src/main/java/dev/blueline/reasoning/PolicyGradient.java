package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Update;
import dev.blueline.problems.Task;
import dev.blueline.training.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reinforcement learning on verified responses: groups of responses to one problem, each pushed up or down by its reward less the group's
 * ({@link PolicyObjective}).
 *
 * @param start the model that training began from, for the divergence; the learner itself where it has no weight
 */
record PolicyGradient(
        PolicySettings settings, Sampler sampler, Map<String, Task> tasks, Recipe recipe, Learner start, long seed)
        implements Improvement {

    @Override
    public Made step(Learner learner, Curriculum curriculum, long step) {
        Rounds rounds = Rounds.draw(learner, sampler, tasks, curriculum, settings, seed, step);
        List<Rollout> groups = rounds.withSignal();
        Spent spent = rounds.spent();
        double entropy = Double.NaN;
        double norm = Double.NaN;
        double clipShare = 0;
        double divergence = 0;
        long started = System.nanoTime();
        int parts = Math.min(settings.minibatches(), groups.size());
        for (int part = 0; part < parts; part++) {
            List<Rollout> some = groups.subList(part * groups.size() / parts, (part + 1) * groups.size() / parts);
            PolicyObjective objective = new PolicyObjective(settings, some, underStart(some));
            SequenceStep made =
                    Finite.require(learner.step(objective.sequences(), objective.weight(), update(learner)));
            PolicyObjective.Effect effect = objective.effect(made);
            clipShare += effect.clipShare();
            divergence += effect.divergence();
            if (part == 0) {
                requireSame(effect);
                entropy = made.entropy();
                norm = made.result().gradientNorm();
            }
            double update = Supervision.flops(learner.shape(), objective.sequences());
            double underStart =
                    settings.klWeight() > 0 ? Supervision.scoringFlops(learner.shape(), objective.sequences()) : 0;
            spent = spent.plus(new Spent(0, update + underStart, 0, 0));
        }
        double seconds = (System.nanoTime() - started) * 1e-9;
        return new Made(
                curriculum.after(rounds.all()),
                rounds.figures(entropy, clipShare / parts, divergence / parts, norm, seconds),
                spent);
    }

    private Update update(Learner learner) {
        return recipe.update(learner.shape().width(), settings.rate());
    }

    /** Sampler and trainer are one engine: what was drawn has the probability it was drawn with, or the gradient is of something else. */
    private static void requireSame(PolicyObjective.Effect effect) {
        if (!effect.sameAsSampled()) {
            throw new IllegalStateException(
                    "the first update of a step gives the responses other probabilities than they were drawn with");
        }
    }

    private float[][] underStart(List<Rollout> groups) {
        if (settings.klWeight() == 0) {
            return new float[0][];
        }
        return groups.stream()
                .flatMap(group -> Arrays.stream(group.scored()).mapToObj(number -> {
                    Answer answer = group.answers().get(number);
                    int given = group.prompt().length;
                    int[] whole = Arrays.copyOf(group.prompt(), given + answer.tokens().length);
                    System.arraycopy(answer.tokens(), 0, whole, given, answer.tokens().length);
                    float[] losses = start.score(new Batch(whole, 1, whole.length - 1));
                    float[] logs = new float[answer.tokens().length];
                    for (int i = 0; i < logs.length; i++) {
                        logs[i] = -losses[given - 1 + i];
                    }
                    return logs;
                }))
                .toArray(float[][]::new);
    }
}
