package dev.blueline.training;

import dev.blueline.engine.Learner;
import dev.blueline.ledger.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The saved states of one trunk, at most one of each phase. A learner is saved to a new folder
 * first; then the small state file that points to it is renamed into place, and only then the older folder goes. A kill
 * at any instant leaves the old state or the new one.
 */
final class Checkpoints {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
    }

    Optional<TrunkState> read(TrunkState.Phase phase) {
        Path file = stateFile(phase);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            TrunkState state = JSON.readValue(file.toFile(), TrunkState.class);
            return Files.isDirectory(folder.resolve(state.folder())) ? Optional.of(state) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    void load(TrunkState state, Learner learner) {
        learner.load(folder.resolve(state.folder()));
    }

    /** Saves the learner and the state, under a folder name chosen here. */
    void write(TrunkState state, Learner learner) {
        String name = prefix(state.phase()) + state.step() + "-" + state.retries();
        learner.save(folder.resolve(name));
        DurableFiles.write(stateFile(state.phase()), JSON.writeValueAsBytes(state.in(name)));
        removeOthers(state.phase(), name);
    }

    /** Forgets the state of a phase. */
    void remove(TrunkState.Phase phase) {
        try {
            Files.deleteIfExists(stateFile(phase));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        removeOthers(phase, "");
    }

    private static String prefix(TrunkState.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-";
    }

    private Path stateFile(TrunkState.Phase phase) {
        return folder.resolve(prefix(phase) + "state.json");
    }

    private void removeOthers(TrunkState.Phase phase, String keep) {
        String prefix = prefix(phase);
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                String name = entry.getFileName().toString();
                if (name.startsWith(prefix) && !name.equals(keep)) {
                    deleteTree(entry);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
