package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static Observation at(double compute, double loss) {
        return new Observation(compute, 10, compute, loss, "t" + compute);
    }

    @Test
    void theHullKeepsCornersAndDropsWhatIsDominated() {
        List<Observation> observations = List.of(at(1, 4), at(2, 3.9), at(4, 3), at(8, 3.2), at(16, 2.5));
        assertThat(Frontier.hull(Rung.of(observations)))
                .extracting(Rung::compute)
                .containsExactly(1.0, 4.0, 16.0);
        assertThat(Frontier.near(observations)).extracting(Observation::compute).containsExactly(1.0, 4.0, 16.0);
    }

    @Test
    void aRungWithinTwoPercentOfTheHullIsNearIt() {
        List<Observation> observations = new ArrayList<>(List.of(at(1, 4), at(4, 2)));
        double middle = Math.sqrt(8);
        observations.add(new Observation(7, 7, 2, middle * 1.019, "near"));
        observations.add(new Observation(8, 7, 2, middle * 1.021, "far"));
        assertThat(Frontier.near(observations))
                .extracting(Observation::trunk)
                .contains("near")
                .doesNotContain("far");
    }

    /** Four rungs of a real short ladder: the hull is the line from the first to the last, more than 2% below the others. */
    @Test
    void whereTheLossFallsEverFasterRungsThatNoCheaperOneBeatsAreTheFrontier() {
        List<Observation> observations = List.of(
                at(4.5e11, 2.337), at(9.1e11, 2.241), at(1.0e12, 2.250), at(1.23e12, 2.212), at(6.97e12, 1.821));
        assertThat(Frontier.near(observations))
                .extracting(Observation::compute)
                .containsExactly(4.5e11, 9.1e11, 1.23e12, 6.97e12);
    }

    @Test
    void ofThreeRungsAllAreKeptSinceALawTakesThree() {
        List<Observation> observations = List.of(at(1, 3), at(2, 3.4), at(4, 2));
        assertThat(Frontier.near(observations)).extracting(Observation::compute).containsExactly(1.0, 2.0, 4.0);
    }

    @Test
    void theStraightLineContinuesAPowerLawExactly() {
        List<Observation> observations = new ArrayList<>();
        for (double c = 1e12; c < 2e13; c *= 2) {
            observations.add(at(c, Math.pow(1e20 / c, .07)));
        }
        assertThat(Naive.straightLine(observations, new Target(1, 1, 1e15)))
                .isCloseTo(Math.pow(1e5, .07), Offset.offset(1e-9));
        assertThat(Naive.noChange(observations)).isCloseTo(Math.pow(1e20 / 1.6e13, .07), Offset.offset(1e-9));
    }
}
