package dev.blueline.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A ledger as flat rows, for fits and tables: {@code name}, {@code source}, {@code n}, {@code d}, {@code c}, a column for each metric and
 * {@code <metric>_stderr}, {@code group} and {@code cluster} (the training run that points share), then settings. A metric on a slice other than
 * all is {@code <slice>_<metric>}. Diverged runs are left out; what a run does not know is absent from its row.
 */
public final class LedgerTable {
    private LedgerTable() {}

    /**
     * The rows.
     *
     * @param ledger the file, or the folder it is in
     * @throws BadInput if there is none or it is damaged
     */
    public static List<Map<String, Object>> rows(Path ledger) {
        Ledger read = Ledger.open(ledger);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Ledger.Entry entry : read.entries()) {
            if (entry.run().succeeded()) {
                rows.add(row(entry));
            }
        }
        read.imported().forEach(run -> rows.add(row(run)));
        return rows;
    }

    /** A run of this laboratory: N counts the weights in matrix products, C is exact. */
    private static Map<String, Object> row(Ledger.Entry entry) {
        Run run = entry.run();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", run.rung() + "/seed-" + run.seed());
        row.put("source", "blueline");
        row.put("n", (double) run.parameters().matmul());
        row.put("d", (double) run.tokens());
        row.put("c", run.flops());
        measurements(entry.measurements(), row);
        row.put("group", run.trunk());
        row.put("cluster", run.trunk());
        row.put("stage", "finished");
        row.put("role", run.role().name().toLowerCase(Locale.ROOT));
        row.put("seed", run.seed());
        row.put("layers", run.layers());
        row.put("width", run.width());
        row.put("rate_scale", run.rateScale());
        row.put("parameters_total", run.parameters().total());
        row.put("parameters_nonembedding", run.parameters().nonEmbedding());
        return row;
    }

    private static Map<String, Object> row(ImportedRun run) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", run.name());
        row.put("source", run.origin().format());
        run.quantity("parameters").ifPresent(n -> row.put("n", n));
        run.quantity("tokens").ifPresent(d -> row.put("d", d));
        run.quantity("flops").ifPresent(c -> row.put("c", c));
        run.quantity("steps").ifPresent(steps -> row.put("steps", steps));
        measurements(run.measurements(), row);
        row.put("group", run.group());
        row.put("cluster", run.group());
        row.put("stage", run.stage().name().toLowerCase(Locale.ROOT));
        row.put("schedule", run.schedule().kind().name().toLowerCase(Locale.ROOT));
        run.settings()
                .forEach((name, value) -> row.putIfAbsent(row.containsKey(name) ? "setting_" + name : name, value));
        return row;
    }

    private static void measurements(List<Measurement> measurements, Map<String, Object> row) {
        for (Measurement measurement : measurements) {
            String name = measurement.slice().equals("all")
                    ? measurement.metric()
                    : measurement.slice() + "_" + measurement.metric();
            row.put(name, measurement.value());
            if (!Double.isNaN(measurement.standardError())) {
                row.put(name + "_stderr", measurement.standardError());
            }
        }
    }
}
