package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/**
 * Refits of a law to draws. A parametric draw takes losses from the fitted law plus the noise that is known (standard errors, or
 * {@link SeedNoise} of this laboratory's own ladders), plus the law's own misfit where residuals are larger than seeds explain; a share of the variance is common
 * to a trunk. Other draws resample rows or whole trunks. Each draw is refitted from the optimum and two perturbed starts, and
 * seeded for itself: results do not depend on threads.
 */
final class Bootstrap {
    private static final double PERTURBATION = 0.3;

    private final Family family;
    private final List<Observation> observations;
    private final SeedNoise noise;
    private final Fitter fitter;
    private final Forecaster.Settings settings;
    private final Sample sample;
    private final int[] trunks;

    Bootstrap(
            Family family,
            List<Observation> observations,
            SeedNoise noise,
            Fitter fitter,
            Forecaster.Settings settings) {
        this.family = family;
        this.observations = observations;
        this.noise = noise;
        this.fitter = fitter;
        this.settings = settings;
        this.sample = Sample.of(observations, Forecaster.weights(observations, settings.weighing(), noise));
        this.trunks = trunks(observations);
    }

    /** Refits of a law fitted to the same observations. */
    List<Law> draw(Law law, ExecutorService threads, DoubleConsumer progress) {
        double[] theta = family.theta(law, sample);
        Parametric parametric = new Parametric(theta);
        AtomicInteger done = new AtomicInteger();
        List<Future<Law>> laws = new ArrayList<>();
        for (int draw = 0; draw < settings.draws(); draw++) {
            long seed = (settings.seed() * 1_000_003 + family.name().hashCode()) * 1_000_003 + draw;
            laws.add(threads.submit(() -> {
                SplittableRandom random = new SplittableRandom(seed);
                Sample drawn = switch (settings.resampling()) {
                    case PARAMETRIC -> parametric.draw(random);
                    case ROWS -> sample.drawn(rows(random));
                    case CLUSTERS -> sample.drawn(clusters(random));
                };
                double[][] starts = {theta, perturbed(theta, random), perturbed(theta, random)};
                Law refit = family.law(fitter.search(family, drawn, starts).theta(), drawn);
                progress.accept(done.incrementAndGet() / (double) settings.draws());
                return refit;
            }));
        }
        return laws.stream().map(Bootstrap::result).toList();
    }

    private double[] rows(SplittableRandom random) {
        double[] counts = new double[sample.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[random.nextInt(counts.length)]++;
        }
        return counts;
    }

    private double[] clusters(SplittableRandom random) {
        int clusters = Arrays.stream(trunks).max().orElse(0) + 1;
        double[] drawn = new double[clusters];
        for (int i = 0; i < clusters; i++) {
            drawn[random.nextInt(clusters)]++;
        }
        double[] counts = new double[sample.size()];
        Arrays.setAll(counts, i -> drawn[trunks[i]]);
        return counts;
    }

    /** Losses from the fitted law with noise. */
    private final class Parametric {
        private final double[] fitted = new double[sample.size()];
        private final double[] sd = new double[sample.size()];

        Parametric(double[] theta) {
            double[] residuals = new double[sample.size()];
            double[] gradient = new double[family.dimension()];
            for (int i = 0; i < fitted.length; i++) {
                fitted[i] = family.logLoss(theta, sample, i, gradient);
                residuals[i] = sample.y[i] - fitted[i];
                sd[i] = settings.weighing().expected(observations.get(i), noise);
            }
            double misfit = misfit(residuals, sd, Math.max(1, fitted.length - theta.length));
            for (int i = 0; i < sd.length; i++) {
                sd[i] = Math.hypot(sd[i], misfit);
            }
        }

        Sample draw(SplittableRandom random) {
            double[] common = new double[observations.size()];
            for (int i = 0; i < common.length; i++) {
                common[i] = random.nextGaussian();
            }
            double shared = Math.sqrt(noise.trunkShare());
            double own = Math.sqrt(1 - noise.trunkShare());
            double[] losses = new double[fitted.length];
            for (int i = 0; i < losses.length; i++) {
                double effect = shared * common[trunks[i]] + own * random.nextGaussian();
                losses[i] = fitted[i] + sd[i] * effect;
            }
            return sample.withLosses(losses);
        }
    }

    /** The standard deviation m that makes {@code sum r^2 / (sd^2 + m^2)} equal the degrees of freedom; 0 if seeds explain all. */
    static double misfit(double[] residuals, double[] sd, int degrees) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < 50; step++) {
            double middle = 0.5 * (low + high);
            double chi = 0;
            for (int i = 0; i < sd.length; i++) {
                chi += residuals[i] * residuals[i] / (sd[i] * sd[i] + middle * middle);
            }
            if (chi > degrees) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high < 1e-12 ? 0 : high;
    }

    static ExecutorService threads(int count) {
        if (count < 1) {
            throw new BadInput("threads " + count + " must be at least 1");
        }
        return Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("bootstrap-", 0).factory());
    }

    static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fitting", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a bootstrap draw failed", failure.getCause());
        }
    }

    private static double[] perturbed(double[] theta, SplittableRandom random) {
        double[] moved = theta.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += PERTURBATION * random.nextGaussian();
        }
        return moved;
    }

    private static int[] trunks(List<Observation> observations) {
        Map<String, Integer> numbers = new HashMap<>();
        return observations.stream()
                .mapToInt(o -> numbers.computeIfAbsent(o.trunk(), name -> numbers.size()))
                .toArray();
    }
}
