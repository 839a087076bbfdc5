package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ledger.BadInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new BadInput("x is 1; give 2"), 2, "x is 1; give 2"),
                Arguments.of(
                        new IllegalStateException("a worker failed", new BadInput("x is 1; give 2")),
                        2,
                        "x is 1; give 2"),
                Arguments.of(
                        new InvalidPathException("a\0b", "Nul character not allowed"), 2, "no path of this system"),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("a.txt")),
                        1,
                        "there is no file or folder a.txt; check the path"),
                Arguments.of(
                        new ExecutionException(new AccessDeniedException("a.txt")),
                        1,
                        "a.txt cannot be read or written; change its rights, or give another"),
                Arguments.of(new FileSystemException("a.txt", null, "Is a directory"), 1, "a.txt cannot be used"),
                Arguments.of(new FileSystemException("a", null, "No space left on device"), 1, "the disk is full"),
                Arguments.of(new MalformedInputException(1), 1, "not in UTF-8"),
                Arguments.of(new EOFException(), 1, "reading or writing failed (EOFException)"),
                Arguments.of(new IOException("two\nlines"), 1, "IOException: two lines"),
                Arguments.of(new OutOfMemoryError("Java heap space"), 1, "BLUELINE_JAVA_OPTS=-Xmx"),
                Arguments.of(new ExecutionException(new OutOfMemoryError("Java heap space")), 1, "out of memory"),
                Arguments.of(
                        new StackOverflowError(),
                        1,
                        "internal error: StackOverflowError; run again with --debug for the trace, and report it"),
                Arguments.of(
                        new IllegalStateException("a draw failed", new ArrayIndexOutOfBoundsException("7 of 3")),
                        1,
                        "internal error: ArrayIndexOutOfBoundsException: 7 of 3; run again with --debug"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureIsOneLineWithItsCode(Throwable thrown, int code, String says) {
        Failure failure = Failure.of(thrown);
        assertThat(failure.line()).contains(says);
        assertThat(failure.line().lines()).hasSize(1);
        assertThat(failure.code()).isEqualTo(code);
    }

    @Test
    void theTraceIsPrintedWithDebugBeforeOrAfterTheCommandAndOnlyThen() {
        CommandRun plain = CommandRun.of("fit", "absent.csv");
        assertThat(plain.error().lines()).hasSize(1);
        assertThat(CommandRun.of("--debug", "fit", "absent.csv").error()).startsWith(plain.error());
        assertThat(CommandRun.of("fit", "absent.csv", "--debug").error())
                .startsWith(plain.error())
                .contains("\tat dev.blueline.table.Table");
    }

    @Test
    void withJsonAnErrorLeavesStandardOutputEmpty() {
        CommandRun run = CommandRun.of("fit", "absent.csv", "--json");
        assertThat(run.output()).isEmpty();
        assertThat(run.error().lines()).hasSize(1);
        assertThat(run.code()).isEqualTo(2);
    }
}
