package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Everything that is said of a set of runs: laws with intervals, the best size and tokens for a compute, the three approaches,
 * and warnings in words.
 *
 * @param study laws, refits, backtests
 * @param laws each law as fitted, heaviest first
 * @param approaches the ways to the best size, where runs have sizes and tokens
 * @param optima best size and tokens at the largest compute and ten times it, where the heaviest law has them
 * @param counts the same question under other ways of counting parameters, by name
 * @param warnings traps that the runs are near, in words
 * @param level level of all intervals
 */
public record Analysis(
        Forecaster.Study study,
        List<Outlook.FittedLaw> laws,
        Optional<Approaches> approaches,
        List<Optimum> optima,
        Map<String, Approaches.Way> counts,
        List<String> warnings,
        double level) {

    /** Draws behind intervals of the first two approaches, and of other counts of parameters. */
    private static final int FEW_DRAWS = 200;

    /** The best run for a compute, with intervals. */
    public record Optimum(
            double compute,
            double parameters,
            Outlook.Interval parametersInterval,
            double tokens,
            Outlook.Interval tokensInterval,
            double loss,
            Outlook.Interval lossInterval) {}

    /** The law that counts most. */
    public Outlook.FittedLaw law() {
        return laws.getFirst();
    }

    /**
     * Analyses runs.
     *
     * @param counts other parameter counts of the same runs, by name, in the order of the observations
     * @param oneAxis whether the runs lie on one axis, which then stands in the place of compute
     */
    public static Analysis of(
            List<Observation> observations,
            boolean oneAxis,
            Map<String, double[]> counts,
            Forecaster.Settings settings,
            double level,
            DoubleConsumer progress) {
        Forecaster.Study study = Forecaster.study(observations, settings, progress);
        List<Outlook.FittedLaw> laws = study.laws(level).stream()
                .sorted(Comparator.comparingDouble(Outlook.FittedLaw::weight).reversed())
                .toList();
        Span span = study.mixture().span();
        Optional<Mixture.Component> joint = joint(study);
        Optional<Approaches> approaches = oneAxis
                ? Optional.empty()
                : Optional.of(Approaches.of(
                        observations,
                        joint.filter(law -> law.fit().family() != Family.ISOFLOP),
                        span.flopsPerParameterToken(),
                        FEW_DRAWS,
                        settings.seed(),
                        level));
        List<Optimum> optima = new ArrayList<>();
        joint.ifPresent(component -> {
            for (double compute : new double[] {span.largestCompute(), 10 * span.largestCompute()}) {
                optimum(component, compute, span.flopsPerParameterToken(), level)
                        .ifPresent(optima::add);
            }
        });
        Map<String, Approaches.Way> recounted = new LinkedHashMap<>();
        counts.forEach((name, values) ->
                recount(observations, values, joint, settings, level).ifPresent(way -> recounted.put(name, way)));
        List<String> warnings =
                new Traps(observations, oneAxis, settings, study, laws.getFirst(), approaches).warnings();
        return new Analysis(study, laws, approaches, optima, recounted, warnings, level);
    }

    /** The heaviest law with a best size. */
    private static Optional<Mixture.Component> joint(Forecaster.Study study) {
        return study.mixture().components().stream()
                .filter(component -> component.fit().law().exponents().isPresent())
                .max(Comparator.comparingDouble(Mixture.Component::weight));
    }

    private static Optional<Optimum> optimum(
            Mixture.Component component, double compute, double flopsPerParameterToken, double level) {
        List<Law.Optimum> draws = component.draws().stream()
                .flatMap(law -> law.optimum(compute, flopsPerParameterToken).stream())
                .toList();
        if (draws.isEmpty()) {
            return Optional.empty();
        }
        return component
                .fit()
                .law()
                .optimum(compute, flopsPerParameterToken)
                .map(best -> new Optimum(
                        compute,
                        best.parameters(),
                        Outlook.Interval.of(
                                draws.stream()
                                        .mapToDouble(Law.Optimum::parameters)
                                        .toArray(),
                                level),
                        best.tokens(),
                        Outlook.Interval.of(
                                draws.stream().mapToDouble(Law.Optimum::tokens).toArray(), level),
                        best.loss(),
                        Outlook.Interval.of(
                                draws.stream().mapToDouble(Law.Optimum::loss).toArray(), level)));
    }

    private static Optional<Approaches.Way> recount(
            List<Observation> observations,
            double[] sizes,
            Optional<Mixture.Component> joint,
            Forecaster.Settings settings,
            double level) {
        if (joint.isEmpty()) {
            return Optional.empty();
        }
        List<Observation> recounted = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            Observation o = observations.get(i);
            recounted.add(new Observation(
                    sizes[i], o.tokens(), o.compute(), o.loss(), o.trunk(), o.uniqueTokens(), o.standardError()));
        }
        Forecaster.Study study =
                Forecaster.study(recounted, settings.of(joint.get().fit().family(), FEW_DRAWS));
        return Approaches.of(
                        recounted,
                        joint(study),
                        study.mixture().span().flopsPerParameterToken(),
                        FEW_DRAWS,
                        settings.seed(),
                        level)
                .ways()
                .stream()
                .filter(way -> way.number() == 3)
                .findFirst();
    }
}
