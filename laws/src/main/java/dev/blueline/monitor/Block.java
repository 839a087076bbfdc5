package dev.blueline.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The mean log loss over a fiftieth of the run. Outliers count as if they lay four robust standard deviations off, so that a spike
 * of a few steps does not decide.
 *
 * @param share of the run, mean over the points
 * @param step of the last point
 * @param logLoss mean
 * @param first index of its first point among all that are judged
 * @param points how many there are
 * @param noise of a point, from this block and those before
 */
record Block(double share, long step, double logLoss, int first, int points, Noise noise) {
    private static final int BLOCKS = 50;
    private static final double CLIP = 4;

    /** The finished blocks from the share of the run where judging starts. */
    static List<Block> of(List<Point> points, Assumptions assumed) {
        TreeMap<Integer, List<Point>> inBlock = new TreeMap<>();
        for (Point point : points) {
            if (point.usable() && point.share() > assumed.judgeFrom() && point.share() <= 1 + 1e-9) {
                inBlock.computeIfAbsent(index(point.share()), i -> new ArrayList<>())
                        .add(point);
            }
        }
        if (inBlock.isEmpty()) {
            return List.of();
        }
        double reached = points.getLast().share();
        int first = 0;
        Scatter scatter = new Scatter();
        List<Block> blocks = new ArrayList<>();
        for (var entry : inBlock.entrySet()) {
            if (reached >= (entry.getKey() + 1.0) / BLOCKS - 1e-9 || reached >= 1 - 0.5 / BLOCKS) {
                blocks.add(of(first, entry.getValue(), scatter));
            }
            first += entry.getValue().size();
        }
        return blocks;
    }

    private static int index(double share) {
        return Math.min(BLOCKS - 1, (int) Math.floor(share * BLOCKS - 1e-9));
    }

    private static Block of(int first, List<Point> points, Scatter scatter) {
        double[] values =
                points.stream().mapToDouble(point -> Math.log(point.loss())).toArray();
        double median = Robust.median(values);
        double scale = Robust.scale(values, median);
        double reach = scale > 0 ? CLIP * scale : Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.clamp(values[i], median - reach, median + reach);
            sum += values[i];
        }
        scatter.add(values);
        return new Block(
                points.stream().mapToDouble(Point::share).average().orElse(0),
                points.getLast().step(),
                sum / values.length,
                first,
                values.length,
                scatter.noise());
    }

    /** Variance of the mean. */
    double variance() {
        return noise.ofMean(points);
    }

    /** Covariance of the noise with that of a block before. */
    double covariance(Block before, Noise known) {
        return known.between(before.points, points, first - before.first - before.points + 1);
    }
}
