package dev.blueline.ledger;

import java.time.Instant;

/**
 * What made a figure: enough to make it again.
 *
 * @param study hash of the study file's content
 * @param corpus hash of the cleaned training and validation text
 * @param tokenizer hash of the tokenizer
 * @param numerics numerics version: raised when kernels change results
 * @param version version of the program
 * @param java Java runtime version
 * @param machine processor name and number of cores
 * @param threads threads the run used
 * @param startedAt when training began
 * @param finishedAt when the last measurement was taken
 */
public record Provenance(
        String study,
        String corpus,
        String tokenizer,
        int numerics,
        String version,
        String java,
        String machine,
        int threads,
        Instant startedAt,
        Instant finishedAt) {}
