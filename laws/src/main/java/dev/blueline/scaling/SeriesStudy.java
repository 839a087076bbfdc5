package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Fits, held-out errors and bootstrap gains of every curve. */
final class SeriesStudy {
    private static final int DRAWS = 100;
    private static final double DELTA = 0.01;

    /** No curve is true: so much log loss a fit may be off, per e-fold of distance from the last point, ahead and behind. */
    private static final double DRIFT = 0.002;

    /** Ahead, at least this share of a seed deviation: half of the wrong reds went with it, for five in a hundred verdicts. */
    private static final double DRIFT_OF_SEEDS = 0.45;

    private final List<Judge.Point> points;
    private final Criterion criterion;
    /** Standard deviation of the log of the falling quantity at each point. */
    private final double[] sds;
    /** The same at the last point. */
    private final double seedSd;

    private final long seed;
    private final Fitter fitter = new Fitter(DELTA, 8);
    private final Sample sample;

    /**
     * @param points in rising order of x, with the falling quantity of {@link Metric} as loss
     */
    SeriesStudy(List<Judge.Point> points, Criterion criterion, long seed) {
        this.points = points;
        this.criterion = criterion;
        this.sds = points.stream().mapToDouble(this::sd).toArray();
        this.seedSd = sds[sds.length - 1];
        this.seed = seed;
        this.sample = sample(points);
    }

    /** Seed noise and, the further back a point lies, how little a curve that holds near the end need fit there. */
    private double sd(Judge.Point point) {
        return Math.hypot(
                criterion.metric().logSd(point.loss(), criterion.seedSd()),
                DRIFT * Math.log(points.getLast().x() / point.x()));
    }

    private Sample sample(List<Judge.Point> some) {
        return Sample.of(
                some.stream()
                        .map(p -> new Observation(1, 1, p.x(), p.loss(), ""))
                        .toList(),
                some.stream().mapToDouble(p -> 1 / sd(p)).toArray());
    }

    /** Chi-square of a curve: squared residuals in units of the seeds' variance. */
    private double chiSquare(Curve curve, double[] theta) {
        double[] gradient = new double[curve.dimension()];
        double sum = 0;
        for (int i = 0; i < sds.length; i++) {
            double residual = (curve.logLoss(theta, 0, 0, sample.c[i], gradient) - sample.y[i]) / sds[i];
            sum += residual * residual;
        }
        return sum;
    }

    List<Rival> rivals() {
        List<Rival> rivals = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            if (sample.distinctCompute() > curve.dimension()) {
                rivals.add(rival(curve));
            }
        }
        double least = rivals.stream().mapToDouble(Rival::aic).min().orElseThrow();
        List<Rival> weighted = rivals.stream()
                .map(r -> r.withWeight(r.curve().prior() * Math.exp(-0.5 * (r.aic() - least)) / square(r.heldOut())))
                .toList();
        double total = weighted.stream().mapToDouble(Rival::weight).sum();
        return weighted.stream().map(r -> r.withWeight(r.weight() / total)).toList();
    }

    private double square(double heldOut) {
        return heldOut * heldOut + seedSd * seedSd;
    }

    private Rival rival(Curve curve) {
        Fitter.Found found = fitter.search(curve, sample);
        int n = sample.size();
        int k = curve.dimension();
        double squares = chiSquare(curve, found.theta());
        double aic = squares + 2.0 * k;
        List<Double> byCut = byCut(curve);
        double heldOut = Math.sqrt(
                byCut.stream().mapToDouble(Double::doubleValue).average().orElse(0));
        return new Rival(curve, found, sample, aic, heldOut, byCut, 1, gains(curve, found, squares));
    }

    /** Mean square error beyond each cut, on points at least twice as far; a curve with too many parameters stands as the plain power law. */
    private List<Double> byCut(Curve curve) {
        List<Double> squares = new ArrayList<>();
        double[] positions =
                points.stream().mapToDouble(Judge.Point::x).distinct().toArray();
        for (int cut = 2; cut < positions.length - 1; cut++) {
            double at = positions[cut];
            List<Judge.Point> beyond =
                    points.stream().filter(p -> p.x() >= 2 * at * (1 - 1e-9)).toList();
            if (beyond.isEmpty()) {
                continue;
            }
            Sample below = sample(points.stream().filter(p -> p.x() <= at).toList());
            Curve used = below.distinctCompute() > curve.dimension() ? curve : Curve.POWER;
            double[] theta = fitter.refit(used, below).theta();
            double[] gradient = new double[used.dimension()];
            double sum = 0;
            for (Judge.Point point : beyond) {
                double predicted =
                        used.logLoss(theta, 0, 0, Math.log(point.x()) - below.meanC(), gradient) + below.meanY();
                double error = Math.clamp(predicted - Math.log(point.loss()), -1, 1);
                sum += error * error;
            }
            squares.add(sum / beyond.size());
        }
        return squares;
    }

    /** Gains over the horizon by refits to draws of noise, in the metric's unit. */
    private List<Double> gains(Curve curve, Fitter.Found found, double squares) {
        int n = sample.size();
        double excess = Math.max(1, Math.sqrt(squares / Math.max(1, n - curve.dimension())));
        double reach = Math.log(criterion.horizon());
        double drift = Math.max(DRIFT, DRIFT_OF_SEEDS * seedSd) * reach;
        double[] gradient = new double[curve.dimension()];
        double[] gains = new double[DRAWS];
        double last = Math.log(points.getLast().x()) - sample.meanC();
        for (int draw = 0; draw < DRAWS; draw++) {
            SplittableRandom random =
                    new SplittableRandom((seed * 31 + curve.name().hashCode()) * 1_000_003 + draw);
            double[] losses = new double[n];
            double[] perturbed = found.theta().clone();
            for (int i = 0; i < n; i++) {
                losses[i] = curve.logLoss(found.theta(), 0, 0, sample.c[i], gradient)
                        + excess * sds[i] * random.nextGaussian();
            }
            for (int i = 0; i < perturbed.length; i++) {
                perturbed[i] += 0.3 * random.nextGaussian();
            }
            double[] theta = fitter.refit(curve, sample.withLosses(losses), found.theta(), perturbed)
                    .theta();
            double now = curve.logLoss(theta, 0, 0, last, gradient) + sample.meanY();
            double then =
                    curve.logLoss(theta, 0, 0, last + reach, gradient) + sample.meanY() + drift * random.nextGaussian();
            gains[draw] = criterion.metric().gain(now, then);
        }
        return Arrays.stream(gains).boxed().toList();
    }
}
