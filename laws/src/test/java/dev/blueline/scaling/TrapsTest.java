package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Warnings where a trap is laid, and none on a design without one. */
class TrapsTest {
    private static final Chinchilla LAW = new Chinchilla(1.8, 400, 0.34, 1500, 0.36);

    private static Observation run(double n, double d, double noise, SplittableRandom random) {
        double loss = LAW.predict(new Target(n, d, 6 * n * d)) * Math.exp(noise * random.nextGaussian());
        return new Observation(n, d, 6 * n * d, loss, n + " " + d);
    }

    /** Sizes around the best at seven budgets. */
    private static List<Observation> equalCompute(double noise) {
        SplittableRandom random = new SplittableRandom(1);
        List<Observation> runs = new ArrayList<>();
        for (double c = 1e18; c < 2e21; c *= 3) {
            double best = LAW.optimum(c, 6).orElseThrow().parameters();
            for (double off = -1.2; off <= 1.21; off += 0.3) {
                double n = best * Math.exp(off);
                runs.add(run(n, c / 6 / n, noise, random));
            }
        }
        return runs;
    }

    private static Analysis analyse(List<Observation> runs, Family family, boolean oneAxis) {
        Forecaster.Settings settings = new Forecaster.Settings(
                100,
                1,
                2,
                Objective.huber(Objective.HOFFMANN_DELTA),
                Optional.empty(),
                List.of(family),
                Weighing.EQUAL,
                runs.size() < 40 ? Resampling.PARAMETRIC : Resampling.ROWS,
                24,
                Fitter.Grid.FAMILY);
        return Analysis.of(runs, oneAxis, Map.of(), settings, 0.95, share -> {});
    }

    @Test
    void aTextbookDesignAtEqualComputeIsNotWarnedOf() {
        assertThat(analyse(equalCompute(0.002), Family.CHINCHILLA, false).warnings())
                .isEmpty();
    }

    @Test
    void oneRatioOfTokensToParametersIsWarnedOf() {
        SplittableRandom random = new SplittableRandom(2);
        List<Observation> runs = new ArrayList<>();
        for (double n = 1e7; n < 1e10; n *= 1.6) {
            runs.add(run(n, 20 * n * Math.exp(0.05 * random.nextGaussian()), 0.002, random));
        }
        assertThat(analyse(runs, Family.CHINCHILLA, false).warnings())
                .anyMatch(warning -> warning.contains("nearly one ratio"));
    }

    @Test
    void fewBudgetsAndFewRunsAreWarnedOf() {
        List<Observation> two = equalCompute(0.002).stream()
                .filter(o -> o.compute() < 5e18)
                .limit(12)
                .toList();
        assertThat(analyse(two, Family.CHINCHILLA, false).warnings())
                .anyMatch(warning -> warning.contains("levels of compute"))
                .anyMatch(warning -> warning.contains("12 runs for a law of 5 parameters"));
    }

    @Test
    void aLawOfTheWrongShapeIsWarnedOf() {
        List<Observation> runs = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (double x = 1e8; x < 1e13; x *= 1.8) {
            double loss = (1.8 + 2000 * Math.pow(x, -0.4)) * Math.exp(0.002 * random.nextGaussian());
            runs.add(new Observation(1, x, x, loss, "run" + x));
        }
        assertThat(analyse(runs, Family.POWER, true).warnings()).anyMatch(warning -> warning.contains("go together"));
        assertThat(analyse(runs, Family.POWER_FLOOR, true).warnings())
                .noneMatch(warning -> warning.contains("go together"));
    }

    @Test
    void anOutlierIsNamedAndNotLeftOut() {
        List<Observation> runs = new ArrayList<>(equalCompute(0.002));
        Observation last = runs.removeLast();
        runs.add(new Observation(last.parameters(), last.tokens(), last.compute(), 1.1 * last.loss(), last.trunk()));
        assertThat(analyse(runs, Family.CHINCHILLA, false).warnings())
                .anyMatch(warning -> warning.startsWith("1 of 63 runs lie more than 6 robust"));
    }

    @Test
    void intervalsOfFewRunsAreAsWideAsTheirResidualsSay() {
        List<Observation> quiet = equalCompute(0.0002).stream().limit(36).toList();
        List<Observation> loud = equalCompute(0.002).stream().limit(36).toList();
        double narrow = width(analyse(quiet, Family.CHINCHILLA, false));
        double wide = width(analyse(loud, Family.CHINCHILLA, false));
        assertThat(wide / narrow).isCloseTo(10, Percentage.withPercentage(40));
    }

    private static double width(Analysis analysis) {
        Analysis.Optimum best = analysis.optima().getFirst();
        return Math.log(best.lossInterval().high() / best.lossInterval().low());
    }

    @Test
    void readingsOfTheSameTextAreNotSeeds() {
        List<Observation> runs = new ArrayList<>();
        for (double epochs : new double[] {1, 4, 16}) {
            runs.add(new Observation(1e8, 1e9, 6e17, 3 + epochs / 100, "run" + epochs, 1e9 / epochs));
        }
        assertThat(Rung.of(runs)).hasSize(3);
    }
}
