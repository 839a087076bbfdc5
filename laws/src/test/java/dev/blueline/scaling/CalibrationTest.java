package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
    @TempDir
    Path folder;

    private static Forecast forecast(String id, Forecast.NaiveForecasts naive) {
        return new Forecast(
                id,
                "loss",
                new Target(1e9, 2e10, 1.2e20),
                2,
                1.8,
                2.2,
                List.of(1.8, 1.85, 1.9, 2.0, 2.1, 2.15, 2.2),
                Map.of("CHINCHILLA", 1.0),
                Map.of("CHINCHILLA", 2.0),
                naive,
                "d",
                "l",
                Instant.EPOCH);
    }

    @Test
    void theIntervalScoreIsItsWidthAndTwentyTimesTheDistanceOutside() {
        Forecast forecast = forecast("a", Forecast.NaiveForecasts.UNKNOWN);
        assertThat(forecast.intervalScore(Forecast.Level.NINETY, 2.1)).isCloseTo(0.4, Offset.offset(1e-12));
        assertThat(forecast.intervalScore(Forecast.Level.NINETY, 2.25)).isCloseTo(0.4 + 20 * 0.05, Offset.offset(1e-9));
        assertThat(forecast.intervalScore(Forecast.Level.HALF, 1.8)).isCloseTo(0.2 + 4 * 0.1, Offset.offset(1e-9));
    }

    @Test
    void theBinomialIntervalIsThatOfClopperAndPearson() {
        Calibration.Coverage of = Calibration.Coverage.of(0.9, 9, 10);
        assertThat(of.low()).isCloseTo(0.5550, Offset.offset(1e-4));
        assertThat(of.high()).isCloseTo(0.9975, Offset.offset(1e-4));
        assertThat(Calibration.Coverage.of(0.9, 10, 10).low()).isCloseTo(0.6915, Offset.offset(1e-4));
    }

    @Test
    void coverageCountsScoredForecastsAndNaiveOnesOnlyWhereKnown() {
        ForecastRegistry registry = new ForecastRegistry(folder);
        registry.register(forecast("a", new Forecast.NaiveForecasts(2.5, 1.9)));
        registry.register(forecast("b", Forecast.NaiveForecasts.UNKNOWN));
        registry.register(forecast("c", Forecast.NaiveForecasts.UNKNOWN));
        Instant later = Instant.now().plusSeconds(60);
        registry.score("a", later, 2.12);
        registry.score("b", later, 2.5);
        Calibration calibration = Calibration.of(List.of(new ForecastRegistry(folder)));
        assertThat(calibration.registered()).isEqualTo(3);
        assertThat(calibration.scored()).isEqualTo(2);
        assertThat(calibration.coverage().stream().map(Calibration.Coverage::inside))
                .containsExactly(0, 1, 1);
        assertThat(calibration.withNaive()).isEqualTo(1);
        assertThat(calibration.noChangeError()).isCloseTo(2.5 / 2.12 - 1, Offset.offset(1e-12));
        assertThat(registry.find("b").orElseThrow().naive().known()).isFalse();
    }

    @Test
    void aBacktestOfRunsFromALawHasSmallErrorsAndIntervalsThatHold() {
        SplittableRandom random = new SplittableRandom(5);
        Law truth = new Chinchilla(1.8, 480, 0.35, 2100, 0.37);
        List<Observation> runs = new ArrayList<>();
        for (double n = 1e7; n < 5e8; n *= 2) {
            for (double ratio : new double[] {10, 20, 40}) {
                Target at = new Target(n, ratio * n, 6 * n * n * ratio);
                double loss = truth.predict(at) * Math.exp(0.005 * random.nextGaussian());
                runs.add(new Observation(n, at.tokens(), at.compute(), loss, "t" + runs.size()));
            }
        }
        Forecaster.Settings s = Forecaster.Settings.standard();
        List<RollingForecasts.Held> held = RollingForecasts.run(
                runs,
                new Forecaster.Settings(
                        80,
                        1,
                        2,
                        s.objective(),
                        s.noise(),
                        List.of(Family.CHINCHILLA),
                        s.weighing(),
                        s.resampling(),
                        4,
                        s.grid()),
                4,
                share -> {});
        List<RollingForecasts.Bin> bins = RollingForecasts.bins(held);
        assertThat(bins.stream().mapToInt(RollingForecasts.Bin::forecasts).sum())
                .isEqualTo(held.size());
        assertThat(bins.getFirst().medianError()).isLessThan(0.02);
        assertThat(held.stream().filter(RollingForecasts.Held::inside).count() / (double) held.size())
                .isGreaterThan(0.7);
    }

    @Test
    void sharesOfVarianceAddUpToThatOfTheForecastsInterval() {
        SplittableRandom random = new SplittableRandom(6);
        Law truth = new Chinchilla(1.8, 480, 0.35, 2100, 0.37);
        List<Observation> runs = new ArrayList<>();
        for (double n : new double[] {1e7, 2e7, 4e7, 8e7}) {
            for (double ratio : new double[] {10, 20, 40}) {
                Target at = new Target(n, ratio * n, 6 * n * n * ratio);
                runs.add(new Observation(
                        n,
                        at.tokens(),
                        at.compute(),
                        truth.predict(at) * Math.exp(0.005 * random.nextGaussian()),
                        "t" + runs.size()));
            }
        }
        Forecaster.Settings s = Forecaster.Settings.standard();
        Mixture mixture = Forecaster.study(
                        runs,
                        new Forecaster.Settings(
                                300,
                                1,
                                2,
                                s.objective(),
                                s.noise(),
                                List.of(Family.CHINCHILLA),
                                s.weighing(),
                                s.resampling(),
                                4,
                                s.grid()))
                .mixture();
        Target far = new Target(2e8, 4e9, 4.8e18);
        VarianceShares shares = VarianceShares.of(mixture, far);
        Mixture.Prediction at = mixture.at(far);
        double sd = Math.log(at.high() / at.low()) / 2 / 1.645;
        assertThat(Math.sqrt(shares.total())).isCloseTo(sd, Offset.offset(0.15 * sd));
        assertThat(shares.choice()).isCloseTo(0, Offset.offset(1e-12));
        assertThat(Extrapolation.of(mixture.span(), far).parameters()).isCloseTo(2.5, Offset.offset(1e-9));
    }
}
