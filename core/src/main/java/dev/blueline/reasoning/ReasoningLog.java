package dev.blueline.reasoning;

import dev.blueline.ledger.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code steps.jsonl}: one line a record. What was done again after a kill is as it was, to the bit, so a record that is there already
 * is not written again.
 */
public final class ReasoningLog {
    private static final String STEP = "step";
    private static final String EXAMINED = "examined";
    /** Lines of an earlier version lack what it did not measure. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Journal journal;
    private final List<ReasoningRecord> records = new ArrayList<>();
    private long lastStep = -1;
    private long lastExamined = -1;

    /** Reads what is there. */
    public ReasoningLog(Path folder) {
        journal = new Journal(folder.resolve("steps.jsonl"));
        for (Journal.Line line : journal.read()) {
            ObjectNode json = (ObjectNode) JSON.readTree(line.json());
            JsonNode kind = json.remove("kind");
            Class<? extends ReasoningRecord> type =
                    kind.asString().equals(STEP) ? ReasoningRecord.Stepped.class : ReasoningRecord.Examined.class;
            note(JSON.treeToValue(json, type));
        }
    }

    private void note(ReasoningRecord known) {
        records.add(known);
        switch (known) {
            case ReasoningRecord.Stepped stepped -> lastStep = Math.max(lastStep, stepped.step());
            case ReasoningRecord.Examined examined -> lastExamined = Math.max(lastExamined, examined.step());
        }
    }

    void add(ReasoningRecord next) {
        long last = next instanceof ReasoningRecord.Stepped ? lastStep : lastExamined;
        if (next.step() > last) {
            ObjectNode line = JSON.createObjectNode();
            line.put("kind", next instanceof ReasoningRecord.Stepped ? STEP : EXAMINED);
            line.setAll((ObjectNode) JSON.valueToTree(next));
            journal.append(JSON.writeValueAsString(line));
            note(next);
        }
    }

    /** The steps, in the order of writing. */
    public List<ReasoningRecord.Stepped> steps() {
        return of(ReasoningRecord.Stepped.class);
    }

    /** The measurements on held-out problems, in the order of writing. */
    public List<ReasoningRecord.Examined> examinations() {
        return of(ReasoningRecord.Examined.class);
    }

    private <R extends ReasoningRecord> List<R> of(Class<R> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
