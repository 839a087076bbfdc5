package dev.blueline.report;

import dev.blueline.evaluation.AskedModel;
import dev.blueline.evaluation.TaskMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Skills and levels by difficulty, and the smallest model that does each. */
final class TaskMapSection {
    private TaskMapSection() {}

    static Section section(Optional<TaskMap> found) {
        Section section = Section.titled("task-map", "Task map");
        if (found.isEmpty()) {
            return section.missing("A map of tasks needs a study with skills.");
        }
        TaskMap map = found.get();
        section.text(finding(map));
        section.chart(
                TaskMapChart.of(map),
                TaskMapChart.height(map),
                "Accuracy above chance of the longest trained run of each size, easiest level on top. Framed: the smallest size"
                        + " here that does the level. " + SkillWords.ABOVE_CHANCE);
        section.text(
                "The rule: a model does a level if the lower end of the 90% interval of its accuracy above chance lies above "
                        + Format.plain(TaskMap.BAR)
                        + ". Difficulty is one minus the mean of the row. Seeds of a rung count as one model.");
        section.table(skills(map));
        section.folded("Every level: its difficulty and the smallest model that does it", levels(map));
        return section;
    }

    private static String finding(TaskMap map) {
        AskedModel largest = AskedModel.largest(map.models());
        int place = map.models().indexOf(largest);
        long done = map.tasks().stream().filter(task -> task.done(place)).count();
        StringBuilder text =
                new StringBuilder("Of " + SkillWords.count(map.tasks().size(), "level")
                        + " the largest model by training compute, " + largest.rung() + ", does " + done + ". ");
        TaskMap.Task easiest = map.tasks().getFirst();
        text.append("The easiest is ").append(TaskMapChart.title(easiest));
        easiest.smallest()
                .ifPresentOrElse(
                        model -> text.append(", done from ").append(SkillWords.model(model)),
                        () -> text.append(", which none does"));
        map.tasks().reversed().stream()
                .filter(task -> task.smallest().isPresent() && task != easiest)
                .findFirst()
                .ifPresent(task -> text.append("; the hardest that any does is ")
                        .append(TaskMapChart.title(task))
                        .append(", from ")
                        .append(SkillWords.model(task.smallest().orElseThrow())));
        text.append(". ");
        List<String> undone = new ArrayList<>();
        for (String skill : map.skills()) {
            List<TaskMap.Task> levels = map.of(skill);
            long open =
                    levels.stream().filter(task -> task.smallest().isEmpty()).count();
            if (open > 0) {
                undone.add(
                        skill + " (" + (open == levels.size() ? "all " + open : open + " of " + levels.size()) + ")");
            }
        }
        text.append(
                undone.isEmpty()
                        ? "Every level is done by some model."
                        : "Levels that no model does: " + SkillWords.list(undone) + ".");
        return text.toString();
    }

    private static Table skills(TaskMap map) {
        List<String> headings = new ArrayList<>(List.of("skill", "#levels"));
        map.models().forEach(model -> headings.add("#" + model.size()));
        Table table =
                new Table("Levels that the longest trained run of each size does", headings.toArray(String[]::new));
        for (String skill : map.skills()) {
            List<TaskMap.Task> levels = map.of(skill);
            List<String> cells = new ArrayList<>(List.of(skill, "" + levels.size()));
            for (int i = 0; i < map.models().size(); i++) {
                int model = i;
                cells.add("" + levels.stream().filter(task -> task.done(model)).count());
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static Table levels(TaskMap map) {
        Table table = new Table(
                "Levels, easiest first; accuracy above chance with its 90% interval",
                "level",
                "#difficulty",
                "smallest model that does it",
                "#parameters",
                "#FLOP",
                "#" + AskedModel.largest(map.models()).rung());
        int largest = map.models().indexOf(AskedModel.largest(map.models()));
        for (TaskMap.Task task : map.tasks()) {
            Optional<AskedModel> smallest = task.smallest();
            table.row(
                    TaskMapChart.title(task),
                    Format.fixed(task.difficulty(), 2),
                    smallest.map(model -> model.rung() + (task.steady() ? "" : " (not every larger size does)"))
                            .orElse("none"),
                    smallest.map(model -> Format.shortCount(model.parameters())).orElse("–"),
                    smallest.map(model -> Format.power(model.flops())).orElse("–"),
                    task.scores().get(largest).map(SkillWords::interval).orElse("–"));
        }
        return table;
    }
}
