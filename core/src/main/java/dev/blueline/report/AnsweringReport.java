package dev.blueline.report;

import dev.blueline.answering.Answered;
import dev.blueline.answering.AnsweringFindings;
import dev.blueline.answering.AnsweringResults;
import dev.blueline.answering.Exchange;
import dev.blueline.answering.ShareCurve;
import dev.blueline.answering.Trained;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.scaling.Verdict;
import dev.blueline.study.Machine;
import dev.blueline.testtime.Accuracy;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a study of compute at the answer found: {@code report.html} for people, {@code results.json} for programs. */
public final class AnsweringReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private AnsweringReport() {}

    /**
     * @param command the command line
     * @param learner what trained the models
     * @param seconds wall-clock of this session
     */
    public static void write(AnsweringResults results, Path folder, String command, String learner, double seconds) {
        SealedFiles.write(folder.resolve("report.html"), html(results, command, learner, seconds));
        SealedFiles.write(folder.resolve("results.json"), json(results) + "\n");
    }

    static String html(AnsweringResults results, String command, String learner, double seconds) {
        List<Section> sections = new ArrayList<>();
        sections.add(answer(results));
        results.tasks().forEach(task -> sections.addAll(new AnsweringSections(results, task).all()));
        sections.add(method(results, command, learner, seconds));
        return Report.page(results.study().name(), sections);
    }

    private static Section answer(AnsweringResults results) {
        Element element = new Element("header").attr("id", "answer");
        element.appendElement("p")
                .addClass("study")
                .text("Blueline, study " + results.study().name());
        element.appendElement("h1").text(results.study().question());
        List<String> findings = new AnsweringFindings(results).sentences();
        element.appendElement("p").addClass("answer").text(findings.getFirst());
        Section section = new Section(element, new ArrayList<>()).list(findings.subList(1, findings.size()));
        if (results.plan().fellShort(results.study().answering())) {
            Element warnings = element.appendElement("aside").addClass("warnings");
            warnings.appendElement("h2").text("What fell short");
            warnings.appendElement("p")
                    .text("The time was enough for "
                            + results.plan().parts(results.study().answering())
                            + "; the same command with a larger --budget goes on.");
        }
        return section;
    }

    private static Section method(AnsweringResults results, String command, String learner, double seconds) {
        Section section = Section.titled("method", "What was measured, and how");
        Element list = section.element().appendElement("dl").addClass("method");
        Definitions.define(
                list,
                "Training",
                "New models taught by solved problems, loss on responses only, each training compute with a cooldown of its own, branched off one trunk."
                        + " Reinforcement learning goes on from the last of one size. FLOPs are counted exactly from the shape, prompts and rollouts"
                        + " included; those of a model that reinforcement learning made better include its teaching.");
        Definitions.define(
                list,
                "Answers",
                results.study().answering().problems()
                        + " held-out problems of each level (fewer where a level has fewer), the same for every model; "
                        + results.plan().samples()
                        + " responses to each at temperature 1, of at most "
                        + results.study().answering().tokens()
                        + " tokens, and one at temperature 0. A response that does not end is wrong. FLOPs at the answer are those of the model, attention and"
                        + " head included, the prompt read once for all responses to a problem; a verifier's steps are no FLOPs.");
        Definitions.define(
                list,
                "Strategies",
                "Majority: the most frequent answer. Weighted: a vote by the responses' probability. Adaptive: the majority, as soon as it is settled"
                        + " (docs/test-time.md). Best-of-n: the verifier chooses, so it is right where one response is. Curves are means over random ordered"
                        + " subsets of the pools; near the whole pool subsets are nearly the same.");
        Definitions.define(
                list,
                "Intervals",
                "90%, over problems (docs/test-time.md); of exchange rates from 1,000 refits to problems drawn with replacement, the same draw for all models.");
        section.element().appendElement("h3").text("Limitations");
        section.list(List.of(
                "Each model is one seed: what the luck of a seed adds is in no interval, and it weighs on exchange rates, since few models carry them.",
                "A model of more training is not of the best size for it; the rate is along one size.",
                "Places on a saturated part of a curve are left out of the surface; there, no compute at the answer replaces any training.",
                "The models are tiny and know one task: what holds here need not hold for models that know language."));
        section.element().appendElement("h3").text("Where it comes from");
        Element provenance = section.element().appendElement("dl").addClass("method");
        Definitions.define(provenance, "Finished", Format.minute(Instant.now()));
        Definitions.define(provenance, "This session", Format.seconds(seconds));
        Definitions.define(provenance, "Machine", Machine.name() + ", learner " + learner);
        Definitions.program(provenance, Machine.version(), command);
        return section;
    }

    /** What was found, as {@code results.json} has it. */
    public static String json(AnsweringResults results) {
        ObjectNode root = JSON.createObjectNode();
        root.put("study", results.study().name());
        root.set("plan", JSON.valueToTree(results.plan()));
        root.set("findings", JSON.valueToTree(new AnsweringFindings(results).sentences()));
        ArrayNode rates = root.putArray("exchange_rates");
        results.exchanges().forEach(traded -> exchange(rates.addObject(), traded));
        ArrayNode curves = root.putArray("curves");
        for (Answered answered : results.answered()) {
            for (ShareCurve curve : answered.curves()) {
                curve(curves, answered, curve);
            }
        }
        ArrayNode baselines = root.putArray("baselines");
        results.baselines()
                .forEach((task, levels) -> levels.forEach((level, guesses) ->
                        baseline(baselines.addObject().put("task", task).put("level", level), guesses)));
        ArrayNode forecasts = root.putArray("forecasts");
        results.forecasts()
                .forEach((task, scored) -> scored.forEach(each -> forecasts
                        .addObject()
                        .put("task", task)
                        .put("level", each.level())
                        .put("law", each.law())
                        .put("from", each.early())
                        .put("predicted", each.predicted())
                        .put("low", each.low())
                        .put("high", each.high())
                        .put("measured", each.measured())
                        .put("inside", each.inside())));
        ArrayNode verdicts = root.putArray("verdicts");
        results.thinking().forEach((task, report) -> {
            verdicts(verdicts, task, "all", report.all());
            report.levels().forEach((level, part) -> verdicts(verdicts, task, String.valueOf(level), part));
        });
        return JSON.writeValueAsString(root);
    }

    private static void exchange(ObjectNode node, AnsweringResults.Traded traded) {
        node.put("task", traded.descent().task())
                .put("models", traded.descent().name())
                .put("strategy", traded.strategy())
                .put("level", traded.level() == AnsweringResults.ALL ? "all" : String.valueOf(traded.level()));
        rate(node.putObject("rate"), traded.exchange().rate());
        rate(node.putObject("rate_between_first_and_last"), traded.exchange().raw());
        traded.exchange()
                .surface()
                .ifPresent(surface -> node.putObject("surface")
                        .put("a", surface.intercept())
                        .put("b", surface.training())
                        .put("c", surface.answer())
                        .put("places", surface.places())
                        .put("middle_training_flops", surface.middleTraining())
                        .put("middle_answer_flops", surface.middleAnswer())
                        .put("answer_flops_for_one_of_training", surface.answerForOne())
                        .put("answers_worth_the_same", surface.evenAnswers()));
    }

    private static void rate(ObjectNode node, Exchange.Rate rate) {
        if (rate.determined()) {
            node.put("value", rate.value()).put("low", rate.low()).put("high", rate.high());
        } else {
            node.put("undetermined", rate.undetermined());
        }
    }

    private static void curve(ArrayNode curves, Answered answered, ShareCurve curve) {
        Trained model = answered.trained();
        for (int i = 0; i < curve.points(); i++) {
            Accuracy share = curve.share(i);
            curves.addObject()
                    .put("task", model.candidate().task())
                    .put("model", model.candidate().name())
                    .put("parameters", model.parameters())
                    .put("training_flops", model.flops())
                    .put("level", answered.level())
                    .put("strategy", curve.strategy())
                    .put("most", curve.samples().get(i))
                    .put("answer_flops", curve.meanFlops(i))
                    .put("tokens", curve.tokens()[i])
                    .put("verified", curve.verified()[i])
                    .put("accuracy", share.value())
                    .put("low", share.low())
                    .put("high", share.high());
        }
    }

    private static void verdicts(ArrayNode verdicts, String task, String level, ThinkingReport.Part part) {
        part.verdicts()
                .forEach((strategy, verdict) -> verdicts.addObject()
                        .put("task", task)
                        .put("level", level)
                        .put("strategy", strategy)
                        .put(
                                "line",
                                switch (verdict) {
                                    case Verdict.Blue blue -> "blue";
                                    case Verdict.Red red -> "red";
                                    case Verdict.Undetermined open -> "undetermined";
                                })
                        .put("reason", verdict.reason()));
    }

    private static void baseline(ObjectNode node, WithoutThought guesses) {
        node.put("guess_pass_at_1", guesses.pass(1).value())
                .put("guesses", guesses.guesses())
                .put("guess_pass_at_all", guesses.pass(guesses.guesses()).value());
        guesses.solverMillis().ifPresent(millis -> node.put("solver_ms", millis));
    }
}
