package dev.blueline.report;

import dev.blueline.answering.AnswersOfTrial;
import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.scaling.Verdict;
import dev.blueline.trials.Track;
import dev.blueline.trials.TrialOutcome;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a study of reasoning found: {@code report.html} for people, {@code results.json} for programs. */
public final class TrialReport {
    /** Name of the page. */
    public static final String HTML = "report.html";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TrialReport() {}

    /**
     * @param command the command line
     * @param seconds wall-clock since its start
     */
    public static void write(TrialOutcome outcome, String command, double seconds) {
        SealedFiles.write(
                outcome.folder().resolve("results.json"), json(outcome).toPrettyString());
        SealedFiles.write(outcome.folder().resolve(HTML), html(outcome, command, seconds));
    }

    /**
     * Ends another study's report with what this one found.
     *
     * @param answers what more compute at the answer makes of it
     * @param link from there to this one's report
     */
    public static void append(TrialOutcome outcome, AnswersOfTrial answers, Path reportHtml, String link) {
        Report.append(new TrialSections(outcome).brief(answers, link), reportHtml);
    }

    /** Ends this study's own report with what more compute at the answer makes of it. */
    public static void answer(TrialOutcome outcome, AnswersOfTrial answers) {
        Report.append(
                new TrialSections(outcome).answers(answers), outcome.folder().resolve(HTML));
    }

    static String html(TrialOutcome outcome, String command, double seconds) {
        return Report.page(outcome.study().name(), new TrialSections(outcome).all(command, seconds));
    }

    /** Findings, forecast, verdict, curves, differences, ends. */
    public static JsonNode json(TrialOutcome outcome) {
        ObjectNode root = JSON.createObjectNode();
        root.put("study", outcome.study().name());
        root.put("question", outcome.study().question());
        ArrayNode findings = root.putArray("findings");
        outcome.findings().forEach(findings::add);
        root.set("plan", JSON.valueToTree(outcome.plan()));
        outcome.forecast().ifPresent(forecast -> root.set("forecast", JSON.valueToTree(forecast)));
        outcome.undetermined().ifPresent(why -> root.put("forecast_undetermined", why));
        outcome.score().ifPresent(score -> root.set("score", JSON.valueToTree(score)));
        outcome.verdict().ifPresent(verdict -> verdict(root.putObject("verdict"), verdict));
        ObjectNode gaps = root.putObject("differences_of_pass_at_1");
        outcome.gaps().forEach((name, gap) -> interval(gaps.putObject(name), gap));
        ArrayNode starts = root.putArray("starts");
        outcome.starts()
                .forEach(start -> starts.addObject()
                        .put("seed", start.run().seed())
                        .put("flops", start.run().flops())
                        .put("tokens", start.run().tokens())
                        .put("seconds", start.run().seconds()));
        levels(root.putArray("levels"), outcome);
        ArrayNode runs = root.putArray("runs");
        outcome.tracks().forEach(track -> run(runs.addObject(), track));
        return root;
    }

    private static void verdict(ObjectNode node, Verdict verdict) {
        node.put("reason", verdict.reason());
        switch (verdict) {
            case Verdict.Blue blue -> node.put("line", "blue");
            case Verdict.Red red ->
                node.put("line", "red")
                        .put("cause", red.cause().word())
                        .put("shown", red.cause().inWords());
            case Verdict.Undetermined open -> node.put("line", "undetermined").put("would_decide", open.wouldDecide());
        }
    }

    private static void interval(ObjectNode node, Estimate gap) {
        node.put("value", gap.value()).put("low", gap.low()).put("high", gap.high());
    }

    private static void levels(ArrayNode array, TrialOutcome outcome) {
        for (TrialOutcome.ExamLevel level : outcome.levels()) {
            ObjectNode node = array.addObject().put("task", level.task()).put("level", level.level());
            node.put("guess", TrialOutcome.mean(TrialOutcome.at(List.of(outcome.guesses()), level), TrialOutcome::one));
            rates(node.putObject("start"), TrialOutcome.at(outcome.exams(), level));
            for (Method method : outcome.methods()) {
                rates(node.putObject(method.word()), TrialOutcome.at(outcome.ends(method), level));
                interval(node.putObject(method.word() + "_gain"), outcome.gain(method, level, TrialOutcome::one));
            }
        }
    }

    private static void rates(ObjectNode node, List<PassRates> rates) {
        node.put("pass_at_1", TrialOutcome.mean(rates, TrialOutcome::one))
                .put("pass_at_16", TrialOutcome.mean(rates, TrialOutcome::any))
                .put("tokens", TrialOutcome.mean(rates, PassRates.Counted::tokens));
    }

    private static void run(ObjectNode node, Track track) {
        node.put("seed", track.seed())
                .put("method", track.method().word())
                .put("flops", track.end().run().flops())
                .put("seconds", track.end().run().seconds())
                .put("note", track.end().run().note());
        ArrayNode curve = node.putArray("curve");
        for (ReasoningRecord.Examined examined : track.examined()) {
            curve.addObject()
                    .put("step", examined.step())
                    .put("flops", examined.spent().flops())
                    .put("pass_at_1", examined.all().pass1())
                    .put("standard_error", examined.all().pass1Error())
                    .put("pass_at_" + examined.all().many(), examined.all().passMany())
                    .put("tokens", examined.all().tokens());
        }
    }
}
