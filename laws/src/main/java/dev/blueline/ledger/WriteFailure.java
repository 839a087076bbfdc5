package dev.blueline.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * The disk did not take a file: it is full, read-only or gone. The message is one line: what could not be written, where,
 * how much is free, what to do. What was written before is untouched.
 */
public final class WriteFailure extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private static final String AGAIN = ", then give the same command again: it goes on from what is saved";

    private WriteFailure(String message, IOException cause) {
        super(message, cause);
    }

    /** A file, or a folder, that could not be written. */
    public static WriteFailure of(Path file, IOException cause) {
        return new WriteFailure("cannot write " + file + ": " + because(file, cause), cause);
    }

    private static String because(Path file, IOException cause) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        if (!Files.isDirectory(folder)) {
            return "its folder is gone or cannot be reached; put " + folder + " back" + AGAIN;
        }
        String reason = reason(cause);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("not enough space") || lower.contains("quota")) {
            return "no space left (" + free(folder) + "); make room" + AGAIN;
        }
        if (lower.contains("read-only")) {
            return "its file system is read-only; make it writable" + AGAIN;
        }
        if (cause instanceof AccessDeniedException || lower.contains("not permitted") || lower.contains("denied")) {
            return "it may not be written; change the rights of " + folder + AGAIN;
        }
        return reason + "; mend it" + AGAIN;
    }

    /** Why a file could not be read or written, without its path, which a message has already. */
    public static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return switch (cause) {
            case NoSuchFileException absent -> "it does not exist";
            case AccessDeniedException denied -> "its rights do not allow it";
            case FileAlreadyExistsException there -> "something of that name is there";
            default -> Objects.requireNonNullElse(reason, cause.getClass().getSimpleName());
        };
    }

    private static String free(Path folder) {
        try {
            return String.format(
                    Locale.ROOT, "%.1f MB free", Files.getFileStore(folder).getUsableSpace() * 1e-6);
        } catch (IOException unknown) {
            return "free space unknown";
        }
    }
}
