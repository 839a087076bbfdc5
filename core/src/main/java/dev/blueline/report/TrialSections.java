package dev.blueline.report;

import dev.blueline.answering.AnsweringResults;
import dev.blueline.answering.AnswersOfTrial;
import dev.blueline.answering.ShareCurve;
import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Run;
import dev.blueline.problems.AuditedLevel;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.Spent;
import dev.blueline.reasoning.StepFigures;
import dev.blueline.reasoning.Thoughts;
import dev.blueline.scaling.Verdict;
import dev.blueline.study.Machine;
import dev.blueline.trials.Track;
import dev.blueline.trials.TrialOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** The sections of a report on a study of reasoning. */
final class TrialSections {
    private static final List<String> SHOWN = List.of("greedy", AnsweringResults.VOTE, AnsweringResults.VERIFIED);
    private static final String AFTER = ", after";
    private static final String BEFORE = ", before";

    private final TrialOutcome outcome;
    private final TrialCharts charts;

    TrialSections(TrialOutcome outcome) {
        this.outcome = outcome;
        this.charts = new TrialCharts(outcome);
    }

    /** All of a report of its own. */
    List<Section> all(String command, double seconds) {
        return List.of(
                answer(),
                curve(),
                levels(),
                differences(),
                training(),
                thoughts(),
                cost(),
                audit(),
                asymmetry(),
                method(command, seconds));
    }

    /** The part of another study's report, with a link to the whole. */
    Section brief(AnswersOfTrial answers, String link) {
        Section section = Section.titled("reasoning", "The second half: better by a verifier alone")
                .text(outcome.study().question())
                .list(outcome.findings());
        badge(section.element());
        sideBySide(section, answers);
        Element paragraph = section.element().appendElement("p");
        paragraph.appendText("Levels, thoughts before and after, costs and the audit of the verifiers: ");
        paragraph.appendElement("a").attr("href", link).text("the report of this half");
        paragraph.appendText(".");
        return section;
    }

    /** Compute at the answer beside compute in training, at the end of this study's own report. */
    Section answers(AnswersOfTrial answers) {
        Section section = Section.titled("answers", "Compute in training and compute at the answer");
        sideBySide(section, answers);
        return section;
    }

    private void sideBySide(Section section, AnswersOfTrial answers) {
        section.text(answers.finding());
        Element panels = section.element().appendElement("div").addClass("panels");
        panel(section, panels, charts.accuracy("reasoning-chart"), "Compute in training. " + caption());
        panel(
                section,
                panels,
                AnsweringCharts.accuracy(
                        "reasoning-answers",
                        "Share of problems answered right against FLOPs at the answer, before and after reinforcement learning.",
                        lines(answers),
                        styles()),
                "Compute at the answer. Share of held-out problems of the same levels answered right against the FLOPs of one answer (logarithmic), before"
                        + " and after reinforcement learning (the best seed); 90% intervals over problems. Greedy: one answer at temperature 0. Majority: the most"
                        + " frequent of many. Best-of-n: the verifier chooses, so one right answer is enough.");
    }

    private static Map<String, ShareCurve> lines(AnswersOfTrial answers) {
        Map<String, ShareCurve> lines = new LinkedHashMap<>();
        for (String strategy : SHOWN) {
            lines.put(strategy + AFTER, answers.end().curve(strategy));
            lines.put(strategy + BEFORE, answers.start().curve(strategy));
        }
        return lines;
    }

    /** A colour for each strategy, dashed before reinforcement learning. */
    private static Map<String, SizeStyle> styles() {
        Map<String, SizeStyle> styles = new LinkedHashMap<>();
        for (int i = 0; i < SHOWN.size(); i++) {
            SizeStyle style = SizeStyle.at(i);
            styles.put(SHOWN.get(i) + AFTER, new SizeStyle(style.color(), style.symbol(), List.of()));
            styles.put(SHOWN.get(i) + BEFORE, new SizeStyle(style.color(), style.symbol(), List.of(4, 4)));
        }
        return styles;
    }

