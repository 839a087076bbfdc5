package dev.blueline.corpus;

import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Working memory that lies in files of one folder, so that tables may be larger than the heap and than main memory. It is
 * zero at first, and gone when closed or when the process ends.
 */
final class Scratch {
    private static final String NAME = "scratch-";
    /** Space left free on the disk whatever is written. */
    static final long MARGIN = 64L << 20;

    private final Path folder;

    Scratch(Path folder) {
        this.folder = folder;
    }

    /** A piece of so many bytes, zero, that lives as long as the arena. */
    MemorySegment allocate(long bytes, Arena arena) {
        requireSpace(folder, bytes);
        try {
            Path file = Files.createTempFile(folder, NAME, "");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            } finally {
                deleteIfPossible(file);
            }
        } catch (IOException failure) {
            throw WriteFailure.of(folder.resolve(NAME), failure);
        }
    }

    /** Where a mapped file cannot be deleted, as under Windows, {@link #deleteLeftovers} does it the next time. */
    private static void deleteIfPossible(Path file) {
        try {
            Files.delete(file);
        } catch (IOException mapped) {
            file.toFile().deleteOnExit();
        }
    }

    /** Deletes what an earlier process could not. */
    void deleteLeftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(NAME))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** @throws WriteFailure if the disk has no room for so many bytes */
    static void requireSpace(Path folder, long bytes) {
        long free = free(folder);
        if (free < bytes + MARGIN) {
            throw WriteFailure.of(
                    folder.resolve(NAME),
                    new IOException(String.format(
                            Locale.ROOT, "no space left for the %.2f GB needed", (bytes + MARGIN) * 1e-9)));
        }
    }

    static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot see how full the disk of " + folder + " is", failure);
        }
    }
}
