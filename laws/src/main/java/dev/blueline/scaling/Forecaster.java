package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.DoubleConsumer;

/**
 * From finished runs to the distribution of a run not yet made: fits every law, backtests it inside the ladder, weighs laws
 * by their record ({@link Trust}), and mixes their bootstrap refits ({@link Mixture}).
 */
public final class Forecaster {
    /** Starts followed to their minimum in each fit of a backtest. */
    private static final int SEARCHES = 12;

    /** Share of the progress told that the searches make up, roughly. */
    private static final double SEARCH = 0.3;

    private Forecaster() {}

    /**
     * How laws are fitted and a forecast is made.
     *
     * @param draws bootstrap draws per law
     * @param seed seed of the draws
     * @param threads threads that fit draws; results do not depend on it
     * @param objective how misfit is measured
     * @param noise seed noise known from elsewhere; estimated from repeated seeds if empty
     * @param families laws that compete
     * @param weighing how much each run counts
     * @param resampling what a draw changes
     * @param searches starts of the grid that are followed in the main fit
     * @param grid which starts there are in the main fit
     */
    public record Settings(
            int draws,
            long seed,
            int threads,
            Objective objective,
            Optional<SeedNoise> noise,
            List<Family> families,
            Weighing weighing,
            Resampling resampling,
            int searches,
            Fitter.Grid grid) {

        /** Huber's loss with a delta, runs weighed by seed noise, the rival laws of a ladder, parametric draws. */
        public Settings(int draws, long seed, int threads, double delta, Optional<SeedNoise> noise) {
            this(
                    draws,
                    seed,
                    threads,
                    Objective.huber(delta),
                    noise,
                    Family.RIVALS,
                    Weighing.SEEDS,
                    Resampling.PARAMETRIC,
                    SEARCHES,
                    Fitter.Grid.FAMILY);
        }

        /** Small models of this laboratory, weighed by their seeds, bring a prior between laws; other runs bring none. */
        Trust trust() {
            return weighing == Weighing.SEEDS ? Trust.DEFAULT : Trust.FLAT;
        }

        /** The same with other laws that compete. */
        public Settings with(List<Family> laws) {
            return new Settings(draws, seed, threads, objective, noise, laws, weighing, resampling, searches, grid);
        }

        /** The same with one law and another number of draws. */
        Settings of(Family family, int count) {
            return new Settings(
                    count,
                    seed,
                    threads,
                    objective,
                    noise,
                    List.of(family),
                    weighing,
                    resampling,
                    Math.min(searches, SEARCHES),
                    Fitter.Grid.FAMILY);
        }

        /** 400 draws, one thread, delta .01 (a ladder of tens of runs wastes too much at 1e-3), noise estimated. */
        public static Settings standard() {
            return new Settings(400, 1, 1, 0.01, Optional.empty());
        }
    }

    /** The forecast of a target from finished runs, with everything it stands on. */
    public static Outlook forecast(
            String id, String description, List<Observation> observations, Target target, Settings settings) {
        return forecast(id, description, observations, target, settings, study(observations, settings));
    }

    /** As above, from a study that was made of the same observations with the same settings: several targets, one study. */
    public static Outlook forecast(
            String id,
            String description,
            List<Observation> observations,
            Target target,
            Settings settings,
            Study study) {
        return Outlook.of(id, description, observations, target, settings, study);
    }

    /** Fits, backtests, weights and refits of every law. */
    public static Study study(List<Observation> observations, Settings settings) {
        return study(observations, settings, settings.trust(), share -> {});
    }

    /** As {@link #study(List, Settings)}, telling the share of draws that are done. */
    public static Study study(List<Observation> observations, Settings settings, DoubleConsumer progress) {
        return study(observations, settings, settings.trust(), progress);
    }

