package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleConsumer;

/**
 * Rolling origin with whole forecasts: for each of several cuts in compute, everything a forecast does (fits, weights,
 * bootstrap) is done on the runs at or below the cut alone, and each run above it is held against its interval.
 */
public final class RollingForecasts {
    /** Runs nearer above a cut than this factor are no extrapolation. */
    private static final double NEAREST = 1.1;

    private RollingForecasts() {}

    /**
     * One run above a cut.
     *
     * @param cut largest compute that was fitted
     * @param fitted runs at or below it
     * @param factor compute of the run over the cut
     * @param error log of the predicted median over the measured loss
     * @param width log of the upper over the lower end of the 90% interval
     * @param inside whether the measured loss lay in it
     */
    public record Held(double cut, int fitted, double factor, double error, double width, boolean inside) {}

    /**
     * Forecasts of every run above each cut.
     *
     * @param cuts most cuts, spread evenly in log compute over those at which some law can be fitted
     * @throws BadInput if no law can be fitted below any cut
     */
    public static List<Held> run(
            List<Observation> observations, Forecaster.Settings settings, int cuts, DoubleConsumer progress) {
        List<Double> chosen = cuts(observations, cuts);
        Forecaster.Settings alone = new Forecaster.Settings(
                settings.draws(),
                settings.seed(),
                1,
                settings.objective(),
                settings.noise(),
                settings.families(),
                settings.weighing(),
                settings.resampling(),
                settings.searches(),
                settings.grid());
        DoubleAdder done = new DoubleAdder();
        List<Held> held = new ArrayList<>();
        try (ExecutorService threads = Bootstrap.threads(settings.threads())) {
            List<Future<List<Held>>> parts = chosen.stream()
                    .map(cut -> threads.submit(() -> {
                        List<Held> part = at(cut, observations, alone);
                        done.add(1.0 / chosen.size());
                        progress.accept(done.sum());
                        return part;
                    }))
                    .toList();
            parts.forEach(part -> held.addAll(Bootstrap.result(part)));
        }
        if (held.isEmpty()) {
            throw new BadInput("a backtest needs runs of more compute above a cut at which some law can be fitted: "
                    + "there are " + Rung.of(observations).size() + " distinct rungs; add runs");
        }
        return held;
    }

    private static List<Held> at(double cut, List<Observation> observations, Forecaster.Settings settings) {
        List<Observation> below =
                observations.stream().filter(o -> o.compute() <= cut).toList();
        Mixture mixture;
        try {
            mixture = Forecaster.study(below, settings).mixture();
        } catch (BadInput tooFew) {
            return List.of();
        }
        return observations.stream()
                .filter(o -> o.compute() >= NEAREST * cut)
                .map(o -> {
                    Mixture.Prediction prediction = mixture.at(o.target());
                    return new Held(
                            cut,
                            below.size(),
                            o.compute() / cut,
                            Math.log(prediction.median() / o.loss()),
                            Math.log(prediction.high() / prediction.low()),
                            prediction.low() <= o.loss() && o.loss() <= prediction.high());
                })
                .toList();
    }

    /** Computes of runs nearest below even steps in log compute, from the fifth rung up. */
    private static List<Double> cuts(List<Observation> observations, int most) {
        if (most < 1) {
            throw new BadInput("a backtest needs at least one cut, not " + most);
        }
        List<Rung> rungs = Rung.of(observations);
        if (rungs.size() < 6) {
            return List.of();
        }
        double first = Math.log(rungs.get(4).compute());
        double last = Math.log(rungs.getLast().compute() / NEAREST);
        List<Double> cuts = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            double wanted = first + (last - first) * i / most;
            double cut = rungs.stream()
                    .mapToDouble(Rung::compute)
                    .filter(c -> Math.log(c) <= wanted + 1e-9)
                    .max()
                    .orElseThrow();
            if (cuts.isEmpty() || cut > cuts.getLast()) {
                cuts.add(cut);
            }
        }
        return cuts;
    }

    /**
     * Forecasts that reached about equally far.
     *
     * @param from least factor of extrapolation
     * @param to largest
     * @param cuts cuts the forecasts were made from: forecasts from one cut err together
     * @param forecasts how many
     * @param medianError median size of the error
     * @param rmsError root mean square error
     * @param bias mean error: above 0, forecasts were too high
     * @param width mean width of the 90% interval, as a log ratio
     * @param inside share of runs inside it
     */
    public record Bin(
            double from,
            double to,
            int cuts,
            int forecasts,
            double medianError,
            double rmsError,
            double bias,
            double width,
            double inside) {}

    private static final double[] EDGES = {NEAREST, 2, 4, 8, 16, 32, 64, 128, 1e3, 1e4, Double.POSITIVE_INFINITY};

    /** Error and width by factor of extrapolation; empty bins are left out. */
    public static List<Bin> bins(List<Held> held) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 1; i < EDGES.length; i++) {
            double from = EDGES[i - 1];
            double to = EDGES[i];
            List<Held> part = held.stream()
                    .filter(h -> h.factor() >= from && h.factor() < to)
                    .toList();
            if (!part.isEmpty()) {
                bins.add(bin(from, to, part));
            }
        }
        return bins;
    }

    private static Bin bin(double from, double to, List<Held> part) {
        return new Bin(
                from,
                to,
                (int) part.stream().mapToDouble(Held::cut).distinct().count(),
                part.size(),
                Quantiles.of(part.stream().mapToDouble(h -> Math.abs(h.error())).toArray(), 0.5)[0],
                Math.sqrt(part.stream()
                        .mapToDouble(h -> h.error() * h.error())
                        .average()
                        .orElse(0)),
                part.stream().mapToDouble(Held::error).average().orElse(0),
                part.stream().mapToDouble(Held::width).average().orElse(0),
                part.stream().filter(Held::inside).count() / (double) part.size());
    }
}
