package dev.blueline.cli;

import dev.blueline.harness.Contamination;
import dev.blueline.harness.Evaluation;
import dev.blueline.harness.EvaluationFiles;
import dev.blueline.harness.Figure;
import dev.blueline.harness.TaskResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results of task files for people. */
final class HarnessText {
    private HarnessText() {}

    static String of(Evaluation evaluation, Path folder) {
        StringBuilder text = new StringBuilder(evaluation.model()).append("\n\n");
        Columns table = new Columns("  ")
                .words("task", 0)
                .figures("items", 2)
                .figures("shots", 3)
                .words("filter", 1)
                .words("metric", 0)
                .figures("value", 0)
                .figures("+-", 0);
        for (TaskResult task : evaluation.tasks()) {
            for (Figure figure : task.figures()) {
                row(table, task.name(), String.valueOf(task.asked()), String.valueOf(task.fewshot()), figure);
            }
        }
        for (Evaluation.GroupResult group : evaluation.groups()) {
            for (Figure figure : group.figures()) {
                row(table, group.name() + " (group)", "", "", figure);
            }
        }
        text.append(table.text(Terminal.Stream.OUTPUT.width()));
        text.append("\n+- is the standard error over items")
                .append(
                        evaluation.tasks().stream().anyMatch(task -> task.replicates() > 1)
                                ? ", seeds and prompts.\n"
                                : ".\n");
        contamination(evaluation, text);
        return text.append("Results: ")
                .append(folder.resolve(EvaluationFiles.RESULTS))
                .append(", items in ")
                .append(EvaluationFiles.samples("TASK"))
                .append(" beside it.\n")
                .toString();
    }

    private static void row(Columns table, String task, String items, String shots, Figure figure) {
        double error = figure.estimate().standardError();
        table.row(
                task,
                items,
                shots,
                figure.filter(),
                figure.metric(),
                Figures.metric(figure.estimate().value()),
                Double.isFinite(error) ? Figures.metric(error) : "");
    }

    private static void contamination(Evaluation evaluation, StringBuilder text) {
        if (evaluation.contamination().isEmpty()) {
            text.append(
                    "The training text is not known, so items were not looked for in it; --training-text names it.\n");
            return;
        }
        Columns table = new Columns("  ")
                .words("task", 0)
                .figures("items in it", 0)
                .figures("overlap", 1)
                .words("metric", 0)
                .figures("all", 0)
                .figures("without them", 0);
        String where = "";
        int shortest = Integer.MAX_VALUE;
        for (Map.Entry<String, Contamination> entry : evaluation.contamination().entrySet()) {
            Contamination found = entry.getValue();
            where = found.text();
            shortest = Math.min(shortest, found.shortest());
            List<Figure> all = evaluation.tasks().stream()
                    .filter(task -> task.name().equals(entry.getKey()))
                    .flatMap(task -> task.figures().stream())
                    .toList();
            for (Figure figure : all) {
                table.row(
                        entry.getKey(),
                        found.found() + " of " + found.items(),
                        String.format(Locale.ROOT, "%.1f%%", 100 * found.overlap()),
                        figure.metric() + (figure.filter().equals("none") ? "" : ", " + figure.filter()),
                        Figures.metric(figure.estimate().value()),
                        found.clean().stream()
                                .filter(clean -> clean.key().equals(figure.key()))
                                .map(clean -> Figures.metric(clean.estimate().value()))
                                .findFirst()
                                .orElse("none left"));
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "%nItems of which a run of %d words stands in the training text (%s)%s:%n%n",
                Contamination.WORDS,
                where,
                shortest < Contamination.WORDS ? "; of a shorter item all its words" : ""));
        text.append(table.text(Terminal.Stream.OUTPUT.width())).append('\n');
    }
}
