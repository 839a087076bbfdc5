package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import dev.blueline.problems.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One problem with the responses drawn to it: a group.
 *
 * @param prompt tokens that the model was given
 * @param answers responses
 * @param rewards score of each by the verifier; 0 where it was cut, NaN where the verifier broke, which says nothing of the response
 * @param verifierSteps steps of the verifier on each; 0 where it was not asked
 * @param verifierSeconds its time on each
 */
public record Rollout(
        Problem problem,
        int[] prompt,
        List<Answer> answers,
        double[] rewards,
        long[] verifierSteps,
        double[] verifierSeconds) {

    /** Responses whose rewards cost nothing. */
    public Rollout(Problem problem, int[] prompt, List<Answer> answers, double[] rewards) {
        this(problem, prompt, answers, rewards, new long[rewards.length], new double[rewards.length]);
    }

    /** Numbers of the responses that have a reward. */
    public int[] scored() {
        return IntStream.range(0, rewards.length)
                .filter(i -> !Double.isNaN(rewards[i]))
                .toArray();
    }

    /** Responses that are right altogether. */
    public int right() {
        return (int) Arrays.stream(rewards).filter(reward -> reward == 1).count();
    }

    /** Share of the scored responses that are right altogether; NaN if none was scored. */
    public double passRate() {
        int scored = scored().length;
        return scored == 0 ? Double.NaN : (double) right() / scored;
    }

    /** Whether the group can teach anything: not all rewards are equal. */
    public boolean hasSignal() {
        return Arrays.stream(rewards)
                        .filter(reward -> !Double.isNaN(reward))
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    /** Tokens of all responses. */
    public int tokens() {
        return answers.stream().mapToInt(answer -> answer.tokens().length).sum();
    }
}
