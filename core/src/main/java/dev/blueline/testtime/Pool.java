package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.ModelShape;
import dev.blueline.problems.Problem;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Responses to one problem, drawn once, of which every strategy at every size takes its own.
 *
 * @param promptFlops of reading the prompt, once for all attempts
 * @param attempts drawn at one temperature
 * @param greedy the response at temperature 0, where it was drawn
 */
public record Pool(Problem problem, double promptFlops, List<Attempt> attempts, Optional<Attempt> greedy) {

    /** Attempts alone. */
    public Pool(Problem problem, double promptFlops, List<Attempt> attempts) {
        this(problem, promptFlops, attempts, Optional.empty());
    }

    /** A group of responses whose prompt fits the model's context, as {@code Sampler} draws them; FLOPs are counted as it counts them. */
    public static Pool of(Rollout rollout, Dialogue dialogue, ModelShape shape) {
        int prompt = rollout.prompt().length;
        List<Attempt> attempts = IntStream.range(0, rollout.answers().size())
                .mapToObj(i -> attempt(rollout, i, dialogue, shape))
                .toList();
        return new Pool(rollout.problem(), shape.promptFlops(prompt), attempts);
    }

    /** The same with a learned verifier's word on every response that has an answer. */
    public static Pool of(Rollout rollout, Dialogue dialogue, ModelShape shape, LearnedVerifier verifier) {
        return of(rollout, dialogue, shape).with(verifier.values(rollout));
    }

    /** The same with a learned verifier's word on each attempt. */
    Pool with(List<Value> values) {
        return new Pool(
                problem,
                promptFlops,
                IntStream.range(0, values.size())
                        .mapToObj(i -> attempts.get(i).with(values.get(i)))
                        .toList(),
                greedy);
    }

    private static Attempt attempt(Rollout rollout, int i, Dialogue dialogue, ModelShape shape) {
        Answer answer = rollout.answers().get(i);
        int tokens = answer.tokens().length;
        return new Attempt(
                answer(answer, dialogue),
                meanLogProbability(answer),
                rollout.rewards()[i],
                tokens,
                flops(shape, rollout.prompt().length, tokens),
                rollout.verifierSteps()[i],
                rollout.verifierSeconds()[i]);
    }

    /** Text after the thought; empty where it was cut. */
    static String answer(Answer answer, Dialogue dialogue) {
        return answer.stopped() ? dialogue.read(answer.tokens()).answer().strip() : "";
    }

    static double meanLogProbability(Answer answer) {
        double sum = 0;
        for (float logProbability : answer.logProbabilities()) {
            sum += logProbability;
        }
        return sum / Math.max(1, answer.tokens().length);
    }

    /** The last token is drawn and not read. */
    static double flops(ModelShape shape, int prompt, int tokens) {
        return shape.forwardFlopsPerSequence(prompt + Math.max(0, tokens - 1)) - shape.forwardFlopsPerSequence(prompt);
    }

    /** What a strategy takes from: the greedy response for {@link Strategy.Greedy} where there is one, the attempts otherwise. */
    List<Attempt> of(Strategy strategy) {
        return strategy instanceof Strategy.Greedy && greedy.isPresent() ? List.of(greedy.get()) : attempts;
    }
}
