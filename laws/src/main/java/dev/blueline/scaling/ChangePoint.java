package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.hipparchus.special.Beta;

/**
 * Whether a line breaks: {@link BrokenPower} with one break against the smooth power law with floor, which is the same law
 * without a break (Caballero et al. 2023). The rule, fixed before any data: both are fitted by least squares, every point weighed by
 * its standard deviation, and
 *
 * <pre>AICc = G ln(max(chi^2 / n, 1)) + 2k + 2k(k+1) / (G-k-1)</pre>
 *
 * with n points, k parameters and a variance, and G groups: what shares a seed and a training run errs together, so the number
 * of groups is the sample size. Residuals smaller than the stated deviations count as those, so that no law earns anything below
 * the noise.
 *
 * <ul>
 *   <li><b>Undetermined</b> with fewer than {@link #FEWEST} groups, or fewer than seven positions;
 *   <li><b>break</b> if the broken law's AICc is lower by more than {@link #EVIDENT} and the break lies inside the measured
 *       range, with two positions or more on either side;
 *   <li><b>undetermined</b> if it would lie outside: the line bends, and where it will break is not seen;
 *   <li><b>undetermined</b> if the last one, two or three positions miss the smooth law of all the others: a step after the last place where a break
 *       could be found looks like that;
 *   <li><b>smooth</b> otherwise: no break is shown, which says nothing of steps smaller than {@link StepPower} gives.
 * </ul>
 *
 * {@code ChangePointStudy} in the tests measures how often this is wrong and how often it finds a break; docs/laws.md reports it.
 */
public final class ChangePoint {
    /** Fewest independent training runs for any answer. */
    public static final int FEWEST = 12;

    /** AICc by which the broken law must win. */
    public static final double EVIDENT = 6;

    /**
     * Probability at which the last positions of a line that is smooth are said to miss its law, over one to {@link #LAST} of them
     * together.
     */
    public static final double MISS = 0.01;

    private static final int LAST = 3;
    private static final int DRAWS = 100;
    private static final int REFITS = 3;
    private static final double PERTURBATION = 0.3;
    private static final double[] ENDS = {0.05, 0.95};

    private ChangePoint() {}

    /**
     * A measured point.
     *
     * @param x position on the axis, above 0
     * @param y a quantity above 0 that falls as things get better: a loss, an error rate, minus a log-probability, a Brier score
     * @param sd standard deviation of y over seeds and items, above 0, in its unit; only ratios between points matter where residuals are larger
     * @param group what shares its errors: a size and seed, a trunk
     */
    public record Point(double x, double y, double sd, String group) {
        public Point {
            for (double value : new double[] {x, y, sd}) {
                if (!(value > 0) || Double.isInfinite(value)) {
                    throw new BadInput("a point of group '" + group + "' has x " + x + ", y " + y
                            + ", standard deviation " + sd + ": each must be a positive finite number");
                }
            }
        }
    }

    /** What was found. */
    public enum Finding {
        /** The line breaks inside the measured range. */
        BREAK,
        /** No break is shown. */
        SMOOTH,
        /** Too few points, a bend whose break is out of sight, or last points off the law of the others. */
        UNDETERMINED
    }

    /**
     * A finding with what it rests on.
     *
     * @param independent groups, the sample size
     * @param evidence AICc of the smooth law less that of the broken one; NaN where either could not be fitted
     * @param smooth the law without a break, where it could be fitted
     * @param broken the law with one, where it could be fitted
     * @param at position of the break with its 90% interval, where one was found
     * @param reason in words
     */
    public record Result(
            Finding finding,
            int independent,
            double evidence,
            Optional<PowerFloor> smooth,
            Optional<BrokenPower> broken,
            Optional<Position> at,
            String reason) {
        /** Whether the line falls faster after the break: an ability that comes late. */
        public boolean steepens() {
            return broken.isPresent() && broken.get().change() > 0;
        }
    }

