package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * How well the asymptote of a curve of RL, and its end, are known from a part of it: simulated curves of R0 = .27, A = .61, B = 2 at 30 even
 * computes up to a multiple of Cmid, and forecasts of twice that compute. docs/laws.md has what it printed.
 */
final class RlCurveStudy {
    private RlCurveStudy() {}

    /**
     * How a curve is measured.
     *
     * @param reach largest compute, in Cmid
     * @param noise standard deviation of a point
     * @param seeds runs
     * @param between standard deviation of their asymptotes
     * @param alike correlation of neighbours
     * @param stated whether the fit is told the noise
     * @param startKnown whether it is told R0
     */
    record Design(
            double reach, double noise, int seeds, double between, double alike, boolean stated, boolean startKnown) {
        /** One run, points that err for themselves, as in the published simulation: the start is known. */
        static Design plain(double reach, double noise) {
            return new Design(reach, noise, 1, 0, 0, false, true);
        }

        List<RlPoint> draw(RlSigmoid truth, SplittableRandom random) {
            List<RlPoint> points = new ArrayList<>();
            for (int j = 0; j < seeds; j++) {
                RlSigmoid own = new RlSigmoid(
                        truth.start(),
                        truth.asymptote() + between * random.nextGaussian(),
                        truth.steepness(),
                        truth.middle());
                double walk = random.nextGaussian();
                for (int i = 1; i <= 30; i++) {
                    double compute = truth.middle() * reach * i / 30;
                    double accuracy = Math.clamp(own.at(compute) + noise * walk, 0, 1);
                    points.add(new RlPoint(compute, accuracy, stated ? noise : 0, "s" + j));
                    walk = alike * walk + Math.sqrt(1 - alike * alike) * random.nextGaussian();
                }
            }
            return points;
        }
    }

    /**
     * What came of many curves.
     *
     * @param error nine of ten fitted asymptotes are no further off than this
     * @param asymptoteHeld share of 90% intervals that hold the asymptote
     * @param endHeld share of 90% intervals that hold the curve at twice the compute
     * @param asymptoteWidth mean width of the first
     * @param endWidth mean width of the second
     * @param undetermined share of curves whose asymptote is
     */
    record Outcome(
            double error,
            double asymptoteHeld,
            double endHeld,
            double asymptoteWidth,
            double endWidth,
            double undetermined) {}

    static final RlSigmoid TRUTH = new RlSigmoid(.27, .61, 2, 1e12);

    static Outcome run(RlSigmoid truth, Design design, int curves, int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] errors = new double[curves];
        double[] sums = new double[5];
        for (int i = 0; i < curves; i++) {
            RlCurve curve = RlCurve.fit(
                    design.draw(truth, random),
                    design.startKnown() ? OptionalDouble.of(truth.start()) : OptionalDouble.empty(),
                    draws,
                    i);
            errors[i] = Math.abs(curve.sigmoid().asymptote() - truth.asymptote());
            Outlook.Interval asymptote = curve.asymptote(.9);
            double end = 2 * design.reach() * truth.middle();
            Outlook.Interval at = curve.at(end, .9).interval();
            sums[0] += held(asymptote, truth.asymptote());
            sums[1] += held(at, truth.at(end));
            sums[2] += asymptote.high() - asymptote.low();
            sums[3] += at.high() - at.low();
            sums[4] += curve.asymptoteUndetermined().isPresent() ? 1 : 0;
        }
        double[] shares = Arrays.stream(sums).map(sum -> sum / curves).toArray();
        return new Outcome(Quantiles.of(errors, .9)[0], shares[0], shares[1], shares[2], shares[3], shares[4]);
    }

    private static int held(Outlook.Interval interval, double value) {
        return interval.low() <= value && value <= interval.high() ? 1 : 0;
    }

    public static void main(String[] words) {
        int curves = Integer.parseInt(words[0]);
        System.out.println(
                "reach noise seeds between alike stated start | error | held: A, end | width: A, end | undetermined");
        for (double noise : new double[] {.01, .02}) {
            for (double reach : new double[] {1, 2, 4}) {
                print(Design.plain(reach, noise), curves);
                print(new Design(reach, noise, 1, 0, 0, false, false), curves);
            }
        }
        for (double reach : new double[] {1, 2, 4}) {
            print(new Design(reach, .02, 1, 0, 0, true, false), curves);
            print(new Design(reach, .02, 1, 0, .6, false, false), curves);
            print(new Design(reach, .02, 3, 0, 0, false, false), curves);
            print(new Design(reach, .02, 3, .04, 0, false, false), curves);
        }
    }

    private static void print(Design design, int curves) {
        Outcome o = run(TRUTH, design, curves, 100, 1);
        System.out.printf(
                Locale.ROOT,
                "%5.1f %.3f %5d %7.2f %5.1f %6b %5b | %.3f | %.2f %.2f | %.3f %.3f | %.2f%n",
                design.reach(),
                design.noise(),
                design.seeds(),
                design.between(),
                design.alike(),
                design.stated(),
                design.startKnown(),
                o.error(),
                o.asymptoteHeld(),
                o.endHeld(),
                o.asymptoteWidth(),
                o.endWidth(),
                o.undetermined());
    }
}
