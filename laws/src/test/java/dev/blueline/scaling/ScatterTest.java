package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ScatterTest {
    @Test
    void noiseAboutAPowerLawIsFound() {
        SplittableRandom random = new SplittableRandom(1);
        List<Judge.Point> points = new ArrayList<>();
        List<Judge.Point> scores = new ArrayList<>();
        for (int k = 0; k < 400; k++) {
            double x = Math.pow(1.1, k * .9 + .1 * random.nextDouble());
            points.add(new Judge.Point(x, 3 * Math.pow(x, -.1) * Math.exp(.012 * random.nextGaussian())));
            scores.add(new Judge.Point(x, .5 + .02 * random.nextGaussian()));
        }
        assertThat(Scatter.of(points, new Metric.Loss())).isCloseTo(.012, Percentage.withPercentage(10));
        assertThat(Scatter.of(scores, new Metric.Score(1))).isCloseTo(.02, Percentage.withPercentage(10));
    }

    @Test
    void twoSeedsOfOnePlaceCountToo() {
        List<Judge.Point> points = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int k = 0; k < 400; k++) {
            points.add(new Judge.Point(1 + k % 2, 2 * Math.exp(.03 * random.nextGaussian())));
        }
        assertThat(Scatter.of(points, new Metric.Loss())).isCloseTo(.03, Percentage.withPercentage(10));
    }
}
