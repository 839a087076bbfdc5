package dev.blueline.design;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Span;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs that may be chosen: sizes and token counts at even steps in the logarithm, with C = k N D.
 *
 * @param reach how many times beyond the sizes and token counts of the data, either way
 * @param leastRatio fewest tokens per parameter
 * @param mostRatio most
 * @param perDecade steps in a factor of ten
 */
public record Grid(double reach, double leastRatio, double mostRatio, int perDecade) {
    private static final int MOST = 600;

    public Grid {
        if (!(reach >= 1) || reach > 1e6) {
            throw new BadInput("a reach of " + reach + " times the data cannot be used: give 1 to 1e6, such as 10");
        }
        if (!(leastRatio > 0) || !(mostRatio > leastRatio) || Double.isInfinite(mostRatio)) {
            throw new BadInput("tokens per parameter from " + leastRatio + " to " + mostRatio
                    + " is no range: give two positive numbers in rising order, such as 1,1000");
        }
    }

    /** Ten times the data, 1 to 1000 tokens per parameter, four steps in a decade. */
    public static Grid standard() {
        return new Grid(10, 1, 1000, 4);
    }

    /**
     * The candidates that a budget pays for at least once.
     *
     * @param span of the data
     * @param copies runs of each candidate: 2 where two recipes are compared
     * @throws BadInput if it pays for none
     */
    public List<Target> candidates(Span span, double budget, int copies) {
        for (int steps = perDecade; ; steps--) {
            List<Target> all = all(span, steps);
            double cheapest = all.stream()
                    .mapToDouble(Target::compute)
                    .min()
                    .orElseThrow(() -> new BadInput(String.format(
                            Locale.ROOT,
                            "no run within %.0f times the data has %.3g to %.3g tokens per parameter: widen one of them",
                            reach,
                            leastRatio,
                            mostRatio)));
            List<Target> affordable = all.stream()
                    .filter(target -> target.compute() * copies <= budget * (1 + 1e-9))
                    .toList();
            if (affordable.isEmpty()) {
                throw new BadInput(String.format(
                        Locale.ROOT,
                        "the budget of %.3g FLOPs is below the cheapest candidate of %.3g FLOPs: raise the budget, or the reach beyond the data (now %.0f times)",
                        budget,
                        cheapest * copies,
                        reach));
            }
            if (affordable.size() <= MOST || steps == 1) {
                return affordable;
            }
        }
    }

    private List<Target> all(Span span, int steps) {
        List<Target> all = new ArrayList<>();
        for (double n : levels(span.parameters(), steps)) {
            for (double d : levels(span.tokens(), steps)) {
                double ratio = d / n;
                if (ratio >= leastRatio * (1 - 1e-9) && ratio <= mostRatio * (1 + 1e-9)) {
                    all.add(new Target(n, d, span.flopsPerParameterToken() * n * d));
                }
            }
        }
        return all;
    }

    private List<Double> levels(List<Double> ends, int steps) {
        double low = Math.log10(ends.getFirst() / reach);
        double high = Math.log10(ends.getLast() * reach);
        List<Double> levels = new ArrayList<>();
        for (int i = (int) Math.ceil(low * steps - 1e-9); i <= Math.floor(high * steps + 1e-9); i++) {
            levels.add(Math.pow(10, i / (double) steps));
        }
        return levels;
    }
}
