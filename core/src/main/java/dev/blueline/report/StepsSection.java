package dev.blueline.report;

import dev.blueline.evaluation.AskedModel;
import dev.blueline.evaluation.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** What can be done at once, and what takes several steps. */
final class StepsSection {
    private StepsSection() {}

    static Section section(Optional<Steps> found) {
        Section section = Section.titled("steps", "First order or many steps");
        if (found.isEmpty()) {
            return section.missing(
                    "Accuracy by number of steps needs a study with skills whose items differ in steps.");
        }
        Steps steps = found.get();
        section.text(
                "A step is one thing that must be combined with the rest, such as a term of a sum or a sentence of a story."
                        + " A model answers at once, without writing its way there. Only skills whose items with more steps are of the same"
                        + " kind as those with fewer are shown. " + finding(steps));
        Element panels = section.element().appendElement("div").addClass("panels");
        for (int i = 0; i < steps.skills().size(); i++) {
            String skill = steps.skills().get(i);
            Chart chart = StepsChart.of(steps, skill, i);
            panels.appendChild(
                    Figure.of(
                            chart,
                            skill
                                    + ": accuracy above chance by number of steps, 90% intervals; the longest trained run of each size."));
            section.charts().add(chart);
        }
        section.text(
                "The cost of a step is the fall of a straight line through a model's points. Where a model is at chance from the"
                        + " first step on, there is nothing to lose, and a cost near zero is no strength.");
        section.table(table(steps));
        return section;
    }

    /** One sentence on the largest model: what a step costs it, and where it has nothing to lose. */
    private static String finding(Steps steps) {
        AskedModel largest = steps.largest();
        List<String> costs = new ArrayList<>();
        List<String> free = new ArrayList<>();
        List<String> guessed = new ArrayList<>();
        for (String skill : steps.skills()) {
            steps.of(skill).stream()
                    .filter(line -> line.model().equals(largest))
                    .forEach(line -> {
                        if (!line.begun()) {
                            guessed.add(skill);
                        } else if (line.cost().low() > 0) {
                            costs.add(cost(line.cost()) + " of " + skill
                                    + (line.most() > 0
                                            ? " (it does up to " + SkillWords.count(line.most(), "step") + ")"
                                            : ""));
                        } else {
                            free.add(skill + " (" + cost(line.cost()) + ")");
                        }
                    });
        }
        List<String> parts = new ArrayList<>();
        if (!costs.isEmpty()) {
            parts.add("a further step costs " + SkillWords.list(costs) + " in accuracy above chance");
        }
        if (!free.isEmpty()) {
            parts.add("further steps are not shown to cost anything in " + SkillWords.list(free));
        }
        if (!guessed.isEmpty()) {
            parts.add((guessed.size() == 1 ? guessed.getFirst() + " is" : SkillWords.list(guessed) + " are")
                    + " at chance even with the fewest steps");
        }
        return "At " + largest.rung() + ", the largest model by training compute, " + String.join("; ", parts) + ".";
    }

    private static String cost(Steps.Cost cost) {
        return SkillWords.interval(cost.value(), cost.low(), cost.high());
    }

    private static Table table(Steps steps) {
        Table table = new Table(
                "Accuracy above chance with the fewest and the most steps, and what a step costs, with 90% intervals",
                "skill", "run", "#parameters", "#fewest steps", "#most steps", "#a further step costs", "#does up to");
        for (Steps.Line line : steps.lines()) {
            table.row(
                    line.skill(),
                    line.model().rung(),
                    Format.shortCount(line.model().parameters()),
                    point(line.points().getFirst()),
                    point(line.points().getLast()),
                    line.begun() ? cost(line.cost()) : "at chance",
                    line.most() == 0 ? "none" : SkillWords.count(line.most(), "step"));
        }
        return table;
    }

    private static String point(Steps.Point point) {
        return point.steps() + ": " + SkillWords.interval(point.score());
    }
}
