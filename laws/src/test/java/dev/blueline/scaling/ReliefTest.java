package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReliefTest {
    private static final Criterion CRITERION = Criterion.of(.005);

    private static Series line(String name, double fixed, double... xAndLoss) {
        List<Judge.Point> points = new ArrayList<>();
        for (int i = 0; i < xAndLoss.length; i += 2) {
            points.add(new Judge.Point(xAndLoss[i], xAndLoss[i + 1]));
        }
        return new Series(name, OptionalDouble.of(fixed), points);
    }

    @Test
    void aLargerModelThatLosesLessOnAsManyTokensShowsThatSizeBinds() {
        Series small = line("N = 1e7", 1e7, 1e9, 3.2, 1e10, 3.1);
        Series large = line("N = 1e8", 1e8, 1e9, 3.1, 1.05e10, 2.7);
        Cause cause = new Relief(Axis.DATA, "D", "N").cause(small, List.of(small, large), CRITERION);
        assertThat(cause).isInstanceOf(Cause.Size.class);
        assertThat(cause.shown())
                .isEqualTo(
                        "relieved by more N: N 1.00e+08 instead of 1.00e+07 gives 2.700 instead of 3.100 at D 1.00e+10");
    }

    @Test
    void aLargerModelThatDoesNoBetterContradictsIt() {
        Series small = line("N = 1e7", 1e7, 1e9, 3.2, 1e10, 3.1);
        Series large = line("N = 1e8", 1e8, 1e10, 3.09);
        Cause cause = new Relief(Axis.DATA, "D", "N").cause(small, List.of(small, large), CRITERION);
        assertThat(cause).isInstanceOf(Cause.Fixed.class);
        assertThat(cause.shown()).startsWith("more N is no relief");
    }

    @Test
    void withoutALargerModelAtAsManyTokensItIsSaidThatNothingShowsIt() {
        Series small = line("N = 1e7", 1e7, 1e9, 3.2, 1e10, 3.1);
        Series large = line("N = 1e8", 1e8, 2e10, 2.5);
        Cause cause = new Relief(Axis.DATA, "D", "N").cause(small, List.of(small, large), CRITERION);
        assertThat(cause).isInstanceOf(Cause.Size.class);
        assertThat(cause.shown()).startsWith("no run in the file has more N at as much D");
    }

    @Test
    void fewerEpochsOfMoreTextAreComparedAtAsManyTokensInAll() {
        Series little = line("unique = 1e6", 1e6, 1, 3.5, 10, 3.1, 100, 3.0);
        Series much = line("unique = 1e7", 1e7, 1, 3.1, 10, 2.6);
        Cause cause = new Relief(Axis.REPETITION, "epochs", "unique").cause(little, List.of(little, much), CRITERION);
        assertThat(cause).isInstanceOf(Cause.Repetition.class);
        assertThat(cause.shown()).contains("gives 2.600 instead of 3.000");
    }

    @Test
    void theUsualNamesOfColumnsTellWhatGrows() {
        assertThat(Axis.guess("tokens", "Model Size")).isEqualTo(Axis.DATA);
        assertThat(Axis.guess("N", "D")).isEqualTo(Axis.SIZE);
        assertThat(Axis.guess("Training FLOP", "Model Size")).isEqualTo(Axis.DATA);
        assertThat(Axis.guess("epochs", "")).isEqualTo(Axis.REPETITION);
        assertThat(Axis.guess("tokens", "unique_tokens")).isEqualTo(Axis.REPETITION);
        assertThat(Axis.guess("flops", "")).isEqualTo(Axis.OTHER);
    }
}
