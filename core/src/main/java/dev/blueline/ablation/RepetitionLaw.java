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
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Tenfold;
import dev.blueline.study.DataStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The law of repeated text fitted to a study's runs, and what it answers. Left out are the runs that it forecast, and those that read a
 * text so often that they came out worse than one that read it less ({@link #isPastBest}). Intervals are of 90%, from refits
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

    private static volatile Optional<RepetitionLaw> lastFit = Optional.empty();

    private static final int DRAWS = 200;
    private static final int FEWEST_LEVELS = 3;
    private static final int FEWEST_CELLS = 8;
    /** Points of the map along each of its axes. */
    private static final int MAP = 7;

    /** Fits the law to the runs that are not past their best; empty if they are too few to determine it. */
    public static Optional<RepetitionLaw> of(DataStudy study, Results results) {
        List<Ledger.Entry> ladder = results.where(run -> run.role() == Run.Role.LADDER);
        return of(ladder.stream()
                .filter(entry -> !isPastBest(entry.run(), ladder))
                .map(entry -> observation(study, entry))
                .toList());
    }

    /**
     * Whether the same size has done better on fewer tokens of the same text, on the mean over seeds: the law knows no text that
     * does harm when it is read again.
     *
     * @param among runs of the study
     */
    public static boolean isPastBest(Run run, List<Ledger.Entry> among) {
        if (run.arm().equals(RepeatedText.FRESH)) {
            return false;
        }
        Map<Long, Double> means = among.stream()
                .filter(entry -> entry.run().arm().equals(run.arm())
                        && entry.run().role() == run.role()
                        && entry.run().width() == run.width()
                        && entry.run().layers() == run.layers()
                        && entry.run().tokens() <= run.tokens())
                .collect(Collectors.groupingBy(
                        entry -> entry.run().tokens(), Collectors.averagingDouble(Results::loss)));
        double own = means.getOrDefault(run.tokens(), Double.POSITIVE_INFINITY);
        return means.values().stream().anyMatch(mean -> mean < own);
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

    /** The last fit is kept: forecasts, findings and report ask for the same one. */
    static Optional<RepetitionLaw> of(List<Observation> observations) {
        Optional<RepetitionLaw> last = lastFit.filter(law -> law.observations.equals(observations));
        if (last.isPresent()) {
            return last;
        }
        Optional<RepetitionLaw> law = fit(observations);
        if (law.isPresent()) {
            lastFit = law;
        }
        return law;
    }

    private static Optional<RepetitionLaw> fit(List<Observation> observations) {
        if (!enough(observations.stream().map(Observation::target).toList())) {
            return Optional.empty();
        }
        Forecaster.Settings standard = new Forecaster.Settings(
                DRAWS,
                1,
                Runtime.getRuntime().availableProcessors(),
                Forecaster.Settings.standard().objective().delta(),
                Optional.empty());
        Forecaster.Settings settings = standard.with(List.of(Family.DATA_CONSTRAINED));
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
