package dev.blueline.training;

import dev.blueline.engine.Learner;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The saved states of one trunk, the last two of each phase. A state is a folder with the learner's files and, written last,
 * {@code state.json}: a kill at any instant leaves it whole or of no account. Its files are sealed ({@link SealedFiles}); if one is damaged,
 * the state before it counts.
 */
final class Checkpoints {
    private static final String STATE = "state.json";
    private static final int KEPT = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Consumer<String> says;

    /** @param says hears one line on each damaged state */
    Checkpoints(Path folder, Consumer<String> says) {
        this.folder = folder;
        this.says = says;
    }

    /** A state's folder, {@code trunk-g7-120}: the seventh of its phase, at step 120. */
    private record Saved(Path path, int generation, long step) {
        static Stream<Saved> of(Path path, TrunkState.Phase phase) {
            Matcher name = Pattern.compile(Pattern.quote(prefix(phase)) + "g(\\d{1,9})-(\\d{1,15})")
                    .matcher(path.getFileName().toString());
            return name.matches()
                    ? Stream.of(new Saved(path, Integer.parseInt(name.group(1)), Long.parseLong(name.group(2))))
                    : Stream.empty();
        }

        boolean finished() {
            return Files.exists(path.resolve(STATE));
        }

        Optional<Path> damaged() {
            return SealedFiles.firstDamaged(path);
        }
    }

    /** The last state of the phase that is whole. */
    Optional<TrunkState> read(TrunkState.Phase phase) {
        for (Saved saved : finished(phase)) {
            Optional<Path> damaged = saved.damaged();
            if (damaged.isEmpty()) {
                return Optional.of(JSON.readValue(SealedFiles.read(saved.path().resolve(STATE)), TrunkState.class));
            }
            says.accept(damaged.get() + " is damaged; going on from the state saved before it");
            delete(saved.path());
        }
        return Optional.empty();
    }

    /** Step of the last state of the phase, whole or not. */
    Optional<Long> lastStep(TrunkState.Phase phase) {
        return finished(phase).stream().findFirst().map(Saved::step);
    }

    void load(TrunkState state, Learner learner) {
        learner.load(folder.resolve(state.folder()));
    }

    /** Saves the learner and the state, under a folder name chosen here. */
    void write(TrunkState state, Learner learner) {
        int generation = 1
                + saved(state.phase()).stream()
                        .mapToInt(Saved::generation)
                        .max()
                        .orElse(0);
        String name = prefix(state.phase()) + "g" + generation + "-" + state.step();
        Path place = folder.resolve(name);
        DurableFiles.createFolder(folder);
        DurableFiles.createFolder(place);
        learner.save(place);
        SealedFiles.write(place.resolve(STATE), JSON.writeValueAsBytes(state.in(name)));
        List<Path> kept =
                finished(state.phase()).stream().limit(KEPT).map(Saved::path).toList();
        removeOthers(state.phase(), kept);
    }

    /** Forgets all states of a phase. */
    void remove(TrunkState.Phase phase) {
        removeOthers(phase, List.of());
    }

    private static String prefix(TrunkState.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-";
    }

    /** Latest first. */
    private List<Saved> finished(TrunkState.Phase phase) {
        return saved(phase).stream()
                .filter(Saved::finished)
                .sorted(Comparator.comparingInt(Saved::generation).reversed())
                .toList();
    }

    private List<Saved> saved(TrunkState.Phase phase) {
        return entries().stream().flatMap(path -> Saved.of(path, phase)).toList();
    }

    private List<Path> entries() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException failure) {
            throw WriteFailure.of(folder.resolve(STATE), failure);
        }
    }

    private void removeOthers(TrunkState.Phase phase, List<Path> kept) {
        for (Path entry : entries()) {
            if (entry.getFileName().toString().startsWith(prefix(phase)) && !kept.contains(entry)) {
                delete(entry);
            }
        }
    }

    /** The state file goes first: what is left of a folder then counts for nothing. */
    private static void delete(Path root) {
        try {
            Files.deleteIfExists(root.resolve(STATE));
            try (Stream<Path> all = Files.walk(root)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException failure) {
            throw WriteFailure.of(root, failure);
        }
    }
}
