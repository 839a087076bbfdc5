package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Steering;
import dev.blueline.problems.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Attempts one after another, each of which sees what the earlier ones answered (sequential revision, Snell et al. 2024, arXiv 2408.03314).
 * A model that was taught monologues has seen only one form of an earlier attempt: a failed try in its own thought. So the thought of an
 * attempt begins with the last try of every earlier one, marked as failed, each once, the latest that leave room; whether it did fail nobody
 * has looked. What the earlier thoughts tried on the way is left out, since it would make the thought longer than any it was taught.
 *
 * @param verifier asked of every attempt that has an answer, if there is one
 */
public record Revision(LedModel model, Optional<LearnedVerifier> verifier) {

    /**
     * Chains of attempts, one for each problem, of which a {@link Strategy} takes the first ones in their order. The FLOPs of an attempt
     * hold those of reading the problem again with what it sees.
     *
     * @param attempts of each chain
     * @param most tokens of a thought beside what it begins with
     * @throws dev.blueline.ledger.BadInput if an earlier attempt has no place in thoughts on the task, or they do not fit the model's context
     */
    public List<Pool> chains(List<Problem> problems, int attempts, int most, long seed) {
        model.requireRoom(problems, most);
        List<Chain> chains =
                problems.stream().map(problem -> new Chain(problem)).toList();
        int tokens = most + 1 + model.answerTokens();
        for (int number = 0; number < attempts; number++) {
            List<int[]> begun =
                    chains.stream().map(chain -> chain.begun(tokens)).toList();
            List<LedModel.Drawn> drawn =
                    model.draw(begun, 1, tokens, Steering.giving(model.thoughtEnd(), most), "revision", seed, number);
            List<int[]> sequences = IntStream.range(0, begun.size())
                    .mapToObj(i -> LearnedVerifier.joined(
                            begun.get(i), drawn.get(i).answers().getFirst().tokens()))
                    .toList();
            List<Value> values = values(sequences, drawn);
            for (int i = 0; i < begun.size(); i++) {
                chains.get(i).take(sequences.get(i), drawn.get(i), values.get(i));
            }
        }
        return chains.stream().map(Chain::pool).toList();
    }

    private List<Value> values(List<int[]> sequences, List<LedModel.Drawn> drawn) {
        List<Integer> whole = IntStream.range(0, drawn.size())
                .filter(i -> verifier.isPresent()
                        && drawn.get(i).answers().getFirst().stopped())
                .boxed()
                .toList();
        List<Value> asked = verifier.map(
                        known -> known.values(whole.stream().map(sequences::get).toList()))
                .orElse(List.of());
        List<Value> values = new ArrayList<>(
                IntStream.range(0, drawn.size()).mapToObj(i -> Value.NONE).toList());
        for (int i = 0; i < asked.size(); i++) {
            values.set(whole.get(i), asked.get(i));
        }
        return values;
    }

    /** What a strategy makes of the first attempts of a chain. */
    public static Outcome outcome(Pool chain, int first, Strategy strategy) {
        List<Attempt> taken = chain.attempts().subList(0, first);
        Choice choice = strategy.choose(taken);
        return new Outcome(
                choice.chosen().map(Attempt::answer).orElse(""),
                choice.chosen().map(Attempt::score).orElse(0.0),
                choice.spending(taken, chain.promptFlops()));
    }

    private final class Chain {
        private final Problem problem;
        private final RetrySign sign;
        private final Set<String> failed = new LinkedHashSet<>();
        private final List<Attempt> attempts = new ArrayList<>();

        Chain(Problem problem) {
            this.problem = problem;
            sign = RetrySign.ofTries(problem.task());
        }

        int[] begun(int tokens) {
            List<String> seen = new ArrayList<>(failed);
            int[] begun = model.begun(problem, String.join("", seen));
            while (begun.length + tokens > model.context() + 1) {
                seen.removeFirst();
                begun = model.begun(problem, String.join("", seen));
            }
            return begun;
        }

        void take(int[] sequence, LedModel.Drawn drawn, Value value) {
            Answer answer = drawn.answers().getFirst();
            String text = model.answerAfterThought(answer);
            if (answer.stopped()) {
                sign.lastFailed(model.wholeThought(problem, sequence)).ifPresent(failed::add);
            }
            double sum = 0;
            for (float logProbability : answer.logProbabilities()) {
                sum += logProbability;
            }
            attempts.add(new Attempt(
                            text,
                            sum / Math.max(1, answer.tokens().length),
                            model.score(problem, text),
                            answer.tokens().length,
                            drawn.flops() - (attempts.isEmpty() ? promptFlops() : 0))
                    .with(value));
        }

        private double promptFlops() {
            ModelShape shape = model.learner().shape();
            return shape.promptFlops(model.begun(problem, "").length);
        }

        Pool pool() {
            return new Pool(problem, promptFlops(), List.copyOf(attempts));
        }
    }
}
