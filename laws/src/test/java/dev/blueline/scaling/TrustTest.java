package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final Target FIRST = new Target(1, 1, 1);
    private static final Map<Family, Trust.Evidence> EVEN =
            Map.of(Family.KAPLAN, new Trust.Evidence(10, 20), Family.CHINCHILLA, new Trust.Evidence(8, 20));

    private static double weight(List<Backtest.Miss> errors, Map<Family, Trust.Evidence> evidence) {
        return Objects.requireNonNull(Trust.DEFAULT.judge(evidence, errors).get(Family.KAPLAN))
                .weight();
    }

    @Test
    void withEvenEvidenceAndNoBacktestsThePriorStands() {
        assertThat(weight(List.of(), EVEN)).isCloseTo(6.0 / 7, Offset.offset(1e-9));
    }

    @Test
    void aWorseRecordOrAWorseFitCostsWeight() {
        List<Backtest.Miss> errors = List.of(
                new Backtest.Miss(Family.KAPLAN, 1, 8, .10, FIRST),
                new Backtest.Miss(Family.CHINCHILLA, 1, 8, .01, FIRST));
        assertThat(weight(errors, EVEN)).isLessThan(0.5);
        Map<Family, Trust.Evidence> uneven =
                Map.of(Family.KAPLAN, new Trust.Evidence(40, 20), Family.CHINCHILLA, new Trust.Evidence(8, 20));
        assertThat(weight(List.of(), uneven)).isLessThan(0.01);
    }

    @Test
    void aLawThatCouldNotBeBacktestedTakesTheOthersRecord() {
        List<Backtest.Miss> errors = List.of(new Backtest.Miss(Family.CHINCHILLA, 1, 8, .1, FIRST));
        assertThat(weight(errors, EVEN)).isCloseTo(6.0 / 7, Offset.offset(1e-9));
    }
}
