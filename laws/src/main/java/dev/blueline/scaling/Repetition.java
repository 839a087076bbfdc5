package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a law of repeated text says to whoever plans the next run: what ten times the compute of the largest run buys when it is
 * spent on different text, on parameters or on repetition, and after how many epochs a token is worth half of a fresh one.
 * Losses are those expected, without seed noise; intervals are of the refits.
 *
 * @param largest the run of most compute; of several, the one of most different tokens
 * @param fresh ten times its tokens and ten times its different ones
 * @param parameters ten times its parameters
 * @param repeated ten times its tokens, none of them new
 * @param advantage loss with ten times the parameters less loss with ten times the text, paired by refit
 * @param half epochs after which a further token is worth half of a fresh one; empty if RD is undetermined
 * @param mostEpochs most epochs of any run
 * @param undetermined those of RD and RN of which the runs say too little: ten times or a tenth of it fits as well
 */
public record Repetition(
        Target largest,
        Estimate fresh,
        Estimate parameters,
        Estimate repeated,
        Estimate advantage,
        Optional<Estimate> half,
        double mostEpochs,
        List<String> undetermined) {
    private static final double TIMES = 10;

    /** A value and its interval over the refits. */
    public record Estimate(double value, Outlook.Interval interval) {}

    /** Empty where the heaviest law is not the one of repeated text. */
    public static Optional<Repetition> of(
            Forecaster.Study study, List<Observation> observations, Forecaster.Settings settings, double level) {
        Mixture.Component component = study.mixture().components().stream()
                .max(Comparator.comparingDouble(Mixture.Component::weight))
                .orElseThrow();
        return component.fit().law() instanceof DataConstrained
                ? Optional.of(of(component, observations, settings, level))
                : Optional.empty();
    }

    private static Repetition of(
            Mixture.Component component, List<Observation> observations, Forecaster.Settings settings, double level) {
        List<String> undetermined = undetermined(component.fit().law(), observations, settings);
        Target at = observations.stream()
                .max(Comparator.comparingDouble(Observation::compute).thenComparingDouble(Observation::uniqueTokens))
                .orElseThrow()
                .target();
        double compute = TIMES * at.compute();
        Target fresh = new Target(at.parameters(), TIMES * at.tokens(), compute, TIMES * at.uniqueTokens());
        Target parameters = new Target(TIMES * at.parameters(), at.tokens(), compute, at.uniqueTokens());
        Target repeated = new Target(at.parameters(), TIMES * at.tokens(), compute, at.uniqueTokens());
        return new Repetition(
                at,
                estimate(component, law -> law.predict(fresh), level),
                estimate(component, law -> law.predict(parameters), level),
                estimate(component, law -> law.predict(repeated), level),
                estimate(component, law -> law.predict(parameters) - law.predict(fresh), level),
                undetermined.contains("RD")
                        ? Optional.empty()
                        : Optional.of(estimate(component, Repetition::halfWorth, level)),
                mostEpochs(observations),
                undetermined);
    }

    private static double halfWorth(Law law) {
        return law instanceof DataConstrained found ? found.halfWorth() : Double.NaN;
    }

    /** Those of RD and RN of which the runs say too little. */
    static List<String> undetermined(Law law, List<Observation> observations, Forecaster.Settings settings) {
        List<String> names = new ArrayList<>();
        if (Profile.open(law, observations, settings, DataConstrainedForm.RD)) {
            names.add("RD");
        }
        if (Profile.open(law, observations, settings, DataConstrainedForm.RN)) {
            names.add("RN");
        }
        return List.copyOf(names);
    }

    static double mostEpochs(List<Observation> observations) {
        return observations.stream()
                .mapToDouble(o -> o.tokens() / o.uniqueTokens())
                .max()
                .orElseThrow();
    }

    private static Estimate estimate(Mixture.Component component, ToDoubleFunction<Law> what, double level) {
        double[] values = component.draws().stream()
                .mapToDouble(what)
                .filter(Double::isFinite)
                .toArray();
        return new Estimate(what.applyAsDouble(component.fit().law()), Outlook.Interval.of(values, level));
    }
}
