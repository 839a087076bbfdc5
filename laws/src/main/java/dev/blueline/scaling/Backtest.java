package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rolling origin inside the ladder: for each cut in compute every family is fitted to the runs at or below the cut and
 * predicts the mean of each near-frontier rung at least {@link #FACTOR} times above it.
 */
public final class Backtest {
    /** Predict only at least twice beyond the cut: nearer says nothing about extrapolation. */
    public static final double FACTOR = 2;

    private Backtest() {}

    /**
     * One prediction of a rung that was left out.
     *
     * @param family the law
     * @param cut largest compute it was fitted to
     * @param factor compute of the rung over the cut
     * @param error log of predicted over measured
     * @param tested the rung
     */
    public record Miss(Family family, double cut, double factor, double error, Target tested) {}

    /** All errors of all families that could be fitted, in order of cut. */
    public static List<Miss> run(
            List<Observation> observations, Forecaster.Settings settings, Fitter fitter, SeedNoise noise) {
        List<Rung> rungs = Rung.of(observations);
        List<Rung> near = Frontier.nearRungs(rungs);
        List<Miss> errors = new ArrayList<>();
        double previous = 0;
        for (Rung at : rungs) {
            double cut = at.compute() * (1 + 1e-9);
            List<Rung> ahead = rungs.stream()
                    .filter(rung -> rung.compute() >= FACTOR * cut)
                    .toList();
            if (ahead.isEmpty() || cut < 1.1 * previous) {
                continue;
            }
            previous = cut;
            List<Observation> below =
                    observations.stream().filter(o -> o.compute() <= cut).toList();
            for (Family family : settings.families()) {
                List<Observation> fitted = Forecaster.sample(family, below, settings);
                Optional<Fit> fit = fitter.fit(family, fitted, Forecaster.weights(fitted, settings.weighing(), noise));
                if (fit.isPresent()) {
                    for (Rung rung : ahead) {
                        if (family.ofComputeAlone() && !near.contains(rung)) {
                            continue;
                        }
                        double error = Math.log(fit.get().law().predict(rung.target())) - rung.meanLogLoss();
                        errors.add(new Miss(family, cut, rung.compute() / cut, error, rung.target()));
                    }
                }
            }
        }
        return errors;
    }
}
