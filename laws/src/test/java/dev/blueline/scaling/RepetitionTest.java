package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    /** Muennighoff et al. 2023, appendix A: E = exp .6254804, A = exp 6.255414, B = exp 7.3049974, alpha = beta = .3526596. */
    private static final DataConstrained PUBLISHED = new DataConstrained(
            new Chinchilla(Math.exp(.6254804), Math.exp(6.255414), .3526596, Math.exp(7.3049974), .3526596),
            15.387756,
            5.309743);

    @Test
    void theBestSizeForTextReadOnceIsThePublishedShareOfItsTokens() {
        assertThat(PUBLISHED.bestSize(1e9) / 1e9).isCloseTo(.051, Offset.offset(.0005));
        assertThat(PUBLISHED.bestSize(1e11) / 1e11).isCloseTo(.051, Offset.offset(.0005));
    }

    @Test
    void fourEpochsAreNearlyAsGoodAsFreshTextAndNoRepetitionIsWorthMoreThanSixteenTimesIt() {
        assertThat(PUBLISHED.effectiveTokens(4e9, 1e9)).isCloseTo(3.73e9, Percentage.withPercentage(.2));
        assertThat(PUBLISHED.effectiveTokens(1e15, 1e9)).isCloseTo(16.39e9, Percentage.withPercentage(.1));
        double fresh = PUBLISHED.predict(new Target(8.7e9, 178e9, 6 * 8.7e9 * 178e9));
        double repeated = PUBLISHED.predict(new Target(8.7e9, 178e9, 6 * 8.7e9 * 178e9, 44.5e9));
        assertThat(repeated / fresh - 1).isBetween(.002, .009);
    }

    @Test
    void theWorthOfOneMoreTokenIsHalvedAtTheEpochsNamed() {
        double unique = 1e9;
        double at = PUBLISHED.halfWorth() * unique;
        double slope =
                (PUBLISHED.effectiveTokens(at + 1e5, unique) - PUBLISHED.effectiveTokens(at - 1e5, unique)) / 2e5;
        assertThat(slope).isCloseTo(.5, Offset.offset(1e-4));
        assertThat(PUBLISHED.halfWorth()).isCloseTo(11.67, Offset.offset(.01));
    }

    @Test
    void theConstantsOfRepetitionAreFoundAgainAndTenTimesTheComputeIsPriced() {
        DataConstrained truth = new DataConstrained(PUBLISHED.fresh(), 15, 5);
        List<Observation> runs = runs(truth, 1, 3, 10, 30, 80);
        Forecaster.Study study = Forecaster.study(runs, settings());
        Outlook.FittedLaw fitted = study.laws(.99).getFirst();
        assertHolds(fitted.intervals().get("RD"), 15);
        assertHolds(fitted.intervals().get("RN"), 5);

        Repetition found = Repetition.of(study, runs, settings(), .99).orElseThrow();
        assertThat(found.undetermined()).isEmpty();
        assertHolds(found.half().orElseThrow().interval(), truth.halfWorth());
        assertThat(found.mostEpochs()).isCloseTo(80, Offset.offset(1e-6));
        Target at = found.largest();
        double compute = 10 * at.compute();
        double fresh = truth.predict(new Target(at.parameters(), 10 * at.tokens(), compute, 10 * at.uniqueTokens()));
        double larger = truth.predict(new Target(10 * at.parameters(), at.tokens(), compute, at.uniqueTokens()));
        assertThat(found.fresh().value()).isCloseTo(fresh, Percentage.withPercentage(.5));
        assertThat(found.parameters().value()).isCloseTo(larger, Percentage.withPercentage(.5));
        assertHolds(found.advantage().interval(), larger - fresh);
        assertThat(found.repeated().value()).isGreaterThan(found.fresh().value());
    }

    @Test
    void epochsFarBelowWhereWorthIsLostLeaveItUndetermined() {
        List<Observation> runs = runs(PUBLISHED, 1, 1.1, 1.2);
        Forecaster.Study study = Forecaster.study(runs, settings());
        Repetition found = Repetition.of(study, runs, settings(), .95).orElseThrow();
        assertThat(found.undetermined()).contains("RD");
        assertThat(found.half()).isEmpty();
        Outlook.FittedLaw law = study.laws(.95).getFirst();
        List<String> warnings = new Traps(runs, false, settings(), study, law, Optional.empty()).warnings();
        assertThat(warnings).anyMatch(warning -> warning.startsWith("RD is not determined"));
    }

    @Test
    void runsWithoutRepetitionAreRefused() {
        assertThatThrownBy(() -> Forecaster.study(runs(PUBLISHED, 1), settings()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no run repeats its text");
        assertThatThrownBy(() -> Forecaster.study(runs(PUBLISHED, 1, 4), settings()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("take 2 values");
    }

    private static void assertHolds(Outlook.@org.jspecify.annotations.Nullable Interval interval, double truth) {
        Outlook.Interval ends = Objects.requireNonNull(interval);
        assertThat(truth).isBetween(ends.low(), ends.high());
    }

    private static List<Observation> runs(Law truth, double... epochs) {
        SplittableRandom random = new SplittableRandom(5);
        List<Observation> runs = new ArrayList<>();
        for (double n = 2e7; n < 1e10; n *= 3) {
            for (double d = 4e8; d < 3e11; d *= 4) {
                for (double e : epochs) {
                    double loss =
                            truth.predict(new Target(n, d, 6 * n * d, d / e)) * Math.exp(.002 * random.nextGaussian());
                    runs.add(new Observation(n, d, 6 * n * d, loss, "run" + runs.size(), d / e));
                }
            }
        }
        return runs;
    }

    private static Forecaster.Settings settings() {
        return new Forecaster.Settings(
                60,
                1,
                1,
                Objective.huber(Objective.HOFFMANN_DELTA),
                Optional.empty(),
                List.of(Family.DATA_CONSTRAINED),
                Weighing.EQUAL,
                Resampling.ROWS,
                12,
                Fitter.Grid.FAMILY);
    }
}
