package dev.blueline.monitor;

import java.util.ArrayList;
import java.util.List;

/**
 * Learns the {@link Noise} of a log from half the mean square of differences over h points, which for an autoregression is
 * {@code variance (1 - r^h)}: the trend of the loss hardly matters over one, two and four points. To be on the safe side r is
 * taken a standard error larger. Until there are points, a prior of noisy ones stands in.
 */
final class Scatter {
    private static final double PRIOR_VARIANCE = 0.02 * 0.02;
    private static final double PRIOR_CORRELATION = 0.8;
    private static final double PRIOR_POINTS = 20;
    private static final double MOST = 0.99;

    private final List<Double> values = new ArrayList<>();
    private final double[] squares = new double[5];

    /** Adds log losses in order. */
    void add(double... more) {
        for (double value : more) {
            values.add(value);
            for (int lag : new int[] {1, 2, 4}) {
                if (values.size() > lag) {
                    double difference = value - values.get(values.size() - 1 - lag);
                    squares[lag] += difference * difference / 2;
                }
            }
        }
    }

    /** What is known so far. */
    Noise noise() {
        int n = values.size();
        double step = (squares[1] + PRIOR_POINTS * PRIOR_VARIANCE * (1 - PRIOR_CORRELATION))
                / (Math.max(0, n - 1) + PRIOR_POINTS);
        if (n < 8) {
            return new Noise(step / (1 - PRIOR_CORRELATION), PRIOR_CORRELATION);
        }
        double first = squares[1] / (n - 1);
        double two = first > 0 ? squares[2] / (n - 2) / first - 1 : 0;
        double four = first > 0 ? solve(squares[4] / (n - 4) / first) : 0;
        double r = Math.clamp(Math.max(two, four), 0, MOST);
        r = (n * r + PRIOR_POINTS * PRIOR_CORRELATION) / (n + PRIOR_POINTS);
        r = Math.min(MOST, r + Math.sqrt((1 - r * r) / n));
        return new Noise(step / (1 - r), r);
    }

    /** r of {@code 1 + r + r^2 + r^3 = ratio}. */
    private static double solve(double ratio) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 30; i++) {
            double r = (low + high) / 2;
            if (1 + r + r * r + r * r * r < ratio) {
                low = r;
            } else {
                high = r;
            }
        }
        return low;
    }
}
