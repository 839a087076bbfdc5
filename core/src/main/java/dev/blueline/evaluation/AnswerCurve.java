package dev.blueline.evaluation;

import dev.blueline.scaling.ChangePoint;
import java.util.List;

/**
 * Accuracy by the loss of right answers: {@code chance + gain / (1 + exp(k (loss - middle)))}, the second step of a task ladder
 * (Bhagia et al. 2024, arXiv 2412.04403), with chance known. A flat curve has a gain of 0, and its level in the place of chance.
 *
 * @param chance accuracy of a guess
 * @param gain ceiling less chance, at most 1 - chance
 * @param k steepness, per nat
 * @param middle loss at half the gain, nats
 */
record AnswerCurve(double chance, double gain, double k, double middle) {
    private static final int GRID = 9;
    private static final int ZOOMS = 6;

    /** A ceiling of 1 unless the runs speak against it: weight of its squared distance, in runs. */
    private static final double PRIOR = 0.001;

    /** From a rise over ten times the spread of losses, to one over half of it; a tenth to nine tenths of a rise take 4.4 / k. */
    private static final double LEAST = 0.44;

    private static final double MOST = 8.8;

    /** A curve and its share of belief. */
    record Weighed(AnswerCurve curve, double weight) {}

    double at(double loss) {
        return chance + gain / (1 + Math.exp(k * (loss - middle)));
    }

    /**
     * What runs say: flat, unless a rise wins by more than {@link ChangePoint#EVIDENT} in AICc; else a rise to 1 and one to a fitted ceiling, by
     * Akaike's weights.
     *
     * @param counts how often each run counts
     */
    static List<Weighed> told(double chance, double[] losses, double[] accuracies, double[] counts) {
        double mean = 0;
        double total = 0;
        for (int i = 0; i < losses.length; i++) {
            mean += counts[i] * accuracies[i];
            total += counts[i];
        }
        AnswerCurve flat = new AnswerCurve(mean / total, 0, 1, 0);
        AnswerCurve whole = fit(chance, losses, accuracies, counts, false);
        AnswerCurve free = fit(chance, losses, accuracies, counts, true);
        double toOne = whole.aicc(2, losses, accuracies, counts);
        double toCeiling = free.aicc(3, losses, accuracies, counts);
        double best = Math.min(toOne, toCeiling);
        if (!(flat.aicc(1, losses, accuracies, counts) > best + ChangePoint.EVIDENT)) {
            return List.of(new Weighed(flat, 1));
        }
        double one = Math.exp((best - toOne) / 2);
        double ceiling = Math.exp((best - toCeiling) / 2);
        return List.of(new Weighed(whole, one / (one + ceiling)), new Weighed(free, ceiling / (one + ceiling)));
    }

    private double aicc(int parameters, double[] losses, double[] accuracies, double[] counts) {
        double squares = 1e-9;
        double n = 0;
        for (int i = 0; i < losses.length; i++) {
            double off = at(losses[i]) - accuracies[i];
            squares += counts[i] * off * off;
            n += counts[i];
        }
        int k = parameters + 1;
        return n * Math.log(squares / n) + 2.0 * k + 2.0 * k * (k + 1) / Math.max(1, n - k - 1);
    }

    /** Accuracy at a loss by several curves. */
    static double at(List<Weighed> curves, double loss) {
        return curves.stream()
                .mapToDouble(each -> each.weight() * each.curve().at(loss))
                .sum();
    }

    /**
     * Least squares by a grid of (middle, ln k) that narrows step by step; the gain of each follows in closed form.
     *
     * @param counts how often each run counts
     * @param free whether the ceiling is fitted; else it is 1
     */
    static AnswerCurve fit(double chance, double[] losses, double[] accuracies, double[] counts, boolean free) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
            if (counts[i] > 0) {
                low = Math.min(low, losses[i]);
                high = Math.max(high, losses[i]);
            }
        }
        double spread = Math.max(high - low, 1e-3);
        double middle = low;
        double steepness = Math.log(Math.sqrt(LEAST * MOST) / spread);
        double reach = 2 * spread;
        double turn = Math.log(MOST / LEAST) / 2;
        double least = Math.log(LEAST / spread);
        double most = Math.log(MOST / spread);
        AnswerCurve best = new AnswerCurve(chance, 0, Math.exp(steepness), middle);
        double lowest = Double.POSITIVE_INFINITY;
        for (int zoom = 0; zoom < ZOOMS; zoom++) {
            double centre = best.middle;
            double slope = Math.log(best.k);
            for (int i = 0; i < GRID; i++) {
                for (int j = 0; j < GRID; j++) {
                    double m = (zoom == 0 ? middle : centre) + reach * (2.0 * i / (GRID - 1) - 1);
                    double s = Math.clamp(
                            (zoom == 0 ? steepness : slope) + turn * (2.0 * j / (GRID - 1) - 1), least, most);
                    AnswerCurve curve = free
                            ? withGain(chance, Math.exp(s), m, losses, accuracies, counts)
                            : new AnswerCurve(chance, 1 - chance, Math.exp(s), m);
                    double squares = curve.squares(losses, accuracies, counts);
                    if (squares < lowest) {
                        lowest = squares;
                        best = curve;
                    }
                }
            }
            reach *= 0.4;
            turn *= 0.4;
        }
        return best;
    }

    private static AnswerCurve withGain(
            double chance, double k, double middle, double[] losses, double[] accuracies, double[] counts) {
        AnswerCurve unit = new AnswerCurve(0, 1, k, middle);
        double cross = PRIOR * (1 - chance);
        double square = PRIOR;
        for (int i = 0; i < losses.length; i++) {
            double rise = unit.at(losses[i]);
            cross += counts[i] * rise * (accuracies[i] - chance);
            square += counts[i] * rise * rise;
        }
        return new AnswerCurve(chance, Math.clamp(cross / square, 0, 1 - chance), k, middle);
    }

    private double squares(double[] losses, double[] accuracies, double[] counts) {
        double sum = PRIOR * (1 - chance - gain) * (1 - chance - gain);
        for (int i = 0; i < losses.length; i++) {
            double off = at(losses[i]) - accuracies[i];
            sum += counts[i] * off * off;
        }
        return sum;
    }
}
