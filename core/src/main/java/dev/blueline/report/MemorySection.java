package dev.blueline.report;

import dev.blueline.evaluation.AboveChance;
import dev.blueline.evaluation.Memory;
import java.util.List;
import java.util.Optional;

/** How often a fact must be stated before a model of a size knows it. */
final class MemorySection {
    private MemorySection() {}

    static Section section(Optional<Memory> found) {
        Section section = Section.titled("memory", "Memory");
        if (found.isEmpty()) {
            return section.missing("Accuracy by how often facts were stated needs a study with the skill knowledge.");
        }
        Memory memory = found.get();
        section.text(finding(memory));
        section.chart(
                MemoryChart.of(memory),
                "Accuracy above chance on facts, asked in the direction that was trained and in wordings that were not, against how"
                        + " often a fact of the class was stated in what the run read, natural text included. A mark is a run and a class of facts. Open marks at the"
                        + " left: facts that the skills' text never states, all runs of the size.");
        section.text(
                "The curve of a size climbs from what it gets on facts never stated to always right. \"Half-way\" is the"
                        + " number of statements at the middle of that climb. A run that read more"
                        + " was told every fact more often and is better for other reasons as well, so the curve is of this training, not of repetition alone.");
        section.text(check(memory));
        section.table(table(memory));
        return section;
    }

    private static String finding(Memory memory) {
        List<Memory.Curve> reached =
                memory.curves().stream().filter(Memory.Curve::reached).toList();
        if (reached.isEmpty()) {
            return "No size comes half-way to knowing facts it was told, with up to "
                    + Format.significant(memory.most()) + " statements a fact.";
        }
        Memory.Curve first = reached.getFirst();
        Memory.Curve last = reached.getLast();
        String text = last.size() + " is half-way to knowing a fact after " + half(last) + " statements";
        if (first != last) {
            text += ", " + first.size() + " after " + half(first);
        }
        List<String> others = memory.curves().stream()
                .filter(curve -> !curve.reached())
                .map(Memory.Curve::size)
                .toList();
        return text + "."
                + (others.isEmpty()
                        ? ""
                        : " " + SkillWords.list(others) + (others.size() == 1 ? " does" : " do") + " not get there.");
    }

    /** The count with its interval, ends outside what was measured as such. */
    static String half(Memory.Curve curve) {
        if (curve.half().isEmpty()) {
            return "–";
        }
        Memory.Half half = curve.half().get();
        return count(half.count(), curve) + " [" + count(half.low(), curve) + ", " + count(half.high(), curve) + "]";
    }

    private static String count(double count, Memory.Curve curve) {
        if (count > curve.most()) {
            return "more than " + Format.significant(curve.most());
        }
        return count < curve.least() ? "fewer than " + Format.significant(curve.least()) : Format.significant(count);
    }

    /** Whether facts never stated stay at chance. */
    private static String check(Memory memory) {
        if (memory.unstated().isEmpty()) {
            return "Facts never stated were not asked, so what a guess gets is taken to be chance.";
        }
        AboveChance score = memory.unstated().get();
        String figures = "Check: facts that the skills' text never states get " + SkillWords.interval(score)
                + " above chance over all runs";
        String natural = memory.natural() == 0
                ? ""
                : " Natural text names both sides of such a fact in up to " + Format.significant(memory.natural())
                        + " sentences on average, not all of which state it.";
        if (score.low() > 0) {
            return figures
                    + ", more than chance."
                    + natural
                    + " That much can be guessed without memory, from answers that resemble the"
                    + " question or are frequent; curves start from there.";
        }
        return figures
                + (score.high() < 0 ? ", less than chance: wrong answers are more frequent words." : ", as chance.")
                + natural;
    }

    private static Table table(Memory memory) {
        Table table = new Table(
                "Statements to be half-way, with 90% intervals from refits; accuracy above chance",
                "size", "#parameters", "#points", "#facts never stated", "#facts stated most", "half-way after");
        for (Memory.Curve curve : memory.curves()) {
            Memory.Point most = curve.points().getLast();
            table.row(
                    curve.size(),
                    Format.shortCount(curve.parameters()),
                    "" + curve.points().size(),
                    curve.unstated().map(SkillWords::interval).orElse("–"),
                    SkillWords.interval(most.score()) + " at " + Format.significant(most.statements()),
                    curve.half().isPresent() && !curve.reached()
                            ? "not reached up to " + Format.significant(curve.most())
                            : half(curve));
        }
        return table;
    }
}
