package dev.blueline.thought;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A study of thought to carry out.
 *
 * @param study its file
 * @param seconds wall-clock that decides how many models are taught; all if empty
 * @param seed the first of the study's seeds
 * @param out output folder
 * @param learner name of the learner
 * @param threads models taught at once, each on one thread
 * @param command the command line, for the report
 */
public record ThoughtRequest(
        Path study, Optional<Double> seconds, long seed, Path out, String learner, int threads, String command) {}