    private String caption() {
        boolean several = outcome.seeds().size() > 1;
        return "Share of held-out problems answered right at once, mean over the levels examined, against the FLOPs of rollouts and updates"
                + " (logarithmic). "
                + (several
                        ? "Thin lines are seeds, marks their means with two standard errors over seeds."
                        : "One seed, with two standard errors over problems.")
                + " Start: before any step. Start, one of 16: the share of problems that the start solves in 16 tries."
                + (outcome.forecast().isPresent()
                        ? " The diamond is the forecast made at half (the upright line) with its 90% interval."
                        : "");
    }

    private Section answer() {
        Element element = new Element("header").attr("id", "answer");
        element.appendElement("p")
                .addClass("study")
                .text("Blueline, study " + outcome.study().name());
        element.appendElement("h1").text(outcome.study().question());
        List<String> findings = outcome.findings();
        element.appendElement("p").addClass("answer").text(findings.getFirst());
        return new Section(element, new ArrayList<>()).list(findings.subList(1, findings.size()));
    }

    private Section curve() {
        Section section = Section.titled("curve", "Accuracy against FLOPs of reinforcement learning")
                .chart(charts.accuracy("trial-curve"), caption());
        badge(section.element());
        outcome.forecast().ifPresent(forecast -> {
            Table table = new Table(
                    "The forecast of the end, registered at half in forecasts.jsonl before any second half began",
                    "forecast",
                    "#predicted",
                    "#90% interval",
                    "#measured",
                    "interval",
                    "registered",
                    "rest begun");
            table.row(
                    forecast.target(),
                    Format.loss(forecast.predicted()),
                    Format.loss(forecast.low()) + " to " + Format.loss(forecast.high()),
                    outcome.score().map(score -> Format.loss(score.measured())).orElse("–"),
                    outcome.undetermined().isPresent()
                            ? "undetermined"
                            : outcome.score()
                                    .map(score -> score.inside() ? "held" : "missed")
                                    .orElse("–"),
                    Format.second(forecast.registeredAt()),
                    outcome.score()
                            .map(score -> Format.second(score.startedAt()))
                            .orElse("–"));
            section.table(table);
        });
        return section;
    }

