package dev.blueline.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ledger.jsonl} in a folder: every finished run with its measurements, one line each, only ever appended
 * ({@link Journal}). If a run id occurs twice, the later line counts, in the place of the first; so a run measured again
 * replaces its figures without rewriting the file.
 */
public final class Ledger {
    private static final String FILE = "ledger.jsonl";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Journal journal;

    /** The ledger of a folder, created with the first entry. */
    public Ledger(Path folder) {
        this.journal = new Journal(folder.resolve(FILE));
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
     * All runs, in the order in which their ids first appeared.
     *
     * @throws BadInput if a line is damaged or is not a run
     */
    public List<Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Journal.Line line : journal.read()) {
            try {
                Entry entry = json.readValue(line.json(), Entry.class);
                entries.put(entry.run().id(), entry);
            } catch (JacksonException failure) {
                throw new BadInput(
                        journal.file() + " line " + line.number()
                                + " is not a run of this version: remove the line or use the version that wrote it",
                        failure);
            }
        }
        return new ArrayList<>(entries.values());
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
