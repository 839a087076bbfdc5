package dev.blueline.study;

import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The output folder of one study, locked while a climb writes to it. Looking at it changes nothing; only {@link #claim}
 * writes, once the plan stands. The operating system frees the lock when its process ends, however it ends.
 */
public final class OutputFolder implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Owner owner;
    private Optional<FileChannel> lock = Optional.empty();

    /**
     * Whose folder it is.
     *
     * @param study name of the study
     * @param fingerprint of the study's content
     * @param corpus hash of the text
     * @param seed the study's seed
     * @param learner name of the learner; a folder from before there were several does not name it
     */
    public record Owner(String study, String fingerprint, String corpus, int seed, String learner) {
        public Owner {
            learner = Objects.requireNonNullElse(learner, Learners.JAVA);
        }
    }

    private OutputFolder(Path folder, Owner owner) {
        this.folder = folder;
        this.owner = owner;
    }

    /**
     * Looks whether the study may use the folder, and locks it if it has been claimed before.
     *
     * @throws BadInput if it belongs to another study, holds other files, cannot be written, or is in use
     */
    public static OutputFolder of(Path folder, Owner owner) {
        OutputFolder output = new OutputFolder(folder, owner);
        output.inspect();
        return output;
    }

    private void inspect() {
        Path existing = nearestExisting();
        if (!Files.isDirectory(existing)) {
            throw new BadInput("output folder " + folder + ": " + existing + " is a file; give another --out");
        }
        if (!Files.isWritable(existing)) {
            throw new BadInput(
                    "output folder " + folder + " cannot be written; give another --out or change its rights");
        }
        if (Files.exists(ownerFile())) {
            lock();
            checkOwner();
        } else if (Files.exists(folder) && !isEmpty()) {
            throw new BadInput(
                    "output folder " + folder + " holds files that are not a study's; give a new or empty --out");
        }
    }

    private Path nearestExisting() {
        return Stream.iterate(
                        Optional.of(folder.toAbsolutePath()), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private boolean isEmpty() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(path -> path.getFileName().toString().matches("\\.lock|study\\.json\\.tmp"));
        } catch (IOException failure) {
            throw new BadInput("output folder " + folder + " cannot be read; give another --out", failure);
        }
    }

    private void checkOwner() {
        Owner found;
        try {
            found = JSON.readValue(ownerFile().toFile(), Owner.class);
        } catch (JacksonException damaged) {
            throw new BadInput("output folder " + folder + ": study.json is damaged; give another --out", damaged);
        }
        if (!found.study().equals(owner.study())) {
            throw differs("belongs to study \"" + found.study() + "\", not \"" + owner.study() + "\"");
        }
        if (!found.fingerprint().equals(owner.fingerprint())) {
            throw differs("was made with other settings of study \"" + owner.study() + "\"");
        }
        if (!found.corpus().equals(owner.corpus())) {
            throw differs("was made with other text");
        }
        if (found.seed() != owner.seed()) {
            throw differs("was made with --seed " + found.seed() + ", not " + owner.seed());
        }
        if (!found.learner().equals(owner.learner())) {
            throw differs("was made with --learner " + found.learner() + ", not " + owner.learner());
        }
    }

    private BadInput differs(String how) {
        close();
        return new BadInput("output folder " + folder + " " + how + "; give another --out");
    }

    /** Makes the folder if need be, locks it, and writes whose it is. */
    public void claim() {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new BadInput(
                    "output folder " + folder + " cannot be made (" + failure + "); give another --out", failure);
        }
        lock();
        if (Files.notExists(ownerFile())) {
            DurableFiles.write(ownerFile(), JSON.writeValueAsBytes(owner));
        }
    }

    private void lock() {
        if (lock.isPresent()) {
            return;
        }
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock taken = tryLock(channel);
            if (taken == null) {
                channel.close();
                throw new BadInput(
                        "output folder " + folder + " is in use by another run; wait for it or give another --out");
            }
            lock = Optional.of(channel);
        } catch (IOException failure) {
            throw new BadInput(
                    "output folder " + folder + " cannot be locked (" + failure + "); give another --out", failure);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    private Path ownerFile() {
        return folder.resolve("study.json");
    }

    @Override
    public void close() {
        lock.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        lock = Optional.empty();
    }
}
