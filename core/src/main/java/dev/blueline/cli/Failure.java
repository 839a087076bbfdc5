package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.WriteFailure;
import dev.blueline.study.StudyFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.ExitCode;

/**
 * What the user sees of something that went wrong: one line and an exit code.
 *
 * @param line what is wrong, where, what to do
 * @param code 2 for bad input, 1 for everything else
 */
record Failure(String line, int code) {

    static Failure of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            switch (cause) {
                case BadInput bad -> {
                    return new Failure(oneLine(bad), ExitCode.USAGE);
                }
                case InvalidPathException bad -> {
                    return new Failure(
                            "\"" + bad.getInput() + "\" is no path of this system (" + bad.getReason()
                                    + "); give another",
                            ExitCode.USAGE);
                }
                case StudyFailure failed -> {
                    return new Failure(oneLine(failed), ExitCode.SOFTWARE);
                }
                case WriteFailure failed -> {
                    return new Failure(oneLine(failed), ExitCode.SOFTWARE);
                }
                case OutOfMemoryError ignored -> {
                    return new Failure(outOfMemory(), ExitCode.SOFTWARE);
                }
                case IOException failed -> {
                    return new Failure(inputOutput(failed), ExitCode.SOFTWARE);
                }
                default -> {}
            }
        }
        return new Failure(
                "internal error: " + oneLine(causes.getLast())
                        + "; run again with --debug for the trace, and report it",
                ExitCode.SOFTWARE);
    }

    /** From the outside in. */
    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            // what only carries another says nothing of its own
            boolean carrier = cause instanceof ExecutionException
                    || cause instanceof UncheckedIOException && !(cause instanceof WriteFailure);
            if (!carrier || cause.getCause() == null) {
                causes.add(cause);
            }
        }
        return causes;
    }

    private static String inputOutput(IOException failed) {
        String message = Objects.requireNonNullElse(failed.getMessage(), "");
        if (message.contains("No space left") || message.contains("Disk quota exceeded")) {
            return "the disk is full (" + message
                    + "); make room, then give the same command again: what is finished is kept";
        }
        return switch (failed) {
            case NoSuchFileException missing -> "there is no file or folder " + missing.getFile() + "; check the path";
            case AccessDeniedException denied ->
                denied.getFile() + " cannot be read or written; change its rights, or give another";
            case FileSystemException refused ->
                refused.getFile() + " cannot be used (" + WriteFailure.reason(refused)
                        + "); check the path and its rights";
            case CharacterCodingException ignored -> "a text is not in UTF-8; convert it, for example with iconv";
            default ->
                "reading or writing failed (" + oneLine(failed) + "); check the disk and the rights of its files";
        };
    }

    private static String outOfMemory() {
        return "out of memory: the program may use "
                + Math.max(1, Math.round(Runtime.getRuntime().maxMemory() / (double) (1 << 20)))
                + " MB; give it more with BLUELINE_JAVA_OPTS=-Xmx8g before the command, or give it less text";
    }

    private static String oneLine(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) {
            return kind(thrown);
        }
        String line = String.join(" ", message.lines().map(String::strip).toList());
        boolean inWords =
                thrown instanceof BadInput || thrown instanceof StudyFailure || thrown instanceof WriteFailure;
        return inWords ? line : kind(thrown) + ": " + line;
    }

    private static String kind(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }
}
