package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import java.util.List;
import org.junit.jupiter.api.Test;

class WinnersTest {

    private static Ledger.Entry run(int width, double grammar, double spatial, double loss) {
        return AskedRuns.run(width, 4, 1)
                .asked("grammar", grammar, 0.02, 0.5)
                .asked("grammar/1", grammar, 0.02, 0.5)
                .asked("spatial", spatial, 0.02, 0.5)
                .with("bits_per_byte", "all", loss, 0.01)
                .entry();
    }

    private static Winners winners(Ledger.Entry... entries) {
        return Winners.of(List.of(entries), entry -> entry.measurement("bits_per_byte", "all"))
                .orElseThrow();
    }

    @Test
    void theLargestDominatesWhereItIsBetterAtAll() {
        Winners winners = winners(run(32, 0.5, 0.5, 2), run(64, 0.7, 0.51, 1.8), run(96, 0.9, 0.6, 1.6));
        assertThat(winners.axes()).extracting(Winners.Axis::name).containsExactly("grammar", "spatial", "text");
        assertThat(winners.winner().orElseThrow().size()).isEqualTo("96x2");
        assertThat(winners.dominated(2)).containsExactly(0, 1);
        assertThat(winners.dominated(1)).containsExactly(0);
        assertThat(winners.undominated()).containsExactly(2);
        // Each costs more than the one before it, so all are on the front.
        assertThat(winners.front()).containsExactly(0, 1, 2);
    }

