package dev.blueline.cli;

import dev.blueline.calibration.MeasuredRun;
import dev.blueline.ledger.BadInput;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs of published tables, each counted once though several tables list it.
 *
 * @param rows of all files
 * @param runs that differ in N, D or loss, in their first four digits
 */
record PublishedRuns(int rows, List<MeasuredRun> runs) {

    static PublishedRuns read(List<Path> files) {
        Map<String, MeasuredRun> runs = new LinkedHashMap<>();
        int rows = 0;
        for (Path file : files) {
            for (MeasuredRun run : read(file)) {
                rows++;
                runs.putIfAbsent(
                        String.format(Locale.ROOT, "%.3e %.2e %.4f", run.parameters(), run.tokens(), run.loss()), run);
            }
        }
        return new PublishedRuns(rows, List.copyOf(runs.values()));
    }

    private static List<MeasuredRun> read(Path file) {
        try (Table table = Table.open(List.of(file))) {
            String size = table.has("N") ? "N" : "Model Size";
            if (!table.has(size) || !table.has("loss")) {
                throw new BadInput(
                        table.name() + " needs columns N (or Model Size), D (or C, or Training FLOP) and loss; it has "
                                + String.join(", ", table.columns()));
            }
            table.keep("loss > 0");
            double[] n = table.numbers(size);
            double[] d = table.numbers(
                    table.has("D") ? "D" : (table.has("C") ? "C" : "\"Training FLOP\"") + " / 6 / \"" + size + "\"");
            double[] loss = table.numbers("loss");
            return IntStream.range(0, n.length)
                    .mapToObj(i -> new MeasuredRun(n[i], d[i], loss[i]))
                    .toList();
        }
    }
}
