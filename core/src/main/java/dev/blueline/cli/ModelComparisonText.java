package dev.blueline.cli;

import dev.blueline.harness.ModelComparison;
import dev.blueline.harness.ModelScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Models on the same tasks, for people and for machines. */
final class ModelComparisonText {
    private static final double LEVEL = 0.05;

    private ModelComparisonText() {}

    static String text(ModelComparison comparison) {
        StringBuilder out = new StringBuilder();
        List<ModelScores> models = comparison.models();
        for (int i = 0; i < models.size(); i++) {
            out.append(letter(i)).append(": ").append(models.get(i).name()).append('\n');
        }
        Columns scores = new Columns("  ").words("task", 0).words("metric", 0);
        for (int i = 0; i < models.size(); i++) {
            scores.figures(letter(i), 0);
        }
        for (Map.Entry<String, Map<String, ModelScores.Score>> task :
                models.getFirst().figures().entrySet()) {
            for (String key : task.getValue().keySet()) {
                List<String> cells = new ArrayList<>(List.of(task.getKey(), key.replace(",none", "")));
                for (ModelScores model : models) {
                    ModelScores.Score score = model.figures()
                            .getOrDefault(task.getKey(), Map.of())
                            .get(key);
                    cells.add(score == null ? "" : Figures.metric(score.value()));
                }
                scores.row(cells.toArray(String[]::new));
            }
        }
        out.append('\n').append(scores.text(Terminal.Stream.OUTPUT.width()));
        if (!comparison.differences().isEmpty()) {
            Columns table = new Columns("  ")
                    .words("task", 0)
                    .words("metric", 0)
                    .words("pair", 0)
                    .figures("items", 2)
                    .figures("difference", 0)
                    .figures("+-", 1)
                    .figures("p", 3)
                    .figures("corrected p", 0)
                    .words("", 0);
            for (ModelComparison.Difference d : comparison.differences()) {
                table.row(
                        d.task(),
                        d.key().replace(",none", ""),
                        letter(d.second()) + " - " + letter(d.first()),
                        String.valueOf(d.items()),
                        String.format(Locale.ROOT, "%+.4f", d.difference().value()),
                        Double.isFinite(d.difference().standardError())
                                ? Figures.metric(d.difference().standardError())
                                : "",
                        String.format(Locale.ROOT, "%.4f", d.p()),
                        String.format(Locale.ROOT, "%.4f", d.corrected()),
                        d.corrected() < LEVEL ? "differ" : "");
            }
            out.append("\nItem by item:\n\n").append(table.text(Terminal.Stream.OUTPUT.width()));
            out.append(
                    "\n+- is the standard error of the difference; p is of a sign-flip test over items, corrected by Holm's rule.\n");
        }
        if (!comparison.unpaired().isEmpty()) {
            out.append("Not tested, as items were not logged by all: ")
                    .append(String.join("; ", comparison.unpaired()))
                    .append(".\n");
        }
        front(comparison, out);
        return out.toString();
    }

    private static void front(ModelComparison comparison, StringBuilder out) {
        if (comparison.front().isEmpty()) {
            out.append(
                    "\nNo Pareto front: neither parameters nor training FLOPs are known of all, or no figure is the better the"
                            + " higher.\n");
            return;
        }
        ModelComparison.Front front = comparison.front().get();
        Columns table = new Columns("  ")
                .words("model", 0)
                .figures(front.unit(), 0)
                .figures("mean score", 0)
                .words("", 0);
        for (int i = 0; i < front.points().size(); i++) {
            ModelComparison.Point point = front.points().get(i);
            table.row(
                    letter(i),
                    String.format(Locale.ROOT, "%.3g", point.cost()),
                    Figures.metric(point.score()),
                    point.dominatedBy() < 0 ? "on the front" : "dominated by " + letter(point.dominatedBy()));
        }
        out.append("\nScore against ")
                .append(front.unit())
                .append(", mean over ")
                .append(front.tasks() == 1 ? "one task" : front.tasks() + " tasks")
                .append(":\n\n")
                .append(table.text(Terminal.Stream.OUTPUT.width()));
    }

    /** A, B, and so on; after Z with a number. */
    private static String letter(int i) {
        return (char) ('A' + i % 26) + (i < 26 ? "" : String.valueOf(i / 26));
    }

    static Map<String, Object> json(ModelComparison comparison) {
        Map<String, Object> root = new LinkedHashMap<>();
        List<Object> models = new ArrayList<>();
        for (ModelScores model : comparison.models()) {
            Map<String, Object> own = new LinkedHashMap<>();
            own.put("model", model.name());
            model.parameters().ifPresent(count -> own.put("parameters", count));
            model.flops().ifPresent(flops -> own.put("training_flops", flops));
            Map<String, Object> results = new LinkedHashMap<>();
            model.figures().forEach((task, figures) -> {
                Map<String, Object> values = new LinkedHashMap<>();
                figures.forEach((key, score) -> values.put(key, score.value()));
                results.put(task, values);
            });
            own.put("results", results);
            models.add(own);
        }
        root.put("models", models);
        root.put("differences", comparison.differences());
        root.put("untested", comparison.unpaired());
        comparison.front().ifPresent(front -> root.put("front", front));
        return root;
    }
}
