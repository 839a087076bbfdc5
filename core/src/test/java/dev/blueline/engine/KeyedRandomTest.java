package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {
    private static final int DRAWS = 200_000;

    @Test
    void uniformDrawsFillEveryTenthEvenly() {
        int[] counts = new int[10];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) (10 * KeyedRandom.uniform(1, 2, i))]++;
        }
        double chiSquared = 0;
        for (int count : counts) {
            chiSquared += Math.pow(count - DRAWS / 10.0, 2) / (DRAWS / 10.0);
        }
        // 27.9 is exceeded once in a thousand keys at nine degrees of freedom.
        assertThat(chiSquared).isLessThan(27.9);
    }

    @Test
    void normalDrawsHaveTheMomentsAndTailsOfTheNormalDistribution() {
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        int beyondTwo = 0;
        for (int i = 0; i < DRAWS; i++) {
            double z = KeyedRandom.normal(7, KeyedRandom.purpose("w"), i);
            sum += z;
            squares += z * z;
            fourths += z * z * z * z;
            beyondTwo += Math.abs(z) > 2 ? 1 : 0;
        }
        assertThat(sum / DRAWS).isCloseTo(0, within(0.01));
        assertThat(squares / DRAWS).isCloseTo(1, within(0.015));
        assertThat(fourths / DRAWS).isCloseTo(3, within(0.1));
        assertThat(beyondTwo / (double) DRAWS).isCloseTo(0.0455, within(0.002));
    }

    @Test
    void neighbouringKeysOfEveryPartAreUncorrelated() {
        double bySeed = 0;
        double byPurpose = 0;
        double byIndex = 0;
        for (int i = 0; i < DRAWS; i++) {
            double z = KeyedRandom.normal(i, 0, 0);
            bySeed += z * KeyedRandom.normal(i + 1, 0, 0);
            byPurpose += z * KeyedRandom.normal(i, 1, 0);
            byIndex += z * KeyedRandom.normal(i, 0, 1);
        }
        assertThat(bySeed / DRAWS).isCloseTo(0, within(0.01));
        assertThat(byPurpose / DRAWS).isCloseTo(0, within(0.01));
        assertThat(byIndex / DRAWS).isCloseTo(0, within(0.01));
    }

    @Test
    void distinctKeysOfASmallCubeGiveDistinctBits() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 30; seed++) {
            for (int purpose = 0; purpose < 30; purpose++) {
                for (int index = 0; index < 30; index++) {
                    seen.add(KeyedRandom.bits(seed, purpose, index));
                }
            }
        }
        assertThat(seen).hasSize(30 * 30 * 30);
    }
}
