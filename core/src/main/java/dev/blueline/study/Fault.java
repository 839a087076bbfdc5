package dev.blueline.study;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What broke a run's training: no memory, or an error in the program. Only that run is lost by it. Bad input and files that
 * cannot be read or written are no such faults: they would meet every run, and stop the study.
 *
 * @param kind equal for faults that have one cause
 * @param cause one line, for the run's note
 * @param outOfMemory whether it was that
 * @param thrown where it came from
 */
public record Fault(String kind, String cause, boolean outOfMemory, Throwable thrown) {

    /** The fault behind what a run threw; empty if it must stop the study. */
    public static Optional<Fault> of(Throwable thrown) {
        if (chain(thrown)
                .anyMatch(link -> link instanceof BadInput
                        || link instanceof StudyFailure
                        || link instanceof IOException
                        || link instanceof UncheckedIOException
                        || link instanceof InterruptedException)) {
            return Optional.empty();
        }
        Throwable root = chain(thrown).reduce(thrown, (before, link) -> link);
        if (chain(thrown).anyMatch(OutOfMemoryError.class::isInstance)) {
            return Optional.of(new Fault("out of memory", "out of memory (" + message(root) + ")", true, thrown));
        }
        String type = root.getClass().getSimpleName();
        String place = root.getStackTrace().length == 0 ? "" : " at " + root.getStackTrace()[0];
        return Optional.of(new Fault(type + place, type + ": " + message(root) + place, false, thrown));
    }

    /** The same fault, its cause in other words. */
    Fault because(String words) {
        return new Fault(kind, words, outOfMemory, thrown);
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, link -> link.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(20);
    }

    private static String message(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage())
                .flatMap(text -> text.lines().findFirst())
                .orElse("no message");
    }
}
