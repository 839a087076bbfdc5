package dev.blueline.calibration;

import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Draws lines of a known kind. 5 to 12 runs over one to three decades, unevenly spaced; seeds differ by .2 to 1.5% at the last
 * run, up to three times as much at the first; neighbouring runs may come from one trunk and then share up to .6 of their noise's
 * variance. The judge knows the deviation at the last run, as somebody with a few seeds does.
 */
final class Simulation {
    private static final double FIRST = 1e12;

    private final double horizon;
    private final OptionalDouble threshold;

    /**
     * @param threshold the gain that counts; empty for twice the seed deviation
     */
    Simulation(double horizon, OptionalDouble threshold) {
        this.horizon = horizon;
        this.threshold = threshold;
    }

    Line draw(Truth truth, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + truth.ordinal());
        int runs = random.nextInt(5, 13);
        double span = Math.pow(10, random.nextDouble(1, 3));
        double sd = Math.exp(random.nextDouble(Math.log(.002), Math.log(.015)));
        double more = random.nextDouble(1, 3);
        double shared = random.nextDouble(.6);
        int trunk = random.nextInt(1, 5);
        DoubleUnaryOperator curve = truth.draw(random, span);
        DoubleUnaryOperator deviation = truth.deviation(random);
        List<Judge.Point> points = new ArrayList<>();
        double common = 0;
        for (int k = 0; k < runs; k++) {
            double place = (double) k / (runs - 1);
            if (k > 0 && k < runs - 1) {
                place += random.nextDouble(-.3, .3) / (runs - 1);
            }
            common = k % trunk == 0 ? random.nextGaussian() : common;
            double noise = Math.sqrt(shared) * common + Math.sqrt(1 - shared) * random.nextGaussian();
            double u = Math.pow(span, place);
            points.add(new Judge.Point(
                    FIRST * u,
                    curve.applyAsDouble(u)
                            * deviation.applyAsDouble(u)
                            * Math.exp(sd * Math.pow(more, 1 - place) * noise)));
        }
        double gain = Math.log(curve.applyAsDouble(span) / curve.applyAsDouble(horizon * span));
        Criterion criterion = new Criterion(new Metric.Loss(), horizon, threshold.orElse(2 * sd), sd);
        return new Line(truth.title(), points, criterion, gain, 0);
    }
}
