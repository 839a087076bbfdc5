package dev.blueline.scaling;

import java.util.Map;
import java.util.Optional;

/**
 * A fitted scaling law: loss as a function of model size N, tokens D or compute C. Losses fall to {@link #floor()}, which
 * may be 0. Units are those of the observations it was fitted to.
 */
public sealed interface Law
        permits Power,
                PowerFloor,
                BrokenPower,
                KaplanJoint,
                KaplanJointFloor,
                Chinchilla,
                Overtrained,
                DataConstrained,
                IsoFlopSurface {

    /** Loss at a point, in the observations' unit. */
    double predict(Target target);

    /** Parameters by the names papers use, in a fixed order. */
    Map<String, Double> parameters();

    /** The loss no amount of scale goes below; 0 where the law has no floor. */
    double floor();

    /** Which family this law belongs to. */
    Family family();

    /**
     * Size and tokens of lowest loss at a given compute {@code C = k N D}.
     *
     * @param compute FLOPs
     * @param flopsPerParameterToken k: 6 in most papers, more where attention counts
     * @return empty for laws of compute alone, and for a law so flat along one axis that its optimum runs out of all bounds
     */
    default Optional<Optimum> optimum(double compute, double flopsPerParameterToken) {
        return Optional.empty();
    }

    /** Exponents a and b of {@code N* ~ C^a}, {@code D* ~ C^b}, and c of {@code L - E ~ C^-c}, where the law has them. */
    default Optional<Exponents> exponents() {
        return Optional.empty();
    }

    /** Compute-optimal size N, tokens D and their loss. */
    record Optimum(double parameters, double tokens, double loss) {
        static Optional<Optimum> of(Law law, double size, double compute, double flopsPerParameterToken) {
            double tokens = compute / flopsPerParameterToken / size;
            if (!(size > 0 && tokens > 0 && size < Double.POSITIVE_INFINITY && tokens < Double.POSITIVE_INFINITY)) {
                return Optional.empty();
            }
            return Optional.of(new Optimum(size, tokens, law.predict(new Target(size, tokens, compute))));
        }
    }

    /** Exponents along the compute-optimal line. */
    record Exponents(double parameters, double tokens, double reducibleLoss) {}
}
