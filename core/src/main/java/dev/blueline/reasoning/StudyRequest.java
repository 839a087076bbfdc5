package dev.blueline.reasoning;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A study of models that are taught problems, to carry out.
 *
 * @param study its file
 * @param seconds wall-clock that decides how much of the study is done; all if empty
 * @param seed the first of the study's seeds
 * @param out output folder
 * @param learner name of what trains the models
 * @param threads cores to use
 * @param command the command line, for the report
 */
public record StudyRequest(
        Path study, Optional<Double> seconds, long seed, Path out, String learner, int threads, String command) {}
