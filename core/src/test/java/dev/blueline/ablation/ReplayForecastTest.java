package dev.blueline.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against made-up losses whose best share is known. */
class ReplayForecastTest {
    private static final List<Double> SHARES = List.of(0.0, 0.05, 0.1, 0.25, 0.5);
    private static final double SLOPE = 0.15;
    private static final double FORGETTING = 0.05;
    private static final double RHO = 0.05;

    /** Where the slopes of both parts are equal: b / (1 - r) = d / (rho + r). */
    private static double optimum() {
        return (FORGETTING - SLOPE * RHO) / (SLOPE + FORGETTING);
    }

    private static List<ReplayPoint> runs(long parameters, double noise, SplittableRandom random) {
        List<ReplayPoint> points = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            double ofDomain = 3 * noise * random.nextGaussian();
            double ofRest = 3 * noise * random.nextGaussian();
            for (double share : SHARES) {
                points.add(new ReplayPoint(
                        parameters,
                        1000,
                        share,
                        seed,
                        -0.4 - SLOPE * Math.log(1 - share) + ofDomain + noise * random.nextGaussian(),
                        0.15 - FORGETTING * Math.log1p(share / RHO) + ofRest + noise * random.nextGaussian()));
            }
        }
        return points;
    }

    @Test
    void withoutNoiseTheCurveAndItsOptimumAreFoundExactly() {
        ReplayCurve curve = ReplayCurve.of(runs(1000, 0, new SplittableRandom(1)));
        assertThat(curve.domainAt(0.3)).isCloseTo(-0.4 - SLOPE * Math.log(0.7), within(1e-9));
        assertThat(curve.restAt(0.3)).isCloseTo(0.15 - FORGETTING * Math.log1p(0.3 / RHO), within(1e-9));
        assertThat(curve.best(0.5, 1)).isCloseTo(optimum(), within(0.0051));
    }

    @Test
    void theMoreTheRestCountsTheMoreReplayIsBest() {
        ReplayCurve curve = ReplayCurve.of(runs(1000, 0, new SplittableRandom(1)));
        assertThat(curve.best(0.5, 0)).isZero();
        assertThat(curve.best(0.5, 0.5)).isBetween(0.01, curve.best(0.5, 1) - 0.01);
        assertThat(curve.best(0.5, 1)).isLessThan(curve.best(0.5, 4));
    }

    @Test
    void withNoiseTheOptimumLiesInTheIntervalAsOftenAsItSays() {
        int inside = 0;
        int chosen = 0;
        SplittableRandom random = new SplittableRandom(7);
        for (int study = 0; study < 20; study++) {
            List<ReplayPoint> points = runs(1000, 0.004, random);
            points.addAll(runs(3000, 0.004, random));
            ReplayForecast forecast = ReplayForecast.of(points, 9000, SHARES, 1, 3);
            List<Double> best = ReplayForecast.quantiles(forecast.best());
            inside += best.getFirst() <= optimum() + 0.005 && optimum() - 0.005 <= best.getLast() ? 1 : 0;
            chosen += forecast.share() == 0.1 || forecast.share() == 0.25 ? 1 : 0;
        }
        assertThat(inside).isGreaterThanOrEqualTo(17);
        assertThat(chosen).isGreaterThanOrEqualTo(19);
    }

    @Test
    void forecastLossesCoverWhatTheNextSizeGives() {
        int inside = 0;
        SplittableRandom random = new SplittableRandom(11);
        for (int study = 0; study < 20; study++) {
            List<ReplayPoint> points = runs(1000, 0.004, random);
            points.addAll(runs(3000, 0.004, random));
            ReplayForecast forecast = ReplayForecast.of(points, 9000, SHARES, 1, 3);
            double measured = runs(9000, 0.004, random).stream()
                    .filter(point -> point.share() == forecast.share())
                    .mapToDouble(ReplayPoint::domain)
                    .average()
                    .orElseThrow();
            List<Double> quantiles = ReplayForecast.quantiles(forecast.domain());
            inside += quantiles.getFirst() <= measured && measured <= quantiles.getLast() ? 1 : 0;
        }
        assertThat(inside).isBetween(15, 20);
    }
}
