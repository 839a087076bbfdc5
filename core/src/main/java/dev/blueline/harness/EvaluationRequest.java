package dev.blueline.harness;

import java.util.List;
import java.util.OptionalInt;

/**
 * How tasks are to be asked.
 *
 * @param limit most documents of a task
 * @param fewshot examples before a question, in place of what the task says; a task that says 0 keeps it
 * @param seeds of the examples and of what is drawn; each asks every item once more
 */
public record EvaluationRequest(OptionalInt limit, OptionalInt fewshot, List<Long> seeds) {
    /** The seed with which the harness draws examples. */
    public static final long SEED = 1234;
}
