package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class IsoFlopsTest {
    private static final IsoFlopSurface SURFACE = new IsoFlopSurface(1.7, 1200, 0.155, 0.09, 0.49, 0.06);

    private static List<Observation> budgets(Law law) {
        List<Observation> runs = new ArrayList<>();
        for (double c = 1e18; c < 2e21; c *= 3.1623) {
            double best = law.optimum(c, 6).orElseThrow().parameters();
            for (double off = -1; off <= 1; off += 0.4) {
                double n = best * Math.exp(off);
                double d = c / 6 / n;
                runs.add(new Observation(n, d, c, law.predict(new Target(n, d, c)), "run" + runs.size()));
            }
        }
        return runs;
    }

    @Test
    void parabolasFindTheLowestPointOfEveryBudget() {
        List<IsoFlops.Budget> budgets = IsoFlops.of(budgets(SURFACE));
        assertThat(budgets).hasSize(7).allMatch(IsoFlops.Budget::usable);
        for (IsoFlops.Budget budget : budgets) {
            Law.Optimum best = SURFACE.optimum(budget.compute(), 6).orElseThrow();
            assertThat(budget.size()).isCloseTo(best.parameters(), Percentage.withPercentage(1e-6));
            assertThat(budget.loss()).isCloseTo(best.loss(), Percentage.withPercentage(1e-6));
        }
    }

    @Test
    void theSurfaceIsRecovered() {
        Law fitted =
                new Fitter().fit(Family.ISOFLOP, budgets(SURFACE)).orElseThrow().law();
        SURFACE.parameters()
                .forEach((name, value) -> assertThat(fitted.parameters())
                        .hasEntrySatisfying(
                                name, found -> assertThat(found).isCloseTo(value, Percentage.withPercentage(1))));
    }

    @Test
    void allThreeApproachesFindTheExponentOfAnAdditiveLawWithEqualExponents() {
        List<Observation> runs = budgets(new Chinchilla(1.7, 400, 0.34, 400, 0.34));
        Forecaster.Settings settings = new Forecaster.Settings(
                100,
                1,
                2,
                Objective.huber(1e-3),
                Optional.empty(),
                List.of(Family.CHINCHILLA),
                Weighing.EQUAL,
                Resampling.ROWS,
                24,
                Fitter.Grid.FAMILY);
        Approaches approaches = Approaches.of(
                runs,
                Forecaster.study(runs, settings).mixture().components().stream().findFirst(),
                6,
                100,
                1,
                0.95);
        assertThat(approaches.ways()).extracting(Approaches.Way::number).containsExactly(1, 2, 3);
        assertThat(approaches.ways())
                .allSatisfy(way -> assertThat(way.exponent()).isCloseTo(0.5, Offset.offset(0.05)));
        assertThat(approaches.ways().get(1).exponent()).isCloseTo(0.5, Offset.offset(1e-6));
        assertThat(approaches.disagreement()).isLessThan(0.05);
    }

    @Test
    void aBudgetWhoseLowestPointLiesOutsideItsRunsIsNotUsed() {
        List<Observation> oneSided = budgets(SURFACE).stream()
                .filter(o -> o.parameters()
                        > SURFACE.optimum(o.compute(), 6).orElseThrow().parameters() * 0.9)
                .toList();
        double[] ones = new double[oneSided.size()];
        Arrays.fill(ones, 1);
        assertThat(IsoFlops.of(oneSided)).noneMatch(IsoFlops.Budget::usable);
    }
}
