package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BrokenPowerTest {
    /** 4-digit addition, cross-entropy by training examples: the 17 points of Caballero et al. 2023, figure 4, from the authors' program. */
    private static final double[] EXAMPLES = {
        160, 192, 256, 320, 384, 448, 480, 512, 544, 576, 608, 640, 672, 736, 800, 864, 928
    };

    private static final double[] LOSSES = {
        2.13809046,
        2.11813418,
        2.08955508,
        2.06988398,
        2.05404987,
        2.03837089,
        2.02814281,
        2.00496872,
        1.95576149,
        1.86313841,
        1.70891537,
        1.50637664,
        1.29754721,
        0.96559684,
        0.75856477,
        0.64768338,
        0.55695445
    };
    /** The authors' law of that task, from the program of their figure 5. */
    private static final BrokenPower PUBLISHED = new BrokenPower(
            0.41388453071629455,
            2.2772722897737556,
            0.055077348404973955,
            5.662903816010331,
            612.5836172918001,
            0.059193036393742314);

    private static List<Observation> observations(double[] xs, double[] ys) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            observations.add(new Observation(1, 1, xs[i], ys[i], "run" + i));
        }
        return observations;
    }

    private static BrokenPower fit(List<Observation> observations) {
        return (BrokenPower) new Fitter(Objective.leastSquares(), 60)
                .fit(Family.BROKEN_POWER, observations)
                .orElseThrow()
                .law();
    }

    @Test
    void thePublishedLawPassesThroughThePublishedPoints() {
        for (int i = 0; i < EXAMPLES.length; i++) {
            assertThat(PUBLISHED.predict(EXAMPLES[i])).isCloseTo(LOSSES[i], Percentage.withPercentage(3));
        }
    }

    @Test
    void fittedToThePublishedPointsTheBreakLiesWhereTheAuthorsFoundIt() {
        BrokenPower fitted = fit(observations(EXAMPLES, LOSSES));
        assertThat(fitted.at()).isCloseTo(PUBLISHED.at(), Percentage.withPercentage(2));
        assertThat(fitted.before()).isCloseTo(PUBLISHED.before(), Offset.offset(0.01));
        assertThat(fitted.width()).isCloseTo(PUBLISHED.width(), Percentage.withPercentage(20));
        for (int i = 0; i < EXAMPLES.length; i++) {
            assertThat(fitted.predict(EXAMPLES[i])).isCloseTo(LOSSES[i], Percentage.withPercentage(1.5));
        }
    }

    @Test
    void everyParameterIsFoundAgainFromTheAuthorsNoiselessSimulation() {
        double[] xs = new double[60];
        double[] ys = new double[60];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = Math.round(20 * Math.pow(1.09, i));
            ys[i] = PUBLISHED.predict(xs[i]);
        }
        BrokenPower fitted = fit(observations(xs, ys));
        PUBLISHED
                .parameters()
                .forEach((name, value) -> assertThat(fitted.parameters().getOrDefault(name, Double.NaN))
                        .as(name)
                        .isCloseTo(value, Percentage.withPercentage(1)));
    }

    @Test
    void aLineThatFlattensIsFoundAgainFromNoisyRuns() {
        BrokenPower truth = new BrokenPower(0.5, 3 * Math.pow(1e10, 0.4), 0.4, -0.3, 1e12, 0.3);
        SplittableRandom random = new SplittableRandom(5);
        List<Observation> runs = new ArrayList<>();
        for (double x = 1e10; x < 1e15; x *= 1.3) {
            runs.add(new Observation(1, 1, x, truth.predict(x) * Math.exp(0.002 * random.nextGaussian()), "run" + x));
        }
        BrokenPower fitted = fit(runs);
        assertThat(Math.log(fitted.at() / truth.at())).isCloseTo(0, Offset.offset(0.7));
        for (double x = 1e10; x < 1e15; x *= 3) {
            assertThat(fitted.predict(x)).isCloseTo(truth.predict(x), Percentage.withPercentage(0.3));
        }
    }

    /** The formula as the paper prints it, where its powers do not overflow. */
    @Test
    void theLawIsTheFormulaOfThePaper() {
        for (double x : new double[] {1, 100, 600, 613, 2000}) {
            double expected = PUBLISHED.floor()
                    + PUBLISHED.factor()
                            * Math.pow(x, -PUBLISHED.before())
                            * Math.pow(
                                    1 + Math.pow(x / PUBLISHED.at(), 1 / PUBLISHED.width()),
                                    -PUBLISHED.change() * PUBLISHED.width());
            assertThat(PUBLISHED.predict(x)).isCloseTo(expected, Percentage.withPercentage(1e-9));
        }
        assertThat(PUBLISHED.predict(1e30)).isCloseTo(PUBLISHED.floor(), Percentage.withPercentage(1e-6));
    }
}
