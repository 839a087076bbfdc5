package dev.blueline.evaluation;

import dev.blueline.evaluation.SkillEmergence.Accuracy;
import dev.blueline.evaluation.SkillEmergence.Answer;
import dev.blueline.scaling.ChangePoint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The rule by which a skill is said to jump. A figure <b>jumps</b> if its line breaks, falls faster after the break and turns within ten times
 * the compute ({@link EmergenceLine#jumps()}). Tried in this order:
 *
 * <ol>
 *   <li><b>undetermined</b> with fewer than {@link ChangePoint#FEWEST} independent size-seed pairs;
 *   <li><b>chance</b>: the 90% interval of the largest rung's accuracy begins at chance or below, and ends less than
 *       {@link SkillForecast#MARGIN} above it; undetermined, if it ends further above and nothing jumps;
 *   <li><b>jump</b>: accuracy or exact match jumps, and a continuous figure (Brier score, log-probability) does so near the same place;
 *   <li><b>undetermined</b>, if a line bends at the edge of what was measured or its last runs miss its law, so that it could be either;
 *   <li><b>undetermined</b>, if what was gained could not have been told from a jump: no figure of the kind on which the next two answers rest has a gain
 *       that the test would have found, had it come at one place ({@link EmergenceLine.Gain#told});
 *   <li><b>mirage</b>: accuracy or exact match jumps, and no continuous figure does (Schaeffer et al. 2023, arXiv 2304.15004);
 *   <li><b>gradual</b> otherwise.
 * </ol>
 */
record EmergenceRule(Answer answer, List<EmergenceLine> jumped, List<EmergenceLine> confirmed, String reason) {

    static EmergenceRule of(List<EmergenceLine> lines, int pairs, Accuracy first, Accuracy last, double chance) {
        if (pairs < ChangePoint.FEWEST) {
            return without(
                    Answer.UNDETERMINED,
                    pairs + " independent size-seed pairs, and fewer than " + ChangePoint.FEWEST + " cannot tell");
        }
        List<EmergenceLine> jumped = lines.stream()
                .filter(line -> !line.metric().continuous() && line.jumps())
                .toList();
        if (last.low() <= chance && last.high() <= chance + SkillForecast.MARGIN) {
            return without(Answer.CHANCE, atTheTop(last, chance));
        }
        if (last.low() <= chance && jumped.isEmpty()) {
            return without(Answer.UNDETERMINED, atTheTop(last, chance) + ": too few items to tell them apart");
        }
        List<EmergenceLine> confirmed = lines.stream()
                .filter(line -> line.metric().continuous() && jumped.stream().anyMatch(line::jumpsWith))
                .toList();
        if (!confirmed.isEmpty()) {
            return new EmergenceRule(
                    Answer.JUMP, jumped, confirmed, titles(jumped) + " and " + titles(confirmed) + " turn together");
        }
        List<EmergenceLine> unclear = lines.stream()
                .filter(line -> line.change().finding() == ChangePoint.Finding.UNDETERMINED
                        && line.metric().continuous() != jumped.isEmpty())
                .toList();
        if (!unclear.isEmpty()) {
            return new EmergenceRule(
                    Answer.UNDETERMINED,
                    jumped,
                    List.of(),
                    titles(unclear) + ": " + unclear.getFirst().change().reason());
        }
        boolean threshold = jumped.isEmpty();
        if (lines.stream()
                .filter(line -> line.metric().continuous() != threshold)
                .noneMatch(line ->
                        line.gain(chance).filter(EmergenceLine.Gain::told).isPresent())) {
            return new EmergenceRule(
                    Answer.UNDETERMINED,
                    jumped,
                    List.of(),
                    threshold
                            ? untold(lines, chance)
                            : titles(jumped) + " turn suddenly, but no continuous figure's gain is large"
                                    + " enough to tell whether it came as suddenly");
        }
        String gain =
                String.format(Locale.ROOT, "from %.1f%% to %.1f%% right", 100 * first.value(), 100 * last.value());
        return threshold
                ? without(Answer.GRADUAL, gain + ", and neither accuracy nor exact match jumps")
                : new EmergenceRule(
                        Answer.MIRAGE,
                        jumped,
                        List.of(),
                        titles(jumped) + " turn suddenly, and no continuous figure does near the same place");
    }

    private static String untold(List<EmergenceLine> lines, double chance) {
        return lines.stream()
                .filter(line -> line.metric() == EmergenceMetric.ACCURACY)
                .flatMap(line -> line.gain(chance).stream())
                .findFirst()
                .map(gain -> String.format(
                                Locale.ROOT,
                                "its law goes from %.1f%% to %.1f%% right, and ",
                                100 * (1 - gain.from()),
                                100 * (1 - gain.to()))
                        + (gain.smallest().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "the smallest sudden step that these runs would have shown is %.0f points",
                                        100 * gain.smallest().getAsDouble())
                                : "these runs would have shown no sudden step, however large"))
                .orElse("no law could be fitted");
    }

    private static EmergenceRule without(Answer answer, String reason) {
        return new EmergenceRule(answer, List.of(), List.of(), reason);
    }

    private static String atTheTop(Accuracy last, double chance) {
        return String.format(
                Locale.ROOT,
                "%s has %.1f%% right [%.1f%%, %.1f%%], a guess %.1f%%",
                last.rung(),
                100 * last.value(),
                100 * last.low(),
                100 * last.high(),
                100 * chance);
    }

    private static String titles(List<EmergenceLine> lines) {
        return lines.stream().map(line -> line.metric().title()).collect(Collectors.joining(" and "));
    }
}
