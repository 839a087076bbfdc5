package dev.blueline.monitor;

import java.util.List;

/**
 * A finished run with the same schedule, to learn the way down from: how much annealing brings, and when.
 *
 * @param shares places, as shares of the run
 * @param aboveLaw log loss there minus what the law says of a finished run with that forward area
 * @param variances noise of each
 */
record EarlierRun(double[] shares, double[] aboveLaw, double[] variances) {
    /** Variance of how high the earlier run lay: (100%)^2, so that it says nothing of the height. */
    static final double ANY_HEIGHT = 1;

    static EarlierRun of(LawLine line, PlannedRun run, List<Point> points, Assumptions assumed) {
        List<Block> blocks = Block.of(points, assumed);
        double[] shares = blocks.stream().mapToDouble(Block::share).toArray();
        LawLine.Curves law = line.along(run, shares);
        double[] above = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            above[i] = blocks.get(i).logLoss();
            for (int d = 0; d < law.weights().length; d++) {
                above[i] -= law.weights()[d] * law.curves().get(d)[i];
            }
        }
        return new EarlierRun(
                shares, above, blocks.stream().mapToDouble(Block::variance).toArray());
    }
}
