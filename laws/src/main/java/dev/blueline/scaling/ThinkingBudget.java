package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Accuracy of answers that are forced after T tokens of thought: {@code acc(T) = A - (A - a0) exp(-T / tau)}. It starts at a0 without a
 * thought and comes near A; tau tokens bring 63% of the way (the curves of Muennighoff et al. 2025, arXiv 2501.19393, figure 1, which give
 * no formula).
 *
 * @param start a0, accuracy without a thought
 * @param asymptote A, accuracy of thoughts without end
 * @param tokens tau
 */
public record ThinkingBudget(double start, double asymptote, double tokens) {
    private static final int FEWEST = 4;
    private static final int STEPS = 120;
    private static final double FINEST = 1e-7;

    /** A tau between a fifth of the smallest distance and twenty times the longest thought: beyond, the law is a jump or a line. */
    private static final double BELOW = 5;

    private static final double BEYOND = 20;

    /** Accuracy after so many tokens. */
    public double at(double thought) {
        return asymptote - (asymptote - start) * Math.exp(-thought / tokens);
    }

    /** The parameters by the letters of the formula. */
    public Map<String, Double> parameters() {
        return Family.named("a0", start, "A", asymptote, "tau", tokens);
    }

    /**
     * A point of the curve.
     *
     * @param tokens of thought, 0 or more
     * @param accuracy 0 to 1
     * @param standardError of the accuracy; 0 where it is not known, then of every point
     */
    public record Point(double tokens, double accuracy, double standardError) {
        public Point {
            if (!(tokens >= 0)
                    || Double.isInfinite(tokens)
                    || !(accuracy >= 0 && accuracy <= 1)
                    || !(standardError >= 0)) {
                throw new BadInput("a thinking budget of " + tokens + " tokens has the accuracy " + accuracy
                        + " with the standard error " + standardError
                        + ": give tokens of 0 or more and shares between 0 and 1");
            }
        }
    }

    /**
     * A law with what refits to draws of noise about it say.
     *
     * @param residual root mean square of what the law leaves, in accuracy
     */
    public record Fitted(ThinkingBudget law, List<ThinkingBudget> refits, List<Point> points, double residual) {

        /** Interval of a parameter, by its letter. */
        public Outlook.Interval interval(String parameter, double level) {
            return Outlook.Interval.of(
                    refits.stream()
                            .mapToDouble(law -> law.parameters().getOrDefault(parameter, Double.NaN))
                            .toArray(),
                    level);
        }
    }

    /**
     * Weighted least squares, refitted to draws of normal noise: of the standard errors where they are given, of what the law leaves otherwise.
     *
     * @param points at four different budgets or more
     * @throws BadInput if they are fewer, or only some have a standard error
     */
    public static Fitted fit(List<Point> points, int draws, long seed) {
        long budgets = points.stream().mapToDouble(Point::tokens).distinct().count();
        if (budgets < FEWEST) {
            throw new BadInput("a law of thinking budgets has points at " + budgets
                    + " different budgets: give at least " + FEWEST);
        }
        long stated = points.stream().filter(point -> point.standardError() > 0).count();
        if (stated > 0 && stated < points.size()) {
            throw new BadInput("of " + points.size() + " thinking budgets " + stated
                    + " have a standard error above 0: give one to all or to none");
        }
        double[] accuracies = points.stream().mapToDouble(Point::accuracy).toArray();
        ThinkingBudget law = fit(points, accuracies);
        double squares = points.stream()
                .mapToDouble(point -> Math.pow(point.accuracy() - law.at(point.tokens()), 2))
                .sum();
        double noise = Math.sqrt(squares / Math.max(1, points.size() - 3));
        SplittableRandom random = new SplittableRandom(seed);
        List<ThinkingBudget> refits = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            double[] drawn = new double[accuracies.length];
            for (int i = 0; i < drawn.length; i++) {
                Point point = points.get(i);
                double sd = stated > 0 ? point.standardError() : noise;
                drawn[i] = Math.clamp(law.at(point.tokens()) + sd * random.nextGaussian(), 0, 1);
            }
            refits.add(fit(points, drawn));
        }
        return new Fitted(law, refits, points, Math.sqrt(squares / points.size()));
    }

    private static ThinkingBudget fit(List<Point> points, double[] accuracies) {
        double[] tokens =
                points.stream().mapToDouble(Point::tokens).distinct().sorted().toArray();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < tokens.length; i++) {
            least = Math.min(least, tokens[i] - tokens[i - 1]);
        }
        double from = Math.log(least / BELOW);
        double to = Math.log(BEYOND * tokens[tokens.length - 1]);
        double step = (to - from) / STEPS;
        double best = from;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= STEPS; i++) {
            double squares = squares(points, accuracies, from + i * step);
            if (squares < lowest) {
                lowest = squares;
                best = from + i * step;
            }
        }
        for (; step > FINEST; step /= 2) {
            for (double log : new double[] {best - step, best + step}) {
                double squares = squares(points, accuracies, Math.clamp(log, from, to));
                if (squares < lowest) {
                    lowest = squares;
                    best = Math.clamp(log, from, to);
                }
            }
        }
        double[] ends = ends(points, accuracies, Math.exp(best));
        return new ThinkingBudget(ends[0], ends[1], Math.exp(best));
    }

    private static double squares(List<Point> points, double[] accuracies, double log) {
        double tau = Math.exp(log);
        double[] ends = ends(points, accuracies, tau);
        ThinkingBudget law = new ThinkingBudget(ends[0], ends[1], tau);
        double sum = 0;
        for (int i = 0; i < accuracies.length; i++) {
            double off = accuracies[i] - law.at(points.get(i).tokens());
            sum += weight(points.get(i)) * off * off;
        }
        return sum;
    }

    private static double weight(Point point) {
        return point.standardError() > 0 ? 1 / (point.standardError() * point.standardError()) : 1;
    }

    /** Given tau the law is a line in exp(-T/tau), from A at 0 to a0 at 1; each end is kept within 0 and 1 and the other follows. */
    private static double[] ends(List<Point> points, double[] accuracies, double tau) {
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double ay = 0;
        double by = 0;
        for (int i = 0; i < accuracies.length; i++) {
            double w = weight(points.get(i));
            double a = Math.exp(-points.get(i).tokens() / tau);
            double b = 1 - a;
            aa += w * a * a;
            ab += w * a * b;
            bb += w * b * b;
            ay += w * a * accuracies[i];
            by += w * b * accuracies[i];
        }
        double determinant = aa * bb - ab * ab;
        double start = determinant > 1e-12 * aa * bb ? (bb * ay - ab * by) / determinant : Double.NaN;
        double asymptote = determinant > 1e-12 * aa * bb ? (aa * by - ab * ay) / determinant : Double.NaN;
        if (Double.isNaN(start)) {
            double mean = Arrays.stream(accuracies).average().orElseThrow();
            return new double[] {mean, mean};
        }
        if (start < 0 || start > 1) {
            start = Math.clamp(start, 0, 1);
            asymptote = (by - ab * start) / bb;
        }
        if (asymptote < 0 || asymptote > 1) {
            asymptote = Math.clamp(asymptote, 0, 1);
            start = Math.clamp((ay - ab * asymptote) / aa, 0, 1);
        }
        return new double[] {start, asymptote};
    }
}
