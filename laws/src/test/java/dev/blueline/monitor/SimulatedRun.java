package dev.blueline.monitor;

import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.SeedNoise;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** A run whose truth is known: a curve of a law, a way down to it, noise with autocorrelation and outliers. */
final class SimulatedRun {
    /** Ten times the compute of the ladder's largest run. */
    static final Target FAR = new Target(1e9, 20e9, 1.2e20);

    /** As much compute as the ladder's largest run. */
    static final Target NEAR = new Target(2e8, 10e9, 1.2e19);

    private SimulatedRun() {}

    /** Where the gap before annealing comes from in the simulated world. */
    enum Way {
        /** As assumed: relative gap and memory drawn from the beliefs, errors of slope and form. */
        ASSUMED,
        /** The formula of Tissue et al. as published: an absolute gap C S2, its memory between .5% and 20% of the run. */
        TISSUE,
        /** Another picture: the loss lies above the valley floor by a power of the present rate, exponent .5 to 1.5. */
        VALLEY
    }

    /**
     * @param off true log loss above the line
     * @param points in the whole log
     * @param sd of a point
     * @param correlation from one point to the next
     */
    record Kind(Schedule schedule, Way way, double off, int points, double sd, double correlation) {}

    /** A ladder of 16 runs to 1.2e19 FLOPs by the additive law of Besiroglu et al. 2024; seeds differ by .4%. */
    static Mixture ladder(long seed, int draws) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Observation> observations = new ArrayList<>();
        for (double n : new double[] {20e6, 45e6, 100e6, 200e6}) {
            for (double ratio : new double[] {5, 10, 20, 50}) {
                double d = n * ratio;
                observations.add(new Observation(
                        n, d, 6 * n * d, truth(n, d) * Math.exp(.004 * random.nextGaussian()), n + "/" + ratio));
            }
        }
        SeedNoise noise = new SeedNoise(.004, 1e8, 0, .6);
        return Forecaster.study(observations, new Forecaster.Settings(draws, seed, 2, 0.01, Optional.of(noise)))
                .mixture();
    }

    static double truth(double n, double d) {
        return 1.8172 + 477.83 * Math.pow(n, -.34731) + 2143.4 * Math.pow(d, -.36717);
    }

    /** The log loss of finished runs along tokens, drawn from the law's distribution. */
    static DoubleUnaryOperator drawn(Mixture mixture, PlannedRun run, SplittableRandom random) {
        List<Mixture.Draw> draws = mixture.draws().stream()
                .filter(draw -> !draw.law().family().ofComputeAlone())
                .toList();
        double chosen = random.nextDouble()
                * draws.stream().mapToDouble(Mixture.Draw::weight).sum();
        int at = 0;
        while (at < draws.size() - 1 && chosen > draws.get(at).weight()) {
            chosen -= draws.get(at++).weight();
        }
        Law law = draws.get(at).law();
        double reach = Math.max(0, Math.log(run.end().compute() / mixture.span().largestCompute()));
        double level = draws.get(at).drift() * reach * random.nextGaussian()
                + mixture.noise().at(run.end().parameters()) * random.nextGaussian();
        return share -> Math.log(law.predict(run.finishedAfter(share))) + level;
    }

    /** The true law itself, with seed noise. */
    static DoubleUnaryOperator exact(PlannedRun run, SplittableRandom random) {
        double level = .004 * random.nextGaussian();
        return share -> {
            Target target = run.finishedAfter(share);
            return Math.log(truth(target.parameters(), target.tokens())) + level;
        };
    }

    static List<Point> log(Kind kind, DoubleUnaryOperator finished, SplittableRandom random) {
        Schedule schedule = kind.schedule();
        DoubleUnaryOperator gap = gap(kind, random);
        double noise = 0;
        double form = random.nextGaussian();
        double slope = kind.way() == Way.ASSUMED ? .01 * random.nextGaussian() : 0;
        double keep = Math.exp(-1.0 / kind.points() / .15);
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= kind.points(); i++) {
            double share = i / (double) kind.points();
            double r = kind.correlation();
            double wild = random.nextDouble() < .03 ? 3 : 1;
            noise = r * noise + Math.sqrt(1 - r * r) * wild * kind.sd() * random.nextGaussian();
            form = keep * form + Math.sqrt(1 - keep * keep) * random.nextGaussian();
            double error = kind.way() == Way.ASSUMED
                    ? slope * Math.log(schedule.forward(share)) + .004 * (1 - share) * form
                    : 0;
            double loss = finished.applyAsDouble(share) + gap.applyAsDouble(share) + error + noise + kind.off();
            points.add(new Point(10L * i, share, Math.exp(loss)));
        }
        return points;
    }

    private static DoubleUnaryOperator gap(Kind kind, SplittableRandom random) {
        Schedule schedule = kind.schedule();
        double g = Double.NaN;
        while (!(g > 0)) {
            g = .03 + .015 * random.nextGaussian();
        }
        double size = g;
        return switch (kind.way()) {
            case ASSUMED -> {
                double memory = new double[] {.01, .03, .1}[random.nextInt(3)];
                DoubleUnaryOperator left = schedule.annealingLeft(memory);
                yield share -> size * schedule.drop() * left.applyAsDouble(share);
            }
            case TISSUE -> {
                double memory = .005 * Math.pow(40, random.nextDouble());
                DoubleUnaryOperator left = schedule.annealingLeft(memory);
                yield share -> Math.log1p(size * schedule.drop() * left.applyAsDouble(share));
            }
            case VALLEY -> {
                double power = random.nextDouble(.5, 1.5);
                double last = Math.pow(schedule.rate(1), power);
                yield share -> size * (Math.pow(schedule.rate(share), power) - last);
            }
        };
    }
}
