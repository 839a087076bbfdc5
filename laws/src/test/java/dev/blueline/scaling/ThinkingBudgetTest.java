package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThinkingBudgetTest {
    private static final double[] BUDGETS = {0, 8, 16, 32, 64, 128, 256};

    private static List<ThinkingBudget.Point> points(double sd, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ThinkingBudget.Point> points = new ArrayList<>();
        for (double tokens : BUDGETS) {
            double accuracy = 0.8 - 0.6 * Math.exp(-tokens / 40) + sd * random.nextGaussian();
            points.add(new ThinkingBudget.Point(tokens, accuracy, sd));
        }
        return points;
    }

    /** From .2 to .8: after tau tokens .8 - .6 / e = .5793. */
    @Test
    void afterTauTokensAllButOneEthOfTheWayIsGone() {
        ThinkingBudget law = new ThinkingBudget(0.2, 0.8, 40);
        assertThat(law.at(0)).isCloseTo(0.2, within(1e-12));
        assertThat(law.at(40)).isCloseTo(0.5793, within(1e-4));
        assertThat(law.parameters()).containsOnlyKeys("a0", "A", "tau");
    }

    @Test
    void exactPointsGiveTheirParametersBack() {
        ThinkingBudget law = ThinkingBudget.fit(points(0, 1), 20, 1).law();
        assertThat(law.start()).isCloseTo(0.2, within(1e-6));
        assertThat(law.asymptote()).isCloseTo(0.8, within(1e-6));
        assertThat(law.tokens()).isCloseTo(40, within(1e-3));
    }

    /** Of 100 simulated curves the 90% interval of A holds the truth in about 90. */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        int inside = 0;
        for (int i = 0; i < 100; i++) {
            Outlook.Interval interval =
                    ThinkingBudget.fit(points(0.02, i), 60, i).interval("A", 0.9);
            inside += interval.low() <= 0.8 && 0.8 <= interval.high() ? 1 : 0;
        }
        assertThat(inside).isBetween(80, 98);
    }

    @Test
    void accuraciesThatDoNotMoveAreALawWithoutARise() {
        List<ThinkingBudget.Point> flat = new ArrayList<>();
        for (double tokens : BUDGETS) {
            flat.add(new ThinkingBudget.Point(tokens, 0.5, 0));
        }
        ThinkingBudget law = ThinkingBudget.fit(flat, 20, 1).law();
        assertThat(law.start()).isCloseTo(0.5, within(1e-9));
        assertThat(law.asymptote()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void ceilingsAreKept() {
        List<ThinkingBudget.Point> line = new ArrayList<>();
        for (double tokens : BUDGETS) {
            line.add(new ThinkingBudget.Point(tokens, Math.min(1, tokens / 256), 0));
        }
        ThinkingBudget law = ThinkingBudget.fit(line, 20, 1).law();
        assertThat(law.start()).isBetween(0.0, 1.0);
        assertThat(law.asymptote()).isBetween(0.9, 1.0);
    }

    @Test
    void tooFewBudgetsAreRefused() {
        assertThatThrownBy(() -> ThinkingBudget.fit(points(0, 1).subList(0, 3), 20, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 different budgets");
    }
}
