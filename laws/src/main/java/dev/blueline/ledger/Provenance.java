package dev.blueline.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * What made a figure: enough to make it again.
 *
 * @param study hash of the study file's content
 * @param corpus hash of the cleaned training and validation text
 * @param tokenizer hash of the tokenizer
 * @param learner name of the learner; a ledger from before there were several does not name it
 * @param numerics numerics version of the learner: raised when kernels change results
 * @param version version of the program
 * @param java Java runtime version
 * @param machine processor name and number of cores
 * @param threads threads the run used
 * @param startedAt what the clock said when the process that finished the run took it up
 * @param finishedAt that, and the time the process took until training ended
 */
public record Provenance(
        String study,
        String corpus,
        String tokenizer,
        String learner,
        int numerics,
        String version,
        String java,
        String machine,
        int threads,
        Instant startedAt,
        Instant finishedAt) {

    public Provenance {
        learner = Objects.requireNonNullElse(learner, "java");
    }
}
