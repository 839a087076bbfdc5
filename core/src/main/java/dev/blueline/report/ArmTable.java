package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.Results;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Every arm at every cell: the mean loss over seeds, and how far seeds lie apart. */
final class ArmTable {
    private ArmTable() {}

    private record Cell(String arm, String rung, Run.Role role) {}

    static Section section(AblationOutcome outcome) {
        Map<Cell, List<Ledger.Entry>> cells = new LinkedHashMap<>();
        for (Ledger.Entry entry : outcome.results().where(run -> true)) {
            Run run = entry.run();
            cells.computeIfAbsent(new Cell(run.arm(), run.rung(), run.role()), cell -> new ArrayList<>())
                    .add(entry);
        }
        Table table = new Table(
                "Held-out loss of every text (arm) at every size and length",
                "text",
                "size and tokens",
                "#bits per byte",
                "#seeds",
                "#spread of seeds",
                "#tokens",
                "#FLOP");
        cells.forEach((cell, entries) -> {
            Run first = entries.getFirst().run();
            double[] losses = entries.stream().mapToDouble(Results::loss).toArray();
            table.row(
                    cell.arm(),
                    cell.rung().replaceFirst("^.*?/", ""),
                    Format.loss(DoubleStream.of(losses).average().orElse(Double.NaN)),
                    String.valueOf(losses.length),
                    losses.length == 1 ? "–" : Format.loss(deviation(losses)),
                    Format.shortCount(first.tokens()),
                    Format.power(first.flops()));
        });
        return Section.titled("arms", "Every text compared")
                .text(
                        "The mean over seeds; the spread is their standard deviation. All are measured on the same held-out text.")
                .table(table);
    }

    private static double deviation(double[] values) {
        double mean = DoubleStream.of(values).average().orElse(Double.NaN);
        double squares = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
