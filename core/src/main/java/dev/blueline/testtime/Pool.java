package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.ModelShape;
import dev.blueline.problems.Problem;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Responses to one problem, drawn once, of which every strategy at every size takes its own.
 *
 * @param promptFlops of reading the prompt, once for all attempts
 */
public record Pool(Problem problem, double promptFlops, List<Attempt> attempts) {

    /** A group of responses whose prompt fits the model's context, as {@code Sampler} draws them; FLOPs are counted as it counts them. */
    public static Pool of(Rollout rollout, Dialogue dialogue, ModelShape shape) {
        int prompt = rollout.prompt().length;
        double before = shape.forwardFlopsPerSequence(prompt);
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < rollout.answers().size(); i++) {
            Answer answer = rollout.answers().get(i);
            double sum = 0;
            for (float logProbability : answer.logProbabilities()) {
                sum += logProbability;
            }
            int tokens = answer.tokens().length;
            attempts.add(new Attempt(
                    answer.stopped() ? dialogue.read(answer.tokens()).answer().strip() : "",
                    sum / Math.max(1, tokens),
                    rollout.rewards()[i],
                    tokens,
                    shape.forwardFlopsPerSequence(prompt + Math.max(0, tokens - 1)) - before));
        }
        return new Pool(rollout.problem(), shape.promptFlops(prompt), attempts);
    }

    /** The same with a learned verifier's word on every response that has an answer. */
    public static Pool of(Rollout rollout, Dialogue dialogue, ModelShape shape, LearnedVerifier verifier) {
        Pool pool = of(rollout, dialogue, shape);
        List<Value> values = verifier.values(rollout);
        return new Pool(
                pool.problem(),
                pool.promptFlops(),
                IntStream.range(0, values.size())
                        .mapToObj(i -> pool.attempts().get(i).with(values.get(i)))
                        .toList());
    }
}