    /** Where a break lies, with the 90% interval of refits to draws of noise. */
    public record Position(double x, double low, double high) {}

    /**
     * Tests a line.
     *
     * @param seed seed of the draws behind the interval
     */
    public static Result test(List<Point> points, long seed) {
        return test(points, seed, DRAWS);
    }

    /** As {@link #test(List, long)}, with a number of draws; without any, no position is given. */
    static Result test(List<Point> points, long seed, int draws) {
        int groups = (int) points.stream().map(Point::group).distinct().count();
        int positions = (int) points.stream().mapToDouble(Point::x).distinct().count();
        if (groups < FEWEST) {
            return undetermined(
                    groups,
                    groups + " independent runs, and fewer than " + FEWEST + " cannot tell a break from a bend");
        }
        if (positions <= Family.BROKEN_POWER.dimension()) {
            return undetermined(
                    groups,
                    positions + " positions, and a law with a break needs " + (Family.BROKEN_POWER.dimension() + 1));
        }
        return new Line(
                        points.stream()
                                .sorted(Comparator.comparingDouble(Point::x))
                                .toList(),
                        groups)
                .result(seed, draws);
    }

    private static Result undetermined(int groups, String reason) {
        return new Result(
                Finding.UNDETERMINED, groups, Double.NaN, Optional.empty(), Optional.empty(), Optional.empty(), reason);
    }

    /** AICc that the law with a break pays for its parameters, beyond what the smooth law pays. */
    static double penalty(int groups) {
        return paid(Family.BROKEN_POWER, groups) - paid(Family.POWER_FLOOR, groups);
    }

    private static double paid(Family family, int groups) {
        int k = family.dimension() + 1;
        return 2.0 * k + 2.0 * k * (k + 1) / (groups - k - 1);
    }

    /** Points with both fits. */
    private static final class Line {
        private static final Fitter FITTER = new Fitter(Objective.leastSquares().in(Objective.Space.LINEAR), 10);

        private final List<Point> points;
        private final int groups;
        private final Sample sample;

        Line(List<Point> points, int groups) {
            this.points = points;
            this.groups = groups;
            this.sample = Sample.of(
                    points.stream()
                            .map(p -> new Observation(1, 1, p.x(), p.y(), p.group()))
                            .toList(),
                    points.stream().mapToDouble(p -> 1 / p.sd()).toArray());
        }

        Result result(long seed, int draws) {
            double[] smooth = FITTER.refit(Family.POWER_FLOOR, sample).theta();
            double[] broken = FITTER.refit(Family.BROKEN_POWER, sample).theta();
            double evidence = aicc(Family.POWER_FLOOR, smooth) - aicc(Family.BROKEN_POWER, broken);
            Optional<PowerFloor> line = Optional.of((PowerFloor) Family.POWER_FLOOR.law(smooth, sample));
            BrokenPower law = (BrokenPower) Family.BROKEN_POWER.law(broken, sample);
            String odds = String.format(Locale.ROOT, "AICc favours the law with a break by %.1f", evidence);
            if (!(evidence > EVIDENT)) {
                String reason = evidence > 0
                        ? odds + ", and " + EVIDENT + " would be evident"
                        : String.format(Locale.ROOT, "AICc favours the law without a break by %.1f", -evidence);
                OptionalInt missing = missing();
                Finding finding = missing.isPresent() ? Finding.UNDETERMINED : Finding.SMOOTH;
                return new Result(
                        finding,
                        groups,
                        evidence,
                        line,
                        Optional.of(law),
                        Optional.empty(),
                        missing.isPresent() ? miss(missing.getAsInt()) : reason);
            }
            if (!inside(law.at())) {
                return new Result(
                        Finding.UNDETERMINED,
                        groups,
                        evidence,
                        line,
                        Optional.of(law),
                        Optional.empty(),
                        odds + ", but its break lies at the edge of what was measured or beyond: the line bends");
            }
            return new Result(
                    Finding.BREAK,
                    groups,
                    evidence,
                    line,
                    Optional.of(law),
                    draws == 0 ? Optional.empty() : Optional.of(position(law, broken, seed, draws)),
                    odds);
        }

