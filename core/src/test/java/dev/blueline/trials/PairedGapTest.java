package dev.blueline.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.reasoning.PassRates;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedGapTest {
    private static PassRates.Counted counted(int right, int drawn) {
        return new PassRates.Counted("t", 1, right, drawn, 4 - drawn, 10, 0);
    }

    /** Of the second problem nothing is known in one seed of one way: it is left out, and the third still meets the third. */
    @Test
    void aProblemThatBrokeTheVerifierDoesNotShiftThePairs() {
        List<PassRates> ones = List.of(
                new PassRates(List.of(counted(4, 4), counted(0, 0), counted(1, 4))),
                new PassRates(List.of(counted(4, 4), counted(4, 4), counted(1, 4))));
        List<PassRates> others = List.of(
                new PassRates(List.of(counted(2, 4), counted(0, 4), counted(0, 4))),
                new PassRates(List.of(counted(2, 4), counted(0, 4), counted(0, 4))));
        assertThat(PairedGap.of(ones, others, TrialOutcome::one).value()).isCloseTo(0.375, within(1e-12));
        assertThat(PairedGap.of(others, ones, TrialOutcome::any).value()).isCloseTo(-0.5, within(1e-12));
        List<PassRates> none = List.of(new PassRates(List.of(counted(0, 0))));
        assertThat(PairedGap.of(none, none, TrialOutcome::one).value()).isNaN();
        assertThat(TrialOutcome.mean(ones, TrialOutcome::one)).isCloseTo(3.5 / 5, within(1e-12));
    }
}
