package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Answers;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Steering;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws responses to problems and has them verified, each within {@link Verification#LONGEST}. A response that was cut before its end
 * scores 0, as one that is wrong does: it costs as much and answers nothing.
 *
 * @param tasks by name
 * @param tokens most tokens of a response
 */
public record Sampler(Map<String, Task> tasks, Dialogue dialogue, int tokens) {

    /**
     * What came of it.
     *
     * @param busy share of the decoder's places that held a response
     * @param cut responses that were cut
     * @param broken verifications that broke: their responses have no reward
     */
    public record Drawn(List<Rollout> rollouts, Spent spent, double busy, int cut, int broken) {}

    /**
     * So many responses to each problem, at temperature 1.
     *
     * @throws BadInput if the verifier breaks on most of them, or the model gives no probabilities any more
     */
    public Drawn draw(Learner learner, List<Problem> problems, int each, long seed) {
        return draw(learner, problems, each, seed, 1);
    }

    /**
     * So many responses to each problem.
     *
     * @param temperature 0 takes the likeliest token
     */
    public Drawn draw(Learner learner, List<Problem> problems, int each, long seed, double temperature) {
        return draw(learner, problems, each, seed, temperature, Steering.NONE);
    }

    /**
     * So many responses to each problem, led as they are drawn.
     *
     * @param temperature 0 takes the likeliest token
     */
    public Drawn draw(
            Learner learner, List<Problem> problems, int each, long seed, double temperature, Steering steering) {
        List<int[]> prompts = problems.stream()
                .map(problem -> dialogue.prompt(problem.prompt()))
                .toList();
        Sampling sampling = new Sampling(tokens, temperature, 1, seed, dialogue.endOfTurn(), steering);
        Answers answers = learner.answers(prompts, each, sampling);
        List<Rollout> rollouts = new ArrayList<>();
        double flops = 0;
        long steps = 0;
        int cut = 0;
        Breakage breakage = new Breakage();
        long started = System.nanoTime();
        for (int i = 0; i < problems.size(); i++) {
            List<Answer> drawn = answers.each().get(i);
            double[] rewards = new double[each];
            long[] verifierSteps = new long[each];
            double[] verifierSeconds = new double[each];
            for (int j = 0; j < each; j++) {
                Answer answer = drawn.get(j);
                Finite.require(answer.logProbabilities());
                if (!answer.stopped()) {
                    cut++;
                    continue;
                }
                long asked = System.nanoTime();
                Verification outcome = verify(problems.get(i), answer);
                verifierSeconds[j] = (System.nanoTime() - asked) * 1e-9;
                verifierSteps[j] = outcome.steps();
                breakage.add(problems.get(i).task(), outcome);
                steps += outcome.steps();
                rewards[j] = switch (outcome) {
                    case Verification.Scored scored -> scored.score();
                    case Verification.Broken none -> Double.NaN;
                };
            }
            flops += flops(
                    learner.shape(),
                    sampling.kept(prompts.get(i).length, learner.shape().context()),
                    drawn);
            rollouts.add(new Rollout(problems.get(i), prompts.get(i), drawn, rewards, verifierSteps, verifierSeconds));
        }
        breakage.requireFew();
        double seconds = (System.nanoTime() - started) * 1e-9;
        return new Drawn(rollouts, new Spent(flops, 0, steps, seconds), answers.busy(), cut, breakage.broken());
    }

    private Verification verify(Problem problem, Answer answer) {
        Task task = tasks.get(problem.task());
        if (task == null) {
            throw new IllegalArgumentException("no task " + problem.task());
        }
        String text = dialogue.read(answer.tokens()).answer();
        return Verification.of(task.verifier(), problem, text, Verification.MOST_STEPS, Verification.LONGEST);
    }

    /**
     * The prompt, then each response's tokens but the last, which is drawn and not read. A prompt that two threads read for their
     * responses counts once, so that the count does not depend on threads.
     */
    public static double flops(ModelShape shape, int prompt, List<Answer> answers) {
        double flops = shape.promptFlops(prompt);
        double before = shape.forwardFlopsPerSequence(prompt);
        for (Answer answer : answers) {
            int read = Math.max(0, answer.tokens().length - 1);
            flops += shape.forwardFlopsPerSequence(prompt + read) - before;
        }
        return flops;
    }

    /**
     * Every prompt must leave room for a response of {@link #tokens}.
     *
     * @throws BadInput if one does not
     */
    public void requireRoom(List<Problem> problems, ModelShape shape) {
        for (Problem problem : problems) {
            int prompt = dialogue.prompt(problem.prompt()).length;
            int room = shape.context() + 1 - prompt;
            if (room < tokens) {
                throw new BadInput("a problem of " + problem.task() + ", level " + problem.level() + ", has " + prompt
                        + " tokens, which leaves " + Math.max(0, room) + " of the model's context of " + shape.context()
                        + " for a response, fewer than --tokens " + tokens
                        + "; give a smaller --tokens, choose easier levels, or start from a model of a longer context");
            }
        }
    }
}
