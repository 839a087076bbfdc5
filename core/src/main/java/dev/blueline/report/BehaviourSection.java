package dev.blueline.report;

import dev.blueline.evaluation.Behaviour;
import dev.blueline.evaluation.DecodingSpeed;
import dev.blueline.evaluation.Estimate;
import dev.blueline.evaluation.RankAgreement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What models can do against how they behave: two axes, because the one need not follow from the other. */
final class BehaviourSection {
    /** Perfect agreement of fewer models comes by chance more often than one time in twenty. */
    private static final int FEWEST = 5;

    private BehaviourSection() {}

    /** @param models smallest first */
    static Section section(List<MeasuredModel> models) {
        Section section = Section.titled("experience", "Intelligence against user experience");
        if (models.isEmpty()) {
            return section.missing("Behaviour needs a finished run whose model is whole.");
        }
        boolean skills = models.stream().allMatch(model -> model.aboveChance().isPresent());
        BehaviourChart.Across across = skills ? BehaviourChart.Across.ACCURACY : BehaviourChart.Across.LOSS;
        section.text(
                "A model can know more and still be no better to use. The largest run of each size is given prompts that ask for"
                        + " a format, for a short answer, or for more of a text, and what it writes is measured by rules: does it keep"
                        + " the format, does it stop when the answer is given, does it repeat itself, does it stay in the language."
                        + " The score of behaviour is the plain mean of the four. No rule looks at whether what is written is true;"
                        + " that is the other axis"
                        + (skills
                                ? "."
                                : ", for which this study measured no skills, so that"
                                        + " the loss of held-out text stands in its place."));
        section.chart(
                BehaviourChart.of(models, across),
                "One mark a model. Bars are two standard errors to both sides, clustered by format, by frame of prompts and by language."
                        + " All models are given the same prompts.");
        section.text(order(models, across));
        section.table(table(models, skills));
        section.table(speed(models));
        section.folded(
                "Format by format",
                parts(
                        "Share of a dozen prompts of each format whose format is kept",
                        "format",
                        models,
                        Behaviour::formats));
        section.folded(
                "Language by language",
                parts(
                        "Share of continuations that stay in the language of their prompt",
                        "language",
                        models,
                        Behaviour::languages));
        section.folded("The rules", rules());
        return section;
    }

    /** Whether the models stand in the same order on both axes. */
    static String order(List<MeasuredModel> models, BehaviourChart.Across across) {
        boolean accuracy = across == BehaviourChart.Across.ACCURACY;
        String by = accuracy ? "accuracy" : "loss, the lowest first,";
        if (models.size() < 2) {
            return "There is one model; an order needs two.";
        }
        RankAgreement agreement = RankAgreement.of(
                models.stream()
                        .map(model -> (accuracy ? 1 : -1) * across.of(model).value())
                        .toList(),
                models.stream().map(model -> model.behaviour().score().value()).toList());
        String pairs = agreement.alike() == agreement.pairs()
                ? "The order by " + by + " is the order by behaviour"
                : "The order by " + by + " is not the order by behaviour: " + agreement.alike() + " of "
                        + agreement.pairs() + " pairs of models stand the same way round";
        String tau = " (Kendall's tau " + Format.fixed(agreement.tau(), 2) + ", " + agreement.things() + " models). ";
        if (agreement.things() < FEWEST) {
            return pairs + tau + "But " + agreement.things()
                    + " models are too few to tell: orders drawn at random agree or disagree all the way in "
                    + Format.percent(RankAgreement.of(ascending(agreement.things()), ascending(agreement.things()))
                            .chance())
                    + " of cases, and it takes " + FEWEST + " models to bring that below 5%.";
        }
        return pairs + tau + "Orders drawn at random agree or disagree as far in " + Format.percent(agreement.chance())
                + " of cases"
                + (agreement.chance() < 0.05
                        ? agreement.tau() > 0 ? ": the two go together here." : ": the two go against each other here."
                        : ": no evidence that the one follows the other.")
                + " Models whose bars overlap may stand in either order.";
    }

