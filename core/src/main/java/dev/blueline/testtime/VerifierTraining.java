package dev.blueline.testtime;

import dev.blueline.engine.Learner;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Sequences;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Finite;
import dev.blueline.reasoning.Rollout;
import dev.blueline.reasoning.Sampler;
import dev.blueline.reasoning.Supervision;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import dev.blueline.training.Recipe;
import dev.blueline.training.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trains a {@link LearnedVerifier}: the model answers problems of the training side, the task's verifier tells which answers are right, and a
 * copy of the model learns to say so, after the whole response and after a step of its thought drawn at random, of which it learns what
 * responses that go on from there mostly come to. Every response is new and learned from once.
 *
 * <p>Right and wrong weigh alike however rare one is; the logit of the rate that was so weighed away, measured in the first round, is added
 * to what the verifier says. That makes it a probability again (prior correction, King and Zeng 2001).
 *
 * @param tasks by name
 * @param levels of their problems, alike many of each
 * @param sampler draws responses
 * @param flops to spend on responses and updates
 * @param rate factor on the rates of supervised training
 */
public record VerifierTraining(
        Map<String, Task> tasks,
        List<Curriculum.TaskLevel> levels,
        Sampler sampler,
        Tokenizer tokenizer,
        double flops,
        double rate,
        long seed) {
    private static final int PROBLEMS = 64;
    private static final int EACH = 4;
    private static final int BATCH = 64;

    /** The rare side weighs at most so much more than the other. */
    private static final double LEAST_RATE = 0.05;

    /** Parts into which the schedule divides the budget. */
    private static final long PARTS = 1_000;

    /** Hears how it goes. */
    @FunctionalInterface
    public interface Listener {
        /**
         * An update was made.
         *
         * @param share of the FLOPs that is spent
         * @param loss nats, right and wrong weighing alike: 0.69 knows nothing
         */
        void advanced(double share, double loss);
    }

    /** What came of it. */
    public record Made(LearnedVerifier verifier, LearnedVerifier.Training training) {}

    /**
     * The beginning of a response with what it came to.
     *
     * @param sequence prompt, beginning, and the token that says it
     */
    private record Example(int[] sequence, boolean right) {}

    /** What was spent so far, and what of it counts. */
    private static final class Progress {
        double rolloutFlops;
        double updateFlops;
        long responses;
        double rate = Double.NaN;
        double loss = Double.NaN;
    }

    /**
     * Trains.
     *
     * @param policy answers, and stays as it is
     * @param copy the same model, which becomes the verifier
     * @throws BadInput if the first responses are all right or all wrong
     */
    public Made run(Learner policy, Learner copy, Listener listener) {
        LearnedVerifier untrained = LearnedVerifier.of(copy, tokenizer, 0);
        Progress progress = new Progress();
        for (long round = 0; share(progress) < 1; round++) {
            List<Example> examples = round(policy, untrained, round, progress);
            for (int from = 0; from < examples.size() && share(progress) < 1; from += BATCH) {
                learn(copy, examples.subList(from, Math.min(from + BATCH, examples.size())), progress);
                listener.advanced(Math.min(1, share(progress)), progress.loss);
            }
        }
        double prior = Math.log(progress.rate / (1 - progress.rate));
        return new Made(
                LearnedVerifier.of(copy, tokenizer, prior),
                new LearnedVerifier.Training(
                        List.copyOf(tasks.keySet()),
                        levels.stream()
                                .map(Curriculum.TaskLevel::level)
                                .distinct()
                                .toList(),
                        sampler.tokens(),
                        tokenizer.hash(),
                        prior,
                        seed,
                        progress.responses,
                        progress.rolloutFlops,
                        progress.updateFlops));
    }

    private double share(Progress progress) {
        return (progress.rolloutFlops + progress.updateFlops) / flops;
    }

    private List<Example> round(Learner policy, LearnedVerifier verifier, long round, Progress progress) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < PROBLEMS; i++) {
            Draw draw = new Draw("verifier problem", seed, round, i);
            Curriculum.TaskLevel level = draw.of(levels);
            problems.add(task(level.task()).problem(Split.TRAINING, seed, level.level(), draw.bits() >>> 1));
        }
        Sampler.Drawn drawn = sampler.draw(
                policy, problems, EACH, new Draw("verifier responses", seed, round, 0).bits());
        progress.rolloutFlops += drawn.spent().rollout();
        List<Example> examples = new ArrayList<>();
        int right = 0;
        int scored = 0;
        for (Rollout rollout : drawn.rollouts()) {
            ThoughtSteps steps = ThoughtSteps.of(rollout.problem().task(), tokenizer);
            for (int i : rollout.scored()) {
                boolean rightOne = rollout.rewards()[i] == 1;
                right += rightOne ? 1 : 0;
                scored++;
                Draw draw = new Draw("verifier step", seed, round, examples.size());
                examples.addAll(examples(
                        rollout, rollout.answers().get(i).tokens(), steps, rightOne, verifier, policy.shape().context(), draw));
            }
        }
        progress.responses += scored;
        if (Double.isNaN(progress.rate)) {
            progress.rate = rate(right, scored);
        }
        return new Draw("verifier order", seed, round, 0).shuffled(examples);
    }

    private double rate(int right, int scored) {
        if (right == 0 || right == scored) {
            String all = right == 0 ? "wrong" : "right";
            throw new BadInput("all " + scored + " responses to problems of "
                    + String.join(",", tasks.keySet()) + " are " + all
                    + ", so a verifier has nothing to tell apart; choose " + (right == 0 ? "easier" : "harder")
                    + " levels with --levels");
        }
        return Math.clamp((double) right / scored, LEAST_RATE, 1 - LEAST_RATE);
    }

    private static List<Example> examples(
            Rollout rollout,
            int[] response,
            ThoughtSteps steps,
            boolean right,
            LearnedVerifier verifier,
            int context,
            Draw draw) {
        List<Example> examples = new ArrayList<>();
        int[] boundaries = steps.boundaries(response);
        int step = boundaries.length == 0 ? response.length : boundaries[draw.below(boundaries.length)];
        for (int length : step == response.length ? new int[] {step} : new int[] {step, response.length}) {
            if (rollout.prompt().length + length <= context) {
                int[] begun = LearnedVerifier.joined(rollout.prompt(), Arrays.copyOf(response, length));
                examples.add(new Example(
                        LearnedVerifier.joined(begun, right ? verifier.right() : verifier.wrong()), right));
            }
        }
        return examples;
    }

    /** The last token of each is the only one that is learned. */
    private void learn(Learner copy, List<Example> examples, Progress progress) {
        Sequences batch = new Sequences(
                examples.stream().map(Example::sequence).toList(),
                examples.stream()
                        .mapToInt(example -> example.sequence().length - 1)
                        .toArray());
        float each = 1f / examples.size();
        double right = 0.5 / progress.rate;
        double wrong = 0.5 / (1 - progress.rate);
        SequenceStep made = Finite.require(copy.step(
                batch,
                (sequence, target, logProbability) ->
                        (float) (examples.get(sequence).right() ? right : wrong) * each,
                Supervision.RECIPE.update(copy.shape().width(), rate * factor(share(progress)))));
        double loss = 0;
        double weight = 0;
        for (int i = 0; i < examples.size(); i++) {
            double own = examples.get(i).right() ? right : wrong;
            loss -= own * made.logProbabilities()[i][0];
            weight += own;
        }
        progress.loss = Double.isNaN(progress.loss)
                ? loss / weight
                : 0.9 * progress.loss + 0.1 * loss / weight;
        progress.updateFlops += Supervision.flops(copy.shape(), batch);
    }

    private static double factor(double share) {
        Recipe recipe = Supervision.RECIPE;
        Schedule schedule = new Schedule(Math.round(recipe.warmup() * PARTS));
        long part = Math.min(PARTS - 1, (long) (share * PARTS));
        long branch = recipe.branchPoint(PARTS);
        return part < branch ? schedule.trunk(part) : schedule.cooldown(part, branch, PARTS);
    }

    private Task task(String name) {
        Task task = tasks.get(name);
        if (task == null) {
            throw new IllegalArgumentException("no task " + name);
        }
        return task;
    }
}
