package dev.blueline.comparison;

import dev.blueline.scaling.Chinchilla;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two recipes of known truth: a baseline with Hoffmann's law and one that multiplies its compute, by a factor that depends on
 * compute. Four sizes over three decades of compute at twenty tokens a parameter, three seeds each; of a run's noise, a share is
 * the seed's and common to both recipes.
 */
record SimulatedRecipes(List<Recipe> recipes) {
    static final double LEAST = 1e16;
    static final double MOST = 1e19;
    private static final double SHARED = 0.6;
    private static final Law BASELINE = new Chinchilla(1.69, 406.4, 0.34, 410.7, 0.28);

    /** The multiplier that is true. */
    enum Truth {
        CONSTANT,
        FADING,
        GROWING,
        NONE;

        double at(double compute) {
            double decades = Math.log10(compute / LEAST);
            return switch (this) {
                case CONSTANT -> 1.3;
                case FADING -> Math.exp(Math.log(1.5) * (1 - decades / 3));
                case GROWING -> Math.exp(Math.log(1.5) * decades / 3);
                case NONE -> 1;
            };
        }

        /** Slope of its logarithm per tenfold. */
        double slope() {
            return Math.log(at(MOST) / at(LEAST)) / 3;
        }

        /** Whether a verdict is wrong. */
        boolean contradicts(Decision decision) {
            return switch (decision) {
                case Decision.Keep keep -> this == FADING || this == NONE;
                case Decision.Grows grows -> this != GROWING;
                case Decision.Fades fades -> this != FADING;
                case Decision.Drop drop -> this == CONSTANT || this == GROWING;
                case Decision.CannotTell open -> false;
            };
        }
    }

    /**
     * @param noise standard deviation of a run's log loss
     * @param paired whether both recipes ran the same seeds
     */
    static SimulatedRecipes draw(Truth truth, double noise, boolean paired, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 7919 + truth.ordinal());
        List<Observation> plain = new ArrayList<>();
        List<Observation> tricked = new ArrayList<>();
        List<String> seeds = new ArrayList<>();
        for (int size = 0; size < 4; size++) {
            double compute = LEAST * Math.pow(MOST / LEAST, size / 3.0);
            for (int run = 0; run < 3; run++) {
                double shared = Math.sqrt(SHARED) * random.nextGaussian();
                double other = paired ? shared : Math.sqrt(SHARED) * random.nextGaussian();
                plain.add(run(compute, 1, noise * (shared + own(random)), size + "/" + run));
                tricked.add(run(compute, truth.at(compute), noise * (other + own(random)), size + "/" + run));
                seeds.add("" + run);
            }
        }
        return new SimulatedRecipes(List.of(
                new Recipe("plain", plain, paired ? seeds : List.of()),
                new Recipe("trick", tricked, paired ? seeds : List.of())));
    }

    private static double own(SplittableRandom random) {
        return Math.sqrt(1 - SHARED) * random.nextGaussian();
    }

    private static Observation run(double compute, double multiplier, double error, String trunk) {
        double size = Math.sqrt(compute / 120);
        double loss = BASELINE.predict(along(compute * multiplier)) * Math.exp(error);
        return new Observation(size, 20 * size, compute, loss, trunk);
    }

    private static Target along(double compute) {
        double size = Math.sqrt(compute / 120);
        return new Target(size, 20 * size, compute);
    }
}
