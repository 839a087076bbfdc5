package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.ImportedRun;
import dev.blueline.ledger.ImportedRun.Stage;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table of one row a finished run. Columns that are neither sizes nor figures become settings. A table exported from the runs
 * page of W&amp;B has a column State: rows that are not finished are refused.
 */
final class FinishedRows {
    private final Rows rows;
    private final Mapping mapping;
    private final Origin origin;
    private final Map<String, String> metrics;
    private final Optional<String> name;
    private final Optional<String> group;
    private final Optional<String> parameters;
    private final Optional<String> tokens;
    private final Optional<String> flops;
    private final Optional<String> state;
    private final List<ImportedRun> runs = new ArrayList<>();
    private final List<Importer.Refused> refused = new ArrayList<>();

    FinishedRows(Rows rows, Reading reading, Origin origin) {
        this.rows = rows;
        this.mapping = reading.mapping();
        this.origin = origin;
        Mapping.Columns columns = mapping.columns();
        this.name = columns.name().map(rows::require).or(() -> Names.RUN.in(rows.columns()));
        this.group = columns.group().map(rows::require);
        this.parameters = columns.parameters().map(rows::require).or(() -> Names.PARAMETERS.in(rows.columns()));
        this.tokens = columns.tokens().map(rows::require).or(() -> Names.TOKENS.in(rows.columns()));
        this.flops = columns.flops().map(rows::require).or(() -> Names.FLOPS.in(rows.columns()));
        this.state = Names.exact(rows.columns(), "State");
        this.metrics = metrics(reading);
        if (metrics.isEmpty()) {
            throw new BadInput(
                    rows.file() + " has no column that is known as a loss or a score; name one with --metric: it has "
                            + Names.list(rows.columns()));
        }
        for (int i = 0; i < rows.rows().size(); i++) {
            row(i);
        }
    }

    List<ImportedRun> runs() {
        return runs;
    }

    List<Importer.Refused> refused() {
        return refused;
    }

    private Map<String, String> metrics(Reading reading) {
        Map<String, String> found = new LinkedHashMap<>();
        reading.metric().map(rows::require).ifPresent(column -> found.put(column, column));
        mapping.metrics().forEach((ledgerName, column) -> found.putIfAbsent(ledgerName, rows.require(column)));
        mapping.columns()
                .loss()
                .map(rows::require)
                .filter(column -> !found.containsValue(column))
                .ifPresent(column -> found.putIfAbsent("loss", column));
        if (found.isEmpty()) {
            for (String column : rows.columns()) {
                if (Names.isMerit(column) && !column.endsWith("_stderr")) {
                    found.put(column, column);
                }
            }
        }
        for (String metric : List.copyOf(found.keySet())) {
            Names.exact(rows.columns(), found.get(metric) + "_stderr")
                    .ifPresent(column -> found.putIfAbsent(metric + "_stderr", column));
        }
        return found;
    }

    private void row(int i) {
        Map<String, String> cells = rows.rows().get(i);
        String place = rows.file().getFileName() + " row " + (i + 1);
        String named = name.map(cells::get).orElse(mapping.run().name().orElse(place));
        String ended = state.map(cells::get).orElse("finished").toLowerCase(Locale.ROOT);
        if (state.isPresent()
                && Set.of("running", "crashed", "failed", "killed", "preempted").contains(ended)) {
            refuse(named, "its state is " + ended + ": it did not end");
            return;
        }
        Map<String, Double> quantities = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        notes.add("A table's row counts as a finished run.");
        String sized = Figures.sizes(
                quantities,
                size(i, parameters, mapping.units().parameters(), mapping.run().parameters()),
                size(i, tokens, mapping.units().tokens(), mapping.run().tokens()),
                size(i, flops, mapping.units().flops(), mapping.run().flops()));
        if (!sized.isEmpty()) {
            notes.add(sized);
        }
        String id = FileHash.id(origin, named + "\n" + (i + 1));
        List<Measurement> measurements = measurements(i, id);
        if (measurements.isEmpty()) {
            refuse(named, "row " + (i + 1) + " holds no value of " + Names.list(metrics.values()));
            return;
        }
        Map<String, String> settings = new TreeMap<>(cells);
        settings.keySet().removeAll(used());
        mapping.units().loss().ifPresent(unit -> settings.put("loss_unit", unit.kept().words));
        settings.putAll(mapping.settings());
        runs.add(new ImportedRun(
                id,
                named,
                group.map(cells::get).orElse(named),
                quantities,
                settings,
                mapping.schedule(),
                Stage.TAKEN_AS_FINISHED,
                new Origin(
                        origin.file(), origin.sha256(), origin.format(), origin.importedAt(), String.join(" ", notes)),
                measurements));
    }

    private List<Measurement> measurements(int row, String id) {
        List<Measurement> measurements = new ArrayList<>();
        metrics.forEach((metric, column) -> {
            if (metric.endsWith("_stderr")) {
                return;
            }
            OptionalDouble value = rows.number(row, column);
            if (value.isEmpty()) {
                return;
            }
            boolean loss = Names.plain(metric).contains("loss");
            if (!Double.isFinite(value.getAsDouble()) || (loss && value.getAsDouble() <= 0)) {
                throw new BadInput(column + " is " + value.getAsDouble() + " in row " + (row + 1) + " of " + rows.file()
                        + (loss ? "; a loss is a positive number" : "; a score is a finite number")
                        + ": mend the row or leave it out");
            }
            double factor = Names.hasLossUnit(metric)
                    ? mapping.units().loss().map(unit -> unit.factor).orElse(1.0)
                    : 1;
            OptionalDouble error = Optional.ofNullable(metrics.get(metric + "_stderr"))
                    .map(errors -> rows.number(row, errors))
                    .orElse(OptionalDouble.empty());
            measurements.add(new Measurement(
                    id, metric, "all", factor * value.getAsDouble(), factor * error.orElse(Double.NaN)));
        });
        return measurements;
    }

    /** A size in plain units: from its column, else as the user gave it. */
    private OptionalDouble size(int row, Optional<String> column, double unit, OptionalDouble given) {
        OptionalDouble value = column.map(found -> rows.number(row, found)).orElse(OptionalDouble.empty());
        if (value.isEmpty()) {
            return given;
        }
        if (!(value.getAsDouble() > 0) || Double.isInfinite(value.getAsDouble())) {
            throw new BadInput(column.orElseThrow() + " is " + value.getAsDouble() + " in row " + (row + 1) + " of "
                    + rows.file() + "; a size is a positive number: mend the row or leave it out");
        }
        return OptionalDouble.of(value.getAsDouble() * unit);
    }

    private Set<String> used() {
        Set<String> used = new HashSet<>(metrics.values());
        for (Optional<String> column : List.of(name, group, parameters, tokens, flops)) {
            column.ifPresent(used::add);
        }
        return used;
    }

    private void refuse(String named, String reason) {
        refused.add(new Importer.Refused(rows.file().toString(), named, reason));
    }
}
