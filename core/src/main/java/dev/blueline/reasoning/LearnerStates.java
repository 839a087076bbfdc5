package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Saved states of a learner, each with what else a restart needs; the last two are kept. A state is a folder {@code step-120} with the
 * learner's files and {@code state.json}. It is written under another name and renamed once all of it is on disk, so a kill at any instant
 * leaves it whole or of no account. If one is damaged, the one before it counts; if none is left, learning starts again.
 *
 * @param <S> a record of what else a restart needs
 * @param says hears one line on each damaged state
 */
record LearnerStates<S>(Path folder, Class<S> type, Consumer<String> says) {
    private static final String STATE = "state.json";
    private static final String PREFIX = "step-";
    private static final String UNFINISHED = "unfinished";
    private static final int KEPT = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void save(long step, Learner learner, S state) {
        Path place = folder.resolve(PREFIX + step);
        Path unfinished = folder.resolve(UNFINISHED);
        delete(unfinished);
        DurableFiles.createFolder(folder);
        DurableFiles.createFolder(unfinished);
        learner.save(unfinished);
        SealedFiles.write(unfinished.resolve(STATE), JSON.writeValueAsBytes(state));
        delete(place);
        DurableFiles.renameFolder(unfinished, place);
        saved().stream().skip(KEPT).forEach(LearnerStates::delete);
    }

    /** Saves the state that a run ends with, the only one that stays. */
    void saveLast(long step, Learner learner, S state) {
        save(step, learner, state);
        saved().stream().skip(1).forEach(LearnerStates::delete);
    }

    /** Brings the learner to the last sound state, and tells it; nothing if there is none. */
    Optional<S> restore(Learner learner) {
        for (Path place : saved()) {
            Optional<Path> damaged = SealedFiles.firstDamaged(place);
            if (damaged.isEmpty()) {
                learner.load(place);
                return Optional.of(JSON.readValue(SealedFiles.read(place.resolve(STATE)), type));
            }
            delete(place);
            says.accept(damaged.get() + " is damaged; "
                    + (saved().isEmpty()
                            ? "no state is left, so starting again"
                            : "going on from the state saved before it"));
        }
        return Optional.empty();
    }

    /** Forgets all states. */
    void remove() {
        saved().forEach(LearnerStates::delete);
        delete(folder.resolve(UNFINISHED));
    }

    /** Folders of whole states, latest first. */
    private List<Path> saved() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(PREFIX + "\\d{1,15}"))
                    .filter(entry -> Files.exists(entry.resolve(STATE)))
                    .sorted(Comparator.<Path>comparingLong(place -> -step(place)))
                    .toList();
        } catch (IOException failure) {
            throw WriteFailure.of(folder, failure);
        }
    }

    private static long step(Path place) {
        return Long.parseLong(place.getFileName().toString().substring(PREFIX.length()));
    }

    /** The state file goes first: what is left of a folder then counts for nothing. */
    private static void delete(Path place) {
        if (Files.notExists(place)) {
            return;
        }
        try {
            Files.deleteIfExists(place.resolve(STATE));
            try (Stream<Path> all = Files.walk(place)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException failure) {
            throw WriteFailure.of(place, failure);
        }
    }
}
