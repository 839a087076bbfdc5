package dev.blueline.report;

import dev.blueline.ablation.Detection;
import dev.blueline.ablation.QualityArm;
import dev.blueline.ablation.QualityGain;
import dev.blueline.ablation.QualityOutcome;
import dev.blueline.calibration.Share;
import dev.blueline.comparison.Estimate;
import dev.blueline.corpus.Corruption;
import dev.blueline.pretraining.Pretraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What filters are worth, what they found of the known garbage, and how much of a text should be kept. */
final class QualitySections {
    private QualitySections() {}

    /** @param folder where the study's results lie */
    static List<Section> of(Path folder) {
        return QualityOutcome.read(folder).map(QualitySections::of).orElse(List.of());
    }

    static List<Section> of(QualityOutcome outcome) {
        List<Section> sections = new ArrayList<>();
        sections.add(gains(outcome));
        sections.add(shares(outcome));
        if (!outcome.detections().isEmpty()) {
            sections.add(detections(outcome));
        }
        return sections;
    }

    private static Section gains(QualityOutcome outcome) {
        Section section = Section.titled("gains", "What cleaning is worth");
        List<QualityGain> reference = outcome.gains(outcome.reference());
        if (reference.isEmpty()) {
            return section.missing(
                    "A multiplier of compute takes the dirty text at three scales or more, and another at two.");
        }
        boolean known = reference.getFirst().arm().equals(QualityArm.CLEAN);
        section.text(
                "The multiplier says how many times the compute the unfiltered text needs for the same loss. Every filter keeps "
                        + Format.percent(outcome.share())
                        + " of the tokens of every domain, and as many tokens are read as of the unfiltered text;"
                        + " none is read twice."
                        + (known
                                ? " The clean text is the same before garbage was put in its place: what no filter can exceed but by luck, or by"
                                        + " preferring text like the reference."
                                : ""));
        section.chart(
                QualityGainChart.of(outcome),
                "Multiplier of compute on " + outcome.reference()
                        + ", with 90% intervals. At the line of 1 a filter is worth nothing. Marks of one scale stand side by side.");
        Table table = new Table(
                "Multipliers of compute, with 90% intervals",
                "text",
                "#on " + outcome.reference(),
                "#over the clean text's",
                "#on all text",
                "#per tenfold of compute",
                "does it scale");
        for (QualityGain gain : reference) {
            table.row(
                    label(gain.arm()),
                    ComparisonReport.factor(gain.average()),
                    gain.overClean().map(ComparisonReport::factor).orElse("–"),
                    outcome.gains(Pretraining.ALL).stream()
                            .filter(all -> all.arm().equals(gain.arm()))
                            .findFirst()
                            .map(all -> ComparisonReport.factor(all.average()))
                            .orElse("–"),
                    ComparisonReport.factor(exponential(gain.slope())),
                    gain.verdict());
        }
        section.table(table);
        return section.list(reference.stream().map(QualityGain::sentence).toList());
    }

    private static Estimate exponential(Estimate logarithm) {
        return new Estimate(Math.exp(logarithm.value()), Math.exp(logarithm.low()), Math.exp(logarithm.high()));
    }

    private static Section shares(QualityOutcome outcome) {
        Section section = Section.titled("shares", "How much to keep");
        if (outcome.cuts().stream().noneMatch(QualityOutcome.Cut::repeated)) {
            return section.missing("The share kept was not varied: the budget was too short.");
        }
        section.text("Models of size " + outcome.size() + " read " + Format.shortCount(outcome.read())
                + " tokens. With text enough, a stricter filter costs nothing but text. With no more text than is read, what is left of it"
                + " must be read again: quality is paid for by repetition.");
        section.chart(
                ShareKeptChart.of(outcome),
                "Loss of " + outcome.reference()
                        + " against the share kept. Bars: two standard deviations of seeds to both sides. At 100% nothing is filtered.");
        Table table = new Table(
                "Losses of " + outcome.reference()
                        + " by share kept; differences to all text at the same seeds, with 90% intervals (t)",
                "text",
                "#share kept",
                "#times read",
                "#bits per byte",
                "#seeds",
                "#difference",
                "#difference on all text");
        for (QualityOutcome.Cut cut : inOrder(outcome)) {
            table.row(
                    cut.filter() + (cut.repeated() ? ", repeated" : ""),
                    Format.percent(cut.share()),
                    Format.fixed(cut.epochs(), 2),
                    Format.loss(cut.loss()),
                    String.valueOf(cut.seeds()),
                    cut.filter().equals(QualityArm.DIRTY) ? "–" : difference(cut.difference()),
                    cut.filter().equals(QualityArm.DIRTY) ? "–" : difference(cut.all()));
        }
        return section.table(table);
    }

