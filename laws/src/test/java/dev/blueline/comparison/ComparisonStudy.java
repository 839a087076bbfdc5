package dev.blueline.comparison;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The table in docs/comparing.md: over many simulated pairs of recipes, how often the 90% intervals hold the true multiplier,
 * trend and forecast, and how often the verdict is right, open, or wrong. Argument: pairs of recipes a row.
 */
final class ComparisonStudy {
    private ComparisonStudy() {}

    /** Shares of a row. */
    record Row(
            double multipliers, double trend, double forecast, double right, double open, double wrong, double width) {}

    /** What one pair of recipes gave. */
    private record One(double multipliers, boolean trend, boolean forecast, Decision decision, double width) {}

    public static void main(String[] arguments) {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        System.out.println(
                "| true multiplier | seed noise | runs | multiplier inside | trend inside | forecast inside | right | cannot tell | wrong |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (SimulatedRecipes.Truth truth : SimulatedRecipes.Truth.values()) {
            for (double noise : new double[] {0.003, 0.006, 0.01}) {
                for (boolean paired : new boolean[] {true, false}) {
                    Row row = measure(truth, noise, paired, 1000, pairs);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %.1f%% | %s | %.0f%% | %.0f%% | %.0f%% | %.0f%% | %.0f%% | %.0f%% |%n",
                            truth.name().toLowerCase(Locale.ROOT),
                            100 * noise,
                            paired ? "paired" : "unpaired",
                            100 * row.multipliers,
                            100 * row.trend,
                            100 * row.forecast,
                            100 * row.right,
                            100 * row.open,
                            100 * row.wrong);
                }
            }
        }
    }

    static Row measure(SimulatedRecipes.Truth truth, double noise, boolean paired, int first, int pairs) {
        List<One> all = IntStream.range(0, pairs)
                .parallel()
                .mapToObj(i -> one(truth, SimulatedRecipes.draw(truth, noise, paired, first + i)))
                .toList();
        return new Row(
                all.stream().mapToDouble(One::multipliers).average().orElseThrow(),
                share(all, all.stream().filter(One::trend).count()),
                share(all, all.stream().filter(One::forecast).count()),
                share(
                        all,
                        all.stream()
                                .filter(one -> !(one.decision instanceof Decision.CannotTell)
                                        && !truth.contradicts(one.decision))
                                .count()),
                share(
                        all,
                        all.stream()
                                .filter(one -> one.decision instanceof Decision.CannotTell)
                                .count()),
                share(
                        all,
                        all.stream()
                                .filter(one -> truth.contradicts(one.decision))
                                .count()),
                all.stream().mapToDouble(One::width).average().orElseThrow());
    }

    private static double share(List<One> all, long count) {
        return count / (double) all.size();
    }

    private static One one(SimulatedRecipes.Truth truth, SimulatedRecipes recipes) {
        Comparison.Settings settings = new Comparison.Settings(200, 1, 1, 0.9, Optional.empty(), Growth.CHEAPEST);
        Challenger trick =
                Comparison.of(recipes.recipes(), settings).challengers().getFirst();
        return new One(
                trick.points().stream()
                        .mapToDouble(point -> point.multiplier().holds(truth.at(point.compute())) ? 1 : 0)
                        .average()
                        .orElseThrow(),
                trick.trend().slope().holds(truth.slope()),
                trick.forecast().holds(truth.at(trick.forecastCompute())),
                trick.verdict(),
                Math.log(trick.forecast().high() / trick.forecast().low()) / 2);
    }
}
