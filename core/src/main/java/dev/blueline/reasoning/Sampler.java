package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Answers;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws responses to problems and has them verified. A response that was cut before its end scores 0, as one that is wrong does: it
 * costs as much and answers nothing.
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
     * @param broken verifications that broke: they say nothing of the response, though it scores 0
     */
    public record Drawn(List<Rollout> rollouts, Spent spent, double busy, int cut, int broken) {}

    /** So many responses to each problem, at temperature 1. */
    public Drawn draw(Learner learner, List<Problem> problems, int each, long seed) {
        return draw(learner, problems, each, seed, 1);
    }

    /**
     * So many responses to each problem.
     *
     * @param temperature 0 takes the likeliest token
     */
    public Drawn draw(Learner learner, List<Problem> problems, int each, long seed, double temperature) {
        List<int[]> prompts = problems.stream()
                .map(problem -> dialogue.prompt(problem.prompt()))
                .toList();
        Answers answers =
                learner.answers(prompts, each, new Sampling(tokens, temperature, 1, seed, dialogue.endOfTurn()));
        List<Rollout> rollouts = new ArrayList<>();
        double flops = 0;
        long steps = 0;
        int cut = 0;
        int broken = 0;
        long started = System.nanoTime();
        for (int i = 0; i < problems.size(); i++) {
            List<Answer> drawn = answers.each().get(i);
            double[] rewards = new double[each];
            for (int j = 0; j < each; j++) {
                Answer answer = drawn.get(j);
                if (!answer.stopped()) {
                    cut++;
                    continue;
                }
                Verification outcome = verify(problems.get(i), answer);
                steps += outcome.steps();
                switch (outcome) {
                    case Verification.Scored scored -> rewards[j] = scored.score();
                    case Verification.Broken none -> broken++;
                }
            }
            flops += flops(learner.shape(), prompts.get(i).length, drawn);
            rollouts.add(new Rollout(problems.get(i), prompts.get(i), drawn, rewards));
        }
        double seconds = (System.nanoTime() - started) * 1e-9;
        return new Drawn(rollouts, new Spent(flops, 0, steps, seconds), answers.busy(), cut, broken);
    }

    private Verification verify(Problem problem, Answer answer) {
        Task task = tasks.get(problem.task());
        if (task == null) {
            throw new IllegalArgumentException("no task " + problem.task());
        }
        String text = dialogue.read(answer.tokens()).answer();
        return Verification.of(task.verifier(), problem, text, Verification.MOST_STEPS);
    }

    /** The prompt once, then each response's tokens but the last, which is drawn and not read. */
    static double flops(ModelShape shape, int prompt, List<Answer> answers) {
        double read = shape.forwardFlopsPerSequence(prompt);
        double flops = read;
        for (Answer answer : answers) {
            flops += shape.forwardFlopsPerSequence(prompt + answer.tokens().length - 1) - read;
        }
        return flops;
    }
}
