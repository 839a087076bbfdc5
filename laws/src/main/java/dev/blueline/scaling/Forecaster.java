package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * From finished runs to the distribution of a run not yet made: fits every law, backtests it inside the ladder, weighs laws
 * by their record ({@link Trust}), and mixes their bootstrap refits ({@link Mixture}).
 */
public final class Forecaster {
    /** Misfit that any law is granted when residuals are weighed: half a percent. */
    private static final double MISFIT = 0.005;

    /** Starts followed to their minimum in each fit. */
    private static final int SEARCHES = 12;

    private Forecaster() {}

    /**
     * How a forecast is made.
     *
     * @param draws bootstrap draws per law
     * @param seed seed of the draws
     * @param threads threads that fit draws; results do not depend on it
     * @param delta Huber's delta of the fits
     * @param noise seed noise known from elsewhere; estimated from repeated seeds if empty
     * @param families laws that compete
     */
    public record Settings(
            int draws, long seed, int threads, double delta, Optional<SeedNoise> noise, List<Family> families) {
        public Settings(int draws, long seed, int threads, double delta, Optional<SeedNoise> noise) {
            this(draws, seed, threads, delta, noise, Family.RIVALS);
        }

        /** 400 draws, one thread, delta .01 (a ladder of tens of runs wastes too much at 1e-3), noise estimated. */
        public static Settings standard() {
            return new Settings(400, 1, 1, 0.01, Optional.empty());
        }
    }

    /** The forecast of a target from finished runs, with everything it stands on. */
    public static Outlook forecast(
            String id, String description, List<Observation> observations, Target target, Settings settings) {
        return Outlook.of(
                id, description, observations, target, settings, study(observations, settings, Trust.DEFAULT));
    }

    /** Fits, backtests, weights and refits of every law. */
    static Study study(List<Observation> observations, Settings settings, Trust trust) {
        SeedNoise noise = settings.noise().orElseGet(() -> SeedNoise.estimate(observations));
        Fitter fitter = new Fitter(settings.delta(), SEARCHES);
        Map<Family, Fit> fits = new EnumMap<>(Family.class);
        Map<Family, Trust.Evidence> evidence = new EnumMap<>(Family.class);
        for (Family family : settings.families()) {
            List<Observation> sample = sample(family, observations);
            fitter.fit(family, sample, weights(sample, noise)).ifPresent(fit -> {
                fits.put(family, fit);
                evidence.put(family, evidence(fit.law(), sample, noise));
            });
        }
        if (fits.isEmpty()) {
            throw new BadInput("no law can be fitted to "
                    + Rung.of(observations).size() + " distinct rungs: run at least three rungs of rising compute");
        }
        List<Backtest.Miss> errors = Backtest.run(observations, settings.families(), fitter, noise);
        Map<Family, Trust.Standing> records = trust.judge(evidence, errors);
        List<Mixture.Component> components = new ArrayList<>();
        try (ExecutorService threads = Bootstrap.threads(settings.threads())) {
            fits.forEach((family, fit) -> {
                List<Law> draws = Bootstrap.draw(
                        family,
                        sample(family, observations),
                        noise,
                        fitter,
                        settings.draws(),
                        settings.seed(),
                        threads);
                Trust.Standing r = Objects.requireNonNull(records.get(family));
                components.add(new Mixture.Component(fit, draws, r.weight(), r.drift(), r.rms()));
            });
        }
        return new Study(new Mixture(components, noise, observations, settings.seed()), errors, noise);
    }

    /** The mixture, the backtests that weighed it, the noise it assumes. */
    record Study(Mixture mixture, List<Backtest.Miss> errors, SeedNoise noise) {}

    private static Trust.Evidence evidence(Law law, List<Observation> observations, SeedNoise noise) {
        double squares = 0;
        for (Observation o : observations) {
            double z = Math.log(law.predict(o.target()) / o.loss()) / Math.hypot(noise.at(o.parameters()), MISFIT);
            squares += z * z;
        }
        return new Trust.Evidence(squares, observations.size());
    }

    /** What a family is fitted to: laws of compute alone see the frontier, joint laws every run. */
    static List<Observation> sample(Family family, List<Observation> observations) {
        return family.ofComputeAlone() ? Frontier.near(observations) : observations;
    }

    /** One over the standard deviation expected of each residual: seed noise and half a percent of misfit. */
    static double[] weights(List<Observation> observations, SeedNoise noise) {
        return observations.stream()
                .mapToDouble(o -> 1 / Math.hypot(noise.at(o.parameters()), MISFIT))
                .toArray();
    }
}
