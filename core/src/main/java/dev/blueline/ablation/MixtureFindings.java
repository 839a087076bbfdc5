package dev.blueline.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a study of mixtures found, in sentences. */
final class MixtureFindings {
    private MixtureFindings() {}

    static List<String> of(MixtureAnalysis found) {
        List<String> findings = new ArrayList<>();
        List<Double> best = found.shares().getOrDefault(MixtureExperiment.BEST, List.of());
        if (best.isEmpty() || found.against().isEmpty()) {
            return List.of();
        }
        findings.add("The mixture that the law names best, " + MixtureAnalysis.inWords(found.domains(), best)
                + ", at the largest runs "
                + found.against().entrySet().stream()
                        .map(entry -> against(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(" and "))
                + ".");
        natural(found).ifPresent(findings::add);
        found.challenger()
                .ifPresent(challenger -> findings.add("Against natural shares as a multiplier of compute (verdict: "
                        + challenger.verdict().word() + "): " + challenger.sentence()));
        domains(found).ifPresent(findings::add);
        found.best().ifPresent(lowest -> {
            List<String> open = lowest.shares().stream()
                    .map(share -> String.format(
                            Locale.ROOT,
                            "%s %.0f to %.0f%%",
                            share.domain(),
                            100 * share.interval().low(),
                            100 * share.interval().high()))
                    .toList();
            findings.add("How well the best shares are known, 90% intervals over refits of the law: "
                    + String.join(", ", open) + ".");
        });
        repeated(found).ifPresent(findings::add);
        return findings;
    }

    private static String against(String arm, PairedDifference paired) {
        String words = paired.clear() || paired.seeds() == 1
                ? String.format(
                        Locale.ROOT,
                        "has a goal loss %.2f%% %s that of %s shares",
                        100 * Math.abs(paired.mean()),
                        paired.mean() < 0 ? "below" : "above",
                        arm)
                : String.format(
                        Locale.ROOT,
                        "cannot be told from %s shares by its goal loss, %+.2f%%",
                        arm,
                        100 * paired.mean());
        return words
                + (paired.seeds() == 1
                        ? " (one seed, so no interval)"
                        : String.format(
                                Locale.ROOT,
                                " (90%% interval %+.2f to %+.2f%%, %d paired seeds)",
                                100 * paired.low(),
                                100 * paired.high(),
                                paired.seeds()));
    }

    private static Optional<String> natural(MixtureAnalysis found) {
        List<Double> natural = found.shares().getOrDefault(MixtureShares.NATURAL, List.of());
        return natural.isEmpty()
                ? Optional.empty()
                : Optional.of("Natural shares are " + MixtureAnalysis.inWords(found.domains(), natural)
                        + "; the goal weighs "
                        + found.goal().entrySet().stream()
                                .map(goal -> String.format(Locale.ROOT, "%s %.2f", goal.getKey(), goal.getValue()))
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    /** What each domain gains or loses against natural shares. */
    private static Optional<String> domains(MixtureAnalysis found) {
        Map<String, Double> best = measured(found, MixtureExperiment.BEST);
        Map<String, Double> natural = measured(found, MixtureShares.NATURAL);
        if (best.isEmpty() || natural.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Against natural shares the losses of single domains change by "
                + found.domains().stream()
                        .map(domain -> String.format(
                                Locale.ROOT,
                                "%+.1f%% (%s)",
                                100
                                        * (best.getOrDefault(domain, Double.NaN)
                                                        / natural.getOrDefault(domain, Double.NaN)
                                                - 1),
                                domain))
                        .collect(Collectors.joining(", "))
                + ", means over seeds.");
    }

    private static Map<String, Double> measured(MixtureAnalysis found, String arm) {
        return found.figures().stream()
                .filter(figure -> figure.arm().equals(arm))
                .collect(Collectors.toMap(MixtureAnalysis.Figure::domain, MixtureAnalysis.Figure::measured));
    }

    private static Optional<String> repeated(MixtureAnalysis found) {
        List<String> words = new ArrayList<>();
        found.epochs()
                .forEach((arm, epochs) -> IntStream.range(0, epochs.size())
                        .filter(j -> epochs.get(j) > 1)
                        .forEach(j -> words.add(String.format(
                                Locale.ROOT,
                                "%s %.1f times (%s)",
                                found.domains().get(j),
                                epochs.get(j),
                                arm))));
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Some text is read more than once by the largest runs: " + String.join(", ", words) + ".");
    }
}
