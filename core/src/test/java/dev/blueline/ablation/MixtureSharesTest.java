package dev.blueline.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MixtureSharesTest {
    private static final List<Long> TOKENS = List.of(18_000_000L, 5_000_000L, 400_000L, 8_000_000L);

    @Test
    void sharesAddUpAndKeepToWhatTheTextAllows() {
        MixtureShares shares = MixtureShares.of(TOKENS, 12, 4_000_000, 1);
        assertThat(shares.mixtures()).hasSize(14);
        assertThat(shares.most().get(2)).isEqualTo(.4);
        shares.mixtures().forEach((arm, mixture) -> {
            assertThat(mixture.stream().mapToDouble(share -> share).sum()).isCloseTo(1, Offset.offset(1e-9));
            if (arm.startsWith("mix-")) {
                for (int j = 0; j < 4; j++) {
                    assertThat(mixture.get(j))
                            .isBetween(shares.least() - .001, shares.most().get(j) + .001);
                }
            }
        });
        assertThat(shares.mixtures().values()).doesNotHaveDuplicates();
    }

    @Test
    void everyDomainIsTriedAtLowAndHighShares() {
        MixtureShares shares = MixtureShares.of(TOKENS, 12, 4_000_000, 1);
        for (int j = 0; j < 4; j++) {
            int domain = j;
            double[] tried = shares.mixtures().values().stream()
                    .mapToDouble(mixture -> mixture.get(domain))
                    .sorted()
                    .toArray();
            assertThat(tried[13] - tried[0]).isGreaterThan(.3);
        }
    }

    @Test
    void theSameSeedGivesTheSameMixturesAndMoreBeginWithThem() {
        MixtureShares few = MixtureShares.of(TOKENS, 6, 4_000_000, 7);
        MixtureShares many = MixtureShares.of(TOKENS, 12, 4_000_000, 7);
        assertThat(many.mixtures()).containsAllEntriesOf(few.mixtures());
        assertThat(MixtureShares.of(TOKENS, 6, 4_000_000, 8).mixtures()).isNotEqualTo(few.mixtures());
    }

    @Test
    void thousandthsOfTheLargestRemaindersAreRoundedUp() {
        assertThat(MixtureShares.rounded(1, 1, 1)).containsExactlyInAnyOrder(.334, .333, .333);
    }

    @Test
    void pairedDifferencesHaveStudentsInterval() {
        // differences ln 1.1, ln 1.2, ln 1.3; t(.95, 2) = 2.920
        PairedDifference paired = PairedDifference.of(
                Map.of(1L, 1.1, 2L, 2.4, 3L, 3.9, 9L, 5.0),
                Map.of(1L, 1.0, 2L, 2.0, 3L, 3.0),
                PairedDifference.LOGARITHM);
        assertThat(paired.seeds()).isEqualTo(3);
        double mean = (Math.log(1.1) + Math.log(1.2) + Math.log(1.3)) / 3;
        assertThat(paired.mean()).isCloseTo(mean, Offset.offset(1e-12));
        assertThat(paired.high() - paired.mean()).isCloseTo(2.920 * .083556 / Math.sqrt(3), Offset.offset(2e-4));
        assertThat(paired.clear()).isTrue();
    }
}
