package dev.blueline.testtime;

import dev.blueline.problems.Problem;
import java.util.List;
import java.util.Optional;

/**
 * All that thinking about a problem goes on from: what a checkpoint holds. What comes next depends on it and the model alone.
 *
 * @param problem what is asked
 * @param model fingerprint of the model that answers
 * @param tokens most of a response
 * @param seed key of the draws
 * @param alone whether all attempts are made from the start, none from a beginning
 * @param rounds made
 * @param pool beginnings of responses, the starts first
 * @param seen answers that were verified, as {@code SeenAnswers} writes them
 * @param spent seconds are those of thinking, whatever the number of sessions
 * @param trail better and better answers
 */
public record ThinkingState(
        Problem problem,
        String model,
        int tokens,
        long seed,
        boolean alone,
        int rounds,
        List<PartialAttempt> pool,
        byte[] seen,
        Tally tally,
        Spending spent,
        List<Improvement> trail) {

    /** The best answer so far; nothing if none could be verified. */
    public Optional<Improvement> best() {
        return trail.isEmpty() ? Optional.empty() : Optional.of(trail.getLast());
    }

    /** Whether the verifier found an answer right altogether. */
    public boolean solved() {
        return best().filter(best -> best.score() == 1).isPresent();
    }

    /** Beginnings in the pool, the starts apart. */
    public long beginnings() {
        return pool.stream().filter(each -> !each.isStart()).count();
    }

    /** Whether another state is one of the same work. */
    boolean goesOnFrom(ThinkingState other) {
        return problem.equals(other.problem)
                && model.equals(other.model)
                && tokens == other.tokens
                && seed == other.seed
                && alone == other.alone;
    }
}