    private static List<Double> ascending(int count) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add((double) i);
        }
        return values;
    }

    private static Table table(List<MeasuredModel> models, boolean skills) {
        List<String> headings = new ArrayList<>(List.of("run", "#parameters"));
        headings.addAll(skills ? List.of("#accuracy above chance") : List.of());
        headings.addAll(List.of(
                "#bits per byte",
                "#keeps the format",
                "#ends within twice the need",
                "#words per word needed",
                "#repeats, greedy",
                "#repeats, drawn",
                "#stays in the language",
                "#score"));
        Table table = new Table(
                "Behaviour of the largest run of each size, ± two standard errors", headings.toArray(String[]::new));
        for (MeasuredModel model : models) {
            Behaviour behaviour = model.behaviour();
            List<String> cells = new ArrayList<>(List.of(
                    model.run().rung(),
                    Format.shortCount(model.run().parameters().matmul())));
            model.aboveChance().filter(measured -> skills).ifPresent(accuracy -> cells.add(points(accuracy)));
            cells.addAll(List.of(
                    Format.loss(model.loss().value()),
                    percent(behaviour.format()),
                    percent(behaviour.length()),
                    fixed(behaviour.wordsPerNeeded(), 1),
                    percent(behaviour.greedyRepetition()),
                    percent(behaviour.drawnRepetition()),
                    percent(behaviour.language()),
                    fixed(behaviour.score(), 2)));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static Table speed(List<MeasuredModel> models) {
        Table table = new Table(
                "Speed of writing one sequence. It hangs on the machine and on what else it was doing, and is not in the score.",
                "run",
                "#first token",
                "#tokens per second after it");
        for (MeasuredModel model : models) {
            DecodingSpeed speed = model.behaviour().speed();
            table.row(
                    model.run().rung(),
                    Format.significant(1000 * speed.firstTokenSeconds()) + " ms",
                    Format.count(Math.round(speed.tokensPerSecond())));
        }
        return table;
    }

    private static Table parts(
            String caption, String heading, List<MeasuredModel> models, Function<Behaviour, Map<String, Estimate>> of) {
        List<String> headings = new ArrayList<>(List.of(heading));
        models.forEach(model -> headings.add("#" + model.run().rung()));
        Table table = new Table(caption, headings.toArray(String[]::new));
        Set<String> names = new LinkedHashSet<>();
        models.forEach(model -> names.addAll(of.apply(model.behaviour()).keySet()));
        for (String name : names) {
            List<String> cells = new ArrayList<>(List.of(name));
            for (MeasuredModel model : models) {
                Estimate estimate = of.apply(model.behaviour()).get(name);
                cells.add(estimate == null ? "–" : Math.round(100 * estimate.value()) + "%");
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static Table rules() {
        return new Table("What is measured, and by which rule", "figure", "rule")
                .row(
                        "keeps the format",
                        "Nine formats, a dozen prompts each: lists, an answer line, a quotation, a Java call, a comment, numbers, a"
                                + " record, a row of a table. The rule looks at the shape alone; always the likeliest token, at most 48.")
                .row(
                        "ends within twice the need",
                        "Eight frames, a dozen prompts each, whose examples show that one short line is asked for. The answer must end"
                                + " by itself, after one word at least and twice the words needed at most.")
                .row(
                        "repeats",
                        "Of the 4-grams in 128 tokens, the share that stood there before (seq-rep-4 of Welleck et al. 2019), greedy and"
                                + " drawn at temperature 0.7. Text of people has 2% of them in speeches, 17% in Java.")
                .row(
                        "stays in the language",
                        "Forty beginnings in nine languages and Java, at temperature 0.7. The continuation must be in the script, with at"
                                + " least one function word in twenty and no other language's more frequent; code by its line ends.")
                .row(
                        "first token, tokens per second",
                        "One sequence after 32 tokens: medians after a time of unmeasured runs.");
    }

    /** A share with its interval, which ends at 0 and 1. */
    private static String percent(Estimate estimate) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * estimate.value())
                + plusMinus(100 * estimate.standardError(), 0);
    }

    private static String points(Estimate estimate) {
        return String.format(Locale.ROOT, "%+.1f%%", 100 * estimate.value())
                + plusMinus(100 * estimate.standardError(), 1);
    }

    private static String fixed(Estimate estimate, int decimals) {
        return Format.fixed(estimate.value(), decimals) + plusMinus(estimate.standardError(), decimals);
    }

    private static String plusMinus(double standardError, int decimals) {
        return Double.isFinite(standardError) ? " ± " + Format.fixed(2 * standardError, decimals) : "";
    }
}
