package dev.blueline.thought;

import dev.blueline.ledger.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** {@code measured.jsonl}: every model measured so far, one line each, kept twice. */
final class MeasuredLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Journal journal;
    private final List<Measured> all = new ArrayList<>();

    /** Reads what is there, mending it from its copy first. */
    MeasuredLog(Path folder) {
        journal = Journal.twice(folder.resolve("measured.jsonl"));
        journal.repair();
        journal.read().forEach(line -> all.add(JSON.readValue(line.json(), Measured.class)));
    }

    synchronized void add(Measured measured) {
        journal.append(JSON.writeValueAsString(measured));
        all.add(measured);
    }

    synchronized boolean has(Cell cell, int run) {
        return all.stream().anyMatch(known -> known.cell().equals(cell) && known.run() == run);
    }

    synchronized List<Measured> all() {
        return List.copyOf(all);
    }
}
