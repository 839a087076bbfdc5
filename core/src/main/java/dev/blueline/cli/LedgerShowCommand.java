package dev.blueline.cli;

import dev.blueline.ledger.LedgerTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline ledger show}: the runs of a ledger as a table. */
@Command(
        name = "show",
        description = {
            "Prints the runs of a ledger: name, parameters N, tokens D, FLOPs C and what was measured.",
            "With --json also settings, standard errors and groups, as the fit sees them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  blueline ledger show runs/imported", "  blueline ledger show runs/first-look --json"})
final class LedgerShowCommand implements Callable<Integer> {
    private static final List<String> FRONT = List.of("name", "n", "d", "c");
    private static final List<String> BACK = List.of("stage", "source");
    private static final int MOST_METRICS = 6;

    @Parameters(paramLabel = "LEDGER", description = "A ledger.jsonl, or the folder it is in.")
    @SuppressWarnings("NullAway.Init")
    private Path ledger;

    @Option(names = "--json", description = "Print one JSON object with all rows.")
    private boolean json;

    @Override
    public Integer call() {
        List<Map<String, Object>> rows = LedgerTable.rows(ledger);
        if (json) {
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("ledger", ledger.toString());
            root.put("rows", rows);
            System.out.println(
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } else {
            print(rows);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void print(List<Map<String, Object>> rows) {
        List<String> metrics = List.copyOf(metrics(rows));
        List<String> columns = new ArrayList<>(FRONT);
        columns.addAll(metrics.subList(0, Math.min(MOST_METRICS, metrics.size())));
        columns.addAll(BACK);
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        for (Map<String, Object> row : rows) {
            lines.add(columns.stream()
                    .map(column -> row.containsKey(column) ? cell(column, row.get(column)) : "-")
                    .toList());
        }
        int[] widths = new int[columns.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean figure = i > 0 && i < widths.length - BACK.size();
                text.append(String.format((figure ? "%" : "%-") + Math.max(1, widths[i]) + "s  ", line.get(i)));
            }
            System.out.println(text.toString().stripTrailing());
        }
        System.out.println(rows.size()
                + (rows.size() == 1 ? " run" : " runs")
                + (metrics.size() > MOST_METRICS
                        ? "; " + (metrics.size() - MOST_METRICS) + " more metrics are in --json"
                        : ""));
    }

    /** Columns of figures: in a row they stand between C and the group. */
    private static Set<String> metrics(List<Map<String, Object>> rows) {
        Set<String> metrics = new LinkedHashSet<>();
        for (Map<String, Object> row : rows) {
            for (String column : row.keySet()) {
                if (column.equals("group")) {
                    break;
                }
                if (!FRONT.contains(column)
                        && !List.of("source", "steps").contains(column)
                        && !column.endsWith("_stderr")) {
                    metrics.add(column);
                }
            }
        }
        return metrics;
    }

    private static String cell(String column, Object value) {
        return value instanceof Number number && !column.equals("seed")
                ? String.format(Locale.ROOT, FRONT.contains(column) ? "%.4g" : "%.5g", number.doubleValue())
                : String.valueOf(value);
    }
}
