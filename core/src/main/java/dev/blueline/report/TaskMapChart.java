package dev.blueline.report;

import dev.blueline.evaluation.AboveChance;
import dev.blueline.evaluation.AskedModel;
import dev.blueline.evaluation.TaskMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Levels of skills down, models across, a cell the darker the higher the accuracy above chance. */
final class TaskMapChart {
    private static final double DARK = 0.66;
    private static final int LABELS = 420;

    private TaskMapChart() {}

    static Chart of(TaskMap map) {
        List<Object> cells = new ArrayList<>();
        List<Object> framed = new ArrayList<>();
        for (int row = 0; row < map.tasks().size(); row++) {
            TaskMap.Task task = map.tasks().get(row);
            int first = first(task);
            for (int column = 0; column < map.models().size(); column++) {
                Optional<AboveChance> score = task.scores().get(column);
                if (score.isPresent()) {
                    (column == first ? framed : cells)
                            .add(cell(
                                    row, column, title(task), map.models().get(column), score.get(), column == first));
                }
            }
        }
        // Frames last, or neighbours would be drawn over them.
        cells.addAll(framed);
        Map<String, Object> across = ShareAxis.names(
                "",
                map.models().stream()
                        .map(model -> model.size() + "\n" + Format.shortCount(model.parameters()))
                        .toList(),
                0);
        across.put("position", "top");
        across.put("axisLine", Spec.of("show", false));
        Map<String, Object> down = ShareAxis.names(
                "", map.tasks().stream().map(TaskMapChart::title).toList(), 0);
        down.put("inverse", true);
        down.put("axisLine", Spec.of("show", false));
        down.put(
                "axisLabel",
                Spec.of("color", "@ink", "fontSize", 12, "interval", 0, "width", LABELS - 12, "overflow", "truncate"));
        Map<String, Object> series = Spec.of(
                "type",
                "heatmap",
                "name",
                "accuracy above chance",
                "label",
                Spec.of("show", true, "formatter", "{@[3]}", "fontSize", 11),
                "itemStyle",
                Spec.of("borderColor", "@page", "borderWidth", 1),
                "data",
                cells);
        Map<String, Object> spec = Chart.frame(across, down, List.of(series));
        spec.put("grid", Spec.of("left", LABELS, "right", 8, "top", 44, "bottom", 44));
        spec.put(
                "visualMap",
                Spec.of(
                        "type",
                        "continuous",
                        "min",
                        0,
                        "max",
                        1,
                        "dimension",
                        2,
                        "calculable",
                        false,
                        "hoverLink",
                        false,
                        "orient",
                        "horizontal",
                        "left",
                        LABELS,
                        "bottom",
                        4,
                        "itemWidth",
                        14,
                        "itemHeight",
                        160,
                        "text",
                        List.of("always right", "chance"),
                        "textStyle",
                        Spec.of("color", "@ink", "fontSize", 12),
                        "inRange",
                        Spec.of("color", List.of("@heat-low", "@heat-middle", "@heat-high"))));
        return new Chart(
                "task-map-chart",
                "Heat map: accuracy above chance of every level of every skill, easiest first, by size of the model.",
                spec,
                List.of());
    }

    /** Height that a map needs, in rem. */
    static double height(TaskMap map) {
        return 6.5 + 1.25 * map.tasks().size();
    }

    static String title(TaskMap.Task task) {
        return task.skill() + ": " + task.name();
    }

    /** The first column that does it, -1 if none does. */
    private static int first(TaskMap.Task task) {
        for (int model = 0; model < task.scores().size(); model++) {
            if (task.done(model)) {
                return model;
            }
        }
        return -1;
    }

    private static Object cell(int row, int column, String title, AskedModel model, AboveChance score, boolean first) {
        double shown = Math.clamp(score.value(), 0, 1);
        Map<String, Object> cell = Spec.of(
                "value",
                List.of(column, row, shown, SkillWords.score(score.value())),
                "name",
                title + "\n" + model.rung() + ": " + SkillWords.interval(score),
                "label",
                Spec.of("color", shown > DARK ? "@page" : "@ink", "fontWeight", first ? "bold" : "normal"));
        if (first) {
            cell.put("itemStyle", Spec.of("borderColor", "@vermillion", "borderWidth", 2));
        }
        return cell;
    }
}
