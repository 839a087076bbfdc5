package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.problems.Problem;
import dev.blueline.scaling.ForecastRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageForecastsTest {
    @TempDir
    Path folder;

    /** Problems whose pass rates have the distribution Beta(1, 8): pass@k is 1 - 8 / (8 + k). */
    private static List<Pool> pools(int problems, int attempts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < problems; i++) {
            double rate = 1 - Math.pow(random.nextDouble(), 1 / 8.0);
            List<Attempt> drawn = new ArrayList<>();
            for (int j = 0; j < attempts; j++) {
                boolean right = random.nextDouble() < rate;
                drawn.add(new Attempt(right ? "7" : "8", -1, right ? 1 : 0, 1, 1));
            }
            pools.add(new Pool(new Problem("copy", 1, "7", "7", "7", 1), 1, drawn));
        }
        return pools;
    }

    private static List<Pool> first(List<Pool> pools, int attempts) {
        return pools.stream()
                .map(pool -> new Pool(pool.problem(), 1, pool.attempts().subList(0, attempts)))
                .toList();
    }

    @Test
    void aForecastStandsBeforeTheManyAreSeenAndIsScoredOnceAgainstThem() {
        List<Pool> all = pools(200, 512, 3);
        CoverageForecasts forecasts = new CoverageForecasts(folder, "copy", 50, 500, 1);
        forecasts.register(1, first(all, 64));
        forecasts.register(1, first(all, 64)); // does nothing
        assertThat(new ForecastRegistry(folder).forecasts()).hasSize(2);
        List<CoverageForecasts.Scored> scored = forecasts.score(1, all);
        assertThat(scored).extracting(CoverageForecasts.Scored::law).containsExactly("coverage", "beta-binomial");
        CoverageForecasts.Scored beta = scored.getLast();
        assertThat(beta.predicted()).isCloseTo(1 - 8 / 508.0, within(0.02));
        assertThat(beta.measured()).isCloseTo(1 - 8 / 508.0, within(0.02));
        assertThat(beta.error()).isCloseTo(beta.predicted() - beta.measured(), within(1e-12));
        assertThat(beta.low()).isLessThan(beta.predicted());
        assertThat(forecasts.score(1, all)).isEqualTo(scored);
        assertThat(new ForecastRegistry(folder).scores()).hasSize(2);
    }

    @Test
    void whereNothingIsRightNothingIsForecast() {
        List<Pool> never = pools(5, 64, 1).stream()
                .map(pool -> new Pool(
                        pool.problem(),
                        1,
                        pool.attempts().stream()
                                .map(of -> new Attempt("8", -1, 0, 1, 1))
                                .toList()))
                .toList();
        CoverageForecasts forecasts = new CoverageForecasts(folder, "copy", 50, 64, 1);
        forecasts.register(1, never);
        assertThat(forecasts.score(1, never)).isEmpty();
    }

    /** Two of four right: one of two is right unless both are of the two wrong ones, 1 - 1/6. */
    @Test
    void coverageIsUnbiased() {
        assertThat(CoverageForecasts.pass(new int[] {2}, 4, 2).value()).isCloseTo(5 / 6.0, within(1e-12));
    }
}
