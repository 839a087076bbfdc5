package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against every pair of start and asymptote of a fine grid. */
class RlEndsTest {
    private static final int GRID = 400;

    @Test
    void theLowestPointAndTheRangeBelowALimitAreThoseOfAFineGrid() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 40; trial++) {
            double[] shares = random.doubles(7, 0, trial % 3 == 0 ? 0.3 : 1).toArray();
            double[] accuracies = random.doubles(7, 0, trial % 2 == 0 ? 1 : 0.2).toArray();
            double[] weights = random.doubles(7, 0.5, 2).toArray();
            OptionalDouble known = trial % 5 == 0 ? OptionalDouble.of(0.25) : OptionalDouble.empty();
            RlEnds ends = RlEnds.of(shares, accuracies, weights, known);
            double limit = ends.lowest() + random.nextDouble(0.02, 1);
            double share = random.nextDouble();
            Outlook.Interval range = ends.range(share, limit);
            double lowest = Double.POSITIVE_INFINITY;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i <= GRID; i++) {
                double start = known.orElse((double) i / GRID);
                for (int j = 0; j <= GRID; j++) {
                    double asymptote = (double) j / GRID;
                    double squares = 0;
                    for (int k = 0; k < shares.length; k++) {
                        double off = start + (asymptote - start) * shares[k] - accuracies[k];
                        squares += weights[k] * off * off;
                    }
                    lowest = Math.min(lowest, squares);
                    if (squares <= limit) {
                        double value = start + (asymptote - start) * share;
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
            }
            assertThat(ends.lowest()).isCloseTo(lowest, Offset.offset(1e-3));
            assertThat(ends.lowest()).isLessThanOrEqualTo(lowest + 1e-9);
            assertThat(range.low()).isCloseTo(low, Offset.offset(0.02)).isLessThanOrEqualTo(low + 1e-9);
            assertThat(range.high()).isCloseTo(high, Offset.offset(0.02)).isGreaterThanOrEqualTo(high - 1e-9);
        }
    }
}
