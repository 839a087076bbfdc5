package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.MixingForecast;
import dev.blueline.scaling.ScaledMixingLaw;
import dev.blueline.scaling.Target;
import dev.blueline.study.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Forecasts of a study of mixtures: the goal losses of the best, natural and uniform shares at the top cell, and their ratios.
 *
 * @param results of the small cells
 * @param law fitted to them
 * @param top the cell that is forecast
 * @param compute there, FLOPs
 */
record MixtureForecasts(
        MixtureRuns runs,
        MixtureShares mixtures,
        Results results,
        ScaledMixingLaw law,
        Rung top,
        ModelShape shape,
        double compute) {
    private static final String LAW = "mixing";

    /** @param shares of an arm */
    List<Expectation> expectations(MixtureChoice chosen, Function<String, List<Double>> shares, int seeds) {
        List<String> arms = List.of(MixtureExperiment.BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM);
        MixingForecast forecast =
                law.forecast(runs.goal(), compute, arms.stream().map(shares).toList(), seeds);
        Target target = new Target(shape.parameters().matmul(), top.tokens(), compute);
        String cell = top.size() + "/" + Rung.inWords(top.tokens());
        String data = Fingerprint.of(runs.fitted(results, mixtures.mixtures()).toString());
        String laws = Fingerprint.of(law.laws().toString());
        List<Expectation> expectations = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            String arm = arms.get(i);
            String words = arm.equals(MixtureExperiment.BEST)
                    ? "goal loss of the best mixture (" + MixtureAnalysis.inWords(runs.domains(), chosen.shares()) + ")"
                    : "goal loss of " + arm + " shares";
            expectations.add(new Expectation(
                    Forecast.ofDraws(
                            "mixture-goal-" + arm + "-" + cell,
                            words + " at " + cell,
                            target,
                            LAW,
                            forecast.predicted().get(i),
                            forecast.draws()[i],
                            naive(arm),
                            data,
                            laws),
                    measured -> runs.mean(at(measured, arm))));
        }
        for (int i = 1; i < arms.size(); i++) {
            String arm = arms.get(i);
            expectations.add(new Expectation(
                    Forecast.ofDraws(
                            "mixture-ratio-" + arm + "-" + cell,
                            "the best mixture's goal loss over that of " + arm + " shares at " + cell,
                            target,
                            LAW,
                            forecast.predicted().getFirst()
                                    / forecast.predicted().get(i),
                            forecast.ratio(0, i),
                            new Forecast.NaiveForecasts(1, 1),
                            data,
                            laws),
                    measured -> runs.mean(at(measured, MixtureExperiment.BEST)) / runs.mean(at(measured, arm))));
        }
        return expectations;
    }

    private List<Ledger.Entry> at(Results measured, String arm) {
        return measured.where(run -> run.arm().equals(arm)
                && run.role() == Run.Role.HELD_OUT
                && run.rung().equals(arm + "/" + top.size() + "/" + Rung.inWords(top.tokens())));
    }

    /** The arm's own last small cell and the line through its last two; for the best mixture those of the best so far. */
    private Forecast.NaiveForecasts naive(String arm) {
        List<MixtureAnalysis.Cell> cells = runs.cells(results).stream()
                .filter(cell -> cell.role() == Run.Role.LADDER)
                .toList();
        double[] levels = cells.stream()
                .mapToDouble(MixtureAnalysis.Cell::compute)
                .distinct()
                .sorted()
                .toArray();
        double last = levels[levels.length - 1];
        double before = levels[levels.length - 2];
        double loss = lowest(cells, arm, last);
        double slope = Math.log(loss / lowest(cells, arm, before)) / Math.log(last / before);
        return new Forecast.NaiveForecasts(loss, loss * Math.pow(compute / last, slope));
    }

    private static double lowest(List<MixtureAnalysis.Cell> cells, String arm, double compute) {
        return cells.stream()
                .filter(cell -> cell.compute() == compute
                        && (arm.equals(MixtureExperiment.BEST) || cell.arm().equals(arm)))
                .mapToDouble(MixtureAnalysis.Cell::goalLoss)
                .min()
                .orElse(Double.NaN);
    }
}