        private boolean inside(double at) {
            double[] xs = points.stream().mapToDouble(Point::x).distinct().toArray();
            return at >= xs[1] && at <= xs[xs.length - 2];
        }

        /**
         * How many of the last positions miss the law of those before, empty if none do: an F-test of what leaving them out takes off the
         * squares, which allows for how far a law is stretched to them. Errors that a group shares make the squares of its points one
         * square, so their mean is held against the law of a single one.
         */
        private OptionalInt missing() {
            double[] ys = points.stream().mapToDouble(Point::y).toArray();
            LeastPower law = new LeastPower(
                    points.stream().mapToDouble(Point::x).toArray(),
                    points.stream().mapToDouble(Point::sd).toArray());
            double all = law.chiSquare(ys, ys.length);
            int free = groups - Family.POWER_FLOOR.dimension() - 1;
            for (int last = 1; last <= LAST; last++) {
                int kept = ys.length - last;
                double without = law.chiSquare(ys, kept);
                double scatter = Math.max(1, without / Math.max(1, kept - Family.POWER_FLOOR.dimension()));
                double f = (all - without) / last / scatter;
                double p = Beta.regularizedBeta(free / (free + f), free / 2.0, 0.5);
                if (p < MISS / LAST) {
                    return OptionalInt.of(last);
                }
            }
            return OptionalInt.empty();
        }

        private String miss(int last) {
            String before = String.format(
                            Locale.ROOT,
                            "%.1e",
                            points.get(points.size() - last - 1).x())
                    .replace("e+", "e");
            return (last == 1 ? "the last run misses" : "the last " + last + " runs miss")
                    + " the law of all others, and a step after " + before + " could not be told from a bend";
        }

        private double chiSquare(Family family, double[] theta) {
            double[] gradient = new double[family.dimension()];
            double sum = 0;
            for (int i = 0; i < points.size(); i++) {
                double predicted = Math.exp(family.logLoss(theta, sample, i, gradient) + sample.meanY());
                double z = (predicted - points.get(i).y()) / points.get(i).sd();
                sum += z * z;
            }
            return sum;
        }

        private double aicc(Family family, double[] theta) {
            double perPoint = Math.max(1, chiSquare(family, theta) / points.size());
            return groups * Math.log(perPoint) + paid(family, groups);
        }

        /** Refits to draws from the broken law with noise of the size of the residuals, one draw a point. */
        private Position position(BrokenPower law, double[] theta, long seed, int draws) {
            double excess = Math.sqrt(
                    Math.max(1, chiSquare(Family.BROKEN_POWER, theta) / Math.max(1, points.size() - theta.length)));
            double[] breaks = new double[draws];
            for (int draw = 0; draw < draws; draw++) {
                SplittableRandom random = new SplittableRandom(seed * 1_000_003 + draw);
                double[] losses = new double[points.size()];
                for (int i = 0; i < losses.length; i++) {
                    double mean = law.predict(points.get(i).x());
                    double drawn = mean + excess * points.get(i).sd() * random.nextGaussian();
                    losses[i] = Math.log(Math.max(drawn, 1e-3 * mean)) - sample.meanY();
                }
                double[][] starts = new double[REFITS][];
                for (int start = 0; start < REFITS; start++) {
                    starts[start] = theta.clone();
                    for (int i = 0; i < theta.length && start > 0; i++) {
                        starts[start][i] += PERTURBATION * random.nextGaussian();
                    }
                }
                double[] refit = FITTER.refit(Family.BROKEN_POWER, sample.withLosses(losses), starts)
                        .theta();
                breaks[draw] = Math.exp(refit[2] + sample.meanC());
            }
            double[] ends = Quantiles.of(breaks, ENDS);
            return new Position(law.at(), ends[0], ends[1]);
        }
    }
}
