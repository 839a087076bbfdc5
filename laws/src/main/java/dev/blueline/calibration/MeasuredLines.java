package dev.blueline.calibration;

import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Metric;
import dev.blueline.scaling.Scatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Real lines that bend: loss along tokens at one size, and along size at one number of tokens, cut short at every place. The judge
 * sees the points up to the cut; the truth is the measured gain {@code ln L(cut) - ln L(horizon cut)}, each loss read from
 * the straight line in log-log between the measured neighbours. Cuts without a measured point at or beyond the horizon are left
 * out, as are those with fewer than five positions below.
 */
final class MeasuredLines {
    private static final double[] HORIZONS = {2, 4, 10};
    private static final double[] THRESHOLDS = {.01, .02, .04, .08};
    private static final int FEWEST = 5;
    private static final double REACH = 3;
    /** Values within this share of the first of a group count as one size, or one number of tokens. */
    private static final double SAME = .05;

    private MeasuredLines() {}

    static List<Line> of(List<MeasuredRun> runs) {
        List<Line> lines = new ArrayList<>();
        along("along tokens at fixed size", runs, MeasuredRun::parameters, MeasuredRun::tokens, lines);
        along("along size at fixed tokens", runs, MeasuredRun::tokens, MeasuredRun::parameters, lines);
        return lines;
    }

    private static void along(
            String kind,
            List<MeasuredRun> runs,
            ToDoubleFunction<MeasuredRun> fixed,
            ToDoubleFunction<MeasuredRun> axis,
            List<Line> lines) {
        List<MeasuredRun> sorted =
                runs.stream().sorted(Comparator.comparingDouble(fixed)).toList();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || fixed.applyAsDouble(sorted.get(i)) > (1 + SAME) * fixed.applyAsDouble(sorted.get(from))) {
                cut(kind, merged(sorted.subList(from, i), axis), lines);
                from = i;
            }
        }
    }

    /** Runs within {@link #SAME} of each other on the axis become one point, at the mean logarithms. */
    private static List<Judge.Point> merged(List<MeasuredRun> group, ToDoubleFunction<MeasuredRun> axis) {
        List<MeasuredRun> sorted =
                group.stream().sorted(Comparator.comparingDouble(axis)).toList();
        List<Judge.Point> points = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || axis.applyAsDouble(sorted.get(i)) > (1 + SAME) * axis.applyAsDouble(sorted.get(from))) {
                List<MeasuredRun> same = sorted.subList(from, i);
                points.add(new Judge.Point(
                        Math.exp(same.stream()
                                .mapToDouble(r -> Math.log(axis.applyAsDouble(r)))
                                .average()
                                .orElseThrow()),
                        Math.exp(same.stream()
                                .mapToDouble(r -> Math.log(r.loss()))
                                .average()
                                .orElseThrow())));
                from = i;
            }
        }
        return points;
    }

    private static void cut(String kind, List<Judge.Point> points, List<Line> lines) {
        for (int cut = FEWEST; cut < points.size(); cut++) {
            List<Judge.Point> seen = points.subList(0, cut);
            double last = seen.getLast().x();
            double sd = Scatter.of(seen, new Metric.Loss());
            for (double horizon : HORIZONS) {
                if (points.getLast().x() < horizon * last) {
                    continue;
                }
                double gain = logLoss(points, last) - logLoss(points, horizon * last);
                if (Double.isNaN(gain)) {
                    continue;
                }
                for (double threshold : THRESHOLDS) {
                    lines.add(new Line(
                            kind,
                            seen,
                            new Criterion(new Metric.Loss(), horizon, threshold, sd),
                            gain,
                            Math.sqrt(2) * sd));
                }
            }
        }
    }

    /** The regression line in log-log through the points around x, by tricube weights: what was measured there, with less noise. */
    private static double logLoss(List<Judge.Point> points, double x) {
        double reach = Math.log(REACH);
        double[] sums = new double[5];
        for (Judge.Point point : points) {
            double away = Math.log(point.x() / x);
            double near = 1 - Math.pow(Math.min(1, Math.abs(away) / reach), 3);
            double weight = near * near * near;
            double y = Math.log(point.loss());
            sums[0] += weight;
            sums[1] += weight * away;
            sums[2] += weight * away * away;
            sums[3] += weight * y;
            sums[4] += weight * away * y;
        }
        double spread = sums[0] * sums[2] - sums[1] * sums[1];
        return spread > 1e-9 ? (sums[2] * sums[3] - sums[1] * sums[4]) / spread : Double.NaN;
    }
}
