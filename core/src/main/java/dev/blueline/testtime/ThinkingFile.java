package dev.blueline.testtime;

import dev.blueline.ledger.DamagedFile;
import dev.blueline.ledger.SealedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checkpoints of thinking: two files with checksums that are written by turns, each to another name first, so a kill at any instant leaves the
 * one before. A damaged one is said, and the other counts; where both are damaged nothing is begun anew in their place.
 */
final class ThinkingFile {
    static final List<String> NAMES = List.of("thinking-a.json", "thinking-b.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private int next;

    ThinkingFile(Path folder) {
        this.folder = folder;
    }

    private record Saved(int file, ThinkingState state) {}

    /**
     * The furthest state that is sound; nothing if there is none at all.
     *
     * @param says hears one line if one is damaged
     * @throws DamagedFile if there are files and none is sound
     */
    Optional<ThinkingState> load(Consumer<String> says) {
        List<Saved> sound = new ArrayList<>();
        List<Path> damaged = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            Path file = folder.resolve(NAMES.get(i));
            if (SealedFiles.isSealed(file) && SealedFiles.isSound(file)) {
                sound.add(new Saved(i, JSON.readValue(SealedFiles.read(file), ThinkingState.class)));
            } else if (Files.exists(file)) {
                damaged.add(file);
            }
        }
        if (sound.isEmpty() && !damaged.isEmpty()) {
            throw new DamagedFile(
                    damaged.getFirst(),
                    "is damaged, and no other state is left",
                    "delete the folder to think anew, or give another --out");
        }
        damaged.forEach(file -> says.accept(file + " is damaged; going on from the other state"));
        Optional<Saved> last = sound.stream()
                .max(Comparator.comparingInt(saved -> saved.state().rounds()));
        next = last.map(saved -> 1 - saved.file()).orElse(0);
        return last.map(Saved::state);
    }

    /** Writes over the older of the two. */
    void save(ThinkingState state) {
        SealedFiles.write(folder.resolve(NAMES.get(next)), JSON.writeValueAsBytes(state));
        next = 1 - next;
    }
}
