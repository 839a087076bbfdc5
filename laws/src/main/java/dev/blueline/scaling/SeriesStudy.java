package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Fits, held-out errors and bootstrap gains of every curve. */
final class SeriesStudy {
    private static final int DRAWS = 100;
    private static final double DELTA = 0.01;

    private final List<Judge.Point> points;
    private final double seedSd;
    private final long seed;
    private final Fitter fitter = new Fitter(DELTA, 8);
    private final Sample sample;

    SeriesStudy(List<Judge.Point> points, double seedSd, long seed) {
        this.points = points;
        this.seedSd = seedSd;
        this.seed = seed;
        this.sample = sample(points);
    }

    private static Sample sample(List<Judge.Point> points) {
        double[] ones = new double[points.size()];
        Arrays.fill(ones, 1);
        return Sample.of(
                points.stream()
                        .map(p -> new Observation(1, 1, p.x(), p.loss(), ""))
                        .toList(),
                ones);
    }

    List<Rival> rivals() {
        List<Rival> rivals = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            if (sample.distinctCompute() > curve.dimension()) {
                rivals.add(rival(curve));
            }
        }
        double least = rivals.stream().mapToDouble(Rival::aicc).min().orElseThrow();
        List<Rival> weighted = rivals.stream()
                .map(r -> r.withWeight(Math.exp(-0.5 * (r.aicc() - least)) / square(r.heldOut())))
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
        double squares = Fitter.squares(curve, sample, found.theta());
        double correction = n > k + 1 ? 2.0 * k * (k + 1) / (n - k - 1) : 2.0 * k * (k + 1);
        double aicc = squares / (seedSd * seedSd) + 2.0 * k + correction;
        List<Double> byCut = byCut(curve);
        double heldOut = Math.sqrt(
                byCut.stream().mapToDouble(Double::doubleValue).average().orElse(0));
        return new Rival(curve, found, sample, aicc, heldOut, byCut, 1, gains(curve, found, squares));
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
            double[] theta = fitter.search(used, below).theta();
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

    private List<Double> gains(Curve curve, Fitter.Found found, double squares) {
        int n = sample.size();
        double sd = Math.max(seedSd, Math.sqrt(squares / Math.max(1, n - curve.dimension())));
        double drift = Math.max(0.002, seedSd / 4) * Math.log(Judge.HORIZON);
        double[] gradient = new double[curve.dimension()];
        double[] gains = new double[DRAWS];
        double last = Math.log(points.getLast().x()) - sample.meanC();
        for (int draw = 0; draw < DRAWS; draw++) {
            SplittableRandom random =
                    new SplittableRandom((seed * 31 + curve.name().hashCode()) * 1_000_003 + draw);
            double[] losses = new double[n];
            double[] perturbed = found.theta().clone();
            for (int i = 0; i < n; i++) {
                losses[i] = curve.logLoss(found.theta(), 0, 0, sample.c[i], gradient) + sd * random.nextGaussian();
            }
            for (int i = 0; i < perturbed.length; i++) {
                perturbed[i] += 0.3 * random.nextGaussian();
            }
            double[] theta = fitter.search(curve, sample.withLosses(losses), found.theta(), perturbed)
                    .theta();
            gains[draw] = curve.logLoss(theta, 0, 0, last, gradient)
                    - curve.logLoss(theta, 0, 0, last + Math.log(Judge.HORIZON), gradient)
                    + drift * random.nextGaussian();
        }
        return Arrays.stream(gains).boxed().toList();
    }
}
