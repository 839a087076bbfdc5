package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to teach a model by demonstrations.
 *
 * @param from folder of a finished run to go on from; a new model if empty
 * @param size of a new model
 * @param tasks names of tasks, or files of questions
 * @param levels empty for all
 * @param styles in which problems are solved, alike many of each
 * @param steps batches of training, or
 * @param seconds the time that decides them, by the speed measured at the start
 * @param rate factor on the learning rate that models of this width have in studies
 * @param seed of the new model and of the demonstrations
 */
public record TeachingRequest(
        Optional<Path> from,
        Size size,
        List<String> tasks,
        List<Integer> levels,
        List<Style> styles,
        Optional<Long> steps,
        double seconds,
        double rate,
        long seed,
        Path out,
        String learner,
        int threads) {
    /** Responses of one batch. */
    static final int ROWS = 64;

    /** Longest sequence of a new model. */
    static final int CONTEXT = 128;

    public TeachingRequest {
        if (!(rate > 0) || rate > 10 || seed < 0 || threads < 1) {
            throw new BadInput("--rate " + rate + ", --seed " + seed + " and --threads " + threads
                    + " cannot be used together; give a factor on the usual learning rate above 0, at most 10, a seed of 0"
                    + " or more and 1 thread or more");
        }
    }
}
