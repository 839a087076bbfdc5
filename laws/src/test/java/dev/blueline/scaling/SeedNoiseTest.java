package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SeedNoiseTest {
    @Test
    void recoversDeviationSlopeAndTrunkShareFromManySeeds() {
        SplittableRandom random = new SplittableRandom(8);
        List<Observation> observations = new ArrayList<>();
        for (double size : new double[] {4e4, 1.2e5, 3.6e5}) {
            double sd = .02 * Math.pow(size / 4e4, -.6);
            for (int seed = 0; seed < 200; seed++) {
                double shared = random.nextGaussian();
                for (double tokens : new double[] {1e6, 2e6, 4e6}) {
                    double z = Math.sqrt(.7) * shared + Math.sqrt(.3) * random.nextGaussian();
                    observations.add(
                            new Observation(size, tokens, size * tokens, 3 * Math.exp(sd * z), size + "/" + seed));
                }
            }
        }
        SeedNoise noise = SeedNoise.estimate(observations);
        assertThat(noise.at(4e4)).isCloseTo(.02, Percentage.withPercentage(8));
        assertThat(noise.at(3.6e5)).isCloseTo(.02 * Math.pow(9, -.6), Percentage.withPercentage(8));
        assertThat(noise.slope()).isCloseTo(-.6, Offset.offset(.08));
        assertThat(noise.trunkShare()).isCloseTo(.7, Offset.offset(.06));
    }

    @Test
    void withoutRepeatedSeedsThePriorStands() {
        SeedNoise noise = SeedNoise.estimate(
                List.of(new Observation(1e5, 1e6, 1e11, 3, "a"), new Observation(1e5, 2e6, 2e11, 2.9, "a")));
        assertThat(noise.at(1e5)).isCloseTo(.006, Offset.offset(1e-9));
        assertThat(noise.slope()).isEqualTo(-.5);
        assertThat(noise.at(1e12)).isEqualTo(SeedNoise.FLOOR);
    }
}
