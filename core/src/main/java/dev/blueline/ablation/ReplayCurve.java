package dev.blueline.ablation;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Losses after continued training as functions of the replay share r, of one size and length: on the domain
 * {@code a - b ln(1 - r)}, a power law in the tokens of the domain; on the other text {@code c - d ln(1 + r / rho)}, a power law in
 * the replayed tokens and a few beside. Their sum is least at {@code (d - b rho) / (b + d)}. Both are logarithms of losses over those
 * of the base. The forms are this program's own and serve to interpolate between the shares that were measured.
 */
record ReplayCurve(Line domain, Line rest, double rho) {
    private static final double[] RHOS = {.01, .02, .03, .05, .08, .12, .2, .3, .5, 1, 2};

    /**
     * A straight line in some function of the share.
     *
     * @param constant its value where the function is 0
     * @param slope 0 or more
     * @param deviation of single runs around it, seeds shifted by constants of their own
     * @param seedDeviation of those constants
     * @param seeds how many
     */
    record Line(double constant, double slope, double deviation, double seedDeviation, int seeds) {
        static Line of(double[] x, double[] y, long[] seeds) {
            long[] different = Arrays.stream(seeds).distinct().toArray();
            double[] constants = new double[different.length];
            double meanX = mean(x);
            double meanY = mean(y);
            double[] shifted = y.clone();
            for (int s = 0; s < different.length; s++) {
                long seed = different[s];
                int[] own = IntStream.range(0, y.length)
                        .filter(i -> seeds[i] == seed)
                        .toArray();
                constants[s] =
                        Arrays.stream(own).mapToDouble(i -> y[i]).average().orElseThrow() - meanY;
                for (int i : own) {
                    shifted[i] -= constants[s];
                }
            }
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < x.length; i++) {
                xx += (x[i] - meanX) * (x[i] - meanX);
                xy += (x[i] - meanX) * (shifted[i] - meanY);
            }
            double slope = xx == 0 ? 0 : Math.max(0, xy / xx);
            double squares = 0;
            for (int i = 0; i < x.length; i++) {
                double off = shifted[i] - meanY - slope * (x[i] - meanX);
                squares += off * off;
            }
            int free = Math.max(1, x.length - different.length - 1);
            return new Line(
                    meanY - slope * meanX,
                    slope,
                    Math.sqrt(squares / free),
                    Paired.deviation(constants),
                    different.length);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElse(Double.NaN);
        }

        double at(double x) {
            return constant + slope * x;
        }

        /** How far the mean over the seeds may lie off, drawn once. */
        double shift(RandomGenerator random) {
            return random.nextGaussian() * seedDeviation / Math.sqrt(seeds);
        }
    }

    /** Least squares through the runs of one size and length, at three different shares or more. */
    static ReplayCurve of(List<ReplayPoint> points) {
        double[] shares = points.stream().mapToDouble(ReplayPoint::share).toArray();
        double[] rest = points.stream().mapToDouble(ReplayPoint::rest).toArray();
        long[] seeds = points.stream().mapToLong(ReplayPoint::seed).toArray();
        Line domain = Line.of(
                Arrays.stream(shares).map(ReplayCurve::ofDomain).toArray(),
                points.stream().mapToDouble(ReplayPoint::domain).toArray(),
                seeds);
        double rho = RHOS[0];
        Line best = Line.of(ofRest(shares, rho), rest, seeds);
        for (double candidate : RHOS) {
            Line line = Line.of(ofRest(shares, candidate), rest, seeds);
            if (line.deviation() < best.deviation()) {
                best = line;
                rho = candidate;
            }
        }
        return new ReplayCurve(domain, best, rho);
    }

    private static double ofDomain(double share) {
        return -Math.log(1 - share);
    }

    private static double[] ofRest(double[] shares, double rho) {
        return Arrays.stream(shares).map(share -> -Math.log1p(share / rho)).toArray();
    }

    double domainAt(double share) {
        return domain.at(ofDomain(share));
    }

    double restAt(double share) {
        return rest.at(-Math.log1p(share / rho));
    }

    double costAt(double share, double restWeight) {
        return domainAt(share) + restWeight * restAt(share);
    }

    /** The same runs with the curve's losses and other noise of the same size. */
    List<ReplayPoint> again(List<ReplayPoint> points, RandomGenerator random) {
        return points.stream()
                .map(point -> new ReplayPoint(
                        point.parameters(),
                        point.tokens(),
                        point.share(),
                        point.seed(),
                        domainAt(point.share()) + domain.deviation() * random.nextGaussian(),
                        restAt(point.share()) + rest.deviation() * random.nextGaussian()))
                .toList();
    }

    /** The share with the least cost among 1% steps up to the largest. */
    double best(double largest, double restWeight) {
        double best = 0;
        for (int step = 0; step <= Math.floor(100 * largest + 1e-9); step++) {
            if (costAt(step / 100.0, restWeight) < costAt(best, restWeight)) {
                best = step / 100.0;
            }
        }
        return best;
    }
}
