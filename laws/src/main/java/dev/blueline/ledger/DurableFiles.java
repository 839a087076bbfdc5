package dev.blueline.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes that survive a kill and a power cut: a whole file goes to a temporary name beside it, is synced, then renamed, and
 * the folder is synced; an appended line is synced before the call returns. A write that fails leaves what was there.
 */
public final class DurableFiles {
    private DurableFiles() {}

    /** Content of a file, written in as many pieces as it likes. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** What has to be done between the sync of the new content, which it may read, and its renaming. */
    @FunctionalInterface
    interface BeforeRenaming {
        void accept(FileChannel written) throws IOException;
    }

    /**
     * Replaces the file's content; a reader sees the old or the new whole. Missing folders are made.
     *
     * @throws WriteFailure if the disk does not take it
     */
    public static void write(Path file, byte[] bytes) {
        write(file, bytes(bytes));
    }

    /** Replaces the file's content by UTF-8 text. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the file's content; a reader sees the old or the new whole. Missing folders are made. */
    public static void write(Path file, Content content) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
        replace(file, content, written -> {});
    }

    static Content bytes(byte[] bytes) {
        return channel -> writeFully(channel, ByteBuffer.wrap(bytes));
    }

    /**
     * As {@link #write(Path, Content)} into a folder that must be there. What a kill left under the temporary name is overwritten; of
     * two who write the same file at once, one waits.
     */
    static void replace(Path file, Content content, BeforeRenaming beforeRenaming) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (LockFile mine = LockFile.take(temporary)) {
            try {
                FileChannel channel = mine.channel();
                channel.truncate(0);
                content.writeTo(channel);
                channel.force(true);
                beforeRenaming.accept(channel);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                syncFolder(file);
            } catch (IOException | WriteFailure failure) {
                discard(temporary);
                throw failure;
            }
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    /** On a full disk the half-written file would take the room that the next attempt needs. */
    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException alsoFailing) {
            // the first failure is the one to tell
        }
    }

    /**
     * Appends one line; the line and its newline are on disk when this returns. If the disk does not take it, the file is
     * as long as before.
     */
    public static void append(Path file, String line) {
        boolean isNew = Files.notExists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long before = channel.size();
            try {
                writeFully(channel, ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            } catch (IOException failure) {
                channel.truncate(before);
                throw failure;
            }
            if (isNew) {
                syncFolder(file);
            }
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    /**
     * Makes a folder and those around it that are missing: for a result that is not there yet, whoever asked for it.
     *
     * @throws WriteFailure if one cannot be made
     */
    public static void createFolders(Path folder) {
        Path around = folder.toAbsolutePath().getParent();
        if (around != null && !Files.isDirectory(around)) {
            createFolders(around);
        }
        createFolder(folder);
    }

    /**
     * Makes a folder inside one that must be there already: an output folder that vanished under a running study is not made
     * anew.
     *
     * @throws WriteFailure if it cannot be made, or the folder around it is gone
     */
    public static void createFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
                syncFolder(folder);
            }
        } catch (FileAlreadyExistsException madeMeanwhile) {
            if (!Files.isDirectory(folder)) {
                throw WriteFailure.of(folder, madeMeanwhile);
            }
        } catch (IOException failure) {
            throw WriteFailure.of(folder, failure);
        }
    }

    /**
     * Gives a folder, all of whose files are on disk, its name; it has the old or the new one, and the new one is on disk when this
     * returns. No folder of the new name may be there.
     *
     * @throws WriteFailure if it cannot be renamed
     */
    public static void renameFolder(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(to);
        } catch (IOException failure) {
            throw WriteFailure.of(to, failure);
        }
    }

    /** A new name in a folder is safe from a power cut only once the folder is synced. */
    private static void syncFolder(Path entry) throws IOException {
        Path folder = Objects.requireNonNullElse(entry.toAbsolutePath().getParent(), entry);
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException notHere) {
            return; // Windows opens no folders; its file system journals names
        }
        try (channel) {
            channel.force(true);
        }
    }

    /** Writes the whole buffer; a channel may take it in several pieces. */
    public static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
