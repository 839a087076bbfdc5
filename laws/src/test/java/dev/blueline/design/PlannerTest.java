package dev.blueline.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Chinchilla;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Law TRUTH = new Chinchilla(1.8, 480, 0.35, 2100, 0.37);
    private static final Target FAR = new Target(1e9, 2e10, 1.2e20);

    private static Observation run(double n, double d, SplittableRandom random) {
        Target at = new Target(n, d, 6 * n * d);
        return new Observation(
                n,
                d,
                at.compute(),
                TRUTH.predict(at) * Math.exp(0.006 * random.nextGaussian()),
                "t" + random.nextInt());
    }

    private static List<Observation> ladder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Observation> runs = new ArrayList<>();
        for (double n : new double[] {1e7, 2e7, 4e7, 8e7}) {
            for (double ratio : new double[] {10, 20, 40}) {
                runs.add(run(n, ratio * n, random));
            }
        }
        return runs;
    }

    private static Mixture fitted(List<Observation> runs, Family... families) {
        return fitted(150, runs, families);
    }

    private static Mixture fitted(int draws, List<Observation> runs, Family... families) {
        Forecaster.Settings s = Forecaster.Settings.standard();
        return Forecaster.study(
                        runs,
                        new Forecaster.Settings(
                                draws,
                                1,
                                2,
                                s.objective(),
                                s.noise(),
                                List.of(families),
                                s.weighing(),
                                s.resampling(),
                                6,
                                s.grid()))
                .mixture();
    }

    @Test
    void varianceAfterOneRunIsThatOfALinearGaussianUpdateDoneByHand() {
        Mixture mixture = fitted(ladder(1), Family.CHINCHILLA);
        Beliefs beliefs = Beliefs.of(mixture, List.of(new Target(1e8, 2e9, 1.2e18)), FAR);
        double[][] k = beliefs.covariance();
        double noise = beliefs.common[0] + beliefs.single[0] / 3;
        double byHand = k[1][1] - k[0][1] * k[0][1] / (k[0][0] + noise) + beliefs.driftVariance(1.2e18);
        assertThat(new TargetVariance(beliefs).of(new int[] {0}, new int[] {3}))
                .isCloseTo(byHand, Offset.offset(1e-12));
    }

    @Test
    void theChosenRunsShrinkTheIntervalAtLeastAsMuchAsNaiveOnesAndTheIntervalsHold() {
        Mixture mixture = fitted(800, ladder(2), Family.CHINCHILLA); // few draws leave too few after the runs
        var plan = new Planner(3e17, Grid.standard(), 8, 0.95, 1).shrink(mixture, FAR);
        double chosen = plan.chosen().outcome().width();
        assertThat(plan.chosen().design().flops()).isLessThanOrEqualTo(3e17 * (1 + 1e-6));
        assertThat(chosen).isLessThan(plan.before().width());
        plan.naive()
                .forEach(naive ->
                        assertThat(chosen).isLessThan(1.05 * naive.outcome().width()));
        assertThat(plan.chosen().outcome().held()).isBetween(0.8, 0.98);
    }

    @Test
    void refittingOnRunsSimulatedFromAKnownTruthBearsTheNarrowingOut() {
        double before = 0;
        double after = 0;
        for (long seed = 3; seed < 6; seed++) {
            List<Observation> runs = ladder(seed);
            Mixture mixture = fitted(runs, Family.CHINCHILLA);
            Design design = new Planner(1e18, Grid.standard(), 8, 0.95, 1)
                    .shrink(mixture, FAR)
                    .chosen()
                    .design();
            SplittableRandom random = new SplittableRandom(seed + 100);
            List<Observation> more = new ArrayList<>(runs);
            design.runs().forEach(r -> {
                for (int s = 0; s < r.seeds(); s++) {
                    more.add(run(r.target().parameters(), r.target().tokens(), random));
                }
            });
            before += width(mixture);
            after += width(fitted(more, Family.CHINCHILLA));
        }
        assertThat(after).isLessThan(0.9 * before);
    }

    private static double width(Mixture mixture) {
        Mixture.Prediction at = mixture.at(FAR);
        return Math.log(at.high() / at.low());
    }

    @Test
    void twoRecipesThatDifferByMuchAreDecidedAndTheBetterOneIsFound() {
        List<Observation> better = ladder(7);
        List<Observation> worse = ladder(8).stream()
                .map(o -> new Observation(o.parameters(), o.tokens(), o.compute(), 1.3 * o.loss(), o.trunk()))
                .toList();
        var plan = new Planner(1e18, Grid.standard(), 4, 0.95, 1)
                .betweenRecipes(
                        fitted(better, Family.CHINCHILLA),
                        fitted(worse, Family.CHINCHILLA),
                        new Target(1e8, 2e9, 1.2e18));
        assertThat(plan.before().before()).isGreaterThan(0.95);
        assertThat(plan.chosen().outcome().decided()).isGreaterThan(0.95);
        assertThat(plan.chosen().design().flops()).isLessThanOrEqualTo(1e18 * (1 + 1e-6));
    }

    @Test
    void lawsAreToldApartByTheChosenRunsAtLeastAsWellAsByNaiveOnes() {
        Mixture mixture = fitted(ladder(9), Family.KAPLAN, Family.CHINCHILLA);
        var plan =
                new Planner(1e18, Grid.standard(), 6, 0.95, 1).betweenLaws(mixture, Family.KAPLAN, Family.CHINCHILLA);
        double chosen = plan.chosen().outcome().bits();
        assertThat(plan.before().bits()).isCloseTo(0, Offset.offset(1e-9));
        assertThat(chosen).isBetween(0.0, 1.0);
        plan.naive()
                .forEach(naive ->
                        assertThat(chosen).isGreaterThan(naive.outcome().bits() - 0.05));
        assertThat(plan.chosen().outcome().wrong()).isLessThan(0.08);
    }

    @Test
    void whatCannotBePlannedIsSaidInOneLine() {
        Mixture alone = fitted(ladder(10), Family.POWER);
        Planner planner = new Planner(1e18, Grid.standard(), 8, 0.95, 1);
        assertThatThrownBy(() -> planner.shrink(alone, FAR))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("single axis");
        assertThatThrownBy(() -> new Planner(1e3, Grid.standard(), 8, 0.95, 1)
                        .shrink(fitted(ladder(11), Family.CHINCHILLA), FAR))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("below the cheapest candidate");
        assertThatThrownBy(() -> new Planner(-1, Grid.standard(), 8, 0.95, 1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Grid(10, 5, 2, 4)).isInstanceOf(BadInput.class);
    }

    @Test
    void withoutServingTheCheapestModelIsTheComputeOptimalOne() {
        Law.Optimum o = TRUTH.optimum(1e21, 6).orElseThrow();
        // Closed form: N* = G (C/6)^(beta/(alpha+beta)), G = (alpha A / (beta B))^(1/(alpha+beta)).
        double g = Math.pow(0.35 * 480 / (0.37 * 2100), 1 / 0.72);
        assertThat(o.parameters()).isCloseTo(g * Math.pow(1e21 / 6, 0.37 / 0.72), Offset.offset(1e-6 * o.parameters()));
        Target at = new Target(o.parameters(), o.tokens(), 1e21);
        Serving none = Serving.of(TRUTH, at, 6, 1);
        assertThat(none.chosen().parameters() / o.parameters()).isCloseTo(1, Offset.offset(1e-3));
    }

    @Test
    void theServedModelMeetsTheFirstOrderConditionAndBreaksEvenWhereTotalsMeet() {
        Law.Optimum o = TRUTH.optimum(1e21, 6).orElseThrow();
        Target at = new Target(o.parameters(), o.tokens(), 1e21);
        double served = 1e12;
        Serving s = Serving.of(TRUTH, at, 6, served);
        double n = s.chosen().parameters();
        double d = s.chosen().tokens();
        assertThat(TRUTH.predict(s.chosen())).isCloseTo(TRUTH.predict(at), Offset.offset(1e-9));
        assertThat(s.chosenTotal()).isLessThan(s.optimalTotal());
        // Lagrange: (6D + 2T) / (6N) = (alpha A N^-(alpha+1)) / (beta B D^-(beta+1)).
        double left = (6 * d + 2 * served) / (6 * n);
        double right = 0.35 * 480 * Math.pow(n, -1.35) / (0.37 * 2100 * Math.pow(d, -1.37));
        assertThat(left / right).isCloseTo(1, Offset.offset(1e-3));
        double t = s.breakEven();
        assertThat(s.chosen().compute() + 2 * n * t)
                .isCloseTo(1e21 + 2 * o.parameters() * t, Offset.offset(1e-6 * 1e21));
    }

    @Test
    void hoursFollowFromPeakAndUtilisation() {
        Hardware hardware = new Hardware(1e15, 0.5, 4);
        assertThat(hardware.deviceHours(3.6e18)).isCloseTo(2, Offset.offset(1e-9));
        assertThat(hardware.days(3.6e18)).isCloseTo(2.0 / 4 / 24, Offset.offset(1e-12));
        assertThatThrownBy(() -> new Hardware(1e15, 1.5, 4)).isInstanceOf(BadInput.class);
    }
}
