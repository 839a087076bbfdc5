package dev.blueline.cli;

import dev.blueline.ablation.DataPlan;
import dev.blueline.ledger.Run;
import dev.blueline.study.Plan;
import dev.blueline.study.Rates;
import dev.blueline.study.Rung;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a plan: a line for each rung, its seeds together. */
final class PlanTable {
    private PlanTable() {}

    private record Cell(String rung, Run.Role role) {}

    static void print(Plan plan, PrintStream out) {
        out.println();
        out.print(table(plan.runs()).text(Terminal.Stream.ERRORS.width()));
        out.printf(
                Locale.ROOT,
                "Fitted runs span %.0fx in compute; the held-out rung has %.1fx the compute of the largest of them.%n",
                plan.span(),
                plan.factor());
        if (plan.factor() < 5 || plan.span() < 10) {
            out.println(
                    "This falls short of the full design (10x span, 5x to 8x held out): more budget, or more text, makes a better test.");
        }
        expected(plan.expectedSeconds(), plan.budgetSeconds(), plan.rates(), out);
    }

    static void print(DataPlan plan, PrintStream out) {
        out.println();
        out.print(table(plan.runs()).text(Terminal.Stream.ERRORS.width()));
        expected(plan.expectedSeconds(), plan.budgetSeconds(), plan.rates(), out);
    }

    private static Columns table(List<Plan.PlannedRun> runs) {
        Map<Cell, List<Plan.PlannedRun>> cells = new LinkedHashMap<>();
        for (Plan.PlannedRun run : runs) {
            cells.computeIfAbsent(new Cell(run.rung(), run.role()), cell -> new ArrayList<>())
                    .add(run);
        }
        Columns table = new Columns("")
                .words("Plan", 0)
                .words("use", 0)
                .figures("runs", 0)
                .figures("parameters", 2)
                .figures("tokens", 3)
                .figures("FLOPs", 1)
                .figures("seconds", 0);
        cells.forEach((cell, seeds) -> {
            Plan.PlannedRun first = seeds.getFirst();
            double seconds =
                    seeds.stream().mapToDouble(Plan.PlannedRun::seconds).sum();
            table.row(
                    "  " + cell.rung(),
                    use(cell.role()),
                    "" + seeds.size(),
                    Rung.inWords(first.parameters()),
                    Rung.inWords(first.tokens()),
                    String.format(Locale.ROOT, "%.2e", first.flops()),
                    seconds == 0 ? "done" : String.format(Locale.ROOT, "%.0f", seconds));
        });
        return table;
    }

    private static void expected(double seconds, double budget, Rates rates, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "Expected: %.0f s of %.0f s in all, at %.0f to %.0f GFLOP/s a core, %d runs side by side.%n%n",
                seconds,
                budget,
                rates.speeds().stream().mapToDouble(Rates.Speed::flops).min().orElse(0) * 1e-9,
                rates.speeds().stream().mapToDouble(Rates.Speed::flops).max().orElse(0) * 1e-9,
                rates.workers());
    }

    private static String use(Run.Role role) {
        return switch (role) {
            case LADDER -> "fit";
            case HELD_OUT -> "held out";
            case RATE_CHECK -> "rate check";
            case CONTRAST -> "repeated text";
            case CONTROL -> "no skill text";
        };
    }
}
