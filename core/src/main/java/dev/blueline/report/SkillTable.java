package dev.blueline.report;

import dev.blueline.evaluation.Memory;
import dev.blueline.evaluation.TaskSlice;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * {@code skills.csv}: a row for each figure on tasks, for people's own tools. There are too many for columns of
 * {@code results.csv}, which {@link #holds} leaves them out of.
 */
final class SkillTable {
    /** Quotes what must be quoted and nothing else, so that 1.2e+12 stays a number for every reader. */
    static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();

    private static final List<String> COLUMNS =
            List.of("run", "size", "tokens", "flops", "seed", "role", "skill", "slice", "metric", "value", "stderr");
    private static final String PREFIX = "task_";

    private SkillTable() {}

    /** The table as text, of the runs that went well; only the heading if none was asked tasks. */
    static String csv(List<Ledger.Entry> entries) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Ledger.Entry entry : entries) {
            if (entry.run().succeeded()) {
                entry.measurements().stream()
                        .filter(SkillTable::holds)
                        .forEach(measurement -> rows.add(row(entry.run(), measurement)));
            }
        }
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        COLUMNS.forEach(schema::addColumn);
        return rows.isEmpty()
                ? String.join(",", COLUMNS) + "\n"
                : CSV.writer(schema.build()).writeValueAsString(rows);
    }

    /** Whether a figure belongs here. */
    static boolean holds(Measurement measurement) {
        return measurement.metric().startsWith(PREFIX) || measurement.metric().equals(Memory.STATEMENTS);
    }

    private static Map<String, String> row(Run run, Measurement measurement) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", ResultsTable.name(run));
        row.put("size", run.width() + "x" + run.layers());
        row.put("tokens", Long.toString(run.tokens()));
        row.put("flops", number(run.flops()));
        row.put("seed", Long.toString(run.seed()));
        row.put("role", run.role().name().toLowerCase(Locale.ROOT));
        row.put("skill", TaskSlice.of(measurement.slice()).skill());
        row.put("slice", measurement.slice());
        row.put("metric", measurement.metric());
        row.put("value", number(measurement.value()));
        row.put("stderr", number(measurement.standardError()));
        return row;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "";
    }
}
