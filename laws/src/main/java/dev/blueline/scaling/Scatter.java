package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Seed deviation where nobody measured it: how far each position lies from the straight line between its neighbours (log loss, or
 * the score itself, against log x), in units of what unit noise would give, and how far runs of one position lie apart. Pooled
 * with a prior of .5% of the loss, or one point of the score, that counts as three such differences; kept within .2% and 10%.
 */
public final class Scatter {
    private static final double PRIOR_LOSS = .005;
    private static final double PRIOR_SCORE = .01;
    private static final double PRIOR_COUNT = 3;

    private Scatter() {}

    /** Standard deviation in the metric's unit. A curve that bends within three neighbours raises it. */
    public static double of(List<Judge.Point> points, Metric metric) {
        ToDoubleFunction<Judge.Point> value = switch (metric) {
            case Metric.Loss loss -> point -> Math.log(point.loss());
            case Metric.Score score -> Judge.Point::loss;
        };
        double prior = switch (metric) {
            case Metric.Loss loss -> PRIOR_LOSS;
            case Metric.Score score -> PRIOR_SCORE;
        };
        List<Judge.Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(Judge.Point::x))
                .toList();
        double squares = PRIOR_COUNT * prior * prior;
        double count = PRIOR_COUNT;
        List<double[]> positions = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i < sorted.size() && sorted.get(i).x() <= sorted.get(from).x() * (1 + 1e-9)) {
                continue;
            }
            List<Judge.Point> same = sorted.subList(from, i);
            double mean = same.stream().mapToDouble(value).average().orElseThrow();
            squares += same.stream()
                    .mapToDouble(p -> value.applyAsDouble(p) - mean)
                    .map(r -> r * r)
                    .sum();
            count += same.size() - 1;
            positions.add(new double[] {Math.log(same.getFirst().x()), mean, same.size()});
            from = i;
        }
        for (int i = 1; i < positions.size() - 1; i++) {
            double[] low = positions.get(i - 1);
            double[] here = positions.get(i);
            double[] high = positions.get(i + 1);
            double share = (here[0] - low[0]) / (high[0] - low[0]);
            double off = here[1] - (1 - share) * low[1] - share * high[1];
            double variance = 1 / here[2] + (1 - share) * (1 - share) / low[2] + share * share / high[2];
            squares += off * off / variance;
            count++;
        }
        return Math.clamp(Math.sqrt(squares / count), SeedNoise.FLOOR, .1);
    }
}
