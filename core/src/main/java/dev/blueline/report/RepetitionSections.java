package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.RepetitionLaw;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Repetition;
import dev.blueline.study.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sections of a study of repetition. */
final class RepetitionSections {
    private static final Map<String, String> MEANINGS = meanings();

    private RepetitionSections() {}

    private static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("E", "loss that no scale goes below");
        meanings.put("A", "weight of the model's size");
        meanings.put("alpha", "exponent of the model's size");
        meanings.put("B", "weight of the text");
        meanings.put("beta", "exponent of the text");
        meanings.put("RD", "repetitions after which a token has lost 63% of its worth");
        meanings.put("RN", "the same for parameters beyond the best size of the different text");
        return meanings;
    }

    static List<Section> of(AblationOutcome outcome) {
        Optional<RepetitionLaw> law = RepetitionLaw.of(outcome.study(), outcome.results());
        List<RepetitionRun> runs = RepetitionRun.of(outcome);
        List<Section> sections = new ArrayList<>();
        sections.add(losses(outcome, runs, law));
        law.ifPresent(found -> {
            sections.add(worth(outcome, runs, found));
            sections.add(tenfold(found));
            sections.add(parameters(found));
        });
        return sections;
    }

    private static Section losses(AblationOutcome outcome, List<RepetitionRun> runs, Optional<RepetitionLaw> law) {
        Section section = Section.titled("repetition", "Loss against tokens, with the different ones held fixed")
                .text(
                        "Every line reads its text again and again; the number is that of its different tokens. Lines are the law"
                                + " fitted to the filled marks. Large hollow marks were forecast. Small hollow marks are past their best: the"
                                + " same size did better on fewer tokens of the same text. The law knows no text that does harm, so it is"
                                + " fitted without them.");
        for (Size size : outcome.study().grid().sizes()) {
            List<RepetitionRun> of = runs.stream()
                    .filter(run ->
                            run.run().width() == size.width() && run.run().layers() == size.layers())
                    .toList();
            if (!of.isEmpty()) {
                section.chart(
                        RepetitionChart.losses(size, of, law),
                        "Size " + size
                                + ". Where a line of little text lies above that of fresh text at the same tokens, reading again"
                                + " is worth less than reading on.");
            }
        }
        return section;
    }

    private static Section worth(AblationOutcome outcome, List<RepetitionRun> runs, RepetitionLaw law) {
        Table table = new Table(
                "Worth of repeated text in fresh tokens, by the law, with 90% intervals",
                "different tokens", "#times read", "#tokens", "#worth in fresh tokens", "#90% interval", "#share");
        for (double unique : RepetitionRun.uniques(runs)) {
            for (double times : new double[] {2, 4, 8, 16, 32, 64}) {
                if (times <= law.repetition().mostEpochs() * 1.01) {
                    Repetition.Estimate worth = law.effective(unique * times, unique);
                    table.row(
                            Format.shortCount(unique),
                            Format.plain(times),
                            Format.shortCount(unique * times),
                            Format.shortCount(worth.value()),
                            Format.shortCount(worth.interval().low()) + " to "
                                    + Format.shortCount(worth.interval().high()),
                            Format.percent(worth.value() / (unique * times)));
                }
            }
        }
        return Section.titled("worth", "What repeated text is worth")
                .text(
                        "Effective tokens are the fresh tokens that would bring as much. Marks are read off the runs without any law:"
                                + " the fresh tokens at which the same size reaches the same loss, between two fresh runs.")
                .chart(
                        RepetitionChart.worth(outcome.study().grid().sizes(), runs, law),
                        "On the dashed diagonal a token read again is worth a fresh one. A line that turns flat has nothing more to"
                                + " give.")
                .folded("The same as a table", table);
    }

    private static Section tenfold(RepetitionLaw law) {
        boolean open = law.repetition().undetermined().contains("RN");
        Section section = Section.titled("tenfold", "Ten times the fresh text, or ten times the parameters?")
                .text(
                        "Both cost ten times the compute. At each point the law is asked for both; a point counts as decided where the"
                                + " 90% interval of the difference, model error included, lies on one side of zero"
                                + (open
                                        ? " whatever RN is within a factor of ten either way, as the runs leave it undetermined."
                                        : "."));
        section.chart(
                TenfoldChart.of("tenfold-once", law.map(1), law.observations()),
                "Text that has been read once. Small dots are the fitted runs.");
        return section.chart(
                TenfoldChart.of("tenfold-often", law.map(16), law.observations()),
                "Text that has been read 16 times: a sixteenth of the tokens are different, and ten times the text brings ten times"
                        + " as many different ones.");
    }

    private static Section parameters(RepetitionLaw law) {
        Outlook.FittedLaw fitted = law.fitted();
        Table table =
                new Table("The law of repeated text as fitted", "parameter", "#value", "#90% interval", "what it is");
        fitted.fit().law().parameters().forEach((name, value) -> {
            Outlook.Interval interval = fitted.intervals().get(name);
            boolean open = law.repetition().undetermined().contains(name);
            table.row(
                    name,
                    Format.significant(value),
                    open
                            ? "undetermined"
                            : interval == null
                                    ? "–"
                                    : Format.significant(interval.low()) + " to " + Format.significant(interval.high()),
                    MEANINGS.getOrDefault(name, ""));
        });
        return Section.titled("law", "The law's parameters")
                .text(
                        "L = E + A/N'^alpha + B/D'^beta, where D' = U + U RD (1 - exp(-(D/U - 1)/RD)) for U different tokens among D, and"
                                + " N' alike for parameters beyond the best size of U (Muennighoff et al. 2023, arXiv 2305.16264). Fitted to "
                                + law.observations().size() + " runs; residuals of "
                                + Format.percent(fitted.fit().rmse())
                                + " root mean square. A parameter is undetermined if ten times or a tenth of it fits as well.")
                .table(table);
    }
}
