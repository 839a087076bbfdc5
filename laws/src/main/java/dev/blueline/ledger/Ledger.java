package dev.blueline.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ledger.jsonl} in a folder: every finished run with its measurements, one line each, only ever appended
 * ({@link Journal}). If a run id occurs twice, the later line counts, in the place of the first; so a run measured again
 * replaces its figures without rewriting the file. Runs of other programs ({@link ImportedRun}) and figures measured later
 * ({@link Scores}) are lines of their own.
 */
public final class Ledger {
    private static final String FILE = "ledger.jsonl";
    private static final List<String> KINDS = List.of("run", "imported", "scores");

    private final JsonMapper json = JsonMapper.builder().build();
    private final Journal journal;

    /** The ledger of a folder, created with the first entry. */
    public Ledger(Path folder) {
        this.journal = Journal.twice(folder.resolve(FILE));
    }

    private Ledger(Journal journal) {
        this.journal = journal;
    }

    /**
     * A ledger that is there.
     *
     * @param folderOrFile the file, or the folder it is in
     * @throws BadInput if there is none
     */
    public static Ledger open(Path folderOrFile) {
        Path file = Files.isDirectory(folderOrFile) ? folderOrFile.resolve(FILE) : folderOrFile;
        if (!Files.isRegularFile(file)) {
            throw new BadInput("there is no ledger " + file + "; give a ledger.jsonl or the folder it is in");
        }
        return new Ledger(Journal.twice(file));
    }

    /** Mends the file and its copy from each other, and returns a line on each repair. */
    public List<String> repair() {
        return journal.repair();
    }

    /** A run and what was measured on it. */
    public record Entry(Run run, List<Measurement> measurements) {
        public Entry {
            measurements = List.copyOf(measurements);
            for (Measurement measurement : measurements) {
                if (!measurement.run().equals(run.id())) {
                    throw new IllegalArgumentException(
                            "a measurement of run " + measurement.run() + " under run " + run.id());
                }
            }
        }

        /** The value of a metric on a slice, if it was measured. */
        public Optional<Measurement> measurement(String metric, String slice) {
            return measurements.stream()
                    .filter(m -> m.metric().equals(metric) && m.slice().equals(slice))
                    .findFirst();
        }
    }

    /** Appends a run; it is on disk when this returns. */
    public void append(Run run, List<Measurement> measurements) {
        journal.append(json.writeValueAsString(new Entry(run, measurements)));
    }

    /**
     * Appends a run of another program.
     *
     * @return false, and nothing is written, if it is there with the same figures
     */
    public boolean append(ImportedRun run) {
        return !appendNew(List.of(run)).isEmpty();
    }

    /** Appends those runs of another program that are not there with the same figures, and returns them. */
    public List<ImportedRun> appendNew(List<ImportedRun> runs) {
        List<ImportedRun> added = new ArrayList<>();
        if (runs.isEmpty()) {
            return added;
        }
        journal.append(lines -> {
            Map<String, ImportedRun> known = new HashMap<>();
            read(lines, "imported", ImportedRun.class).forEach(run -> known.put(run.id(), run));
            for (ImportedRun run : runs) {
                ImportedRun before = known.put(run.id(), run);
                if (before == null || !run.sameFigures(before)) {
                    added.add(run);
                }
            }
            return added.stream().map(run -> line("imported", run)).toList();
        });
        return added;
    }

    /**
     * Appends figures measured later on a run that is in the ledger.
     *
     * @return false, and nothing is written, if they are there
     */
    public boolean append(Scores scores) {
        boolean[] added = {false};
        journal.append(lines -> {
            added[0] = read(lines, "scores", Scores.class).stream()
                    .noneMatch(known -> known.run().equals(scores.run())
                            && known.measurements().equals(scores.measurements()));
            return added[0] ? List.of(line("scores", scores)) : List.of();
        });
        return added[0];
    }

    /**
     * All runs of this laboratory with their later scores, in the order in which their ids first appeared.
     *
     * @throws BadInput if a line is damaged or is not a run
     */
    public List<Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, List<Measurement>> scores = scores();
        for (Entry entry : read("run", Entry.class)) {
            String id = entry.run().id();
            entries.put(
                    id,
                    new Entry(entry.run(), Scores.merged(entry.measurements(), scores.getOrDefault(id, List.of()))));
        }
        return new ArrayList<>(entries.values());
    }

    /**
     * All runs of other programs with their later scores, in the order in which their ids first appeared.
     *
     * @throws BadInput if a line is damaged or is not a run
     */
    public List<ImportedRun> imported() {
        Map<String, ImportedRun> runs = new LinkedHashMap<>();
        Map<String, List<Measurement>> scores = scores();
        for (ImportedRun run : read("imported", ImportedRun.class)) {
            runs.put(run.id(), run.with(scores.getOrDefault(run.id(), List.of())));
        }
        return new ArrayList<>(runs.values());
    }

    private Map<String, List<Measurement>> scores() {
        Map<String, List<Measurement>> scores = new LinkedHashMap<>();
        read("scores", Scores.class).forEach(later -> scores.merge(later.run(), later.measurements(), Scores::merged));
        return scores;
    }

    private String line(String kind, Object value) {
        ObjectNode line = json.createObjectNode();
        line.set(kind, json.valueToTree(value));
        return json.writeValueAsString(line);
    }

    private <T> List<T> read(String kind, Class<T> as) {
        return read(journal.read(), kind, as);
    }

    /** Lines of one kind: a run of this laboratory is the whole line, the others are the only member of theirs. */
    private <T> List<T> read(List<Journal.Line> lines, String kind, Class<T> as) {
        List<T> values = new ArrayList<>();
        for (Journal.Line line : lines) {
            try {
                JsonNode node = json.readTree(line.json());
                if (KINDS.stream().noneMatch(node::has)) {
                    throw noRun(line, null);
                }
                if (node.has(kind)) {
                    values.add(json.treeToValue(node.has("run") ? node : node.path(kind), as));
                }
            } catch (JacksonException failure) {
                throw noRun(line, failure);
            }
        }
        return values;
    }

    private BadInput noRun(Journal.Line line, @Nullable JacksonException cause) {
        String message = journal.file() + " line " + line.number()
                + " is not a run of this version: remove the line or use the version that wrote it";
        return cause == null ? new BadInput(message) : new BadInput(message, cause);
    }

    /** The run of an id, if it is in the ledger. */
    public Optional<Entry> find(String id) {
        return entries().stream().filter(entry -> entry.run().id().equals(id)).findFirst();
    }

    /** The file. */
    public Path file() {
        return journal.file();
    }
}
