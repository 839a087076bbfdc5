package dev.blueline.report;

import dev.blueline.evaluation.TaskFigures;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.Pretraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * {@code results.csv}: a row for each finished run, for people's own tools. Losses in bits per byte, FLOPs exact from the
 * shape and as 6ND; then a column for each domain, and for each class of tokens what it adds and its loss.
 */
final class ResultsTable {
    private ResultsTable() {}

    static void write(List<Ledger.Entry> entries, Path file) {
        write(entries, run -> OptionalDouble.empty(), file);
    }

    /** @param unique different tokens among those that a run has read, where text is repeated on purpose */
    static void write(List<Ledger.Entry> entries, Function<Run, OptionalDouble> unique, Path file) {
        List<Map<String, String>> rows = entries.stream()
                .filter(entry -> entry.run().succeeded())
                .map(entry -> row(entry, unique.apply(entry.run())))
                .toList();
        Map<String, Boolean> columns = new LinkedHashMap<>();
        rows.forEach(row -> row.keySet().forEach(column -> columns.put(column, true)));
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        columns.keySet().forEach(schema::addColumn);
        SealedFiles.write(file, SkillTable.CSV.writer(schema.build()).writeValueAsString(rows));
    }

    private static Map<String, String> row(Ledger.Entry entry, OptionalDouble unique) {
        Run run = entry.run();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", name(run));
        row.put("layers", Integer.toString(run.layers()));
        row.put("width", Integer.toString(run.width()));
        row.put("parameters_total", Long.toString(run.parameters().total()));
        row.put("parameters_nonembedding", Long.toString(run.parameters().nonEmbedding()));
        row.put("parameters_matmul", Long.toString(run.parameters().matmul()));
        row.put("tokens", Long.toString(run.tokens()));
        unique.ifPresent(tokens -> row.put("unique_tokens", Long.toString(Math.round(tokens))));
        row.put("flops", number(run.flops()));
        row.put("flops_6nd", number(run.flops6nd()));
        row.put("seed", Long.toString(run.seed()));
        row.put("seconds", number(run.seconds()));
        Optional<Measurement> all = entry.measurement(Pretraining.BITS_PER_BYTE, Pretraining.ALL);
        row.put("bits_per_byte", all.map(m -> number(m.value())).orElse(""));
        row.put("stderr", all.map(m -> number(m.standardError())).orElse(""));
        row.put("role", run.role().name().toLowerCase(Locale.ROOT));
        row.put("status", run.status().name().toLowerCase(Locale.ROOT));
        row.put("rate_scale", number(run.rateScale()));
        row.put("trunk", run.trunk());
        row.put("id", run.id());
        if (!run.arm().isEmpty()) {
            row.put("arm", run.arm());
        }
        for (Measurement measurement : new ArrayList<>(entry.measurements())) {
            if (!measurement.slice().equals(Pretraining.ALL) && !ofSkillsParts(measurement)) {
                boolean domain = measurement.metric().equals(Pretraining.BITS_PER_BYTE);
                String name = measurement.slice() + "_" + measurement.metric();
                row.put(name, number(measurement.value()));
                row.put((domain ? measurement.slice() : name) + "_stderr", number(measurement.standardError()));
            }
        }
        return row;
    }

    /** Figures of levels and other parts of skills: {@code skills.csv} has them. */
    private static boolean ofSkillsParts(Measurement measurement) {
        return measurement.slice().indexOf('/') >= 0
                || measurement.metric().equals(TaskFigures.CHANCE)
                || measurement.metric().equals(TaskFigures.ITEMS);
    }

    /** Unique: the same rung may stand for a rate check or for repeated text. */
    static String name(Run run) {
        String base = run.rung() + "/seed-" + run.seed();
        return switch (run.role()) {
            case LADDER, HELD_OUT -> base;
            case RATE_CHECK -> base + "/rate-x" + number(run.rateScale());
            case CONTRAST -> base + "/repeated";
            case CONTROL -> base + "/control";
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
