package dev.blueline.ablation;

import dev.blueline.pretraining.Pretraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a study of vocabularies found, in sentences. */
public final class VocabularyFindings {
    private VocabularyFindings() {}

    static List<String> of(VocabularyLaw law) {
        List<String> sentences = new ArrayList<>();
        if (law.ats().isEmpty()) {
            sentences.add("No compute has three vocabularies whose runs ended well, so nothing can be said.");
            return sentences;
        }
        VocabularyLaw.At last = law.ats().getLast();
        sentences.add(String.format(
                Locale.ROOT,
                "At %s FLOP (size %s) %s, with %.3f bits per byte.",
                VocabularyLaw.inWords(last.compute()),
                last.size(),
                best(last.best()),
                last.best().loss()));
        sentences.add(trend(law));
        contrast(last, last.points().getFirst()).ifPresent(sentences::add);
        contrast(last, last.points().getLast()).ifPresent(sentences::add);
        if (law.ats().size() > 1) {
            sentences.add("At the other computes: "
                    + law.ats().subList(0, law.ats().size() - 1).stream()
                            .map(at -> VocabularyLaw.inWords(at.compute()) + " FLOP (" + at.size() + "): "
                                    + best(at.best()))
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        if (!last.domains().isEmpty()) {
            sentences.add("By domain at " + VocabularyLaw.inWords(last.compute()) + " FLOP: "
                    + last.domains().entrySet().stream()
                            .map(domain -> domain.getKey() + ": " + best(domain.getValue()))
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        bytes(last).ifPresent(sentences::add);
        return sentences;
    }

    /** Where a parabola is lowest, in words. */
    public static String best(VocabularyParabola parabola) {
        return switch (parabola.side()) {
            case INSIDE ->
                String.format(
                        Locale.ROOT,
                        "the best vocabulary is about %s (90%% interval %s to %s)",
                        round(parabola.best()),
                        round(parabola.low()),
                        round(parabola.high()));
            case BELOW ->
                String.format(
                        Locale.ROOT,
                        "the best vocabulary is at most %s (90%% interval) and perhaps smaller than all tried",
                        round(parabola.high()));
            case ABOVE ->
                String.format(
                        Locale.ROOT,
                        "the best vocabulary is at least %s (90%% interval) and perhaps larger than all tried",
                        round(parabola.low()));
            case UNDETERMINED -> "the best vocabulary is undetermined: its interval holds all that were tried";
        };
    }

    /** Two significant figures. */
    private static String round(double vocabulary) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(vocabulary)) - 1));
        return String.format(Locale.ROOT, "%.0f", unit * Math.rint(vocabulary / unit));
    }

    private static String trend(VocabularyLaw law) {
        return law.trend()
                .map(trend -> String.format(
                        Locale.ROOT,
                        "%s: as compute to the power %.2f (90%% interval %.2f to %.2f, from %d computes).",
                        trend.clear()
                                ? trend.low() > 0
                                        ? "The best vocabulary grows with compute"
                                        : "The best vocabulary shrinks with compute"
                                : "Whether the best vocabulary grows with compute is undetermined",
                        trend.slope(),
                        trend.low(),
                        trend.high(),
                        trend.computes()))
                .orElse(
                        "How the best vocabulary moves with compute is undetermined: it lies inside those tried at fewer than two"
                                + " computes.");
    }

    /** The arm of lowest mean loss against another. */
    private static Optional<String> contrast(VocabularyLaw.At at, VocabularyLaw.Point other) {
        VocabularyLaw.Point best = at.points().stream()
                .min(Comparator.comparingDouble(point -> point.mean(Pretraining.ALL)))
                .orElseThrow();
        if (best.vocabulary() == other.vocabulary()) {
            return Optional.empty();
        }
        return Optional.of(PairedDifference.of(other.entries(), best.entries(), Results::loss, PairedDifference.SHARE))
                .filter(difference -> difference.seeds() > 1)
                .map(difference -> String.format(
                        Locale.ROOT,
                        "At the same %s FLOP a vocabulary of %d ends with a loss that differs by %s from that of %d%s.",
                        VocabularyLaw.inWords(at.compute()),
                        other.vocabulary(),
                        difference.inWords(),
                        best.vocabulary(),
                        difference.clear() ? "" : ": no difference that seeds do not explain"));
    }

    private static Optional<String> bytes(VocabularyLaw.At at) {
        List<VocabularyLaw.Point> known = at.points().stream()
                .filter(point -> point.bytesPerToken().isPresent())
                .toList();
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of("Bytes a token: "
                        + known.stream()
                                .map(point -> String.format(
                                        Locale.ROOT,
                                        "%.2f at %d",
                                        point.bytesPerToken().orElseThrow(),
                                        point.vocabulary()))
                                .collect(Collectors.joining(", "))
                        + ".");
    }
}
