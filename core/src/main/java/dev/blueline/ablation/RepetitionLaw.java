package dev.blueline.ablation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.DataConstrained;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Repetition;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Tenfold;
import dev.blueline.study.DataStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The law of repeated text fitted to a study's runs, those apart that it forecast, and what it answers. Intervals are of 90%, from refits
 * to losses drawn from the law with the seeds' noise and the law's own misfit.
 *
 * @param observations the fitted runs
 * @param settings how the law was fitted
 * @param fit the law with its refits
 * @param repetition what it says of ten times the largest run, and of half worth
 */
public record RepetitionLaw(
        List<Observation> observations, Forecaster.Settings settings, Forecaster.Study fit, Repetition repetition) {
    /** Probability inside every interval. */
    public static final double LEVEL = 0.9;

    private static final int DRAWS = 400;
    private static final int FEWEST_LEVELS = 3;
    private static final int FEWEST_CELLS = 8;
    /** Points of the map along each of its axes. */
    private static final int MAP = 7;

    /** Fits the law; empty if the runs are too few to determine it. */
    public static Optional<RepetitionLaw> of(DataStudy study, Results results) {
        return of(fitted(study, results));
    }

    /** The runs that the law is fitted to. */
    static List<Observation> fitted(DataStudy study, Results results) {
        return results.where(run -> run.role() == Run.Role.LADDER).stream()
                .map(entry -> observation(study, entry))
                .toList();
    }

    private static Observation observation(DataStudy study, Ledger.Entry entry) {
        Run run = entry.run();
        return new Observation(
                run.parameters().matmul(),
                run.tokens(),
                run.flops(),
                Results.loss(entry),
                run.trunk(),
                RepeatedText.unique(study, run).orElse(run.tokens()));
    }

    static Optional<RepetitionLaw> of(List<Observation> observations) {
        if (!enough(observations.stream().map(Observation::target).toList())) {
            return Optional.empty();
        }
        Forecaster.Settings standard = new Forecaster.Settings(
                DRAWS,
                1,
                Runtime.getRuntime().availableProcessors(),
                Forecaster.Settings.standard().objective().delta(),
                Optional.empty());
        Forecaster.Settings settings = new Forecaster.Settings(
                standard.draws(),
                standard.seed(),
                standard.threads(),
                standard.objective(),
                standard.noise(),
                List.of(Family.DATA_CONSTRAINED),
                standard.weighing(),
                Resampling.PARAMETRIC,
                standard.searches(),
                standard.grid());
        Forecaster.Study fit = Forecaster.study(observations, settings);
        return Repetition.of(fit, observations, settings, LEVEL)
                .map(repetition -> new RepetitionLaw(observations, settings, fit, repetition));
    }

    /** Whether cells determine the law: three sizes, token counts and numbers of epochs, and a cell more than it has parameters. */
    static boolean enough(List<Target> cells) {
        return distinct(cells, Target::parameters) >= FEWEST_LEVELS
                && distinct(cells, Target::tokens) >= FEWEST_LEVELS
                && distinct(cells, cell -> cell.tokens() / cell.uniqueTokens()) >= FEWEST_LEVELS
                && cells.stream().distinct().count() >= FEWEST_CELLS;
    }

    private static long distinct(List<Target> cells, ToDoubleFunction<Target> what) {
        return cells.stream()
                .map(cell -> Math.round(1e4 * Math.log(what.applyAsDouble(cell))))
                .distinct()
                .count();
    }

    /** Forecast of a run at a cell. */
    Outlook forecast(String id, String description, Target cell) {
        return Forecaster.forecast(id, description, observations, cell, settings, fit);
    }

    /** The law as fitted, with the intervals of its parameters. */
    public Outlook.FittedLaw fitted() {
        return fit.laws(LEVEL).getFirst();
    }

    /** The law as fitted. */
    public DataConstrained law() {
        return constrained(fitted().fit().law());
    }

    private static DataConstrained constrained(dev.blueline.scaling.Law law) {
        if (law instanceof DataConstrained found) {
            return found;
        }
        throw new IllegalStateException("a law of repeated text is expected, not " + law.family());
    }

    /** What tokens, only some of them different, are worth in fresh ones. */
    public Repetition.Estimate effective(double tokens, double unique) {
        double[] draws = fit.mixture().draws().stream()
                .map(Mixture.Draw::law)
                .mapToDouble(law -> constrained(law).effectiveTokens(tokens, unique))
                .toArray();
        return new Repetition.Estimate(law().effectiveTokens(tokens, unique), Outlook.Interval.of(draws, LEVEL));
    }

    /**
     * Text or parameters, over the sizes and token counts that were run and three times beyond.
     *
     * @param epochs times that the text has been read so far
     */
    public List<Tenfold> map(double epochs) {
        List<Double> sizes = fit.mixture().span().parameters();
        List<Double> tokens = fit.mixture().span().tokens();
        double cost = fit.mixture().span().flopsPerParameterToken();
        List<Tenfold> map = new ArrayList<>();
        for (int i = 0; i < MAP; i++) {
            double size = between(sizes.getFirst(), 3 * sizes.getLast(), i);
            for (int j = 0; j < MAP; j++) {
                double count = between(tokens.getFirst(), 3 * tokens.getLast(), j);
                Target at = new Target(size, count, cost * size * count, count / epochs);
                map.add(Tenfold.of(fit.mixture(), at, repetition.undetermined(), LEVEL));
            }
        }
        return map;
    }

    private static double between(double low, double high, int step) {
        return low * Math.pow(high / low, step / (MAP - 1.0));
    }
}
