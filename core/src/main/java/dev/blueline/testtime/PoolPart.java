package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.ModelShape;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Rollout;
import java.util.ArrayList;
import java.util.List;

/**
 * Some responses to every problem of a level, as a line of a file.
 *
 * @param number of the part, from 0; {@link #GREEDY} for the responses at temperature 0
 * @param seconds that drawing took, verification apart
 * @param groups by problem
 */
record PoolPart(int level, int number, double seconds, List<Group> groups) {
    static final int GREEDY = -1;

    /**
     * Responses to one problem, each with its figures as {@link Attempt} explains them; FLOPs follow from the tokens.
     *
     * @param prompt tokens of the prompt
     */
    record Group(
            int prompt,
            List<String> answers,
            List<Float> logs,
            List<Float> scores,
            List<Integer> tokens,
            List<Long> steps,
            List<Float> verifying) {

        static Group of(Rollout rollout, Dialogue dialogue) {
            Group group = new Group(
                    rollout.prompt().length,
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
            for (int i = 0; i < rollout.answers().size(); i++) {
                Answer answer = rollout.answers().get(i);
                group.answers().add(Pool.answer(answer, dialogue));
                group.logs().add((float) Pool.meanLogProbability(answer));
                group.scores().add((float) rollout.rewards()[i]);
                group.tokens().add(answer.tokens().length);
                group.steps().add(rollout.verifierSteps()[i]);
                group.verifying().add((float) rollout.verifierSeconds()[i]);
            }
            return group;
        }

        List<Attempt> attempts(ModelShape shape) {
            List<Attempt> attempts = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                attempts.add(new Attempt(
                        answers.get(i),
                        logs.get(i),
                        scores.get(i),
                        tokens.get(i),
                        Pool.flops(shape, prompt, tokens.get(i)),
                        steps.get(i),
                        verifying.get(i)));
            }
            return attempts;
        }
    }

    /** FLOPs of drawing it, each prompt once. */
    double flops(ModelShape shape) {
        double flops = 0;
        for (Group group : groups) {
            flops += shape.promptFlops(group.prompt());
            for (int tokens : group.tokens()) {
                flops += Pool.flops(shape, group.prompt(), tokens);
            }
        }
        return flops;
    }
}
