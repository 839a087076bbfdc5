package dev.blueline.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The larger study behind {@link ForecasterTest}: coverage, half-width and error over many simulated ladders. */
final class CoverageStudy {
    /** Ladders 0 to 59 of each truth but two-power were used to set the constants of {@link Trust}; from here on they are fresh. */
    static final int FRESH = 1000;

    private CoverageStudy() {}

    public static void main(String[] arguments) {
        int ladders = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        double delta = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.01;
        Trust trust = arguments.length > 2 ? trust(arguments) : Trust.DEFAULT;
        Forecaster.Settings settings = new Forecaster.Settings(100, 1, 2, delta, Optional.empty());
        double[][] all = new double[SimulatedLadder.TRUTHS.size()][];
        System.out.println("truth              inside  half-width  |error| median mean  bias   naive: none  line");
        for (int t = 0; t < all.length; t++) {
            double[] sums = measure(SimulatedLadder.TRUTHS.get(t), FRESH, ladders, settings, trust);
            print(SimulatedLadder.TRUTHS.get(t), sums);
            all[t] = sums;
        }
        double[] mean = new double[7];
        Arrays.setAll(
                mean,
                k -> Arrays.stream(all).mapToDouble(row -> row[k]).average().orElseThrow());
        print("all", mean);
    }

    private static Trust trust(String[] a) {
        double[] v =
                Arrays.stream(a, 2, a.length).mapToDouble(Double::parseDouble).toArray();
        return new Trust(v[0], v[1], v[2], v[3], v[4], v[5], false);
    }

    /** Share inside, mean half-width, median and mean absolute error, mean error, mean absolute errors of the naive ones. */
    static double[] measure(String truth, int first, int ladders, Forecaster.Settings settings, Trust trust) {
        double[] absolute = new double[ladders];
        double[] sums = new double[7];
        for (int i = 0; i < ladders; i++) {
            SimulatedLadder ladder = SimulatedLadder.draw(truth, first + i);
            Mixture mixture = Forecaster.study(ladder.observations(), settings, trust, share -> {})
                    .mixture();
            Mixture.Prediction p = mixture.at(ladder.target());
            double error = p.median() / ladder.measured() - 1;
            absolute[i] = Math.abs(error);
            sums[0] += p.low() <= ladder.measured() && ladder.measured() <= p.high() ? 1.0 / ladders : 0;
            sums[1] += (p.high() - p.low()) / 2 / p.median() / ladders;
            sums[3] += absolute[i] / ladders;
            sums[4] += error / ladders;
            List<Double> naive = List.of(
                    Naive.noChange(ladder.observations()), Naive.straightLine(ladder.observations(), ladder.target()));
            sums[5] += Math.abs(naive.get(0) / ladder.measured() - 1) / ladders;
            sums[6] += Math.abs(naive.get(1) / ladder.measured() - 1) / ladders;
        }
        Arrays.sort(absolute);
        sums[2] = absolute[ladders / 2];
        return sums;
    }

    private static void print(String truth, double[] s) {
        System.out.printf(
                Locale.ROOT,
                "%-18s %5.2f   %6.4f      %6.4f %6.4f %+7.4f   %6.4f %6.4f%n",
                truth,
                s[0],
                s[1],
                s[2],
                s[3],
                s[4],
                s[5],
                s[6]);
    }
}