    @Test
    void aModelThatIsWorseSomewhereDominatesNobody() {
        Winners winners = winners(run(32, 0.9, 0.5, 2), run(64, 0.6, 0.9, 1.8));
        assertThat(winners.winner()).isEmpty();
        assertThat(winners.undominated()).containsExactly(0, 1);
        Winners.Pair pair = winners.pairs().stream()
                .filter(each -> each.one() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(pair.better()).containsExactly("spatial", "text");
        assertThat(pair.worse()).containsExactly("grammar");
    }

    @Test
    void aCheaperModelThatDominatesTakesADearerOneOffTheFront() {
        Winners winners = winners(run(32, 0.9, 0.7, 1.7), run(64, 0.6, 0.7, 1.7));
        assertThat(winners.front()).containsExactly(0);
        assertThat(winners.winner().orElseThrow().size()).isEqualTo("32x2");
    }

    @Test
    void aDifferenceWithinNoiseIsNone() {
        // .04 apart above chance, error of the difference .0566: z .71.
        Winners winners = winners(run(32, 0.70, 0.7, 1.70), run(64, 0.72, 0.69, 1.69));
        assertThat(winners.pairs())
                .noneMatch(pair -> pair.dominates() || !pair.worse().isEmpty());
        assertThat(winners.axes().getFirst().best()).isEqualTo(1);
        assertThat(winners.axes().getFirst().leaders()).containsExactly(0, 1);
    }

    @Test
    void whatHoldsAloneMayNotHoldAmongManyButStillForbidsDominance() {
        // Spatial: .12 above chance apart, error .0566: z 2.12, p .034; Holm's smallest of three would need .0167.
        Winners winners = winners(run(32, 0.70, 0.70, 1.7), run(64, 0.70, 0.76, 1.7));
        Winners.Pair large = winners.pairs().getLast();
        assertThat(large.better()).isEmpty();
        assertThat(winners.pairs().getFirst().worse()).containsExactly("spatial");
        assertThat(winners.undominated()).containsExactly(0, 1);
    }

    @Test
    void ranksAgreeOrDisagreeWithTheLoss() {
        Winners winners =
                winners(run(32, 0.6, 0.9, 2), run(64, 0.7, 0.8, 1.8), run(96, 0.8, 0.7, 1.6), run(128, 0.9, 0.6, 1.4));
        assertThat(winners.ranks().getFirst().tau()).isCloseTo(1, within(1e-12));
        assertThat(winners.ranks().getLast().tau()).isCloseTo(-1, within(1e-12));
        assertThat(winners.ranks().getFirst().atChance()).isFalse();
        Winners chance = winners(run(32, 0.5, 0.9, 2), run(64, 0.51, 0.8, 1.8), run(96, 0.5, 0.7, 1.6));
        assertThat(chance.ranks().getFirst().atChance()).isTrue();
    }

    @Test
    void aWinnerByLossAloneIsNoneByItsSkills() {
        Winners loss = winners(run(32, 0.7, 0.6, 2), run(64, 0.7, 0.6, 1.8), run(96, 0.7, 0.6, 1.6));
        assertThat(loss.winner().orElseThrow().size()).isEqualTo("96x2");
        assertThat(loss.byLossOnly(2)).containsExactly(0, 1);
        Winners partly = winners(run(32, 0.5, 0.6, 2), run(64, 0.7, 0.6, 1.8), run(96, 0.7, 0.6, 1.6));
        assertThat(partly.byLossOnly(2)).containsExactly(1);
        Winners skills = winners(run(32, 0.5, 0.5, 2), run(64, 0.6, 0.6, 1.8), run(96, 0.9, 0.7, 1.6));
        assertThat(skills.byLossOnly(2)).isEmpty();
    }

    /** The middle size once read more: it cost the most and guesses, whatever the small ones do. */
    @Test
    void aSkillThatTheLargestModelByComputeGuessesHasNoOrder() {
        Ledger.Entry longest = AskedRuns.run(64, 40, 1)
                .asked("grammar", 0.51, 0.02, 0.5)
                .asked("spatial", 0.9, 0.02, 0.5)
                .with("bits_per_byte", "all", 1.5, 0.01)
                .entry();
        Winners winners = winners(run(32, 0.9, 0.6, 2), run(96, 0.9, 0.7, 1.6), longest);
        assertThat(AskedModel.largest(winners.models()).size()).isEqualTo("64x2");
        assertThat(winners.ranks().getFirst().atChance()).isTrue();
        assertThat(winners.ranks().getLast().atChance()).isFalse();
    }

    @Test
    void anOrderHasAnIntervalWhereTheLedgerHoldsFrames() {
        assertThat(winners(run(32, 0.6, 0.9, 2), run(64, 0.7, 0.8, 1.8), run(96, 0.8, 0.7, 1.6))
                        .ranks()
                        .getFirst()
                        .interval())
                .isEmpty();
        List<Ledger.Entry> runs = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AskedRuns run = AskedRuns.run(32 * (i + 1), 4, 1)
                    .asked("grammar", 0.55 + 0.1 * i, 0.02, 0.5)
                    .with("bits_per_byte", "all", 2 - 0.1 * i, 0.01);
            for (int frame = 0; frame < 8; frame++) {
                run.with(FrameSums.METRIC, "grammar/frame:" + frame + ":10", 5.5 + i + (frame % 2) * 0.1, 0);
            }
            runs.add(run.entry());
        }
        Winners found = winners(runs.toArray(Ledger.Entry[]::new));
        RankInterval interval = found.ranks().getFirst().interval().orElseThrow();
        assertThat(interval.high()).isEqualTo(1);
        assertThat(interval.holdsNone()).isFalse();
    }

    @Test
    void kendallsTauAgreesWithAWorkedCase() {
        // Of ten pairs seven agree and three do not.
        assertThat(RankAgreement.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0), List.of(3.0, 1.0, 2.0, 5.0, 4.0))
                        .tau())
                .isCloseTo(0.4, within(1e-12));
        // One tie in the first: five untied pairs, all of which agree, of six.
        assertThat(RankAgreement.of(List.of(1.0, 1.0, 2.0, 3.0), List.of(1.0, 2.0, 3.0, 4.0))
                        .tau())
                .isCloseTo(5 / Math.sqrt(30), within(1e-12));
    }

    @Test
    void oneSizeIsNoContestAndALossIsNotNeeded() {
        assertThat(Winners.of(List.of(run(32, 0.9, 0.9, 1)), entry -> entry.measurement("bits_per_byte", "all")))
                .isEmpty();
        Winners without = Winners.of(
                        List.of(run(32, 0.9, 0.9, 1), run(64, 0.9, 0.9, 1)), entry -> java.util.Optional.empty())
                .orElseThrow();
        assertThat(without.axes()).hasSize(2);
        assertThat(without.ranks()).isEmpty();
    }
}
