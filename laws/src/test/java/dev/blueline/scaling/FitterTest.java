package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FitterTest {
    private static final Law[] TRUTHS = {
        new Power(1e20, 0.08),
        new PowerFloor(1.2, 40, 0.12),
        new KaplanJoint(8e8, 3e9, 0.2, 0.25),
        new KaplanJointFloor(0.8, new KaplanJoint(2e7, 6e7, 0.3, 0.35)),
        new Chinchilla(1.8172, 482, 0.3478, 2085, 0.3658),
        new Overtrained(1.7, 140, 190, 0.18),
        new DataConstrained(new Chinchilla(1.87, 521, 0.353, 1488, 0.353), 15.4, 5.3)
    };

    private static List<Observation> grid(Law law) {
        List<Observation> observations = new ArrayList<>();
        for (double n = 3e7; n < 1e10; n *= 3) {
            for (double d = 3e8; d < 1e11; d *= 4) {
                for (double epochs : law instanceof DataConstrained ? new double[] {1, 4, 20, 60} : new double[] {1}) {
                    double loss = law.predict(new Target(n, d, 6 * n * d, d / epochs));
                    observations.add(new Observation(n, d, 6 * n * d, loss, "n" + n, d / epochs));
                }
            }
        }
        return observations;
    }

    @Test
    void recoversKnownParametersOfEveryFamilyFromNoiselessLosses() {
        for (Law truth : TRUTHS) {
            Law fitted =
                    new Fitter().fit(truth.family(), grid(truth)).orElseThrow().law();
            truth.parameters()
                    .forEach((name, value) -> assertThat(
                                    Objects.requireNonNull(fitted.parameters().get(name)))
                            .as("%s of %s", name, truth.family())
                            .isCloseTo(value, Percentage.withPercentage(1)));
        }
    }

    @Test
    void aFloorThatIsNotThereIsFittedAsZeroOrNearly() {
        Law fitted = new Fitter()
                .fit(Family.KAPLAN_FLOOR, grid(new KaplanJoint(8e8, 3e9, 0.2, 0.25)))
                .orElseThrow()
                .law();
        assertThat(fitted.floor()).isLessThan(0.05);
    }

    @Test
    void tooFewSizesOrRungsAreLeftUnfitted() {
        List<Observation> oneSize = grid(TRUTHS[4]).subList(0, 4);
        assertThat(new Fitter().fit(Family.KAPLAN, oneSize)).isEmpty();
        assertThat(new Fitter().fit(Family.CHINCHILLA, oneSize)).isEmpty();
        assertThat(new Fitter().fit(Family.POWER, oneSize)).isPresent();
    }

    /** Published: E 1.700, A 184.7, B 1633, alpha .289, beta .356, by an asymmetric loss that fits the lower edge: up to 3% below. */
    @Test
    void agreesWithThePublishedFitOfARunTableWithinThreePercentOnEveryRun() throws IOException {
        List<Observation> runs = kyoTakano();
        assertThat(runs).hasSize(234);
        Fit fit = new Fitter().fit(Family.CHINCHILLA, runs).orElseThrow();
        assertThat(fit.rmse()).isLessThan(0.006);
        Chinchilla published = new Chinchilla(1.700, 184.7, 0.289, 1633, 0.356);
        for (Observation run : runs) {
            double difference = Math.log(fit.law().predict(run.target()) / published.predict(run.target()));
            assertThat(difference).isCloseTo(0, Offset.offset(0.03));
        }
        double a = fit.law().exponents().orElseThrow().parameters();
        assertThat(a).isCloseTo(0.356 / (0.289 + 0.356), Offset.offset(0.06));
    }

    @Test
    void followingEveryStartOfTheGridFindsNothingBetterThanTheBestTwentyFour() throws IOException {
        List<Observation> runs = kyoTakano();
        double few =
                new Fitter(1e-3, 24).fit(Family.CHINCHILLA, runs).orElseThrow().objective();
        double all = new Fitter(1e-3, 10_000)
                .fit(Family.CHINCHILLA, runs)
                .orElseThrow()
                .objective();
        assertThat(few).isCloseTo(all, Percentage.withPercentage(1e-4));
    }

    @Property(tries = 20)
    void predictionsDoNotDependOnUnits(
            @ForAll @IntRange(min = -9, max = 9) int sizeUnit,
            @ForAll @IntRange(min = -9, max = 9) int tokenUnit,
            @ForAll @IntRange(min = -3, max = 3) int lossUnit) {
        double n = Math.pow(10, sizeUnit);
        double d = Math.pow(10, tokenUnit);
        double l = Math.pow(2, lossUnit);
        List<Observation> plain = SimulatedLadder.draw("additive", 5).observations();
        List<Observation> scaled = plain.stream()
                .map(o -> new Observation(
                        o.parameters() * n, o.tokens() * d, o.compute() * n * d, o.loss() * l, o.trunk()))
                .toList();
        for (Family family : Family.RIVALS) {
            Law first = new Fitter(0.01, 6).fit(family, plain).orElseThrow().law();
            Law second = new Fitter(0.01, 6).fit(family, scaled).orElseThrow().law();
            for (int i = 0; i < plain.size(); i++) {
                double expected = first.predict(plain.get(i).target()) * l;
                Assertions.assertThat(second.predict(scaled.get(i).target()))
                        .isCloseTo(expected, Percentage.withPercentage(0.01));
            }
        }
    }

    /** 234 runs of kyo-takano/chinchilla (Apache-2.0): C, N, D, loss. */
    private static List<Observation> kyoTakano() throws IOException {
        List<Observation> runs = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(FitterTest.class.getResourceAsStream("kyo-takano-runs.csv"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().skip(1).toList()) {
                String[] f = line.split(",", -1);
                runs.add(new Observation(
                        Double.parseDouble(f[1]),
                        Double.parseDouble(f[2]),
                        Double.parseDouble(f[0]),
                        Double.parseDouble(f[3]),
                        f[1]));
            }
        }
        return runs;
    }
}
