package dev.blueline.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Loss against the logarithm of the vocabulary as a parabola, and where it is lowest.
 *
 * @param coefficients c0, c1, c2 of {@code c0 + c1 x + c2 x^2}, x = ln V less the middle of the arms'
 * @param middle mean of ln V over the arms
 * @param best vocabulary of lowest loss, within those tried
 * @param low lower end of its 90% interval
 * @param high upper end
 * @param loss there
 * @param side where the lowest loss lies
 * @param draws ln V of lowest loss in each draw
 */
public record VocabularyParabola(
        List<Double> coefficients,
        double middle,
        double best,
        double low,
        double high,
        double loss,
        Side side,
        List<Double> draws) {
    private static final int DRAWS = 2000;
    private static final double TAIL = 0.05;

    /** Standard deviation of the lowest place that is the parabola's fault, in steps between vocabularies. */
    private static final double PLACE_SD = 0.25 / 1.645;

    /** Deviation between seeds where there is only one. */
    private static final double SEED_SD = 0.006;

    /** Where the lowest loss lies. */
    public enum Side {
        /** Between the smallest and the largest vocabulary tried. */
        INSIDE,
        /** Perhaps below the smallest. */
        BELOW,
        /** Perhaps above the largest. */
        ABOVE,
        /** The runs do not tell. */
        UNDETERMINED
    }

    /**
     * Fits the parabola to the means of at least three vocabularies. The interval is a bootstrap over seeds: means are drawn with the
     * deviation of seeds, pooled over vocabularies, and that of the parabola's own misfit. Through three points a parabola always passes, and
     * a true curve is steeper on one side, so the lowest place is drawn with an error of its own too: in 90% of the draws up to
     * a quarter of the step between neighbouring vocabularies, on the logarithmic scale.
     *
     * @param vocabularies rising
     * @param losses of each vocabulary, one for each seed
     */
    static VocabularyParabola of(List<Integer> vocabularies, List<double[]> losses, long seed) {
        double[] x = vocabularies.stream().mapToDouble(Math::log).toArray();
        double middle = Arrays.stream(x).average().orElseThrow();
        for (int i = 0; i < x.length; i++) {
            x[i] -= middle;
        }
        double[] means = losses.stream()
                .mapToDouble(of -> Arrays.stream(of).average().orElseThrow())
                .toArray();
        double[] c = fit(x, means);
        double[] deviation = deviations(losses, means, squares(c, x, means));
        SplittableRandom random = new SplittableRandom(seed);
        double step = (x[x.length - 1] - x[0]) / (x.length - 1);
        double[] lowest = new double[DRAWS];
        for (int d = 0; d < DRAWS; d++) {
            double[] drawn = means.clone();
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] += deviation[i] * random.nextGaussian();
            }
            double place = lowest(fit(x, drawn), x) + PLACE_SD * step * random.nextGaussian();
            lowest[d] = Math.clamp(place, x[0], x[x.length - 1]);
        }
        double[] sorted = lowest.clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (TAIL * DRAWS)];
        double high = sorted[(int) ((1 - TAIL) * DRAWS)];
        double best = lowest(c, x);
        List<Double> draws = new ArrayList<>();
        for (double draw : lowest) {
            draws.add(draw + middle);
        }
        return new VocabularyParabola(
                List.of(c[0], c[1], c[2]),
                middle,
                Math.exp(best + middle),
                Math.exp(low + middle),
                Math.exp(high + middle),
                at(c, best),
                side(low <= x[0], high >= x[x.length - 1]),
                draws);
    }

    private static Side side(boolean below, boolean above) {
        if (below && above) {
            return Side.UNDETERMINED;
        }
        return below ? Side.BELOW : above ? Side.ABOVE : Side.INSIDE;
    }

    /** Loss at a vocabulary. */
    public double at(double vocabulary) {
        double[] c = {coefficients.get(0), coefficients.get(1), coefficients.get(2)};
        return at(c, Math.log(vocabulary) - middle);
    }

    private static double at(double[] c, double x) {
        return c[0] + x * (c[1] + x * c[2]);
    }

    /** Of the mean of each vocabulary: seeds, and what the parabola leaves beyond them. */
    private static double[] deviations(List<double[]> losses, double[] means, double squares) {
        double sum = 0;
        int degrees = 0;
        double noise = 0;
        for (int i = 0; i < means.length; i++) {
            for (double loss : losses.get(i)) {
                sum += (loss - means[i]) * (loss - means[i]);
            }
            degrees += losses.get(i).length - 1;
        }
        double mean = Arrays.stream(means).average().orElseThrow();
        double variance = degrees == 0 ? SEED_SD * SEED_SD * mean * mean : sum / degrees;
        for (double[] of : losses) {
            noise += variance / of.length / means.length;
        }
        double misfit = means.length > 3 ? Math.max(0, squares / (means.length - 3) - noise) : 0;
        return losses.stream()
                .mapToDouble(of -> Math.sqrt(variance / of.length + misfit))
                .toArray();
    }

    private static double squares(double[] c, double[] x, double[] y) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> Math.pow(y[i] - at(c, x[i]), 2))
                .sum();
    }

    /** Place of the lowest point between the ends; the better end where the parabola opens downwards. */
    private static double lowest(double[] c, double[] x) {
        double first = x[0];
        double last = x[x.length - 1];
        if (c[2] <= 0) {
            return at(c, first) <= at(c, last) ? first : last;
        }
        return Math.clamp(-c[1] / (2 * c[2]), first, last);
    }

    /** Least squares by the normal equations, which centred x keeps well conditioned. */
    private static double[] fit(double[] x, double[] y) {
        double[][] a = new double[3][4];
        for (int i = 0; i < x.length; i++) {
            double[] powers = {1, x[i], x[i] * x[i]};
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    a[row][column] += powers[row] * powers[column];
                }
                a[row][3] += powers[row] * y[i];
            }
        }
        for (int pivot = 0; pivot < 3; pivot++) {
            for (int row = pivot + 1; row < 3; row++) {
                double factor = a[row][pivot] / a[pivot][pivot];
                for (int column = pivot; column < 4; column++) {
                    a[row][column] -= factor * a[pivot][column];
                }
            }
        }
        double[] c = new double[3];
        for (int row = 2; row >= 0; row--) {
            double rest = a[row][3];
            for (int column = row + 1; column < 3; column++) {
                rest -= a[row][column] * c[column];
            }
            c[row] = rest / a[row][row];
        }
        return c;
    }
}
