package dev.blueline.ablation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.MixingRun;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.ScaledMixingRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Runs of a study of mixtures as losses.
 *
 * @param domains in the order of shares and losses
 * @param goal weight of each domain's loss
 */
record MixtureRuns(List<String> domains, Map<String, Double> goal) {

    /** Mean of the domains' losses by the goal's weights. */
    double goalLoss(Ledger.Entry entry) {
        return domains.stream()
                .filter(domain -> goal.getOrDefault(domain, 0.0) > 0)
                .mapToDouble(domain -> goal.getOrDefault(domain, 0.0) * Results.loss(entry, domain))
                .sum();
    }

    /** Runs that a mixing law is fitted to: the ladder's of the arms given. */
    List<ScaledMixingRun> fitted(Results results, Map<String, List<Double>> arms) {
        List<ScaledMixingRun> runs = new ArrayList<>();
        arms.forEach((arm, shares) -> ladder(results, arm)
                .forEach(entry -> runs.add(new ScaledMixingRun(
                        entry.run().flops(),
                        arm + " " + entry.run().seed(),
                        new MixingRun(
                                shares,
                                domains.stream()
                                        .map(domain -> Results.loss(entry, domain))
                                        .toList())))));
        return runs;
    }

    static List<Ledger.Entry> ladder(Results results, String arm) {
        return results.where(run -> run.arm().equals(arm) && run.role() == Run.Role.LADDER);
    }

    /** Runs of an arm at the largest compute that was held out. */
    static List<Ledger.Entry> largest(Results results, String arm) {
        double largest = results.where(run -> run.role() == Run.Role.HELD_OUT).stream()
                .mapToDouble(entry -> entry.run().flops())
                .max()
                .orElse(0);
        return results.where(run -> run.arm().equals(arm) && run.role() == Run.Role.HELD_OUT && run.flops() == largest);
    }

    /** Goal losses of runs by seed. */
    Map<Long, Double> bySeed(List<Ledger.Entry> entries) {
        Map<Long, Double> losses = new LinkedHashMap<>();
        entries.forEach(entry -> losses.put(entry.run().seed(), goalLoss(entry)));
        return losses;
    }

    /** Mean goal loss; not a number without runs. */
    double mean(List<Ledger.Entry> entries) {
        return entries.stream().mapToDouble(this::goalLoss).average().orElse(Double.NaN);
    }

    static double deviation(double... values) {
        double mean = DoubleStream.of(values).average().orElse(Double.NaN);
        return Math.sqrt(DoubleStream.of(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1));
    }

    /** Goal losses of every arm, size and length. */
    List<MixtureAnalysis.Cell> cells(Results results) {
        record Place(String arm, String rung, Run.Role role, double compute) {}
        Map<Place, List<Ledger.Entry>> places = new LinkedHashMap<>();
        for (Ledger.Entry entry : results.where(run -> true)) {
            Run run = entry.run();
            places.computeIfAbsent(
                            new Place(run.arm(), run.rung().replaceFirst("^.*?/", ""), run.role(), run.flops()),
                            place -> new ArrayList<>())
                    .add(entry);
        }
        List<MixtureAnalysis.Cell> cells = new ArrayList<>();
        places.forEach((place, entries) -> cells.add(new MixtureAnalysis.Cell(
                place.arm(),
                place.rung(),
                place.role(),
                place.compute(),
                mean(entries),
                deviation(entries.stream().mapToDouble(this::goalLoss).toArray()),
                entries.size())));
        return cells;
    }

    /** Goal losses of an arm's runs over all computes, as a recipe's. */
    List<Ledger.Entry> all(Results results, String arm) {
        List<Ledger.Entry> all = new ArrayList<>(ladder(results, arm));
        all.addAll(largest(results, arm));
        return all;
    }

    Observation observation(Ledger.Entry entry) {
        Run run = entry.run();
        return new Observation(run.parameters().matmul(), run.tokens(), run.flops(), goalLoss(entry), run.trunk());
    }
}
