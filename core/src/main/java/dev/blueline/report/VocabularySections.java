package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.VocabularyFindings;
import dev.blueline.ablation.VocabularyLaw;
import dev.blueline.ablation.VocabularyParabola;
import dev.blueline.pretraining.Pretraining;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The sections of a study of vocabularies. */
final class VocabularySections {
    private VocabularySections() {}

    static List<Section> of(AblationOutcome outcome) {
        VocabularyLaw law = VocabularyLaw.of(outcome.results());
        if (law.ats().isEmpty()) {
            return List.of(Section.titled("vocabulary", "Loss against vocabulary")
                    .missing("No compute has three vocabularies whose runs ended well."));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(losses(law));
        sections.add(trend(law));
        sections.add(domains(law));
        return sections;
    }

    private static Section losses(VocabularyLaw law) {
        Table table = new Table(
                "Tokenizers: what a token stands for, and how many tokens the same compute pays for", headings(law));
        for (VocabularyLaw.Point point : law.ats().getLast().points()) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(point.vocabulary()));
            OptionalDouble bytes = point.bytesPerToken();
            row.add(bytes.isPresent() ? Format.fixed(bytes.getAsDouble(), 2) : "–");
            for (VocabularyLaw.At at : law.ats()) {
                row.add(at.points().stream()
                        .filter(other -> other.vocabulary() == point.vocabulary())
                        .map(other -> Format.shortCount(other.tokens()))
                        .findFirst()
                        .orElse("–"));
            }
            table.row(row.toArray(String[]::new));
        }
        return Section.titled("vocabulary", "Loss against vocabulary, at equal training compute")
                .text(
                        "All arms of a colour cost the same training compute, head included, and are measured on the same bytes. A larger"
                                + " vocabulary makes a token stand for more bytes, but makes the head dearer, so there are fewer tokens to learn"
                                + " from. Lines are parabolas in the logarithm of the vocabulary; the hollow mark is the best"
                                + " vocabulary.")
                .chart(
                        VocabularyChart.losses("vocabulary-chart", law, Pretraining.ALL),
                        "Marks are means over seeds with bars of two standard errors. The lowest place of a line is the best"
                                + " vocabulary for its compute.")
                .table(table);
    }

    private static String[] headings(VocabularyLaw law) {
        List<String> headings = new ArrayList<>(List.of("vocabulary", "#bytes a token"));
        law.ats().forEach(at -> headings.add("#tokens at " + Format.power(at.compute()) + " FLOP"));
        return headings.toArray(String[]::new);
    }

    private static Section trend(VocabularyLaw law) {
        Section section = Section.titled("best-vocabulary", "Does the best vocabulary grow with compute?");
        law.trend()
                .ifPresentOrElse(
                        trend ->
                                section.text("Best vocabulary as compute to the power " + Format.fixed(trend.slope(), 2)
                                        + ", 90% interval " + Format.fixed(trend.low(), 2) + " to "
                                        + Format.fixed(trend.high(), 2) + ", from " + trend.computes() + " computes. "
                                        + (trend.clear()
                                                ? "The interval leaves out zero."
                                                : "The interval holds zero: whether it moves is undetermined.")),
                        () -> section.missing(
                                "Undetermined: the best vocabulary lies inside those tried at fewer than two computes."));
        return section.chart(
                VocabularyChart.best(law),
                "Best vocabulary at each compute with its 90% interval. A bar that ends at the smallest or largest vocabulary tried may"
                        + " go on beyond it.");
    }

    private static Section domains(VocabularyLaw law) {
        Section section = Section.titled("vocabulary-domains", "By domain");
        List<String> domains = law.ats().getLast().domains().keySet().stream().toList();
        Table table = new Table(
                "Best vocabulary by domain at "
                        + Format.power(law.ats().getLast().compute()) + " FLOP",
                "domain",
                "best vocabulary",
                "#bits per byte there");
        law.ats()
                .getLast()
                .domains()
                .forEach((domain, parabola) -> table.row(domain, sentence(parabola), Format.loss(parabola.loss())));
        section.table(table);
        for (int i = 0; i < domains.size(); i++) {
            section.chart(
                    VocabularyChart.losses("vocabulary-domain-" + (i + 1), law, domains.get(i)),
                    "Domain " + domains.get(i) + ".");
        }
        return section;
    }

    private static String sentence(VocabularyParabola parabola) {
        return VocabularyFindings.best(parabola).replaceFirst("the best vocabulary is ", "");
    }
}
