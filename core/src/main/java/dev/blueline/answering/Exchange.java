package dev.blueline.answering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The exchange rate between training compute C and compute F at the answer of one problem: how they stand for each other where the accuracy
 * is the same. It stands on models of one line of descent, differing in training compute alone.
 *
 * <p>Two ways. The surface {@code logit accuracy = a + b ln C + c ln F} is fitted, by logistic regression on shares, to the places where more at the
 * answer still helps: of each model those up to {@link #RISEN} of its own rise, and accuracies from {@link #LEAST} to {@link #MOST}. Its rate
 * is c/b: ten times the compute at the answer stands for 10^(c/b) times the training. The other way needs no law: along the accuracy halfway
 * into what the first and the last model share, the compute each needs is read off its curve.
 *
 * <p>Intervals are 90%, from refits to problems drawn with replacement, the same draw for all models. They say nothing of the luck of a
 * training seed.
 *
 * @param surface fitted to all problems; nothing where too few places are left
 * @param rate c/b
 * @param raw the rate without a law
 */
public record Exchange(Optional<Surface> surface, Rate rate, Rate raw) {
    /** Part of a model's rise after which its curve counts as saturated. */
    static final double RISEN = 0.9;

    static final double LEAST = 0.03;
    static final double MOST = 0.97;
    private static final int REFITS = 1_000;
    private static final double TAIL = 0.05;
    private static final double MOST_FAILED = 0.1;
    private static final int FEWEST_PLACES = 4;

    /** A surface that misses accuracies by more than this on the average is none. */
    private static final double MOST_OFF = 0.1;

    /**
     * A fitted surface.
     *
     * @param intercept a
     * @param training b
     * @param answer c
     * @param places points that it was fitted to
     * @param off what it misses their accuracies by, on the average
     * @param middleTraining C in the middle (of the logarithms) of those points
     * @param middleAnswer F in their middle
     */
    public record Surface(
            double intercept,
            double training,
            double answer,
            int places,
            double off,
            double middleTraining,
            double middleAnswer) {

        public double accuracy(double trainingFlops, double answerFlops) {
            return 1 / (1 + Math.exp(-intercept - training * Math.log(trainingFlops) - answer * Math.log(answerFlops)));
        }

        /** FLOPs at the answer that give an accuracy at a training compute. */
        public double answerFlops(double accuracy, double trainingFlops) {
            double logit = Math.log(accuracy / (1 - accuracy));
            return Math.exp((logit - intercept - training * Math.log(trainingFlops)) / answer);
        }

        /** FLOPs at each answer that stand for one FLOP of training, in the middle of the points. */
        public double answerForOne() {
            return training * middleAnswer / (answer * middleTraining);
        }

        /** Answers up to which a FLOP more at each of them buys more than as many in training, in the middle of the points. */
        public double evenAnswers() {
            return 1 / answerForOne();
        }
    }

    /**
     * A rate with its interval.
     *
     * @param value NaN where there is none
     * @param undetermined why the rate says nothing; empty where it does
     */
    public record Rate(double value, double low, double high, String undetermined) {
        static Rate none(String why) {
            return new Rate(Double.NaN, Double.NaN, Double.NaN, why);
        }

        public boolean determined() {
            return undetermined.isEmpty();
        }
    }

    /**
     * @param lines for each model, least training first
     * @param training FLOPs of each model's training
     * @param seed of the draws
     */
    public static Exchange of(List<ShareCurve> lines, List<Double> training, long seed) {
        if (training.stream().distinct().count() < 2) {
            Rate none = Rate.none("it takes models of two training computes or more");
            return new Exchange(Optional.empty(), none, none);
        }
        int problems = lines.getFirst().problems();
        Means all = Means.of(lines, training, everyOne(problems));
        boolean[][] counts = counting(all);
        Optional<Surface> surface = surface(all, counts);
        double[] rates = new double[REFITS];
        double[] slopes = new double[REFITS];
        double[] raws = new double[REFITS];
        double goal = goal(all);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < REFITS; i++) {
            int[] drawn = random.ints(problems, 0, problems).toArray();
            Means means = Means.of(lines, training, drawn);
            Optional<Surface> refit = surface.isEmpty() ? Optional.empty() : surface(means, counts);
            rates[i] = refit.map(each -> each.answer() / each.training()).orElse(Double.NaN);
            slopes[i] = refit.map(Surface::training).orElse(Double.NaN);
            raws[i] = raw(means, goal);
        }
        return new Exchange(surface, rate(surface, rates, slopes), rawRate(raw(all, goal), raws));
    }

    private static int[] everyOne(int problems) {
        int[] all = new int[problems];
        Arrays.setAll(all, i -> i);
        return all;
    }

    /** Means over a draw of problems: {@code [models][places]}. */
    private record Means(double[] training, double[][] accuracy, double[][] flops) {
        static Means of(List<ShareCurve> lines, List<Double> training, int[] drawn) {
            double[][] accuracy = new double[lines.size()][];
            double[][] flops = new double[lines.size()][];
            for (int model = 0; model < lines.size(); model++) {
                ShareCurve line = lines.get(model);
                accuracy[model] = new double[line.points()];
                flops[model] = new double[line.points()];
                for (int place = 0; place < line.points(); place++) {
                    accuracy[model][place] = mean(line.right()[place], drawn);
                    flops[model][place] = mean(line.flops()[place], drawn);
                }
            }
            return new Means(training.stream().mapToDouble(Double::doubleValue).toArray(), accuracy, flops);
        }

        private static double mean(double[] values, int[] drawn) {
            double sum = 0;
            for (int i : drawn) {
                sum += values[i];
            }
            return sum / drawn.length;
        }
    }

    /** Places that the surface is fitted to; chosen once, so that refits do not choose. */
    private static boolean[][] counting(Means means) {
        boolean[][] counts = new boolean[means.accuracy().length][];
        for (int model = 0; model < counts.length; model++) {
            double[] accuracy = means.accuracy()[model];
            double first = accuracy[0];
            double most = Arrays.stream(accuracy).max().orElse(first);
            counts[model] = new boolean[accuracy.length];
            boolean rising = true;
            for (int place = 0; place < accuracy.length; place++) {
                counts[model][place] = rising && accuracy[place] >= LEAST && accuracy[place] <= MOST;
                rising &= accuracy[place] < first + RISEN * (most - first);
            }
        }
        return counts;
    }

    /** Logistic regression on shares, every place weighing alike, by Newton's method; nothing where the places do not tell b and c apart. */
    private static Optional<Surface> surface(Means means, boolean[][] counts) {
        double logTraining = 0;
        double logAnswer = 0;
        int places = 0;
        for (int model = 0; model < counts.length; model++) {
            for (int place = 0; place < counts[model].length; place++) {
                if (counts[model][place]) {
                    logTraining += Math.log(means.training()[model]);
                    logAnswer += Math.log(means.flops()[model][place]);
                    places++;
                }
            }
        }
        if (places < FEWEST_PLACES) {
            return Optional.empty();
        }
        logTraining /= places;
        logAnswer /= places;
        double[] fitted = newton(means, counts, logTraining, logAnswer);
        if (!Double.isFinite(fitted[0] + fitted[1] + fitted[2])) {
            return Optional.empty();
        }
        double intercept = fitted[0] - fitted[1] * logTraining - fitted[2] * logAnswer;
        return Optional.of(new Surface(
                intercept,
                fitted[1],
                fitted[2],
                places,
                off(means, counts, new Surface(intercept, fitted[1], fitted[2], 0, 0, 0, 0)) / places,
                Math.exp(logTraining),
                Math.exp(logAnswer)));
    }

    private static double off(Means means, boolean[][] counts, Surface surface) {
        double off = 0;
        for (int model = 0; model < counts.length; model++) {
            for (int place = 0; place < counts[model].length; place++) {
                if (counts[model][place]) {
                    off += Math.abs(means.accuracy()[model][place]
                            - surface.accuracy(means.training()[model], means.flops()[model][place]));
                }
            }
        }
        return off;
    }

    private static double[] newton(Means means, boolean[][] counts, double logTraining, double logAnswer) {
        double[] at = new double[3];
        for (int round = 0; round < 25; round++) {
            double[] gradient = new double[3];
            double[][] curvature = new double[3][3];
            for (int model = 0; model < counts.length; model++) {
                for (int place = 0; place < counts[model].length; place++) {
                    if (counts[model][place]) {
                        double[] x = {
                            1,
                            Math.log(means.training()[model]) - logTraining,
                            Math.log(means.flops()[model][place]) - logAnswer
                        };
                        double p = 1 / (1 + Math.exp(-at[0] - at[1] * x[1] - at[2] * x[2]));
                        for (int i = 0; i < 3; i++) {
                            gradient[i] += (means.accuracy()[model][place] - p) * x[i];
                            for (int j = 0; j < 3; j++) {
                                curvature[i][j] += p * (1 - p) * x[i] * x[j];
                            }
                        }
                    }
                }
            }
            double[] step = solve(curvature, gradient);
            double size = 0;
            for (int i = 0; i < 3; i++) {
                at[i] += Math.clamp(step[i], -2, 2);
                size = Math.max(size, Math.abs(step[i]));
            }
            if (!(size > 1e-9)) {
                break;
            }
        }
        return at;
    }

    /** By Cramer's rule; NaN where there is no single solution. */
    private static double[] solve(double[][] m, double[] v) {
        double whole = determinant(m[0], m[1], m[2]);
        double[] solved = new double[3];
        for (int i = 0; i < 3; i++) {
            double[][] replaced = {m[0].clone(), m[1].clone(), m[2].clone()};
            for (int row = 0; row < 3; row++) {
                replaced[row][i] = v[row];
            }
            solved[i] =
                    Math.abs(whole) < 1e-12 ? Double.NaN : determinant(replaced[0], replaced[1], replaced[2]) / whole;
        }
        return solved;
    }

    private static double determinant(double[] a, double[] b, double[] c) {
        return a[0] * (b[1] * c[2] - b[2] * c[1])
                - a[1] * (b[0] * c[2] - b[2] * c[0])
                + a[2] * (b[0] * c[1] - b[1] * c[0]);
    }

    private static Rate rate(Optional<Surface> surface, double[] rates, double[] slopes) {
        if (surface.isEmpty()) {
            return Rate.none("too few places lie between chance and saturation");
        }
        if (surface.get().off() > MOST_OFF) {
            return Rate.none("the surface does not fit: training gains by leaps");
        }
        double[] training = finite(slopes);
        if (training.length < (1 - MOST_FAILED) * REFITS || quantile(training, TAIL) <= 0) {
            return Rate.none("the interval of what training gains holds 0");
        }
        double[] sorted = finite(rates);
        double value = surface.get().answer() / surface.get().training();
        double low = quantile(sorted, TAIL);
        double high = quantile(sorted, 1 - TAIL);
        return new Rate(value, low, high, low > 0 ? "" : "the interval of what more at the answer gains holds 0");
    }

    private static Rate rawRate(double value, double[] raws) {
        double[] sorted = finite(raws);
        if (Double.isNaN(value)) {
            return Rate.none(
                    "the first and the last model share no accuracy that both reach by spending more at the answer");
        }
        if (sorted.length < (1 - MOST_FAILED) * REFITS) {
            return Rate.none("in more than a tenth of the draws of problems the models share no such accuracy");
        }
        return new Rate(value, quantile(sorted, TAIL), quantile(sorted, 1 - TAIL), "");
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** Halfway into the accuracies that the first and the last model both reach; NaN if there is none. */
    private static double goal(Means means) {
        double[] first = means.accuracy()[0];
        double[] last = means.accuracy()[means.accuracy().length - 1];
        double low = Math.max(first[0], last[0]);
        double high = Math.min(
                Arrays.stream(first).max().orElseThrow(),
                Arrays.stream(last).max().orElseThrow());
        return low < high ? (low + high) / 2 : Double.NaN;
    }

    /** ln of training saved over ln of what is spent more at the answer, between the last and the first model. */
    private static double raw(Means means, double goal) {
        int last = means.accuracy().length - 1;
        double little = crossing(means.accuracy()[0], means.flops()[0], goal);
        double much = crossing(means.accuracy()[last], means.flops()[last], goal);
        double rate = Math.log(means.training()[last] / means.training()[0]) / Math.log(little / much);
        return rate > 0 && Double.isFinite(rate) ? rate : Double.NaN;
    }

    /**
     * FLOPs at which a curve first reaches an accuracy, by a straight line over their logarithm; NaN if it never does, or already with one
     * response.
     */
    static double crossing(double[] accuracy, double[] flops, double goal) {
        for (int i = 1; i < accuracy.length; i++) {
            if (accuracy[i - 1] < goal && accuracy[i] >= goal) {
                double part = (goal - accuracy[i - 1]) / (accuracy[i] - accuracy[i - 1]);
                return flops[i - 1] * Math.pow(flops[i] / flops[i - 1], part);
            }
            if (accuracy[i - 1] >= goal) {
                return Double.NaN;
            }
        }
        return Double.NaN;
    }

    /** FLOPs at which a curve first reaches an accuracy, as its means have it; NaN if it never does, or already with one response. */
    public static double crossing(ShareCurve line, double goal) {
        double[] accuracy = new double[line.points()];
        double[] flops = new double[line.points()];
        for (int i = 0; i < accuracy.length; i++) {
            accuracy[i] = Arrays.stream(line.right()[i]).average().orElseThrow();
            flops[i] = line.meanFlops(i);
        }
        return crossing(accuracy, flops, goal);
    }
}
