package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LbfgsTest {
    @Test
    void findsTheMinimumOfRosenbrocksValley() {
        double[] x = {-1.2, 1};
        double value = new Lbfgs(2)
                .minimise(
                        (p, g) -> {
                            double a = 1 - p[0];
                            double b = p[1] - p[0] * p[0];
                            g[0] = -2 * a - 400 * p[0] * b;
                            g[1] = 200 * b;
                            return a * a + 100 * b * b;
                        },
                        x,
                        200,
                        0);
        assertThat(value).isLessThan(1e-15);
        assertThat(x).containsExactly(new double[] {1, 1}, Offset.offset(1e-6));
    }

    @Test
    void comesCloseToAMinimumAtAKink() {
        double[] x = {3, -2};
        double value = new Lbfgs(2)
                .minimise(
                        (p, g) -> {
                            g[0] = Math.signum(p[0] - 1);
                            g[1] = 10 * Math.signum(p[1]);
                            return Math.abs(p[0] - 1) + 10 * Math.abs(p[1]);
                        },
                        x,
                        200,
                        0);
        assertThat(value).isLessThan(1e-6);
    }
}
