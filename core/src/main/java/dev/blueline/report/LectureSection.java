package dev.blueline.report;

import dev.blueline.evaluation.ItemScore;
import dev.blueline.tasks.Item;
import java.util.ArrayList;
import java.util.List;

/** The six examples of the lecture on next-word prediction, as each size answers them. */
final class LectureSection {
    private LectureSection() {}

    /** @param models smallest first */
    static Section section(List<MeasuredModel> models) {
        Section section = Section.titled("lecture", "The six examples of the lecture");
        List<MeasuredModel> asked =
                models.stream().filter(model -> !model.lecture().isEmpty()).toList();
        if (asked.isEmpty()) {
            return section.missing("The examples need a finished run whose model is whole.");
        }
        section.text(
                "Each example is the beginning of a text with two words that could follow. The cell names the one that the"
                        + " model finds likelier, with its probability among the two; × marks the wrong one. They are shown and never"
                        + " counted as evidence: six examples prove nothing, and a coin gets three of them.");
        section.table(table(asked));
        return section;
    }

    private static Table table(List<MeasuredModel> models) {
        List<String> headings = new ArrayList<>(List.of("example", "right", "wrong"));
        models.forEach(model -> headings.add("#" + model.run().rung()));
        Table table = new Table(
                "The likelier answer by the largest run of each size, and its probability among the two",
                headings.toArray(String[]::new));
        List<ItemScore> first = models.getFirst().lecture();
        for (int i = 0; i < first.size(); i++) {
            Item item = first.get(i).item();
            List<String> cells = new ArrayList<>(List.of(
                    item.prompt() + " …",
                    item.right().strip(),
                    item.wrong().getFirst().strip()));
            for (MeasuredModel model : models) {
                cells.add(cell(model.lecture().get(i)));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    /** The likelier answer, the right one if both are equally likely. */
    static String cell(ItemScore score) {
        double right = score.choice();
        boolean chosen = right >= 0.5;
        String answer = chosen ? score.item().right() : score.item().wrong().getFirst();
        return answer.strip() + " " + Math.round(100 * Math.max(right, 1 - right)) + "%" + (chosen ? "" : " ×");
    }
}
