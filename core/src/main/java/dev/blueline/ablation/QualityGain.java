package dev.blueline.ablation;

import dev.blueline.comparison.Challenger;
import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Estimate;
import dev.blueline.comparison.Growth;
import dev.blueline.comparison.Recipe;
import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a text is worth: the factor of compute that the dirty text needs for the same loss, by {@link Comparison}.
 *
 * @param arm the text
 * @param goal the loss: a domain's, or that of all text
 * @param points one for each size and number of tokens
 * @param average over the scales
 * @param slope of the multiplier's natural logarithm per tenfold of compute
 * @param verdict in a word or two: whether it holds with scale
 * @param sentence the verdict in plain words
 * @param overClean the multiplier over that of the clean text; empty for the clean text itself, and where there is none
 */
public record QualityGain(
        String arm,
        String goal,
        List<Point> points,
        Estimate average,
        Estimate slope,
        String verdict,
        String sentence,
        Optional<Estimate> overClean) {
    private static final int DRAWS = 400;
    /** Of a standard normal distribution, for intervals of 90%. */
    private static final double Z = 1.6448536269514722;

    /** The multiplier at a size and number of tokens. */
    public record Point(double parameters, double tokens, double compute, Estimate multiplier) {}

    /**
     * A run as it is compared.
     *
     * @param arm its text
     * @param parameters of its matrices
     * @param compute training FLOPs
     * @param seed of initialisation and order
     */
    public record Loss(String arm, double parameters, double tokens, double compute, long seed, double value) {}

    /**
     * Gains of all texts over the dirty one, the clean text first, then the greatest.
     *
     * @param goal name of the loss
     * @param losses runs of the texts that are compared at several scales
     * @return nothing where scales are too few
     */
    public static List<QualityGain> of(String goal, List<Loss> losses, int seed, int threads) {
        Map<String, List<Loss>> arms = new LinkedHashMap<>();
        losses.stream()
                .filter(loss -> Double.isFinite(loss.value()))
                .forEach(loss -> arms.computeIfAbsent(loss.arm(), arm -> new ArrayList<>())
                        .add(loss));
        List<Recipe> recipes = new ArrayList<>();
        arms.forEach((arm, its) -> recipes.add(recipe(arm, its)));
        Comparison comparison;
        try {
            comparison = Comparison.of(
                    recipes,
                    new Comparison.Settings(DRAWS, seed, threads, 0.9, Optional.of(QualityArm.DIRTY), Growth.CHEAPEST));
        } catch (BadInput few) {
            return List.of();
        }
        Optional<Estimate> clean = comparison.challengers().stream()
                .filter(challenger -> challenger.name().equals(QualityArm.CLEAN))
                .findFirst()
                .map(Challenger::average);
        return comparison.challengers().stream()
                .map(challenger -> gain(goal, challenger, clean))
                .sorted(Comparator.comparing((QualityGain gain) -> !gain.arm().equals(QualityArm.CLEAN))
                        .thenComparing(gain -> -gain.average().value()))
                .toList();
    }

    private static Recipe recipe(String arm, List<Loss> losses) {
        return new Recipe(
                arm,
                losses.stream()
                        .map(loss -> new Observation(
                                loss.parameters(),
                                loss.tokens(),
                                loss.compute(),
                                loss.value(),
                                loss.parameters() + " " + loss.seed()))
                        .toList(),
                losses.stream().map(loss -> Long.toString(loss.seed())).toList());
    }

    private static QualityGain gain(String goal, Challenger challenger, Optional<Estimate> clean) {
        boolean own = challenger.name().equals(QualityArm.CLEAN);
        return new QualityGain(
                challenger.name(),
                goal,
                challenger.points().stream()
                        .map(point ->
                                new Point(point.parameters(), point.tokens(), point.compute(), point.multiplier()))
                        .toList(),
                challenger.average(),
                challenger.trend().slope(),
                challenger.verdict().word(),
                challenger.sentence(),
                clean.filter(estimate -> !own).map(estimate -> ratio(challenger.average(), estimate)));
    }

    /**
     * Of two multipliers, with errors of their logarithms added as if independent. They share the dirty text's runs, so that the true
     * interval is rather narrower.
     */
    static Estimate ratio(Estimate one, Estimate other) {
        double value = Math.log(one.value() / other.value());
        double error = Math.hypot(error(one), error(other));
        return new Estimate(Math.exp(value), Math.exp(value - Z * error), Math.exp(value + Z * error));
    }

    private static double error(Estimate estimate) {
        return Math.log(estimate.high() / estimate.low()) / 2 / Z;
    }
}
