package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FormTest {
    private static List<Form> forms() {
        return Stream.<Form>concat(Stream.of(Family.values()), Stream.of(Curve.values()))
                .toList();
    }

    @Test
    void gradientsEqualFiniteDifferencesForEveryFamilyAndCurve() {
        SplittableRandom random = new SplittableRandom(3);
        for (Form form : forms()) {
            int k = form.dimension();
            for (int trial = 0; trial < 50; trial++) {
                double[] theta = random.doubles(k, -1, 1).toArray();
                double n = random.nextDouble(-2, 2);
                double d = random.nextDouble(-2, 2);
                double c = random.nextDouble(-2, 2);
                double[] gradient = new double[k];
                double[] unused = new double[k];
                form.logLoss(theta, n, d, c, gradient);
                for (int i = 0; i < k; i++) {
                    double[] up = theta.clone();
                    double[] down = theta.clone();
                    up[i] += 1e-5;
                    down[i] -= 1e-5;
                    double numeric = (form.logLoss(up, n, d, c, unused) - form.logLoss(down, n, d, c, unused)) / 2e-5;
                    assertThat(gradient[i])
                            .as("%s, coordinate %d", form, i)
                            .isCloseTo(numeric, Offset.offset(1e-7 * (1 + Math.abs(numeric))));
                }
            }
        }
    }

    @Test
    void theGradientOfRepeatedTextEqualsFiniteDifferencesOnBothSidesOfTheBestSize() {
        SplittableRandom random = new SplittableRandom(5);
        int excess = 0;
        for (int trial = 0; trial < 300; trial++) {
            double[] theta = random.doubles(7, -1, 1).toArray();
            double n = random.nextDouble(-2, 3);
            double d = random.nextDouble(-2, 2);
            double u = d - random.nextDouble(0, 4);
            double[] gradient = new double[7];
            double[] unused = new double[7];
            DataConstrainedForm.logLoss(theta, n, d, u, gradient);
            excess += gradient[6] == 0 ? 0 : 1;
            for (int i = 0; i < 7; i++) {
                double[] up = theta.clone();
                double[] down = theta.clone();
                up[i] += 1e-6;
                down[i] -= 1e-6;
                double numeric = (DataConstrainedForm.logLoss(up, n, d, u, unused)
                                - DataConstrainedForm.logLoss(down, n, d, u, unused))
                        / 2e-6;
                assertThat(gradient[i]).as("coordinate %d", i).isCloseTo(numeric, Offset.offset(1e-6));
            }
        }
        assertThat(excess).isBetween(50, 250);
    }

    @Test
    void theLawAtThetaPredictsWhatTheCoordinatesSay() {
        List<Observation> observations = SimulatedLadder.draw("Kaplan", 1).observations().stream()
                .map(o -> new Observation(
                        o.parameters(), o.tokens(), o.compute(), o.loss(), o.trunk(), Math.min(o.tokens(), 1.5e6)))
                .toList();
        double[] ones = new double[observations.size()];
        Arrays.fill(ones, 1);
        Sample sample = Sample.of(observations, ones);
        for (Family family : Family.values()) {
            double[] theta = family.starts(sample)[1];
            Law law = family.law(theta, sample);
            assertThat(family.theta(law, sample)).containsExactly(theta, Offset.offset(1e-9));
            assertThat(family.with(law.parameters())).isEqualTo(law);
            for (int i = 0; i < observations.size(); i++) {
                double logLoss = family.logLoss(theta, sample, i, new double[family.dimension()]);
                assertThat(Math.log(law.predict(observations.get(i).target())))
                        .isCloseTo(logLoss + sample.meanY(), Offset.offset(1e-9));
            }
        }
    }

    @Test
    void theGradientOfEveryMisfitEqualsFiniteDifferences() {
        List<Observation> observations = SimulatedLadder.draw("additive", 2).observations();
        double[] weights =
                new SplittableRandom(1).doubles(observations.size(), .5, 2).toArray();
        double[] counts = new double[observations.size()];
        Arrays.setAll(counts, i -> i % 3);
        Sample sample = Sample.of(observations, weights).drawn(counts);
        for (Objective objective : List.of(Objective.huber(0.05), Objective.leastSquares())) {
            for (Objective.Space space : Objective.Space.values()) {
                Misfit misfit = new Misfit(Family.CHINCHILLA, sample, objective.in(space));
                double[] theta = {-0.5, -1.2, -1, 1.6, -4.5};
                double[] gradient = new double[5];
                double[] unused = new double[5];
                misfit.at(theta, gradient);
                for (int i = 0; i < 5; i++) {
                    double[] up = theta.clone();
                    double[] down = theta.clone();
                    up[i] += 1e-6;
                    down[i] -= 1e-6;
                    double numeric = (misfit.at(up, unused) - misfit.at(down, unused)) / 2e-6;
                    assertThat(gradient[i]).isCloseTo(numeric, Offset.offset(1e-4 * (1 + Math.abs(numeric))));
                }
            }
        }
    }
}
