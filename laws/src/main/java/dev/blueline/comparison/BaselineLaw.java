package dev.blueline.comparison;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.SeedNoise;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Weighing;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * The baseline's loss against compute: what turns a gain in loss into compute. Joint laws of size and tokens where several sizes
 * were run at several numbers of tokens, else laws of compute alone, along the ladder. Laws share the draws by Akaike's weights, {@code exp(-AICc/2)} (Burnham and
 * Anderson 2002, section 2.9): what counts here is the slope among the runs, not far beyond them. Each draw is one refit.
 */
final class BaselineLaw {
    /** Beyond a factor of a thousand either way a multiplier is not told. */
    static final double LIMIT = Math.log(1000);

    private static final List<Family> JOINT = List.of(Family.KAPLAN, Family.KAPLAN_FLOOR, Family.CHINCHILLA);
    private static final List<Family> ALONE = List.of(Family.POWER, Family.POWER_FLOOR);
    private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 1};
    private static final double SMALL_GAIN = 0.02;
    private static final int JUDGES = 51;
    private static final int SEARCHES = 12;
    private static final double DELTA = 0.01;

    private final Mixture mixture;
    private final List<Mixture.Draw> draws;
    private final boolean joint;
    private final Growth growth;

    private BaselineLaw(Forecaster.Study study, boolean joint, Growth growth) {
        this.mixture = study.mixture();
        this.draws = byAkaike(study);
        this.joint = joint;
        this.growth = growth;
    }

    /**
     * Fits the baseline. Its noise is pooled over all sizes and recipes.
     *
     * @throws BadInput if it was run at fewer than three scales
     */
    static BaselineLaw of(
            Recipe baseline, List<Recipe> recipes, Comparison.Settings settings, DoubleConsumer progress) {
        List<Observation> runs = baseline.observations();
        long scales = Cell.of(baseline, baseline).stream()
                .mapToLong(cell -> Math.round(Math.log(cell.compute()) * 200))
                .distinct()
                .count();
        if (scales < 3) {
            throw new BadInput("the baseline " + baseline.name() + " was run at " + scales
                    + (scales == 1 ? " scale" : " scales")
                    + ": how much compute a loss is worth takes runs at three or more");
        }
        boolean joint = joint(runs);
        SeedNoise noise = GainNoise.ofRuns(recipes, SeedNoise.estimate(runs).trunkShare());
        Forecaster.Settings fitting = new Forecaster.Settings(
                settings.draws(),
                settings.seed(),
                settings.threads(),
                Objective.huber(DELTA),
                Optional.of(noise),
                joint ? JOINT : ALONE,
                Weighing.SEEDS,
                Resampling.PARAMETRIC,
                SEARCHES,
                Fitter.Grid.FAMILY);
        return new BaselineLaw(Forecaster.study(runs, fitting, progress), joint, settings.growth());
    }

    private static List<Mixture.Draw> byAkaike(Forecaster.Study study) {
        Map<Family, Double> criteria = new EnumMap<>(Family.class);
        study.laws(0.9)
                .forEach(law -> criteria.put(law.fit().family(), law.fit().aicc()));
        double least = Collections.min(criteria.values());
        Map<Family, Double> shares = new EnumMap<>(Family.class);
        // where runs are too few for the criterion to be finite, laws count alike
        criteria.forEach(
                (family, aicc) -> shares.put(family, Double.isInfinite(least) ? 1 : Math.exp(-0.5 * (aicc - least))));
        double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        List<Mixture.Draw> drawn = study.mixture().draws();
        return drawn.stream()
                .map(draw -> {
                    Family family = draw.law().family();
                    long refits = drawn.stream()
                            .filter(other -> other.law().family() == family)
                            .count();
                    return new Mixture.Draw(
                            draw.law(), shares.getOrDefault(family, 0.0) / total / refits, draw.drift());
                })
                .toList();
    }

    /** Whether size and tokens vary apart: five rungs, and two sizes with two numbers of tokens each. */
    private static boolean joint(List<Observation> runs) {
        List<Observation> rungs = runs.stream()
                .filter(run -> runs.stream().limit(runs.indexOf(run)).noneMatch(before -> Cell.same(before, run)))
                .toList();
        long several = rungs.stream()
                .mapToDouble(Observation::parameters)
                .distinct()
                .filter(size ->
                        rungs.stream().filter(rung -> rung.parameters() == size).count() > 1)
                .count();
        long tokens = rungs.stream()
                .mapToLong(rung -> Math.round(200 * Math.log(rung.tokens())))
                .distinct()
                .count();
        return rungs.size() >= 5 && several >= 2 && tokens >= 2 && tokens < rungs.size();
    }

    boolean joint() {
        return joint;
    }

    /** Share of seed variance common to a trunk. */
    double trunkShare() {
        return mixture.noise().trunkShare();
    }

    /** The refit at a share of the mixture's weight: evenly spread shares draw laws by their weight. */
    Mixture.Draw draw(double share) {
        double cumulated = 0;
        for (Mixture.Draw draw : draws) {
            cumulated += draw.weight();
            if (share < cumulated) {
                return draw;
            }
        }
        return draws.getLast();
    }

    /**
     * Where the baseline stands before it spends more.
     *
     * @param target size, tokens, compute
     * @param sizeShare exponent with which size grows in compute; tokens take the rest
     */
    record Start(Target target, double sizeShare) {}

    /** The baseline at a cell, by its own runs' compute there, or by what they would cost. */
    Start start(Cell cell) {
        double own = cell.baseline().stream()
                .mapToDouble(Observation::compute)
                .average()
                .orElseGet(() -> joint
                        ? mixture.span().flopsPerParameterToken() * cell.parameters() * cell.tokens()
                        : cell.compute());
        Target target = new Target(cell.parameters(), cell.tokens(), own);
        return new Start(target, joint && growth == Growth.CHEAPEST ? cheapest(target) : 0);
    }

    /** One share for all draws: the middle of their costs of a small gain decides, so that noise does not choose. */
    private double cheapest(Target from) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double share : SHARES) {
            double[] costs = IntStream.range(0, JUDGES)
                    .mapToDouble(i -> solve(draw((i + 0.5) / JUDGES).law(), new Start(from, share), SMALL_GAIN))
                    .sorted()
                    .toArray();
            if (costs[JUDGES / 2] < least) {
                least = costs[JUDGES / 2];
                best = share;
            }
        }
        return best;
    }

    /**
     * Natural logarithm of the factor of compute by which the baseline, from a start on, lowers its log loss by a gain; within
     * {@link #LIMIT}.
     *
     * @param error of the law beyond the largest run, in standard deviations of its drift
     */
    double factor(Mixture.Draw draw, Start from, double gain, double error) {
        double factor = solve(draw.law(), from, gain);
        double beyond = Math.log(from.target().compute() / mixture.span().largestCompute()) + factor;
        return beyond > 0 ? solve(draw.law(), from, gain + error * draw.drift() * beyond) : factor;
    }

    private static double solve(Law law, Start from, double gain) {
        Target start = from.target();
        double wanted = Math.log(law.predict(start)) - gain;
        double low = -LIMIT;
        double high = LIMIT;
        for (int i = 0; i < 40; i++) {
            double middle = 0.5 * (low + high);
            Target there = new Target(
                    start.parameters() * Math.exp(from.sizeShare() * middle),
                    start.tokens() * Math.exp((1 - from.sizeShare()) * middle),
                    start.compute() * Math.exp(middle));
            if (Math.log(law.predict(there)) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
