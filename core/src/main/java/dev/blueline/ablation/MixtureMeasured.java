package dev.blueline.ablation;

import dev.blueline.comparison.Challenger;
import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Recipe;
import dev.blueline.ledger.Ledger;
import dev.blueline.scaling.MixingLaw;
import dev.blueline.scaling.Outlook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What came of a study of mixtures, beside what its law said. */
record MixtureMeasured(MixtureRuns runs, Results results) {
    /** How often the largest run of an arm reads each domain, in the order of the domains. */
    Map<String, List<Double>> epochs(Map<String, List<Double>> shares, List<Long> counts) {
        Map<String, List<Double>> epochs = new LinkedHashMap<>();
        for (String arm : List.of(MixtureExperiment.BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            long read = MixtureRuns.largest(results, arm).stream()
                    .mapToLong(entry -> entry.run().tokens())
                    .max()
                    .orElse(0);
            List<Double> of = shares.getOrDefault(arm, List.of());
            if (read > 0 && !of.isEmpty()) {
                epochs.put(
                        arm,
                        IntStream.range(0, of.size())
                                .mapToObj(j -> of.get(j) * read / counts.get(j))
                                .toList());
            }
        }
        return epochs;
    }

    /** Each domain's loss at the largest runs, by the law and as measured. */
    List<MixtureAnalysis.Figure> figures(MixingLaw there, Map<String, List<Double>> shares) {
        List<MixtureAnalysis.Figure> figures = new ArrayList<>();
        for (String arm : List.of(MixtureExperiment.BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            List<Ledger.Entry> entries = MixtureRuns.largest(results, arm);
            double[] mixture = shares.getOrDefault(arm, List.of()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (entries.isEmpty() || mixture.length == 0) {
                continue;
            }
            for (int k = 0; k < runs.domains().size(); k++) {
                int set = k;
                double[] draws = there.draws().stream()
                        .mapToDouble(refit -> refit.get(set).predict(mixture))
                        .toArray();
                Outlook.Interval interval = Outlook.Interval.of(draws, MixtureExperiment.LEVEL);
                double[] losses = entries.stream()
                        .mapToDouble(entry -> Results.loss(entry, runs.domains().get(set)))
                        .toArray();
                figures.add(new MixtureAnalysis.Figure(
                        arm,
                        runs.domains().get(set),
                        there.laws().get(set).predict(mixture),
                        interval.low(),
                        interval.high(),
                        Arrays.stream(losses).average().orElse(Double.NaN),
                        MixtureRuns.deviation(losses)));
            }
        }
        return figures;
    }

    /** The best mixture as a recipe against natural shares; empty with fewer than three computes. */
    Optional<Challenger> challenger() {
        List<Ledger.Entry> natural = runs.all(results, MixtureShares.NATURAL);
        List<Ledger.Entry> best = runs.all(results, MixtureExperiment.BEST);
        if (best.isEmpty()
                || natural.stream().map(entry -> entry.run().flops()).distinct().count() < 3) {
            return Optional.empty();
        }
        Comparison comparison = Comparison.of(
                List.of(recipe(MixtureShares.NATURAL, natural), recipe("the best mixture", best)),
                Comparison.Settings.standard());
        return Optional.of(comparison.challengers().getFirst());
    }

    private Recipe recipe(String name, List<Ledger.Entry> entries) {
        return new Recipe(
                name,
                entries.stream().map(runs::observation).toList(),
                entries.stream()
                        .map(entry -> String.valueOf(entry.run().seed()))
                        .toList());
    }
}
