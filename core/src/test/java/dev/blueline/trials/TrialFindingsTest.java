package dev.blueline.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Outcomes made up so that what is to be said of them is known. */
class TrialFindingsTest {
    private static final int MANY = 200;

    private static List<String> of(MadeUpTrials trials) {
        return trials.outcome().findings();
    }

    @Test
    void aGainIsSaidWithItsIntervalAndWhatRlDidNotDoAsWell() {
        List<String> findings =
                of(new MadeUpTrials(MANY).level(2, 1.6, 8, 15, 8).level(7, 1.6, 1.6, 1.6, 1.6));
        assertThat(findings.getFirst())
                .startsWith("Reinforcement learning makes the model better: from 0.30")
                .contains(" to 0.52", "+0.220 (90% interval +0.2");
        assertThat(findings.get(1)).startsWith("RL does better than continued supervised training");
        assertThat(findings)
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "What RL did not teach: no gain, or nothing above guessing, is shown on arithmetic/7 (0.1")
                        .doesNotContain("arithmetic/2"));
    }

    @Test
    void noGainAndALossAreSaidAsPlainly() {
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 8, 8, 8)).getFirst())
                .startsWith("Reinforcement learning brings no gain that its interval shows");
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 8, 4, 8)).getFirst())
                .startsWith("Reinforcement learning makes the model worse");
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 8, 8, 12)).get(1))
                .startsWith("RL does worse than continued supervised training");
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 8, 12, 12)).get(1))
                .contains("the interval shows no difference");
    }

    @Test
    void aFallOfPassInManyIsSaidByLevel() {
        List<String> findings = of(new MadeUpTrials(MANY).level(2, 1.6, 4, 8, 4).allOrNothing(2));
        assertThat(findings)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("One right answer in 16 (pass@16) fell on arithmetic/2 (from 1.000 to 0.5"));
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 4, 8, 4)))
                .anySatisfy(line -> assertThat(line).startsWith("One right answer in 16 (pass@16) fell at no level"));
    }

    @Test
    void aForecastIsSaidWithItsScoreAndAWideOneIsUndetermined() {
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 4, 8, 4).forecast(0.5, 0.45, 0.55, 0.52)))
                .contains(
                        "Forecast at half, before the rest was run: 0.500 (90% interval 0.450 to 0.550); measured 0.520, inside.");
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 4, 8, 4).forecast(0.5, 0.3, 0.7, 0.8)))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("The forecast made at half was undetermined")
                        .endsWith("measured 0.800, outside of it."));
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 4, 8, 4)))
                .contains("No forecast was made: the first half has too few measurements.");
    }

    @Test
    void theCostOfTheStartsIsStated() {
        assertThat(of(new MadeUpTrials(MANY).level(2, 1.6, 4, 8, 4)))
                .contains("Teaching a start cost 8.0e09 FLOP of supervised training (60 s), 2.0 times a run of RL.");
        assertThat(Optional.of(new MadeUpTrials(MANY)
                        .level(2, 1.6, 4, 8, 4)
                        .outcome()
                        .gaps()
                        .keySet()))
                .hasValueSatisfying(names -> assertThat(names)
                        .containsExactly("rl less its start", "supervised less its start", "rl less supervised"));
    }
}
