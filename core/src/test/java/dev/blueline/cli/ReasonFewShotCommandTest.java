package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.reasoning.FewShot;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonFewShotCommandTest {
    private static FewShot.Result result(String way, int right) {
        return new FewShot.Result(2, "2 steps", way, right, 100, 100, 5);
    }

    /** Of a hundred, 10 have a Wilson interval up to .174; 25 one from .175, 24 one from .167. */
    @Test
    void aModelIsBetterOnlyWhereItsIntervalLiesAboveBothThatNeedNone() {
        assertThat(ReasonFewShotCommand.conclusion(List.of(
                        result("summary", 25), result("direct", 24), result("guess", 10), result("constant", 9))))
                .endsWith("by intervals that do not meet: summary at level 2.");
        assertThat(ReasonFewShotCommand.conclusion(
                        List.of(result("summary", 25), result("guess", 9), result("constant", 11))))
                .startsWith("Nowhere is the model shown to be better");
    }
}
