package dev.blueline.report;

import dev.blueline.evaluation.ClassLaws;
import dev.blueline.evaluation.ClassedText;
import dev.blueline.evaluation.TokenClass;
import dev.blueline.scaling.ChangePoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The loss taken apart: what each class of tokens adds to it, one law for each, and whether copying comes abruptly. */
final class ClassSection {
    private static final String SEEN = ClassedText.MATCH + "any" + ClassedText.IN_SIGHT;
    private static final String UNSEEN = ClassedText.MATCH + "any" + ClassedText.OUT_OF_SIGHT;

    private ClassSection() {}

    static Section section(ReportData data) {
        Section section = Section.titled("skills", "One loss, many skills");
        if (data.classes().isEmpty()) {
            return section.missing("Losses by class of tokens need five runs of this version.");
        }
        ClassLaws laws = data.classes().get();
        ClassLaws.Rung first = laws.rungs().getFirst();
        ClassLaws.Rung last = laws.rungs().getLast();
        section.text(
                "Predicting the next word is many tasks at once. Every token of the held-out text is put in one class by"
                        + " what it takes to predict it, by rules that look at the text and not at any model; the loss is the"
                        + " sum of what the classes add. At " + last.name() + ": " + sum(last) + ".");
        section.chart(
                ClassChart.stack(laws),
                "What each class adds to the bits per byte, along the frontier: the runs that no run of less compute"
                        + " beats. The height of a bar is the loss of all text.");
        section.text(standings(laws));
        section.chart(
                ClassChart.laws(laws),
                "Loss per token of each class with its law. Compute is effective compute: where a run of the best shape"
                        + " reaches the run's bits per byte, so that runs of other shapes lie on the line as well.");
        section.table(table(laws));
        section.folded("What puts a token in a class", definitions(laws));
        section.text("The rule: flat, if the whole 90% interval of what ten times the compute brings lies below "
                + Format.percent(ClassLaws.FLAT)
                + " of the class's loss; delayed, if a law with one break beats the power law with floor by"
                + " more than " + Format.significant(ChangePoint.EVIDENT)
                + " in AICc, with the break inside the measured range and"
                + " the fall steeper after it; smooth, if no such break is shown or the fall is slower after it; undetermined otherwise,"
                + " and always with fewer than " + ChangePoint.FEWEST
                + " independent trainings. \"Flat\" says that the"
                + " class has stopped falling here, not that nothing is left to learn in it.");
        copying(section, laws, first, last);
        return section;
    }

    private static String sum(ClassLaws.Rung rung) {
        return rung.bits().entrySet().stream()
                        .sorted(Map.Entry.<TokenClass, Double>comparingByValue().reversed())
                        .map(entry -> Format.loss(entry.getValue()) + " "
                                + entry.getKey().title())
                        .collect(Collectors.joining(" + "))
                + " = " + Format.loss(rung.bitsPerByte()) + " bits per byte";
    }

    /** Which classes are flat, smooth, delayed; and why the rest cannot be told. */
    private static String standings(ClassLaws laws) {
        StringBuilder text = new StringBuilder();
        for (ClassLaws.Standing standing : ClassLaws.Standing.values()) {
            List<ClassLaws.Line> lines = laws.classes().stream()
                    .filter(line -> line.standing() == standing)
                    .toList();
            if (!lines.isEmpty()) {
                String word = standing.word();
                text.append(text.isEmpty() ? "" : " ")
                        .append(Character.toUpperCase(word.charAt(0)))
                        .append(word.substring(1))
                        .append(": ")
                        .append(lines.stream().map(ClassSection::title).collect(Collectors.joining(", ")));
                if (standing == ClassLaws.Standing.UNDETERMINED) {
                    text.append(" (").append(lines.getFirst().change().reason()).append(")");
                }
                text.append('.');
            }
        }
        return text.toString();
    }

    static String title(ClassLaws.Line line) {
        return line.tokenClass().map(TokenClass::title).orElse("all tokens");
    }

