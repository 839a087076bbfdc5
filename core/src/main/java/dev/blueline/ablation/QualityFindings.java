package dev.blueline.ablation;

import dev.blueline.calibration.Share;
import dev.blueline.comparison.Estimate;
import dev.blueline.pretraining.Pretraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a study of quality found, in sentences. Intervals of multipliers and losses are of 90%, those of shares found of 95%. */
final class QualityFindings {
    private final QualityOutcome outcome;
    private final List<String> sentences = new ArrayList<>();

    private QualityFindings(QualityOutcome outcome) {
        this.outcome = outcome;
    }

    static List<String> of(QualityOutcome outcome) {
        QualityFindings findings = new QualityFindings(outcome);
        findings.worth();
        findings.scale();
        findings.detections();
        outcome.cuts().stream()
                .filter(QualityOutcome.Cut::repeated)
                .map(QualityOutcome.Cut::filter)
                .distinct()
                .forEach(findings::shares);
        return findings.sentences;
    }

    private void worth() {
        List<QualityGain> gains = outcome.gains(outcome.reference());
        if (gains.isEmpty()) {
            sentences.add(
                    "How much compute cleaning is worth cannot be said: the dirty text was run at fewer than three scales, or"
                            + " no other at two.");
            return;
        }
        gains.stream()
                .filter(gain -> gain.arm().equals(QualityArm.CLEAN))
                .findFirst()
                .ifPresent(clean -> sentences.add(String.format(
                        Locale.ROOT,
                        "Text without its %.0f%% of garbage is worth %s times the compute on %s%s.",
                        100 * (1 - outcome.share()),
                        factor(clean.average()),
                        outcome.reference(),
                        onAll(clean.arm()))));
        List<QualityGain> filters = gains.stream()
                .filter(gain -> !gain.arm().equals(QualityArm.CLEAN))
                .toList();
        if (filters.isEmpty()) {
            return;
        }
        sentences.add(String.format(
                Locale.ROOT,
                "Keeping a share of %s, filters multiply compute on %s by: %s.",
                share(outcome.share()),
                outcome.reference(),
                filters.stream()
                        .map(gain -> QualityArm.of(gain.arm()).filter() + " " + factor(gain.average())
                                + gain.overClean()
                                        .map(over -> ", " + factor(over) + " times the clean text's multiplier")
                                        .orElse(""))
                        .collect(Collectors.joining("; "))));
    }

    private String onAll(String arm) {
        return outcome.gains(Pretraining.ALL).stream()
                .filter(gain -> gain.arm().equals(arm))
                .findFirst()
                .map(gain -> ", and " + factor(gain.average()) + " on all text")
                .orElse("");
    }

    private void scale() {
        outcome.gains(outcome.reference()).stream()
                .filter(gain -> gain.arm().equals(QualityArm.CLEAN))
                .findFirst()
                .or(() -> outcome.gains(outcome.reference()).stream().findFirst())
                .ifPresent(gain -> {
                    Estimate tenfold = new Estimate(
                            Math.exp(gain.slope().value()),
                            Math.exp(gain.slope().low()),
                            Math.exp(gain.slope().high()));
                    String says = tenfold.low() > 1
                            ? "grows with scale"
                            : tenfold.high() < 1 ? "shrinks with scale" : "shows no trend with scale";
                    sentences.add(String.format(
                            Locale.ROOT,
                            "The multiplier of %s %s: per tenfold of compute it changes by a factor of %s, over %.2g to %.2g FLOPs.",
                            gain.arm(),
                            says,
                            factor(tenfold),
                            gain.points().getFirst().compute(),
                            gain.points().getLast().compute()));
                });
    }

    private void detections() {
        outcome.detections().stream()
                .sorted(Comparator.comparingDouble(found -> -found.recall().value()))
                .forEach(found -> {
                    List<String> seen = new ArrayList<>();
                    List<String> unseen = new ArrayList<>();
                    found.garbage().keySet().forEach(kind -> {
                        Share recall = found.recall(kind);
                        if (recall.low() > found.chance()) {
                            seen.add(kind + " (" + percent(recall) + ")");
                        } else {
                            unseen.add(kind);
                        }
                    });
                    sentences.add(String.format(
                            Locale.ROOT,
                            "%s drops %s of the garbage, %.0f%% would be by lot, and %s of what it drops is garbage; it sees %s%s.",
                            found.filter(),
                            percent(found.recall()),
                            100 * found.chance(),
                            percent(found.precision()),
                            seen.isEmpty() ? "nothing better than lot" : String.join(", ", seen),
                            unseen.isEmpty() ? "" : ", not " + String.join(" nor ", unseen)));
                });
    }

    private void shares(String filter) {
        Optional<QualityOutcome.Cut> fresh = best(filter, false);
        Optional<QualityOutcome.Cut> repeated = best(filter, true);
        if (fresh.isEmpty() || repeated.isEmpty()) {
            return;
        }
        sentences.add(String.format(
                Locale.ROOT,
                "%s, share kept, at %s: with text enough, %s is lowest (%s bits per byte of %s against all text); with no more"
                        + " text than is read, %s is, read %.1f times (%s).",
                filter,
                outcome.size(),
                share(fresh.get().share()),
                bits(fresh.get().difference()),
                outcome.reference(),
                share(repeated.get().share()),
                repeated.get().epochs(),
                bits(repeated.get().difference())));
    }

    private Optional<QualityOutcome.Cut> best(String filter, boolean repeated) {
        return outcome.cuts().stream()
                .filter(cut -> cut.filter().equals(filter) && cut.repeated() == repeated)
                .min(Comparator.comparingDouble(QualityOutcome.Cut::loss));
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    private static String factor(Estimate estimate) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", estimate.value(), estimate.low(), estimate.high());
    }

    private static String bits(Estimate estimate) {
        return Double.isFinite(estimate.low())
                ? String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", estimate.value(), estimate.low(), estimate.high())
                : String.format(Locale.ROOT, "%+.3f, one seed", estimate.value());
    }

    private static String percent(Share share) {
        return String.format(
                Locale.ROOT, "%.0f%% [%.0f, %.0f]", 100 * share.value(), 100 * share.low(), 100 * share.high());
    }
}