    static Study study(List<Observation> observations, Settings settings, Trust trust, DoubleConsumer progress) {
        SeedNoise noise = settings.noise().orElseGet(() -> SeedNoise.estimate(observations));
        Map<Family, Fit> fits = new EnumMap<>(Family.class);
        Map<Family, Trust.Evidence> evidence = new EnumMap<>(Family.class);
        List<Mixture.Component> components = new ArrayList<>();
        List<Backtest.Miss> errors;
        try (ExecutorService threads = Bootstrap.threads(settings.threads())) {
            Fitter fitter = new Fitter(settings.objective(), settings.searches(), settings.grid());
            for (Family family : settings.families()) {
                List<Observation> sample = sample(family, observations, settings);
                fitter.fit(
                                family,
                                sample,
                                weights(sample, settings.weighing(), noise),
                                threads,
                                share -> progress.accept(SEARCH * share))
                        .ifPresent(fit -> {
                            fits.put(family, fit);
                            evidence.put(family, evidence(fit.law(), sample, noise));
                        });
            }
            if (fits.isEmpty()) {
                requireRepetition(observations, settings);
                throw new BadInput("none of the laws " + settings.families() + " can be fitted to "
                        + Rung.of(observations).size()
                        + " distinct rungs: give three or more of rising compute, or choose another law");
            }
            Fitter quick = new Fitter(settings.objective(), Math.min(SEARCHES, settings.searches()));
            errors = Backtest.run(observations, settings, quick, noise);
            Map<Family, Trust.Standing> records = trust.judge(evidence, errors);
            int done = 0;
            for (Map.Entry<Family, Fit> entry : fits.entrySet()) {
                Family family = entry.getKey();
                int before = done;
                List<Law> draws = new Bootstrap(family, sample(family, observations, settings), noise, quick, settings)
                        .draw(
                                entry.getValue().law(),
                                threads,
                                share -> progress.accept(SEARCH + (1 - SEARCH) * (before + share) / fits.size()));
                Trust.Standing r = Objects.requireNonNull(records.get(family));
                components.add(new Mixture.Component(entry.getValue(), draws, r.weight(), r.drift(), r.rms()));
                done++;
            }
        }
        return new Study(new Mixture(components, noise, Span.of(observations), settings.seed()), errors, noise);
    }

    /** Says that runs on fresh text cannot tell what repeated text is worth, where that is why no law could be fitted. */
    private static void requireRepetition(List<Observation> observations, Settings settings) {
        int levels = Sample.of(observations, weights(observations, Weighing.EQUAL, SeedNoise.estimate(observations)))
                .distinctRepetitions();
        if (settings.families().equals(List.of(Family.DATA_CONSTRAINED)) && levels < 3) {
            throw new BadInput(
                    levels == 1 && Repetition.mostEpochs(observations) < 1 + 1e-6
                            ? "no run repeats its text, so RD, the worth of repetition, is not determined: fit the"
                                    + " chinchilla law, which this is without repetition, or add runs of several epochs"
                            : "epochs, tokens over different tokens, take " + levels
                                    + (levels == 1 ? " value" : " values")
                                    + " in these runs, too few to tell when repeated text loses its worth: add runs, so"
                                    + " that there are three or more, such as 1, 4 and 16");
        }
    }

    /** The mixture, the backtests that weighed it, the noise it assumes. */
    public record Study(Mixture mixture, List<Backtest.Miss> errors, SeedNoise noise) {
        /** Each law with its intervals, weight and record. */
        public List<Outlook.FittedLaw> laws(double level) {
            return Outlook.laws(mixture, errors, level);
        }
    }

    private static Trust.Evidence evidence(Law law, List<Observation> observations, SeedNoise noise) {
        double squares = 0;
        for (Observation o : observations) {
            double z = Math.log(law.predict(o.target()) / o.loss()) * Weighing.SEEDS.of(o, noise);
            squares += z * z;
        }
        return new Trust.Evidence(squares, observations.size());
    }

    /** What a family is fitted to: where laws compete, those of compute alone see the frontier, joint laws every run. */
    static List<Observation> sample(Family family, List<Observation> observations, Settings settings) {
        boolean alone = settings.families().stream().allMatch(Family::ofComputeAlone);
        return family.ofComputeAlone() && !alone ? Frontier.near(observations) : observations;
    }

    static double[] weights(List<Observation> observations, Weighing weighing, SeedNoise noise) {
        return observations.stream().mapToDouble(o -> weighing.of(o, noise)).toArray();
    }
}