    private void badge(Element to) {
        if (outcome.verdict().isEmpty()) {
            to.appendElement("p").addClass("missing").text("No verdict: the curve has too few measurements.");
            return;
        }
        Verdict verdict = outcome.verdict().get();
        VerdictPanel.Color color = switch (verdict) {
            case Verdict.Blue blue -> VerdictPanel.Color.BLUE;
            case Verdict.Red red -> VerdictPanel.Color.RED;
            case Verdict.Undetermined open -> VerdictPanel.Color.UNDETERMINED;
        };
        Element article = to.appendElement("article").addClass("panel").addClass("verdict-" + color.word());
        Element badge = article.appendElement("p").addClass("badge");
        badge.appendElement("strong").text(color.word());
        badge.appendText(": " + color.meaning());
        article.appendElement("p").text(sentence(verdict.reason()));
        switch (verdict) {
            case Verdict.Red red ->
                explain(article, "What binds it", red.cause().inWords());
            case Verdict.Undetermined open -> explain(article, "What would decide", open.wouldDecide());
            case Verdict.Blue blue -> {}
        }
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private static void explain(Element article, String heading, String text) {
        Element paragraph = article.appendElement("p");
        paragraph.appendElement("strong").text(heading + ": ");
        paragraph.appendText(text + ".");
    }

    private Section levels() {
        List<String> headings = new ArrayList<>(List.of("level", "#guessing", "#start"));
        outcome.methods().forEach(method -> headings.add("#" + TrialCharts.name(method)));
        headings.addAll(List.of("#gain of RL", "#start, one of 16", "#RL, one of 16"));
        Table table = new Table(
                "Right at once at the end, by level; gains with 90% intervals over problems and seeds",
                headings.toArray(String[]::new));
        for (TrialOutcome.ExamLevel level : outcome.levels()) {
            List<String> cells = new ArrayList<>();
            cells.add(named(level));
            cells.add(one(TrialOutcome.at(List.of(outcome.guesses()), level)));
            cells.add(one(TrialOutcome.at(outcome.exams(), level)));
            outcome.methods().forEach(method -> cells.add(one(TrialOutcome.at(outcome.ends(method), level))));
            cells.add(words(outcome.gain(Method.RL, level, TrialOutcome::one)));
            cells.add(any(TrialOutcome.at(outcome.exams(), level)));
            cells.add(any(TrialOutcome.at(outcome.ends(Method.RL), level)));
            table.row(cells.toArray(String[]::new));
        }
        Section section = Section.titled("levels", "Level by level").table(table);
        Element panels = section.element().appendElement("div").addClass("panels");
        for (TrialOutcome.ExamLevel level : outcome.levels()) {
            Chart chart = charts.level(level);
            section.charts().add(chart);
            panels.appendChild(Figure.of(chart, named(level)));
        }
        return section;
    }

    private String named(TrialOutcome.ExamLevel level) {
        String taught = outcome.study().teaching().levels().contains(level.level()) ? "" : ", not taught";
        String learned = outcome.study().improvement().levels().contains(level.level()) ? "" : ", not learned on";
        return level.task() + " level " + level.level() + taught + learned;
    }

    private Section differences() {
        Table table = new Table("Differences of the share right at once", "difference", "#value", "#90% interval");
        outcome.gaps()
                .forEach((name, gap) -> table.row(
                        name,
                        Format.signed(gap.value()),
                        Format.signed(gap.low()) + " to " + Format.signed(gap.high())));
        return Section.titled("differences", "Compared at equal FLOPs")
                .text("All starts and ends were asked the same "
                        + outcome.guesses().problems().size()
                        + " held-out problems, no two alike, 16 times each; they are others than the curves', where the held-out side has so many. A difference is taken problem by"
                        + " problem, each seed with itself. "
                        + (outcome.seeds().size() > 1
                                ? "Its interval covers other problems of these levels and other seeds, each with a start of its own."
                                : "There is one seed, so its interval covers other problems only."))
                .table(table);
    }

    private Section training() {
        Section section = Section.titled("training", "What happened on the way");
        Element panels = section.element().appendElement("div").addClass("panels");
        panel(
                section,
                panels,
                charts.steps("trial-length", "tokens of a response", StepFigures::length),
                "Mean tokens of a response, drawn in training. Continued supervised training draws nothing: there it is the length of the"
                        + " solutions.");
        panel(
                section,
                panels,
                charts.steps("trial-entropy", "entropy (nats)", StepFigures::entropy),
                "Mean entropy of the choice of a token: near 0 nothing new is tried.");
        panel(
                section,
                panels,
                charts.steps("trial-signal", "share with signal", StepFigures::signal),
                "Share of the groups whose responses are neither all right nor all wrong: the others teach nothing.");
        panel(
                section,
                panels,
                charts.steps("trial-right", "right in training", StepFigures::passRate),
                "Share of the responses drawn in training that are right. Harder levels come up more as easier ones are mastered.");
        return section;
    }

    private static void panel(Section section, Element panels, Chart chart, String caption) {
        section.charts().add(chart);
        panels.appendChild(Figure.of(chart, caption));
    }

    private Section thoughts() {
        Track best = outcome.best();
        List<Thoughts.Thought> all = new Thoughts(outcome.folder(best)).all();
        long last = all.stream().mapToLong(Thoughts.Thought::step).max().orElse(0);
        Table table = new Table(
                "The first held-out problem of each level, before any step and after the last, seed " + best.seed(),
                "level",
                "problem",
                "before",
                "after");
        for (TrialOutcome.ExamLevel level : outcome.levels()) {
            List<Thoughts.Thought> here = all.stream()
                    .filter(thought -> thought.task().equals(level.task()) && thought.level() == level.level())
                    .toList();
            Optional<Thoughts.Thought> before =
                    here.stream().filter(thought -> thought.step() == 0).findFirst();
            before.ifPresent(first -> table.row(
                    String.valueOf(level.level()),
                    Samples.visible(first.problem()),
                    written(first),
                    here.stream()
                            .filter(thought ->
                                    thought.step() == last && thought.problem().equals(first.problem()))
                            .findFirst()
                            .map(TrialSections::written)
                            .orElse("–")));
        }
        Section section = Section.titled("thoughts", "Thoughts before and after")
                .text(
                        "From the best seed of reinforcement learning; the thought stands before the arrow, the answer behind it. All that is kept: "
                                + "./blueline reason show --run " + outcome.folder(best))
                .table(table);
        TrialThoughtCharts drawn = new TrialThoughtCharts(outcome);
        Element panels = section.element().appendElement("div").addClass("panels");
        drawn.behaviour()
                .ifPresent(
                        chart -> panel(
                                section,
                                panels,
                                chart,
                                "Share of the curves' held-out responses whose thought shows what its name says, a line for each seed of reinforcement"
                                        + " learning. Told by the form of the thought alone (docs/reasoning.md), so it may be done in vain."));
        drawn.lengths()
                .ifPresent(
                        chart -> panel(
                                section,
                                panels,
                                chart,
                                "Tokens spent against difficulty: the mean length of a response at each level, thought and answer."));
        return section;
    }

    private static String written(Thoughts.Thought thought) {
        return (thought.thought().isEmpty() ? "" : Samples.visible(thought.thought()) + " → ")
                + (thought.answer().isEmpty() ? "no answer" : Samples.visible(thought.answer()))
                + (thought.cut() ? " (cut)" : "")
                + ", " + thought.verdict();
    }

    private Section cost() {
        Table table = new Table(
                "Every start and every run; the FLOPs of measuring are in none of them",
                "run",
                "#seed",
                "#FLOP",
                "#of rollouts",
                "#steps of the verifier",
                "#tokens",
                "#time",
                "note");
        outcome.starts()
                .forEach(start -> table.row(
                        "start, supervised",
                        String.valueOf(start.run().seed()),
                        Format.power(start.run().flops()),
                        "–",
                        "–",
                        Format.shortCount(start.run().tokens()),
                        Format.seconds(start.run().seconds()),
                        start.run().note()));
        for (Track track : outcome.tracks()) {
            Run run = track.end().run();
            Spent spent = track.last().spent();
            table.row(
                    TrialCharts.name(track.method()),
                    String.valueOf(track.seed()),
                    Format.power(run.flops()),
                    Format.percent(spent.rollout() / spent.flops()),
                    Format.shortCount(spent.verifierSteps()),
                    Format.shortCount(run.tokens()),
                    Format.seconds(run.seconds()),
                    run.note());
        }
        double measuring = outcome.tracks().stream()
                .flatMap(track -> track.examined().stream())
                .mapToDouble(ReasoningRecord.Examined::examining)
                .sum();
        return Section.titled("cost", "What it cost")
                .text("The starts are paid for before any curve begins. Measuring all curves took "
                        + Format.power(measuring) + " FLOP beside.")
                .table(table);
    }

    private Section audit() {
        Table table = new Table(
                "What the verifiers say of gold answers, of answers without thought, and of spoiled ones",
                "level",
                "verifier",
                "#gold right",
                "#empty",
                "#constant",
                "#random valid",
                "#spoiled",
                "#of them right",
                "#contradicted",
                "#verifier broke",
                "faults");
        for (AuditedLevel level : outcome.audit()) {
            table.row(
                    level.task() + " " + level.level(),
                    level.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Format.percent(level.gold().share().value()),
                    policy(level, "empty"),
                    policy(level, "constant"),
                    policy(level, "guess"),
                    String.valueOf(level.mutated().all()),
                    String.valueOf(level.mutated().right()),
                    String.valueOf(level.mutated().contradicted()),
                    String.valueOf(level.mutated().broken()),
                    level.faults().isEmpty() ? "none" : String.join("; ", level.faults()));
        }
        return Section.titled("audit", "Can the verifiers be trusted?")
                .text(
                        "A short audit of the levels examined; ./blueline reason audit does it at length (docs/reasoning.md).")
                .table(table);
    }

    private static String policy(AuditedLevel level, String name) {
        return Optional.ofNullable(level.policies().get(name))
                .map(policy -> Format.percent(policy.right().share().value()))
                .orElse("–");
    }

    private Section asymmetry() {
        Table table = new Table(
                "To solve and to verify: medians over problems; the model's tokens are means over seeds and problems",
                "level",
                "#solver: nodes",
                "#solver: ms",
                "#verifier: steps",
                "#verifier: µs",
                "#model: tokens, start",
                "#after RL",
                "#a right answer, start",
                "#after RL");
        for (AuditedLevel audited : outcome.audit()) {
            TrialOutcome.ExamLevel level = new TrialOutcome.ExamLevel(audited.task(), audited.level());
            List<PassRates> before = TrialOutcome.at(outcome.exams(), level);
            List<PassRates> after = TrialOutcome.at(outcome.ends(Method.RL), level);
            table.row(
                    level.task() + " " + level.level(),
                    audited.solve().map(cost -> Format.significant(cost.work())).orElse("–"),
                    audited.solve()
                            .map(cost -> Format.significant(cost.microseconds() / 1000))
                            .orElse("–"),
                    Format.significant(audited.verify().work()),
                    Format.significant(audited.verify().microseconds()),
                    Format.fixed(tokens(before), 1),
                    Format.fixed(tokens(after), 1),
                    perRight(before),
                    perRight(after));
        }
        return Section.titled("asymmetry", "Harder to find than to check?")
                .text(
                        "What it takes the reference solver and the model to find an answer, beside what it takes to verify one. The last"
                                + " columns are the tokens spent for each right answer.")
                .table(table);
    }

    private static double tokens(List<PassRates> rates) {
        return TrialOutcome.mean(rates, PassRates.Counted::tokens);
    }

    private static String perRight(List<PassRates> rates) {
        double right = TrialOutcome.mean(rates, TrialOutcome::one);
        return right == 0 ? "–" : Format.significant(tokens(rates) / right);
    }

    private Section method(String command, double seconds) {
        Section section = Section.titled("method", "What was counted, and how");
        Element list = section.element().appendElement("dl").addClass("method");
        Definitions.define(
                list,
                "Right at once",
                "pass@1: the share of single responses at temperature 1 that the verifier scores 1, the mean over problems. One of 16 is"
                        + " pass@16: the share of problems of which at least one of 16 responses is right.");
        Definitions.define(
                list,
                "FLOPs",
                "Of rollouts and updates, exactly from the shape; the prompt that a group shares is read once. Measuring, and what the"
                        + " verifier does, are counted apart.");
        Definitions.define(
                list,
                "Methods",
                "Reinforcement learning: policy gradient on groups of responses. Expert iteration: right responses are learned as"
                        + " solutions. Supervised goes on: the solutions that the start was taught, at the constant rate of the others, which was not tuned for it. All from the same start, at equal FLOPs.");
        Definitions.define(
                list,
                "Length",
                outcome.plan().seeds() + " of " + outcome.study().seeds() + " starts, "
                        + Format.power(outcome.plan().flops()) + " FLOP a run, of "
                        + Format.power(outcome.study().improvement().flops())
                        + " in the study's file. The speed of the machine decides these two numbers, and no figure.");
        Run first = outcome.starts().getFirst().run();
        Definitions.define(
                list,
                "Model",
                Format.count(first.parameters().total()) + " parameters, " + first.width() + " wide, " + first.layers()
                        + " layers");
        Definitions.define(
                list,
                "Machine",
                first.provenance().machine() + ", Java " + first.provenance().java());
        Definitions.define(
                list,
                "Finished",
                Format.minute(Instant.now()) + ", " + Format.seconds(seconds) + " after the last start of the command");
        Definitions.program(list, Machine.version(), command);
        return section;
    }

    private static String one(List<PassRates> rates) {
        return Format.loss(TrialOutcome.mean(rates, TrialOutcome::one));
    }

    private static String any(List<PassRates> rates) {
        return Format.loss(TrialOutcome.mean(rates, TrialOutcome::any));
    }

    private static String words(Estimate gap) {
        return Format.signed(gap.value()) + " (" + Format.signed(gap.low()) + " to " + Format.signed(gap.high()) + ")";
    }
}
