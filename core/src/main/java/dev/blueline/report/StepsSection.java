package dev.blueline.report;

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
                        + " A model answers at once, without writing its way there. " + finding(steps));
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

    private static String finding(Steps steps) {
        List<String> sentences = new ArrayList<>();
        for (String skill : steps.skills()) {
            Steps.Line last = steps.of(skill).getLast();
            String at = "At " + last.model().rung() + ", ";
            if (!last.begun()) {
                sentences.add(at + skill + " is at chance even with "
                        + SkillWords.count(last.points().getFirst().steps(), "step") + ".");
            } else if (last.cost().low() > 0) {
                sentences.add(at + "each further step of " + skill + " costs " + cost(last.cost())
                        + " of accuracy above chance"
                        + (last.most() > 0 ? "; it does up to " + SkillWords.count(last.most(), "step") : "") + ".");
            } else {
                sentences.add(at + "further steps of " + skill + " are not shown to cost anything: " + cost(last.cost())
                        + " each.");
            }
        }
        return String.join(" ", sentences);
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
