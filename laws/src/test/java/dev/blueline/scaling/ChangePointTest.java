package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangePointTest {
    private static final ChangePointStudy.Design RUNS = new ChangePointStudy.Design(16, 1, 0.01, 0, 1);
    private static final ChangePointStudy.Design TRUNKS = new ChangePointStudy.Design(12, 4, 0.01, 0.6, 1);

    /** The larger study is ChangePointStudy. */
    @Test
    void smoothLinesBreakInAtMostFiveOfAHundredCases() {
        double sum = 0;
        for (Law truth : ChangePointStudy.SMOOTH) {
            sum += ChangePointStudy.share(truth, RUNS, 20, 1) + ChangePointStudy.share(truth, TRUNKS, 20, 1);
        }
        assertThat(sum / (2 * ChangePointStudy.SMOOTH.size())).isLessThanOrEqualTo(0.05);
    }

    @Test
    void breaksFromFlatToSteepAreFoundInNineOfTenCases() {
        for (Law truth : ChangePointStudy.BROKEN.subList(0, 2)) {
            assertThat(ChangePointStudy.share(truth, RUNS, 20, 1)).isGreaterThanOrEqualTo(0.9);
        }
    }

    /** Binomial: at a true 90% fewer than 15 of 20 happen in 1% of cases. */
    @Test
    void theIntervalOfABreakHoldsTheTruthInMostCases() {
        int inside = 0;
        for (int seed = 0; seed < 20; seed++) {
            ChangePoint.Result result = ChangePoint.test(RUNS.draw(ChangePointStudy.BROKEN.getFirst(), seed), 1);
            ChangePoint.Position at = result.at().orElseThrow();
            assertThat(result.steepens()).isTrue();
            assertThat(at.high() / at.low()).isBetween(1.01, 20.0);
            double truth = 1e10 * Math.exp(4);
            inside += truth >= at.low() && truth <= at.high() ? 1 : 0;
        }
        assertThat(inside).isGreaterThanOrEqualTo(15);
    }

    @Test
    void elevenRunsAreUndeterminedHoweverManyPointsTheyGive() {
        List<ChangePoint.Point> points =
                new ChangePointStudy.Design(11, 8, 0.001, 0, 1).draw(ChangePointStudy.BROKEN.getFirst(), 1);
        ChangePoint.Result result = ChangePoint.test(points, 1);
        assertThat(points).hasSize(88);
        assertThat(result.finding()).isEqualTo(ChangePoint.Finding.UNDETERMINED);
        assertThat(result.independent()).isEqualTo(11);
        assertThat(result.reason()).contains("11 independent runs");
    }

    @Test
    void aBreakBeyondTheLastPointsIsUndetermined() {
        BrokenPower late = new BrokenPower(0.2, 3 * Math.pow(1e10, 0.01), 0.01, 2, 1e10 * Math.exp(8), 0.5);
        ChangePoint.Result result = ChangePoint.test(RUNS.draw(late, 2), 1);
        assertThat(result.finding()).isNotEqualTo(ChangePoint.Finding.BREAK);
    }

    @Test
    void fewPositionsAreUndetermined() {
        List<ChangePoint.Point> points = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            points.add(new ChangePoint.Point(1 + i % 6, 2, 0.1, "g" + i));
        }
        assertThat(ChangePoint.test(points, 1).reason()).contains("6 positions");
    }

    @Test
    void aPointWithoutNoiseIsRefused() {
        assertThatThrownBy(() -> new ChangePoint.Point(1, 2, 0, "g"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("standard deviation 0.0");
    }
}
