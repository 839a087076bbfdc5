package dev.blueline.comparison;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;

/**
 * Does a trick scale? For each recipe beside a baseline, the compute multiplier at every scale: the factor of the recipe's own
 * compute that the baseline needs to reach the recipe's loss; whether it holds, grows or fades; what it will be at ten times the
 * largest compute; what to do.
 *
 * <p>Method. (1) The gain at a cell, a size with a number of tokens, is the mean difference in log loss of runs of one seed
 * where there are such pairs, because a seed moves both recipes' losses together; else of the two means; else of the recipe's
 * mean and the baseline's law. (2) The baseline's fitted law, followed from the cell along a {@link Growth}, turns the gain into
 * a factor of compute; only its shape enters where the baseline was run at the cell. That factor times the baseline's FLOPs
 * there over the recipe's own is the multiplier. (3) Each draw takes a refit of the law, by its weight, and new errors of all
 * gains ({@link GainNoise}); intervals are central intervals over draws. (4) Through the logarithms of each draw's multipliers
 * goes a straight line in log compute ({@link TrendLine}); where the multipliers scatter about it by more than seeds explain,
 * the excess is added to every draw. The forecast is always that line, not a constant, so that "keep" is not said because a
 * trend went unseen. Different floors of two recipes show as such a trend.
 *
 * <pre>{@code
 * Comparison comparison = Comparison.of(List.of(adamW, muon), Comparison.Settings.standard());
 * System.out.println(comparison.challengers().getFirst().sentence());
 * }</pre>
 *
 * @param baseline name of the recipe compared with
 * @param level of the intervals
 * @param growth line along which the baseline spends more compute
 * @param law what the baseline's loss was fitted by, in words
 * @param challengers the other recipes
 */
public record Comparison(String baseline, double level, Growth growth, String law, List<Challenger> challengers) {

    /**
     * @param draws bootstrap draws
     * @param seed of the draws
     * @param threads threads that refit laws; results do not depend on it
     * @param level of the intervals
     * @param baseline recipe compared with; the first if empty
     * @param growth line along which the baseline spends more compute
     */
    public record Settings(int draws, long seed, int threads, double level, Optional<String> baseline, Growth growth) {
        public Settings {
            if (draws < 20) {
                throw new BadInput("draws " + draws + " must be at least 20");
            }
            if (!(level > 0 && level < 1)) {
                throw new BadInput("level " + level + " must lie between 0 and 1, such as 0.9");
            }
        }

        /** 1,000 draws, intervals of 90%, the first recipe as baseline, compute spent as is cheapest. */
        public static Settings standard() {
            return new Settings(1000, 1, 1, 0.9, Optional.empty(), Growth.CHEAPEST);
        }
    }

    /** Compares recipes with a baseline. */
    public static Comparison of(List<Recipe> recipes, Settings settings) {
        return of(recipes, settings, share -> {});
    }

    /**
     * As {@link #of(List, Settings)}, telling the share that is done.
     *
     * @throws BadInput if there are fewer than two recipes, the baseline is not among them, or scales are too few
     */
    public static Comparison of(List<Recipe> recipes, Settings settings, DoubleConsumer progress) {
        Set<String> names = new HashSet<>();
        for (Recipe recipe : recipes) {
            if (!names.add(recipe.name())) {
                throw new BadInput("two recipes are called " + recipe.name() + ": give them different names");
            }
        }
        if (recipes.size() < 2) {
            throw new BadInput("a comparison takes two recipes or more, here "
                    + (recipes.isEmpty()
                            ? "is none"
                            : "is only " + recipes.getFirst().name()));
        }
        String wanted = settings.baseline().orElse(recipes.getFirst().name());
        Recipe baseline = recipes.stream()
                .filter(recipe -> recipe.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadInput("no recipe is called " + wanted + "; there are "
                        + String.join(", ", recipes.stream().map(Recipe::name).toList())));
        BaselineLaw law = BaselineLaw.of(baseline, recipes, settings, progress);
        List<Challenger> challengers = new ArrayList<>();
        for (Recipe recipe : recipes) {
            if (recipe != baseline) {
                challengers.add(new Contest(baseline, recipe, law, settings).challenger());
            }
        }
        return new Comparison(
                baseline.name(),
                settings.level(),
                settings.growth(),
                law.joint() ? "joint laws of size and tokens" : "laws of compute along the ladder",
                challengers);
    }
}
