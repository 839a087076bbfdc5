package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import java.util.List;
import java.util.Optional;

/**
 * Accuracy above chance, {@code (accuracy - chance) / (1 - chance)}: 0 for a guess, 1 for always right, so that skills with two
 * and with four answers compare.
 *
 * <p>Its standard error is that of the accuracy, clustered by template, but at least that of as many independent items with two
 * right and two wrong ones added (Agresti and Coull 1998, The American Statistician 52, 119): a model that has all items right, or
 * items of one template, would otherwise be taken to be sure.
 *
 * @param value 0 at chance, below 0 for worse
 * @param standardError of the value
 */
public record AboveChance(double value, double standardError) {
    /** Standard errors to both sides of a 90% interval. */
    static final double NINETY = 1.6448536269514722;

    /** What a ledger says of a slice, empty where its accuracy or chance, or any error of it, is missing. */
    public static Optional<AboveChance> of(Ledger.Entry entry, String slice) {
        Optional<Measurement> accuracy = entry.measurement(TaskFigures.ACCURACY, slice);
        Optional<Measurement> chance = entry.measurement(TaskFigures.CHANCE, slice);
        if (accuracy.isEmpty() || chance.isEmpty()) {
            return Optional.empty();
        }
        double items = entry.measurement(TaskFigures.ITEMS, slice)
                .map(Measurement::value)
                .orElse(Double.NaN);
        AboveChance score = of(
                accuracy.get().value(),
                accuracy.get().standardError(),
                chance.get().value(),
                items);
        return Double.isFinite(score.value) && score.standardError >= 0 ? Optional.of(score) : Optional.empty();
    }

    /**
     * @param standardError of the accuracy; not a number where there was one template only
     * @param items number of items; not a number if unknown
     */
    static AboveChance of(double accuracy, double standardError, double chance, double items) {
        double share = (accuracy * items + 2) / (items + 4);
        double least = Math.sqrt(share * (1 - share) / (items + 4));
        double error = Double.isNaN(least) || standardError > least ? standardError : least;
        return new AboveChance((accuracy - chance) / (1 - chance), error / (1 - chance));
    }

    /**
     * Mean over seeds on the same items: the seeds' scatter shrinks with their number, the error of the items does not.
     *
     * @param seeds at least one
     */
    static AboveChance mean(List<AboveChance> seeds) {
        int n = seeds.size();
        double mean = seeds.stream().mapToDouble(AboveChance::value).average().orElseThrow();
        double items = seeds.stream()
                .mapToDouble(seed -> seed.standardError * seed.standardError)
                .average()
                .orElseThrow();
        double scatter = seeds.stream()
                .mapToDouble(seed -> (seed.value - mean) * (seed.value - mean))
                .sum();
        return new AboveChance(mean, Math.sqrt(items + (n > 1 ? scatter / (n - 1) / n : 0)));
    }

    /** Lower end of the 90% interval. */
    public double low() {
        return value - NINETY * standardError;
    }

    /** Upper end of the 90% interval. */
    public double high() {
        return value + NINETY * standardError;
    }
}
