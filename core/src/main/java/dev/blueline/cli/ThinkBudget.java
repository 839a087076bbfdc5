package dev.blueline.cli;

import dev.blueline.problems.Task;
import dev.blueline.testtime.Allowance;
import dev.blueline.testtime.AtBudget;
import dev.blueline.testtime.WithoutThought;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a budget buys.
 *
 * @param one mean cost of one answer
 */
record ThinkBudget(
        String run,
        Task task,
        int samples,
        Allowance allowance,
        double one,
        List<AtBudget> all,
        Map<Integer, List<AtBudget>> levels,
        Map<Integer, WithoutThought> without)
        implements ThinkOutput {

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %s %s for each problem, %.1f times one answer. Intervals are 90%%, over problems.%n%n",
                task.name(),
                amount(allowance.amount()),
                allowance.unit().word(),
                allowance.amount() / one));
        Columns table = new Columns("  ")
                .words("level", 0)
                .words("strategy", 0)
                .figures("right", 0)
                .figures("90%", 0)
                .figures("spent", 0)
                .figures("attempts", 1)
                .figures("tokens", 2)
                .figures("FLOPs", 2);
        rows(table, "all", all);
        levels.forEach((level, of) -> rows(table, Integer.toString(level), of));
        out.append(table.text(Terminal.Stream.OUTPUT.width()));
        double ended = all.stream().mapToDouble(AtBudget::exhausted).max().orElse(0);
        if (ended > 0.01) {
            out.append(String.format(
                    Locale.ROOT,
                    "%nIn up to %.0f%% of the cases the %d responses drawn ended before the budget did: give more --samples.%n",
                    100 * ended,
                    samples));
        }
        without.forEach((level, guess) -> guess.solverMillis()
                .ifPresent(millis -> out.append(String.format(
                        Locale.ROOT,
                        "%sLevel %d: a program that searches solves one in %.3f ms; a guess is right %.3f of the time.%n",
                        level.equals(without.keySet().iterator().next()) ? "\n" : "",
                        level,
                        millis,
                        guess.pass(1).value()))));
        return out.toString();
    }

    private void rows(Columns table, String level, List<AtBudget> of) {
        for (AtBudget each : of) {
            table.row(
                    each == of.getFirst() ? level : "",
                    each.strategy().word(),
                    ThinkFigures.three(each.accuracy().value()),
                    ThinkFigures.three(each.accuracy().low()) + "-"
                            + ThinkFigures.three(each.accuracy().high()),
                    amount(each.spent()),
                    String.format(Locale.ROOT, "%.1f", each.attempts()),
                    String.format(Locale.ROOT, "%.0f", each.tokens()),
                    Figures.power(each.flops()));
        }
    }

    private String amount(double value) {
        return switch (allowance.unit()) {
            case TOKENS -> String.format(Locale.ROOT, "%.0f", value);
            case FLOPS -> Figures.power(value);
            case SECONDS -> String.format(Locale.ROOT, "%.3g", value);
        };
    }

    @Override
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("run", run);
        root.put("task", task.name());
        root.put("samples", samples);
        root.put("budget", allowance.amount());
        root.put("unit", allowance.unit().word());
        root.put("one_answer", one);
        root.put("all", all.stream().map(ThinkBudget::json).toList());
        List<Object> each = new ArrayList<>();
        levels.forEach((level, of) -> each.add(Map.of(
                "level", level, "strategies", of.stream().map(ThinkBudget::json).toList())));
        root.put("levels", each);
        return ThinkOutput.JSON.writeValueAsString(root);
    }

    private static Map<String, Object> json(AtBudget of) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("strategy", of.strategy().word());
        ThinkFigures.accuracy(root, of.accuracy());
        root.put("spent", of.spent());
        root.put("attempts", of.attempts());
        root.put("tokens", of.tokens());
        root.put("flops", of.flops());
        root.put("pool_ended", of.exhausted());
        return root;
    }
}
