package dev.blueline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class NoticesTest {
    @Test
    void aSmoothNoisyRunHasNothingToSee() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(Notices.of(log(seed, i -> 0))).isEmpty();
        }
    }

    @Test
    void aSpikeIsFoundAtItsStepWithItsRecovery() {
        List<Notice> notices = Notices.of(log(1, i -> i >= 600 && i < 620 ? .5 : 0));
        assertThat(notices).singleElement().isInstanceOfSatisfying(Notice.Spike.class, spike -> {
            assertThat(spike.step()).isEqualTo(600);
            assertThat(spike.recovered().orElseThrow()).isBetween(615L, 622L);
        });
    }

    @Test
    void aSpikeAtTheEndIsNotBackYet() {
        List<Notice> notices = Notices.of(log(1, i -> i >= 990 ? .5 : 0));
        assertThat(notices)
                .singleElement()
                .isInstanceOfSatisfying(
                        Notice.Spike.class,
                        spike -> assertThat(spike.recovered()).isEmpty());
    }

    @Test
    void aLossThatGoesUpAndStaysIsARise() {
        List<Notice> notices = Notices.of(log(1, i -> i > 700 ? (i - 700) * .002 : 0));
        assertThat(notices)
                .anySatisfy(notice -> assertThat(notice)
                        .isInstanceOfSatisfying(
                                Notice.Rise.class,
                                rise -> assertThat(rise.step()).isBetween(650L, 800L)));
    }

    @Test
    void lossesThatAreNoNumbersAreCounted() {
        List<Point> points = new ArrayList<>(log(1, i -> 0));
        points.set(500, new Point(501, .501, Double.POSITIVE_INFINITY));
        points.set(501, new Point(502, .502, Double.NaN));
        assertThat(Notices.of(points)).containsExactly(new Notice.NotANumber(501, 2, false));
    }

    private static List<Point> log(int seed, IntToDoubleFunction added) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            double loss = Math.log(2 + 5 * Math.pow(i, -.3)) + .01 * random.nextGaussian() + added.applyAsDouble(i);
            points.add(new Point(i, i / 1000.0, Math.exp(loss)));
        }
        return points;
    }
}
