package dev.blueline.report;

import dev.blueline.ledger.SealedFiles;
import dev.blueline.problems.Style;
import dev.blueline.study.Machine;
import dev.blueline.study.Size;
import dev.blueline.tasks.Level;
import dev.blueline.thought.CrossedMean;
import dev.blueline.thought.ThoughtFindings;
import dev.blueline.thought.ThoughtResults;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a study of thought found: {@code report.html} for people, {@code results.json} for programs. */
public final class ThoughtReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ThoughtReport() {}

    /**
     * @param command the command line
     * @param learner what was taught
     * @param seconds wall-clock of this session
     */
    public static void write(ThoughtResults results, Path folder, String command, String learner, double seconds) {
        SealedFiles.write(folder.resolve("report.html"), html(results, command, learner, seconds));
        SealedFiles.write(folder.resolve("results.json"), json(results) + "\n");
    }

    static String html(ThoughtResults results, String command, String learner, double seconds) {
        List<Section> sections = new ArrayList<>();
        sections.add(answer(results));
        results.asked().forEach(asked -> sections.addAll(new ThoughtSections(results, asked).all()));
        sections.add(method(results, command, learner, seconds));
        return Report.page(results.study().name(), sections);
    }

    private static Section answer(ThoughtResults results) {
        Element element = new Element("header").attr("id", "answer");
        element.appendElement("p")
                .addClass("study")
                .text("Blueline, study " + results.study().name());
        element.appendElement("h1").text(results.study().question());
        List<String> findings = new ThoughtFindings(results).sentences();
        element.appendElement("p")
                .addClass("answer")
                .text(findings.isEmpty() ? "Nothing can be said yet." : findings.getFirst());
        Section section = new Section(element, new ArrayList<>());
        if (findings.size() > 1) {
            section.list(findings.subList(1, findings.size()));
        }
        if (results.plan().leftOut() > 0) {
            Element warnings = element.appendElement("aside").addClass("warnings");
            warnings.appendElement("h2").text("What fell short");
            warnings.appendElement("p")
                    .text(
                            "The time was too short for " + results.plan().leftOut()
                                    + " of the study's comparisons; the same command with a larger --budget goes on with them.");
        }
        return section;
    }

    private static Section method(ThoughtResults results, String command, String learner, double seconds) {
        Section section = Section.titled("method", "What was measured, and how");
        Element list = section.element().appendElement("dl").addClass("method");
        Definitions.define(
                list,
                "Training",
                "New models, the same recipe and rates for every style and size, loss on responses only. Each training compute has a cooldown"
                        + " of its own, branched off one trunk of constant rate. FLOPs are counted exactly from the shape, prompts included.");
        Definitions.define(
                list,
                "Answers",
                results.study().thought().problems()
                        + " held-out problems of each level (fewer where a level has fewer), the same for every model, one answer each, always the"
                        + " likeliest token. A response that does not end within the context is wrong.");
        Definitions.define(
                list,
                "Intervals",
                "90%, over problems and seeds, which are crossed: the variance is the sum of both, with degrees of freedom by Satterthwaite. Of one"
                        + " seed they are over problems alone. Two seeds tell little of how seeds differ, so intervals of two are wide where seeds disagree. Where all"
                        + " answers are right, or all wrong, there is no spread and the interval has no width.");
        Definitions.define(
                list,
                "Best size",
                "Chosen by the mean accuracy over the taught levels on the same problems, for every style alike: a little kind to all.");
        section.element().appendElement("h3").text("Limitations");
        section.list(
                List.of(
                        "Rates were not tuned for each style; they are those of the other studies.",
                        "Equal training compute is not equal compute at the answer: see the tokens.",
                        "The models are tiny and taught one task alone: what holds here need not hold for models that know language."));
        section.element().appendElement("h3").text("Where it comes from");
        Element provenance = section.element().appendElement("dl").addClass("method");
        Definitions.define(provenance, "Finished", Format.minute(Instant.now()));
        Definitions.define(provenance, "This session", Format.seconds(seconds));
        Definitions.define(
                provenance,
                "Training",
                Format.power(results.measured().stream()
                                .filter(each -> each.run() == results.last())
                                .mapToDouble(each -> each.flops())
                                .sum())
                        + " FLOP at the largest compute, " + results.measured().size() + " models measured");
        Definitions.define(provenance, "Machine", Machine.name() + ", learner " + learner);
        Definitions.program(provenance, Machine.version(), command);
        return section;
    }

    /** What was found, as {@code results.json} has it. */
    public static String json(ThoughtResults results) {
        ObjectNode root = JSON.createObjectNode();
        root.put("study", results.study().name());
        root.put("left_out", results.plan().leftOut());
        root.set("findings", JSON.valueToTree(new ThoughtFindings(results).sentences()));
        ArrayNode accuracies = root.putArray("accuracies");
        ArrayNode differences = root.putArray("differences");
        for (ThoughtResults.Asked asked : results.asked()) {
            for (Size size : results.sizes(asked.task())) {
                for (int run = 0; run <= results.last(); run++) {
                    for (Level level : asked.examined()) {
                        for (Style style : results.study().thought().styles()) {
                            ThoughtResults.Place place = new ThoughtResults.Place(asked.task(), style, size, run);
                            ObjectNode accuracy = node(accuracies, results, asked, place, level);
                            figures(accuracy, results.accuracy(place, List.of(level)));
                            accuracy.put("response_tokens", results.tokens(place, level));
                        }
                        for (Style style : results.others()) {
                            ThoughtResults.Place place = new ThoughtResults.Place(asked.task(), style, size, run);
                            ThoughtResults.Place plain =
                                    new ThoughtResults.Place(asked.task(), results.reference(), size, run);
                            ObjectNode difference = node(differences, results, asked, place, level);
                            difference.put("less", results.reference().word());
                            figures(difference, results.difference(place, plain, List.of(level)));
                        }
                    }
                }
            }
        }
        return JSON.writeValueAsString(root);
    }

    private static ObjectNode node(
            ArrayNode in, ThoughtResults results, ThoughtResults.Asked asked, ThoughtResults.Place place, Level level) {
        return in.addObject()
                .put("task", place.task())
                .put("level", level.number())
                .put("taught", asked.taught().contains(level))
                .put("style", place.style().word())
                .put("size", place.size().toString())
                .put("parameters", results.parameters(place.task(), place.size()))
                .put("flops", results.flops(place.run()));
    }

    private static void figures(ObjectNode to, CrossedMean mean) {
        to.put("value", mean.value());
        to.put("low", mean.low());
        to.put("high", mean.high());
        to.put("seeds", mean.seeds());
    }
}
