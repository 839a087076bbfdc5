package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A ladder as the laboratory runs it, with a known truth: sizes 32x2, 64x2, 96x3, 128x3; noise 1.5% at the smallest, falling
 * as N^-.7 to .3%, .6 of its variance common to a trunk; target 8 times the largest compute.
 */
record SimulatedLadder(String truth, List<Observation> observations, Target target, double measured) {
    private static final double[] SIZES = {41e3, 131e3, 381e3, 655e3};
    private static final double[] FLOPS_PER_TOKEN = {0.344e6, 0.983e6, 2.73e6, 4.52e6};
    private static final double[][] TOKENS = {{1e6, 2e6, 4e6, 8e6}, {1e6, 2e6, 4e6}, {1e6, 2e6}, {1e6}};
    private static final int[] SEEDS = {3, 3, 1, 1};

    interface Truth {
        double at(double n, double d);
    }

    static final List<String> TRUTHS =
            List.of("additive", "Kaplan", "Kaplan with floor", "interacting", "bending", "two-power");

    static SimulatedLadder draw(String truth, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + truth.hashCode());
        Target target = new Target(655e3, 8 * 5.46e12 / 4.52e6, 8 * 5.46e12);
        Truth law = plausible(truth, random, target);
        List<Observation> observations = new ArrayList<>();
        Map<String, Double> common = new HashMap<>();
        for (int s = 0; s < SIZES.length; s++) {
            for (double d : TOKENS[s]) {
                for (int k = 0; k < SEEDS[s]; k++) {
                    String trunk = s + "/" + k;
                    double shared = common.computeIfAbsent(trunk, t -> random.nextGaussian());
                    double noise = sd(SIZES[s]) * (Math.sqrt(.6) * shared + Math.sqrt(.4) * random.nextGaussian());
                    double loss = law.at(SIZES[s], d) * Math.exp(noise);
                    observations.add(new Observation(SIZES[s], d, FLOPS_PER_TOKEN[s] * d, loss, trunk));
                }
            }
        }
        double measured = law.at(target.parameters(), target.tokens())
                * Math.exp(sd(target.parameters()) * random.nextGaussian());
        return new SimulatedLadder(truth, observations, target, measured);
    }

    private static double sd(double n) {
        return Math.max(.003, .015 * Math.pow(n / SIZES[0], -.7));
    }

    /** Draws until losses resemble the project's: 2.7 to 3.6 at the bottom, a gain of 8% to 35% from the best run to the target. */
    private static Truth plausible(String truth, SplittableRandom random, Target target) {
        while (true) {
            Truth law = draw(truth, random);
            double bottom = law.at(SIZES[0], 1e6);
            double best = Math.min(law.at(SIZES[3], 1e6), Math.min(law.at(SIZES[2], 2e6), law.at(SIZES[1], 4e6)));
            double gain = 1 - law.at(target.parameters(), target.tokens()) / best;
            if (bottom > 2.7 && bottom < 3.6 && gain > .08 && gain < .35) {
                return law;
            }
        }
    }

    private static Truth draw(String truth, SplittableRandom random) {
        double alpha = random.nextDouble(.15, .6);
        double beta = random.nextDouble(.15, .6);
        double floor = random.nextDouble(.2, 1.6);
        double share = random.nextDouble(.1, .9);
        double level = random.nextDouble(.8, 2.8);
        double aD = random.nextDouble(.1, .5);
        double ratio = random.nextDouble(.4, 2);
        double bend = random.nextDouble(-.06, .06);
        return (n, d) -> {
            double x = Math.log(n / 131e3);
            double z = Math.log(d / 2e6);
            double size = share * Math.exp(-alpha * x);
            double tokens = (1 - share) * Math.exp(-beta * z);
            double kaplan = Math.pow(share * Math.exp(-ratio * x) + (1 - share) * Math.exp(-z), aD);
            return switch (truth) {
                case "additive" -> floor + level * (size + tokens);
                case "Kaplan" -> 2.6 * kaplan;
                case "Kaplan with floor" -> floor + level * kaplan;
                case "interacting" -> floor + level * (size + tokens) * Math.exp(-.03 * x * z);
                case "bending" -> 2.6 * kaplan * Math.exp(bend * x * (x + z) / 4);
                case "two-power" -> 2.5 * Math.exp(-alpha / 2 * x) * (.5 + .5 * Math.exp(-beta * z));
                default -> throw new IllegalArgumentException(truth);
            };
        };
    }
}
