package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import dev.blueline.problems.Problem;
import java.util.List;

/**
 * One problem with the responses drawn to it: a group.
 *
 * @param prompt tokens that the model was given
 * @param answers responses
 * @param rewards score of each by the verifier; 0 where it was cut or the verifier broke
 */
public record Rollout(Problem problem, int[] prompt, List<Answer> answers, double[] rewards) {

    /** Share of the responses that are right altogether. */
    public double passRate() {
        int right = 0;
        for (double reward : rewards) {
            right += reward == 1 ? 1 : 0;
        }
        return (double) right / rewards.length;
    }

    /** Whether the group can teach anything: not all rewards are equal. */
    public boolean hasSignal() {
        for (double reward : rewards) {
            if (reward != rewards[0]) {
                return true;
            }
        }
        return false;
    }

    /** Tokens of all responses. */
    public int tokens() {
        return answers.stream().mapToInt(answer -> answer.tokens().length).sum();
    }
}
