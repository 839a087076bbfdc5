package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
    private static final int DRAWS = 100_000;
    private static final float[] LOGS = logs(0.1, 0.4, 0.05, 0.3, 0.15);

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }

    private static double[] shares(float[] logs, double temperature, double topP) {
        double[] shares = new double[logs.length];
        TokenChoice choice = new TokenChoice(logs.length);
        for (int i = 0; i < DRAWS; i++) {
            shares[choice.choose(logs, temperature, topP, (i + 0.5) / DRAWS)] += 1.0 / DRAWS;
        }
        return shares;
    }

    @Test
    void atTemperatureOneTokensComeAsOftenAsTheirProbability() {
        assertThat(shares(LOGS, 1, 1)).containsExactly(new double[] {0.1, 0.4, 0.05, 0.3, 0.15}, within(1e-4));
    }

    @Test
    void temperatureRaisesProbabilitiesToItsInverse() {
        // At one half: squares, over their sum 0.01 + 0.16 + 0.0025 + 0.09 + 0.0225 = 0.285.
        assertThat(shares(LOGS, 0.5, 1))
                .containsExactly(
                        new double[] {0.01 / 0.285, 0.16 / 0.285, 0.0025 / 0.285, 0.09 / 0.285, 0.0225 / 0.285},
                        within(1e-4));
    }

    @Test
    void topPKeepsTheSmallestSetOfLikeliestTokensThatReachesIt() {
        assertThat(shares(LOGS, 1, 0.71))
                .containsExactly(new double[] {0, 0.4 / 0.85, 0, 0.3 / 0.85, 0.15 / 0.85}, within(1e-4));
        assertThat(shares(LOGS, 1, 1e-9)).containsExactly(new double[] {0, 1, 0, 0, 0}, within(1e-9));
    }

    /** One likeliest token after the other, until they reach the mass. */
    @Test
    void topPKeepsWhatSearchingOneAfterTheOtherKeeps() {
        for (int seed = 0; seed < 200; seed++) {
            int size = 1 + seed % 40;
            // in steps, so that some are equal
            float[] logs = new Sample(seed).floats(size, 2);
            for (int i = 0; i < size; i++) {
                logs[i] = Math.round(2 * logs[i]) / 2f;
            }
            double topP = (1 + seed % 20) / 20.0 - 1e-3;
            List<Integer> order = IntStream.range(0, size)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -logs[i]))
                    .toList();
            double all = order.stream().mapToDouble(i -> Math.exp(logs[i])).sum();
            double reached = 0;
            TreeSet<Integer> expected = new TreeSet<>();
            for (int i = 0; i < size && reached < topP * all; i++) {
                expected.add(order.get(i));
                reached += Math.exp(logs[order.get(i)]);
            }
            TokenChoice choice = new TokenChoice(size);
            TreeSet<Integer> drawn = new TreeSet<>();
            for (int i = 0; i < 2_000; i++) {
                drawn.add(choice.choose(logs, 1, topP, (i + 0.5) / 2_000));
            }
            assertThat(expected).as("seed %d", seed).containsAll(drawn);
            assertThat(drawn).as("seed %d", seed).contains(order.getFirst());
        }
    }

    @Test
    void temperatureZeroTakesTheLikeliestAndOfEqualsTheFirst() {
        TokenChoice choice = new TokenChoice(4);
        float[] logs = logs(0.1, 0.4, 0.4, 0.1);
        assertThat(choice.choose(logs, 0, 1, 0.999)).isEqualTo(1);
        assertThat(choice.choose(logs, 0, 0.1, 0)).isEqualTo(1);
    }

    @Test
    void impossibleTokensAreNeverDrawn() {
        float[] logs = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY};
        TokenChoice choice = new TokenChoice(3);
        assertThat(choice.choose(logs, 1, 1, 0)).isEqualTo(1);
        assertThat(choice.choose(logs, 1, 1, Math.nextDown(1.0))).isEqualTo(1);
    }
}
