package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Learner;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Sequences;
import dev.blueline.engine.Steering;
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
import dev.blueline.tokenizer.SpecialTokens;
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
 * <p>One problem in {@value #CUT_ONE_IN} has the thoughts on it cut at a length drawn at random, so that the verifier has also seen answers that were
 * forced: a policy that only ever answers when it is right would teach it to trust every answer.
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

    private static final int CUT_ONE_IN = 4;

    /** Problems whose thoughts are cut at one length. */
    private static final int CUT_ALIKE = 8;

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
            List<Example> examples = drawn(new Round(policy, untrained, round), progress);
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

    private List<Example> drawn(Round round, Progress progress) {
        List<Example> examples = round.examples();
        progress.rolloutFlops += round.rolloutFlops;
        progress.responses += round.responses;
        if (Double.isNaN(progress.rate)) {
            progress.rate = rate(round.right, round.scored);
        }
        return examples;
    }

    /** Responses of one round, and what they teach. */
    private final class Round {
        private final Learner policy;
        private final LearnedVerifier verifier;
        private final long number;
        private final List<Problem> problems = new ArrayList<>();
        private final List<Example> examples = new ArrayList<>();
        private double rolloutFlops;
        private int responses;

        /** Of responses that were not cut. */
        private int right;

        private int scored;

        Round(Learner policy, LearnedVerifier verifier, long number) {
            this.policy = policy;
            this.verifier = verifier;
            this.number = number;
            for (int i = 0; i < PROBLEMS; i++) {
                Draw draw = new Draw("verifier problem", seed, number, i);
                Curriculum.TaskLevel level = draw.of(levels);
                problems.add(task(level.task()).problem(Split.TRAINING, seed, level.level(), draw.bits() >>> 1));
            }
        }

        List<Example> examples() {
            int whole = PROBLEMS - PROBLEMS / CUT_ONE_IN;
            for (Rollout rollout : drawn(0, whole, Steering.NONE)) {
                right += rollout.right();
                scored += rollout.scored().length;
                ThoughtSteps steps = ThoughtSteps.of(rollout.problem().task(), tokenizer);
                for (int i : rollout.scored()) {
                    int[] response = rollout.answers().get(i).tokens();
                    int[] boundaries = steps.boundaries(response);
                    if (boundaries.length > 0) {
                        Draw draw = new Draw("verifier step", seed, number, examples.size());
                        add(rollout, i, boundaries[draw.below(boundaries.length)]);
                    }
                    add(rollout, i, response.length);
                }
            }
            for (int from = whole; from < PROBLEMS; from += CUT_ALIKE) {
                int length = new Draw("verifier cut", seed, number, from).between(1, Math.max(1, sampler.tokens() / 2));
                Steering cut = Steering.giving(tokenizer.special(SpecialTokens.THOUGHT_END), length);
                for (Rollout rollout : drawn(from, from + CUT_ALIKE, cut)) {
                    for (int i : rollout.scored()) {
                        Answer answer = rollout.answers().get(i);
                        if (answer.stopped() && answer.tokens()[0] == tokenizer.special(SpecialTokens.THOUGHT_BEGIN)) {
                            add(rollout, i, answer.tokens().length);
                        }
                    }
                }
            }
            return new Draw("verifier order", seed, number, 0).shuffled(examples);
        }

        private List<Rollout> drawn(int from, int to, Steering steering) {
            long key = new Draw("verifier responses", seed, number, from).bits();
            Sampler.Drawn drawn = sampler.draw(policy, problems.subList(from, to), EACH, key, 1, steering);
            rolloutFlops += drawn.spent().rollout();
            responses += (to - from) * EACH;
            return drawn.rollouts();
        }

        /** The first tokens of a response, unless they do not fit the model. */
        private void add(Rollout rollout, int response, int length) {
            boolean rightOne = rollout.rewards()[response] == 1;
            int[] begun = Arrays.copyOf(rollout.answers().get(response).tokens(), length);
            int[] sequence = LearnedVerifier.joined(
                    LearnedVerifier.joined(rollout.prompt(), begun), rightOne ? verifier.right() : verifier.wrong());
            if (sequence.length <= verifier.learner().shape().context() + 1) {
                examples.add(new Example(sequence, rightOne));
            }
        }
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
        progress.loss = Double.isNaN(progress.loss) ? loss / weight : 0.9 * progress.loss + 0.1 * loss / weight;
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
