package dev.blueline.study;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.LockFile;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that one process at a time writes to, made and locked from the first moment on. If nothing was written to it, what was
 * made of it goes again when it is closed, and when the user stops the program.
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final Path folder;
    private final LockFile lock;
    private final List<Path> made;
    private final Thread atExit = new Thread(this::free);
    private boolean open = true;

    private FolderLock(Path folder, LockFile lock, List<Path> made) {
        this.folder = folder;
        this.lock = lock;
        this.made = made;
    }

    /**
     * Makes the folder if need be and locks it.
     *
     * @throws BadInput if somebody has it, who is named, or it cannot be made or locked
     */
    public static FolderLock of(Path folder) {
        List<Path> made = missing(folder);
        try {
            Files.createDirectories(folder);
            Optional<LockFile> lock = LockFile.sign(folder.resolve(FILE));
            if (lock.isEmpty()) {
                throw new BadInput("output folder " + folder + " is in use by " + LockFile.holder(folder.resolve(FILE))
                        + "; wait for it, stop it, or give another --out");
            }
            FolderLock taken = new FolderLock(folder, lock.get(), made);
            taken.freeAtExit();
            return taken;
        } catch (IOException failure) {
            throw new BadInput(
                    "output folder " + folder + " cannot be made or locked (" + WriteFailure.reason(failure)
                            + "); give another --out",
                    failure);
        }
    }

    /** Folders on the way that are not there, deepest first. */
    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder.toAbsolutePath(); at != null && Files.notExists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    private void freeAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            free();
        }
    }

    private synchronized void free() {
        if (!open) {
            return;
        }
        open = false;
        try {
            if (nothingElseIn()) {
                Files.deleteIfExists(folder.resolve(FILE));
                for (Path path : made) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException inUseAlready) {
            // somebody waits for the folder, which thus stays
        }
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean nothingElseIn() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(path -> path.endsWith(FILE));
        }
    }

    @Override
    public void close() {
        free();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // the hook runs and finds nothing to do
        }
    }
}
