package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The 245 runs of Hoffmann et al. 2022 as digitised by Besiroglu et al. 2024 (arXiv 2404.10102), which are not part of this
 * repository; published figures as in their notebook.
 */
class ChinchillaTableTest {
    private static final Path FILE = Path.of("..", "..", "shared", "data", "chinchilla", "runs.csv");
    private static final List<Observation> RUNS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.exists(FILE), FILE + " is not here");
        for (String line : Files.readAllLines(FILE).stream().skip(1).toList()) {
            String[] f = line.split(",", -1);
            double n = Double.parseDouble(f[3]);
            double c = Double.parseDouble(f[4]);
            RUNS.add(new Observation(n, c / (6 * n), c, Double.parseDouble(f[6]), f[3]));
        }
        double fifth = RUNS.stream()
                .map(Observation::loss)
                .sorted(Comparator.reverseOrder())
                .skip(4)
                .findFirst()
                .orElseThrow();
        RUNS.removeIf(run -> run.loss() >= fifth);
        assertThat(RUNS).hasSize(240);
    }

    @Test
    void hubersLossGivesTheLiteralRefit() {
        check(fit(Objective.huber(1e-3), RUNS), 1.8172, 477.83, 2143.4, .34731, .36717);
    }

    @Test
    void leastAbsoluteDeviationsGiveThePublishedRefit() {
        check(fit(Objective.leastAbsolute(), RUNS), 1.81684, 481.93, 2085.0, .34780, .36584);
    }

    @Test
    void squaresOfLossesBelowABudgetGiveTheThirdRecipe() {
        List<Observation> below = RUNS.stream()
                .filter(run -> run.compute() < 1e21)
                .map(run -> new Observation(
                        run.parameters() / 1e6, run.tokens() / 1e9, run.compute(), run.loss(), run.trunk()))
                .toList();
        assertThat(below).hasSize(217);
        check(fit(Objective.leastSquares().in(Objective.Space.LINEAR), below), 1.9051, 4.0005, 1.0509, .3511, .4587);
    }

    @Test
    void bootstrapIntervalsAreNearThePublishedOnes() {
        Forecaster.Settings settings = new Forecaster.Settings(
                400,
                1,
                2,
                Objective.huber(Objective.HOFFMANN_DELTA),
                Optional.empty(),
                List.of(Family.CHINCHILLA),
                Weighing.EQUAL,
                Resampling.ROWS,
                24,
                Fitter.Grid.FAMILY);
        var intervals = Forecaster.study(RUNS, settings).laws(0.95).getFirst().intervals();
        near(intervals.get("A"), 286, 744, 15);
        near(intervals.get("B"), 1042, 5810, 15);
        near(intervals.get("E"), 1.769, 1.871, 0.5);
        near(intervals.get("alpha"), .317, .373, 2);
        near(intervals.get("beta"), .331, .415, 2);
    }

    private static void near(Outlook.@Nullable Interval interval, double low, double high, double percent) {
        assertThat(interval).isNotNull();
        assertThat(Objects.requireNonNull(interval).low()).isCloseTo(low, Percentage.withPercentage(percent));
        assertThat(interval.high()).isCloseTo(high, Percentage.withPercentage(percent));
    }

    private static Chinchilla fit(Objective objective, List<Observation> runs) {
        return (Chinchilla) new Fitter(objective, 48)
                .fit(Family.CHINCHILLA, runs)
                .orElseThrow()
                .law();
    }

    private static void check(Chinchilla law, double e, double a, double b, double alpha, double beta) {
        assertThat(law.floor()).isCloseTo(e, Offset.offset(2e-4));
        assertThat(law.a()).isCloseTo(a, Percentage.withPercentage(0.5));
        assertThat(law.b()).isCloseTo(b, Percentage.withPercentage(0.5));
        assertThat(law.alpha()).isCloseTo(alpha, Offset.offset(2e-4));
        assertThat(law.beta()).isCloseTo(beta, Offset.offset(2e-4));
    }
}