    private static Table table(ClassLaws laws) {
        ClassLaws.Rung last = laws.rungs().getLast();
        Table table = new Table(
                "Classes by what they add to the loss of " + last.name()
                        + "; losses in nats a token, by the law at the least and the most effective compute",
                "class",
                "#share of tokens",
                "#share of loss",
                "#smallest",
                "#largest",
                "#reducible part gained",
                "#ten times more brings",
                "line");
        for (ClassLaws.Line line : laws.classes()) {
            TokenClass tokenClass = line.tokenClass().orElseThrow();
            row(
                    table,
                    line,
                    Format.percent(last.share(tokenClass)),
                    Format.percent(last.bits().getOrDefault(tokenClass, 0.0) / last.bitsPerByte()));
        }
        row(table, laws.all(), "100%", "100%");
        return table;
    }

    private static Table definitions(ClassLaws laws) {
        Table table = new Table("Classes in the order in which their rules are tried", "class", "a token that");
        laws.classes().stream()
                .flatMap(line -> line.tokenClass().stream())
                .sorted()
                .forEach(tokenClass -> table.row(tokenClass.title(), tokenClass.definition()));
        return table;
    }

    private static void row(Table table, ClassLaws.Line line, String tokens, String loss) {
        table.row(
                title(line),
                tokens,
                loss,
                Format.loss(line.first()),
                Format.loss(line.last()),
                interval(line.gained()),
                interval(line.next()),
                line.standing().word()
                        + line.change()
                                .at()
                                .map(at -> ": breaks at " + Format.power(at.x()) + " [" + Format.power(at.low()) + ", "
                                        + Format.power(at.high()) + "], "
                                        + (line.change().steepens() ? "steeper" : "slower")
                                        + " after it")
                                .orElse(""));
    }

    private static String interval(ClassLaws.Interval interval) {
        return Format.percent(interval.median()) + " [" + Format.percent(interval.low()) + ", "
                + Format.percent(interval.high()) + "]";
    }

    private static void copying(Section section, ClassLaws laws, ClassLaws.Rung first, ClassLaws.Rung last) {
        if (!first.repeats().containsKey(SEEN) || !first.repeats().containsKey(UNSEEN)) {
            return;
        }
        section.element().appendElement("h3").text("Does copying come abruptly?");
        section.text(
                "A token can be copied if the four tokens before it stood in the document before and it came next then."
                        + " Where the earlier place lies inside the model's window, the model can look it up; where it lies before the window, it"
                        + " cannot, and must guess as it would elsewhere. The window's edge falls anywhere, so the difference is what copying"
                        + " in context is worth: " + worth(first) + " nats a token at " + first.name() + ", "
                        + worth(last) + " at "
                        + last.name() + "." + abrupt(laws));
        section.chart(
                ClassChart.matches(laws),
                "Loss of repeated tokens along the frontier, by how many tokens before them match. Full lines: the model sees the"
                        + " earlier place. Broken lines: it does not.");
        section.chart(
                ClassChart.distances(laws),
                "Loss of repeated tokens that the model sees, by how many tokens ago they stood.");
        Table table = new Table(
                "Repeated tokens along the frontier, nats a token",
                "run",
                "#FLOP",
                "#in sight",
                "#out of sight",
                "#worth of copying");
        laws.rungs()
                .forEach(rung -> table.row(
                        rung.name(),
                        Format.power(rung.compute()),
                        Format.loss(rung.repeats().getOrDefault(SEEN, Double.NaN)),
                        Format.loss(rung.repeats().getOrDefault(UNSEEN, Double.NaN)),
                        worth(rung)));
        section.folded("The same as a table", table);
    }

    private static String worth(ClassLaws.Rung rung) {
        return Format.loss(
                rung.repeats().getOrDefault(UNSEEN, Double.NaN) - rung.repeats().getOrDefault(SEEN, Double.NaN));
    }

    private static String abrupt(ClassLaws laws) {
        return laws.copied()
                .map(line -> switch (line.change().finding()) {
                    case BREAK ->
                        " Its loss breaks at "
                                + Format.power(line.change().at().orElseThrow().x()) + " FLOP and falls "
                                + (line.change().steepens() ? "faster" : "more slowly") + " after it.";
                    case SMOOTH ->
                        " No break is shown: it comes gradually ("
                                + line.change().reason() + ").";
                    case UNDETERMINED ->
                        " Whether it comes abruptly these runs cannot tell: "
                                + line.change().reason() + ".";
                })
                .orElse("");
    }
}
