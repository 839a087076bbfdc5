package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * One curve of accuracy against RL compute under two laws, {@link RlSigmoid} and {@link LogCompute}: fits, forecasts, and whether they
 * may be believed.
 *
 * <p>Points are weighed by their standard errors, none below {@value #LEAST_DEVIATION} nor below half the median, where these are
 * given. Each law is refitted to draws of noise about it ({@link RlNoise}: of seeds, of neighbours, of points), and the laws are weighed
 * by AIC with the noise that the sigmoid leaves. Intervals are those of the draws, widened to the profile likelihood's where the sigmoid
 * counts: refits stay near the fit, and where that fit bent too early by luck only the profile knows.
 *
 * <p><b>Undetermined.</b> An asymptote can be read only after the bend, so it is undetermined if its 90% interval is wider than
 * {@value #WIDEST} or the largest compute is below {@value #PAST_BEND} times Cmid. A forecast is undetermined if its own 90% interval
 * is wider than {@value #WIDEST}.
 */
public final class RlCurve {
    /** Widest 90% interval that still says something. */
    public static final double WIDEST = 0.15;

    /** Times Cmid that must have been spent. */
    public static final double PAST_BEND = 2;

    private static final double LEAST_DEVIATION = 0.005;
    private static final int FEWEST = 5;
    private static final int FEWEST_DRAWS = 20;
    private static final double NINETY = 0.9;
    /** A law of less weight than this does not widen an interval. */
    private static final double COUNTS = 0.05;

    private final List<RlPoint> points;
    private final int parameters;
    private final RlSearch search;
    private final double[] accuracies;
    private final double[] weights;
    private final RlSearch.Found found;
    private final LogCompute logCompute;
    private final RlNoise noise;
    private final double sigmoidWeight;
    private final List<RlSigmoid> sigmoidDraws = new ArrayList<>();
    private final List<LogCompute> logDraws = new ArrayList<>();
    private final double[] measurements;

    /**
     * An accuracy expected.
     *
     * @param accuracy median
     * @param interval of the level asked for
     */
    public record Prediction(double accuracy, Outlook.Interval interval) {}

    private RlCurve(List<RlPoint> given, OptionalDouble start, int draws, long seed) {
        points = given.stream()
                .sorted(Comparator.comparingDouble(RlPoint::compute))
                .toList();
        double[] logs = points.stream().mapToDouble(p -> Math.log(p.compute())).toArray();
        accuracies = points.stream().mapToDouble(RlPoint::accuracy).toArray();
        boolean stated = points.getFirst().standardError() > 0;
        double[] sds = deviations(stated);
        weights = Arrays.stream(sds).map(sd -> 1 / (sd * sd)).toArray();
        parameters = start.isPresent() ? 3 : 4;
        search = new RlSearch(logs, start);
        found = search.fit(accuracies, weights);
        logCompute = LogCompute.fit(logs, accuracies, weights);
        noise = new RlNoise(points, sds, stated, residuals(found.law()::at), parameters);
        RlNoise rough = new RlNoise(points, sds, stated, residuals(logCompute::at), 2);
        sigmoidWeight = likelihood();
        SplittableRandom random = new SplittableRandom(seed);
        measurements = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            sigmoidDraws.add(search.fit(drawn(found.law()::at, noise.draw(random)), weights)
                    .law());
            logDraws.add(LogCompute.fit(logs, drawn(logCompute::at, rough.draw(random)), weights));
            measurements[draw] = noise.measurement(random);
        }
    }

    /**
     * Fits both laws.
     *
     * @param points of one curve, in any order: five different computes or more; points of several runs are told apart by their seed
     * @param start accuracy before RL, where it is known from many problems: the curve then starts there, and its asymptote can be told
     *     earlier
     * @param draws number of refits
     * @param seed of the refits
     * @throws BadInput if the points are too few, or only some have a standard error
     */
    public static RlCurve fit(List<RlPoint> points, OptionalDouble start, int draws, long seed) {
        if (start.isPresent() && !(start.getAsDouble() >= 0 && start.getAsDouble() <= 1)) {
            throw new BadInput("the accuracy before RL is " + start.getAsDouble()
                    + ": give a share between 0 and 1, or divide by 100");
        }
        if (draws < FEWEST_DRAWS) {
            throw new BadInput("refits of a curve of RL are " + draws + ": take at least " + FEWEST_DRAWS);
        }
        long computes = points.stream().mapToDouble(RlPoint::compute).distinct().count();
        if (computes < FEWEST) {
            throw new BadInput("a curve of RL has points at " + computes + " different computes: give at least "
                    + FEWEST + ", better twenty");
        }
        long stated = points.stream().filter(p -> p.standardError() > 0).count();
        if (stated > 0 && stated < points.size()) {
            throw new BadInput("of " + points.size() + " points of a curve of RL " + stated
                    + " have a standard error above 0: give one to all or to none, or the number of trials");
        }
        return new RlCurve(points, start, draws, seed);
    }

    private double[] deviations(boolean stated) {
        double[] errors = points.stream().mapToDouble(RlPoint::standardError).toArray();
        if (!stated) {
            Arrays.fill(errors, 1);
            return errors;
        }
        double floor = Math.max(LEAST_DEVIATION, Quantiles.of(errors, 0.5)[0] / 2);
        return Arrays.stream(errors).map(error -> Math.max(floor, error)).toArray();
    }

    private double[] residuals(ToDoubleFunction<Double> law) {
        double[] residuals = accuracies.clone();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] -= law.applyAsDouble(points.get(i).compute());
        }
        return residuals;
    }

    private double[] drawn(ToDoubleFunction<Double> law, double[] errors) {
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.clamp(law.applyAsDouble(points.get(i).compute()) + errors[i], 0, 1);
        }
        return errors;
    }

    private double likelihood() {
        double line = 0;
        double[] off = residuals(logCompute::at);
        for (int i = 0; i < off.length; i++) {
            line += weights[i] * off[i] * off[i];
        }
        double evidence = (line - found.squares()) / Math.max(1e-300, noise.effectiveVariance()) - 2 * (parameters - 2);
        return 1 / (1 + Math.exp(-evidence / 2));
    }

    /** The points, in rising order of compute. */
    public List<RlPoint> points() {
        return points;
    }

    /** Number of seeds among the points. */
    public int seeds() {
        return (int) points.stream().map(RlPoint::seed).distinct().count();
    }

    /** Number of refits. */
    public int draws() {
        return measurements.length;
    }

    /** The bounded law. */
    public RlSigmoid sigmoid() {
        return found.law();
    }

    /** The line in log compute. */
    public LogCompute logCompute() {
        return logCompute;
    }

    /** Share of the sigmoid among the two laws; the line has the rest. */
    public double sigmoidWeight() {
        return sigmoidWeight;
    }

    /** Standard deviation of one measurement of one seed about the law, in accuracy. */
    public double deviation() {
        return noise.deviation();
    }

    /** Root mean square of what a law leaves, in accuracy. */
    public double residual(boolean ofSigmoid) {
        double[] off = ofSigmoid ? residuals(found.law()::at) : residuals(logCompute::at);
        return Math.sqrt(Arrays.stream(off).map(x -> x * x).average().orElseThrow());
    }

    /** The bounded law, refitted to each draw of noise. */
    List<RlSigmoid> sigmoidRefits() {
        return List.copyOf(sigmoidDraws);
    }

    /** Intervals of the sigmoid's parameters, by letter. */
    public Map<String, Outlook.Interval> sigmoidIntervals(double level) {
        Map<String, Outlook.Interval> intervals =
                intervals(sigmoidDraws.stream().map(RlSigmoid::parameters).toList(), level);
        intervals.put("A", asymptote(level));
        return intervals;
    }

    /** Intervals of the line's parameters, by letter. */
    public Map<String, Outlook.Interval> logIntervals(double level) {
        return intervals(logDraws.stream().map(LogCompute::parameters).toList(), level);
    }

    private static Map<String, Outlook.Interval> intervals(List<Map<String, Double>> draws, double level) {
        Map<String, Outlook.Interval> intervals = new LinkedHashMap<>();
        for (String name : draws.getFirst().keySet()) {
            double[] values = draws.stream()
                    .mapToDouble(draw -> draw.getOrDefault(name, Double.NaN))
                    .toArray();
            intervals.put(name, Outlook.Interval.of(values, level));
        }
        return intervals;
    }

    /** Interval of the sigmoid's asymptote, whether it may be believed or not. */
    public Outlook.Interval asymptote(double level) {
        double[] values =
                sigmoidDraws.stream().mapToDouble(RlSigmoid::asymptote).toArray();
        return hull(Outlook.Interval.of(values, level), profile(Double.POSITIVE_INFINITY, level));
    }

    /** Why the asymptote is undetermined; empty if it may be believed. */
    public Optional<String> asymptoteUndetermined() {
        Outlook.Interval interval = asymptote(NINETY);
        if (width(interval) > WIDEST) {
            return Optional.of(words("the 90%% interval of the asymptote, %.3f to %.3f, is wider than %.2f", interval));
        }
        double last = points.getLast().compute();
        if (last < PAST_BEND * sigmoid().middle()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the bend is not behind: the largest compute is %.2g times Cmid, and %.0f are needed",
                    last / sigmoid().middle(),
                    PAST_BEND));
        }
        return Optional.empty();
    }

    /** Why a forecast is undetermined; empty if it may be believed. */
    public Optional<String> forecastUndetermined(double compute) {
        Outlook.Interval interval = measured(compute, NINETY).interval();
        return width(interval) > WIDEST
                ? Optional.of(words("the 90%% interval of the forecast, %.3f to %.3f, is wider than %.2f", interval))
                : Optional.empty();
    }

    private static String words(String format, Outlook.Interval interval) {
        return String.format(Locale.ROOT, format, interval.low(), interval.high(), WIDEST);
    }

    private static double width(Outlook.Interval interval) {
        return interval.high() - interval.low();
    }

    /** The accuracy of the curve at a compute: of the recipe, without the noise of a measurement. */
    public Prediction at(double compute, double level) {
        return prediction(compute, level, false);
    }

    /** What the mean of one measurement of every seed will be at a compute. */
    public Prediction measured(double compute, double level) {
        return prediction(compute, level, true);
    }

    private Prediction prediction(double compute, double level, boolean measured) {
        if (!(compute > 0) || Double.isInfinite(compute)) {
            throw new BadInput(
                    "an accuracy is asked for at the RL compute " + compute + ": give a positive finite number");
        }
        double[] quantiles = quantiles(compute, measured, (1 - level) / 2, 0.5, (1 + level) / 2);
        Outlook.Interval drawn = new Outlook.Interval(quantiles[0], quantiles[2]);
        if (sigmoidWeight < COUNTS) {
            return new Prediction(quantiles[1], drawn);
        }
        double middle = quantiles[1];
        double[] noises = Quantiles.of(measurements, (1 - level) / 2, (1 + level) / 2);
        double around = measured ? (noises[1] - noises[0]) / 2 : 0;
        Outlook.Interval profile = profile(Math.log(compute), level);
        Outlook.Interval wider = profile.low() > profile.high()
                ? drawn
                : new Outlook.Interval(
                        Math.max(0, middle - Math.hypot(middle - Math.min(middle, profile.low()), around)),
                        Math.min(1, middle + Math.hypot(Math.max(middle, profile.high()) - middle, around)));
        return new Prediction(middle, hull(drawn, wider));
    }

    private double[] quantiles(double compute, boolean measured, double... levels) {
        int draws = draws();
        double[] values = new double[2 * draws];
        double[] shares = new double[2 * draws];
        for (int i = 0; i < draws; i++) {
            double error = measured ? measurements[i] : 0;
            values[i] = Math.clamp(sigmoidDraws.get(i).at(compute) + error, 0, 1);
            values[draws + i] = Math.clamp(logDraws.get(i).at(compute) + error, 0, 1);
            shares[i] = sigmoidWeight;
            shares[draws + i] = 1 - sigmoidWeight;
        }
        return Quantiles.weighted(values, shares, levels);
    }

    private Outlook.Interval profile(double log, double level) {
        double t =
                new TDistribution(noise.stated() ? 1e6 : noise.degrees()).inverseCumulativeProbability((1 + level) / 2);
        double limit = found.squares() * (1 + 1e-9) + 1e-12 + t * t * noise.effectiveVariance();
        return search.profile(accuracies, weights, limit, log);
    }

    private static Outlook.Interval hull(Outlook.Interval a, Outlook.Interval b) {
        return new Outlook.Interval(Math.min(a.low(), b.low()), Math.max(a.high(), b.high()));
    }

    /**
     * A forecast for a {@link ForecastRegistry}: the mean accuracy of one measurement of every seed at a compute.
     *
     * @param id unique in its registry
     * @param description what is forecast, in words
     */
    public Forecast forecast(String id, String description, double compute) {
        double[] quantiles = quantiles(compute, true, Mixture.LEVELS);
        Prediction prediction = measured(compute, NINETY);
        quantiles[0] = prediction.interval().low();
        quantiles[quantiles.length - 1] = prediction.interval().high();
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("RL_SIGMOID", sigmoidWeight);
        shares.put("LOG_COMPUTE", 1 - sigmoidWeight);
        Map<String, Double> perLaw = new LinkedHashMap<>();
        perLaw.put("RL_SIGMOID", sigmoid().at(compute));
        perLaw.put("LOG_COMPUTE", logCompute.at(compute));
        return new Forecast(
                id,
                description,
                new Target(1, compute, compute),
                prediction.accuracy(),
                prediction.interval().low(),
                prediction.interval().high(),
                Arrays.stream(quantiles).boxed().toList(),
                shares,
                perLaw,
                new Forecast.NaiveForecasts(last(), straightLine(compute)),
                Fingerprint.of(points.toString()),
                Fingerprint.of(perLaw + "\n" + shares + "\n" + sigmoidDraws + "\n" + logDraws),
                Instant.now());
    }

    /** Mean accuracy at the largest compute. */
    public double last() {
        return points.stream()
                .filter(p -> p.compute() == points.getLast().compute())
                .mapToDouble(RlPoint::accuracy)
                .average()
                .orElseThrow();
    }

    /** A line in log compute through the points of the last three computes. */
    private double straightLine(double compute) {
        double from = points.stream()
                .map(RlPoint::compute)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(3)
                .reduce((a, b) -> b)
                .orElseThrow();
        List<RlPoint> end = points.stream().filter(p -> p.compute() >= from).toList();
        double[] ones = new double[end.size()];
        Arrays.fill(ones, 1);
        return LogCompute.fit(
                        end.stream().mapToDouble(p -> Math.log(p.compute())).toArray(),
                        end.stream().mapToDouble(RlPoint::accuracy).toArray(),
                        ones)
                .at(compute);
    }

    /**
     * Which line the curve is on over a horizon of RL compute. Blue if the whole 90% interval of the gain in accuracy lies above the threshold,
     * red if below and the asymptote may be believed, undetermined otherwise or where the forecast is.
     *
     * @param horizon how many times further, above 1: 10 for the next tenfold
     * @param threshold the gain in accuracy that counts, such as twice {@link #deviation}
     * @param limits what may bind the curve, with what is known of each
     */
    public Verdict verdict(double horizon, double threshold, RlLimits limits) {
        Criterion criterion =
                new Criterion(new Metric.Score(limits.ceiling()), horizon, threshold, Math.clamp(deviation(), 1e-9, 1));
        double now = points.getLast().compute();
        double then = horizon * now;
        double[] gains = Stream.concat(
                        sigmoidDraws.stream().map(law -> law.at(then) - law.at(now)),
                        logDraws.stream().map(law -> law.at(then) - law.at(now)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] shares = new double[gains.length];
        Arrays.fill(shares, 0, draws(), sigmoidWeight);
        Arrays.fill(shares, draws(), gains.length, 1 - sigmoidWeight);
        Verdict.Gain gain = Verdict.Gain.of(criterion, Quantiles.weighted(gains, shares, 0.05, 0.5, 0.95));
        String interval = String.format(
                Locale.ROOT,
                "the next %s of RL compute brings %.3f (90%% interval %.3f to %.3f) against a threshold of %.3f",
                criterion.fold(),
                gain.predicted(),
                gain.low(),
                gain.high(),
                gain.threshold());
        Optional<String> open = forecastUndetermined(then);
        if (open.isPresent()) {
            return new Verdict.Undetermined(gain, interval + "; " + open.get(), wouldDecide());
        }
        if (gain.low() > threshold) {
            return new Verdict.Blue(gain, interval + ", wholly above the threshold");
        }
        if (gain.high() < threshold) {
            Optional<String> unknown = asymptoteUndetermined();
            return unknown.isPresent()
                    ? new Verdict.Undetermined(gain, interval + "; " + unknown.get(), wouldDecide())
                    : new Verdict.Red(
                            gain, interval + ", wholly below the threshold", limits.cause(asymptote(NINETY), last()));
        }
        return new Verdict.Undetermined(gain, interval + ", on both sides of the threshold", wouldDecide());
    }

    /** What would tell: compute past the bend, or twice as much where that is spent already. */
    public String wouldDecide() {
        double last = points.getLast().compute();
        double bend = PAST_BEND * sigmoid().middle();
        return String.format(
                Locale.ROOT,
                bend > 2 * last
                        ? "RL up to %.3g FLOPs, twice the compute of the bend as it looks now"
                        : "RL up to %.3g FLOPs, twice the largest so far, or another seed",
                Math.max(bend, 2 * last));
    }
}
