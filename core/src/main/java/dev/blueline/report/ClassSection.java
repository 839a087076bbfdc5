package dev.blueline.report;

import dev.blueline.evaluation.ClassForecasts;
import dev.blueline.evaluation.ClassLaws;
import dev.blueline.evaluation.ClassedText;
import dev.blueline.evaluation.TokenClass;
import dev.blueline.scaling.ChangePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The loss taken apart: what each class of tokens adds to it, one law for each, and whether copying comes abruptly. */
final class ClassSection {
    private static final String SEEN = ClassedText.MATCH + "any" + ClassedText.IN_SIGHT;
    private static final String UNSEEN = ClassedText.MATCH + "any" + ClassedText.OUT_OF_SIGHT;

    private ClassSection() {}

    static Section section(Optional<ClassLaws> found, Optional<ClassForecasts> foreseen) {
        Section section = Section.titled("skills", "One loss, many skills");
        if (found.isEmpty()) {
            return section.missing("Losses by class of tokens need five runs of this version.");
        }
        ClassLaws laws = found.get();
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
        section.folded("What each law says at both ends, and what the test for a break could have found", power(laws));
        section.folded("What puts a token in a class", definitions(laws));
        section.text("The rule: flat, if the whole 90% interval of what ten times the compute brings lies below "
                + Format.percent(ClassLaws.FLAT)
                + " of the class's loss; delayed, if a law with one break beats the power law with floor by"
                + " more than " + Format.significant(ChangePoint.EVIDENT)
                + " in AICc, with the break inside the measured range and"
                + " the fall steeper after it; smooth, if the fall is slower after a break, or no break is shown and the whole fall, had it come at"
                + " one place, would have been found; undetermined otherwise,"
                + " where the last runs miss the law of the others, and always with fewer than " + ChangePoint.FEWEST
                + " independent trainings. \"Flat\" says that the"
                + " class has stopped falling here, not that nothing is left to learn in it.");
        foreseen.ifPresent(forecasts -> foreseen(section, forecasts));
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
                        .append(
                                standing == ClassLaws.Standing.UNDETERMINED
                                        ? reasons(lines)
                                        : lines.stream()
                                                .map(ClassSection::title)
                                                .collect(Collectors.joining(", ")))
                        .append('.');
            }
        }
        return text + told(laws);
    }

    /** Classes by what keeps them from being told; each reason stands after the last of its classes. */
    private static String reasons(List<ClassLaws.Line> lines) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        lines.forEach(line -> byReason.computeIfAbsent(line.reason(), reason -> new ArrayList<>())
                .add(title(line)));
        return byReason.entrySet().stream()
                .map(each -> SkillWords.list(each.getValue()) + " (" + each.getKey() + ")")
                .collect(Collectors.joining("; "));
    }

    /** What sudden falls would have been found, from the class where they are easiest to see to that where they are hardest. */
    private static String told(ClassLaws laws) {
        double[] steps = laws.classes().stream()
                .flatMapToDouble(line -> line.smallest().stream())
                .sorted()
                .toArray();
        if (steps.length == 0) {
            return "";
        }
        long blind = laws.classes().size() - steps.length;
        return " A sudden fall in the upper half of the runs would have been found in about four of five cases if it took "
                + Format.percent(steps[0])
                + (steps.length == 1 ? "" : " to " + Format.percent(steps[steps.length - 1]) + ", by class,")
                + " of the loss or more"
                + (blind == 0
                        ? "."
                        : "; of " + (blind == 1 ? "1 class" : blind + " classes") + " none would have been.");
    }

    static String title(ClassLaws.Line line) {
        return line.tokenClass().map(TokenClass::title).orElse("all tokens");
    }

    private static Table table(ClassLaws laws) {
        ClassLaws.Rung last = laws.rungs().getLast();
        Table table = new Table(
                "Classes by what they add to the loss of " + last.name()
                        + "; losses in nats a token as measured, of the runs of least and most effective compute",
                "class",
                "#share of tokens",
                "#share of loss",
                "#least compute",
                "#most compute",
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

    private static Table power(ClassLaws laws) {
        Table table = new Table(
                "Losses of the law without a break at the least and the most effective compute; the smallest sudden fall, as a part of the first,"
                        + " that the test would have found in the upper half of the runs",
                "class",
                "#least compute",
                "#most compute",
                "#it falls by",
                "#smallest found",
                "the test in words");
        for (ClassLaws.Line line : laws.classes()) {
            table.row(
                    title(line),
                    Format.loss(line.first()),
                    Format.loss(line.last()),
                    Format.percent(1 - line.last() / line.first()),
                    line.smallest().isPresent() ? Format.percent(line.smallest().getAsDouble()) : "none",
                    line.change().reason());
        }
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
                Format.loss(line.measured().first()),
                Format.loss(line.measured().last()),
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

    private static void foreseen(Section section, ClassForecasts forecasts) {
        section.element().appendElement("h3").text("Which classes did the smaller runs foresee?");
        List<ClassForecasts.Row> surprises = forecasts.surprises();
        long inside =
                forecasts.classes().stream().filter(ClassForecasts.Row::inside).count();
        double expected = forecasts.classes().stream()
                .mapToDouble(ClassForecasts.Row::expected)
                .sum();
        section.text(
                "A law of size and tokens without any bend was fitted to what each class adds in the fitted runs, and asked about "
                        + forecasts.rung() + ". Together the classes were to come to " + Format.loss(expected)
                        + " bits per byte; " + lessOrMore(forecasts.miss()) + " was measured. " + inside + " of "
                        + forecasts.classes().size() + " classes lie inside their 90% intervals."
                        + (surprises.isEmpty()
                                ? " No class outside makes up a tenth of the difference."
                                : " Most surprising: " + surprises(surprises) + "; of the difference, "
                                        + Format.loss(Math.abs(surprises.stream()
                                                .mapToDouble(ClassForecasts.Row::miss)
                                                .sum()))
                                        + " lies there.")
                        + " This was worked out afterwards; the registered forecast is that of the whole loss.");
        Table table = new Table(
                "What each class adds to the bits per byte at " + forecasts.rung() + ", largest miss first",
                "class",
                "#foreseen [90%]",
                "#measured",
                "#difference",
                "#of what was foreseen",
                "inside");
        forecasts
                .classes()
                .forEach(row -> table.row(
                        row.tokenClass().title(),
                        Format.loss(row.expected()) + " [" + Format.loss(row.low()) + ", " + Format.loss(row.high())
                                + "]",
                        Format.loss(row.measured()),
                        Format.signed(row.miss()),
                        Format.signedPercent(row.miss() / row.expected()),
                        row.inside() ? "yes" : "no"));
        section.table(table);
    }

    private static String surprises(List<ClassForecasts.Row> rows) {
        return SkillWords.list(rows.stream()
                .map(row -> row.tokenClass().title() + " adds " + Format.loss(row.measured()) + " where "
                        + Format.loss(row.expected()) + " was foreseen")
                .toList());
    }

    private static String lessOrMore(double difference) {
        return Format.loss(Math.abs(difference)) + (difference < 0 ? " less" : " more");
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

    private static String smooth(ClassLaws.Line line) {
        double fall = 1 - line.last() / line.first();
        return line.smallest().orElse(1) <= fall
                ? " No break is shown in the loss of what can be copied: it falls gradually, by " + Format.percent(fall)
                        + ", where a sudden fall of "
                        + Format.percent(line.smallest().orElse(1))
                        + " would have been found (" + line.change().reason() + ")."
                : " Whether it comes abruptly these runs cannot tell: no break is shown in the loss of what can be copied, and a sudden"
                        + " fall by as much as it fell, " + Format.percent(fall) + ", would not have been found.";
    }

    private static String abrupt(ClassLaws laws) {
        return laws.copied()
                .map(line -> switch (line.change().finding()) {
                    case BREAK ->
                        " Its loss breaks at "
                                + Format.power(line.change().at().orElseThrow().x()) + " FLOP and falls "
                                + (line.change().steepens() ? "faster" : "more slowly") + " after it.";
                    case SMOOTH -> smooth(line);
                    case UNDETERMINED ->
                        " Whether it comes abruptly these runs cannot tell: "
                                + line.change().reason() + ".";
                })
                .orElse("");
    }
}
