package dev.blueline.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that one holder at a time has. Between processes the operating system's lock decides, which goes when its process ends,
 * however it ends: a file left behind by a crash stops nobody. Between the threads of this process a table does, for a process
 * that closes any channel of a file gives up all its locks on it; so nobody may open a file that is held here.
 */
public final class LockFile implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    /** Far behind any content, which some systems would otherwise keep others from reading. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int ATTEMPTS = 1000;
    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;
    private static final int WAIT_MILLIS = 2;

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the file, making it if need be, and signs it for {@link #holder}; empty if somebody has it. Its folder must be there. */
    public static Optional<LockFile> sign(Path file) throws IOException {
        Optional<LockFile> taken = tryTake(file);
        if (taken.isPresent()) {
            FileChannel channel = taken.get().channel;
            channel.truncate(0);
            DurableFiles.writeFully(channel, ByteBuffer.wrap((thisProcess() + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        return taken;
    }

    private static Optional<LockFile> tryTake(Path file) throws IOException {
        Path real = real(file);
        if (!HELD_HERE.add(real)) {
            return Optional.empty();
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = open(real);
        } finally {
            if (locked.isEmpty()) {
                HELD_HERE.remove(real);
            }
        }
        return locked.map(channel -> new LockFile(real, channel));
    }

    /**
     * Takes the file, waiting while somebody has it.
     *
     * @throws IOException if it cannot be locked, or has not come free for a minute
     */
    static LockFile take(Path file) throws IOException {
        long since = System.nanoTime();
        while (System.nanoTime() - since < LONGEST_WAIT_NANOS) {
            Optional<LockFile> taken = tryTake(file);
            if (taken.isPresent()) {
                return taken.get();
            }
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + file, interrupted);
            }
        }
        throw new IOException("another process has kept " + file + " locked for a minute");
    }

    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNull(absolute.getParent(), "a file has a folder")
                .toRealPath()
                .resolve(Objects.requireNonNull(absolute.getFileName(), "a file has a name"));
    }

    /** Locks the file that bears the name, not one that was renamed or deleted while it was being opened. */
    private static Optional<FileChannel> open(Path file) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException there) {
                // left by an earlier holder, or held
            }
            FileChannel channel = null;
            boolean good = false;
            try {
                Optional<Object> before = identity(file);
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
                if (lock == null) {
                    return Optional.empty();
                }
                good = identity(file).equals(before);
                if (good) {
                    return Optional.of(channel);
                }
            } catch (OverlappingFileLockException heldHere) {
                return Optional.empty();
            } catch (NoSuchFileException gone) {
                // renamed or deleted by its last holder: begin anew
            } finally {
                if (channel != null && !good) {
                    channel.close();
                }
            }
        }
        throw new IOException(file + " cannot be opened as a file");
    }

    private static Optional<Object> identity(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    /** To write to the file. */
    FileChannel channel() {
        return channel;
    }

    /** Who has a file that could not be taken, such as {@code process 4711, started 2026-11-25 14:13:17 UTC}. */
    public static String holder(Path file) {
        try {
            if (HELD_HERE.contains(real(file))) {
                return "this process, " + thisProcess().replaceFirst("process ", "");
            }
            String signed = Files.readString(file).strip();
            return signed.isEmpty() ? "another process" : signed;
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    private static String thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return "process " + self.pid()
                + self.info()
                        .startInstant()
                        .map(start -> ", started " + inWords(start))
                        .orElse("");
    }

    private static String inWords(Instant start) {
        return start.truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", " UTC");
    }

    /** Gives the file up and leaves it in place. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
