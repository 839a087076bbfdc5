package dev.blueline.answering;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A study of compute at the answer to carry out.
 *
 * @param study its file
 * @param seconds wall-clock that decides how many models are taught and how many responses drawn; all if empty
 * @param seed of models, demonstrations and responses
 * @param out output folder
 * @param learner name of what trains the models
 * @param threads cores to use
 * @param command the command line, for the report
 */
public record AnsweringRequest(
        Path study, Optional<Double> seconds, long seed, Path out, String learner, int threads, String command) {}