    /** The unfiltered and the clean text, then filter by filter from the largest share down. */
    private static List<QualityOutcome.Cut> inOrder(QualityOutcome outcome) {
        List<String> filters = outcome.cuts().stream()
                .map(QualityOutcome.Cut::filter)
                .distinct()
                .toList();
        return outcome.cuts().stream()
                .sorted(Comparator.comparingInt((QualityOutcome.Cut cut) -> filters.indexOf(cut.filter()))
                        .thenComparing(QualityOutcome.Cut::repeated)
                        .thenComparing(Comparator.comparingDouble(QualityOutcome.Cut::share)
                                .reversed()))
                .toList();
    }

    private static String difference(Estimate estimate) {
        String value = signed(estimate.value());
        return Double.isFinite(estimate.low())
                ? value + " [" + signed(estimate.low()) + ", " + signed(estimate.high()) + "]"
                : value;
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Format.loss(value);
    }

    private static Section detections(QualityOutcome outcome) {
        Section section = Section.titled("garbage", "What the filters found");
        section.text("Of " + Format.count(outcome.documents()) + " documents with "
                + Format.shortCount(outcome.tokens()) + " tokens, a known part was made bad. Every filter dropped "
                + Format.percent(1 - outcome.share())
                + " of each domain's tokens, as many as there is garbage, the lowest scores first. Dropping by lot would find each kind at the"
                + " share given in the last column.");
        List<String> kinds =
                Stream.of(Corruption.Kind.values()).map(Corruption.Kind::words).toList();
        List<String> headings = new ArrayList<>(List.of("filter", "#precision", "#recall"));
        kinds.forEach(kind -> headings.add("#" + kind));
        headings.add("#good ones lost");
        headings.add("#by lot");
        Table table = new Table(
                "Documents: share of the dropped that is garbage (precision), share of the garbage that was dropped (recall), all and by kind, with 95% intervals (Wilson)",
                headings.toArray(String[]::new));
        for (Detection found : outcome.detections()) {
            List<String> row =
                    new ArrayList<>(List.of(found.filter(), percent(found.precision()), percent(found.recall())));
            kinds.forEach(kind -> row.add(percent(found.recall(kind))));
            row.add(percent(found.lost()));
            row.add(Format.percent(found.chance()));
            table.row(row.toArray(String[]::new));
        }
        section.table(table);
        Table made = new Table("Garbage", "kind", "what it is", "#documents", "#tokens", "#of all");
        for (Corruption.Kind kind : Corruption.Kind.values()) {
            long tokens = outcome.garbage().getOrDefault(kind.words(), 0L);
            made.row(
                    kind.words(),
                    kind.says(),
                    Format.count(outcome.detections().getFirst().garbage().getOrDefault(kind.words(), 0)),
                    Format.shortCount(tokens),
                    Format.percent((double) tokens / outcome.tokens()));
        }
        return section.table(made);
    }

    private static String percent(Share share) {
        return Double.isFinite(share.value())
                ? Format.fixed(100 * share.value(), 0) + "% [" + Format.fixed(100 * share.low(), 0) + ", "
                        + Format.fixed(100 * share.high(), 0) + "]"
                : "–";
    }

    /** A text as charts and tables name it. */
    static String label(String arm) {
        return QualityArm.of(arm).filter();
    }
}
