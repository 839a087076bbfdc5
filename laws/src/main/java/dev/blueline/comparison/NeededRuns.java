package dev.blueline.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cheapest runs that would settle an open comparison: more seeds at the largest scale, or a scale three or ten times beyond,
 * made with both recipes. A seed more is worth what a seed was at the largest scale; the error of the forecast then shrinks as
 * that of the {@link TrendLine} does.
 */
final class NeededRuns {
    private static final int[] SEEDS = {1, 2, 3, 5, 8, 12};
    private static final double[] FACTORS = {1, Math.sqrt(10), 10};
    /** One end of a 90% interval, and the room that puts it on the right side in four of five cases. */
    private static final double ROOM = 1.645 + 0.84;

    private final Cell largest;
    private final double seedSd;
    private final TrendLine line;

    /**
     * @param largest cell of most compute
     * @param seedSd standard deviation of ln M there from one seed of both recipes
     * @param line the trend as it stands
     */
    NeededRuns(Cell largest, double seedSd, TrendLine line) {
        this.largest = largest;
        this.seedSd = seedSd;
        this.line = line;
    }

    private record Design(double factor, int seeds, double narrows) {
        double cost() {
            return factor * seeds;
        }
    }

    /**
     * @param where common logarithm of the forecast's compute
     * @param error standard deviation of the forecast ln M as it stands
     * @param distance of the forecast ln M to the nearest value at which the decision changes
     */
    Decision.CannotTell toTell(double where, double error, double distance) {
        List<Design> designs = new ArrayList<>();
        for (double factor : FACTORS) {
            for (int seeds : SEEDS) {
                TrendLine longer = line.with(
                        Math.log10(largest.compute() * factor),
                        Math.hypot(seedSd / Math.sqrt(seeds), factor == 1 ? 0 : line.scatter()));
                designs.add(new Design(factor, seeds, Math.sqrt(longer.variance(where) / line.variance(where))));
            }
        }
        return designs.stream()
                .filter(design -> ROOM * design.narrows() * error < distance)
                .min(Comparator.comparingDouble(Design::cost))
                .map(design -> told(design, true))
                .orElseGet(() -> told(
                        designs.stream()
                                .filter(design -> design.seeds() <= 5)
                                .min(Comparator.comparingDouble(Design::narrows))
                                .orElseThrow(),
                        false));
    }

    private Decision.CannotTell told(Design design, boolean decides) {
        double each = Math.sqrt(design.factor());
        return new Decision.CannotTell(
                List.of(new Decision.Needed(
                        largest.parameters() * each,
                        largest.tokens() * each,
                        largest.compute() * design.factor(),
                        design.seeds())),
                decides,
                design.narrows());
    }
}
