package dev.blueline.design;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Target;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/**
 * The model that is cheapest over its life at the loss of a compute-optimal one: it minimises {@code k N D + 2 N T} subject to
 * {@code L(N, D) = L(N*, D*)}, T the tokens it will serve (Sardana et al. 2023, arXiv 2401.00448, section 2). Smaller, trained
 * on more tokens.
 *
 * @param served T
 * @param optimal the compute-optimal model, its training alone counted
 * @param chosen the model of least total FLOPs
 * @param optimalTotal FLOPs of training and serving the compute-optimal model
 * @param chosenTotal of the chosen model
 * @param breakEven served tokens from which the chosen model is the cheaper of the two; infinite if they are the same
 */
public record Serving(
        double served, Target optimal, Target chosen, double optimalTotal, double chosenTotal, double breakEven) {
    private static final double SMALLEST = Math.log(1e-4);

    /** FLOPs of a served token per parameter: a forward pass. */
    private static final double FORWARD = 2;

    /**
     * Finds the model.
     *
     * @param law of size and tokens
     * @param optimum compute-optimal N and D
     * @param flopsPerParameterToken k of training
     * @param served tokens
     */
    public static Serving of(Law law, Target optimum, double flopsPerParameterToken, double served) {
        if (law.family().ofComputeAlone() || law.family() == Family.ISOFLOP) {
            throw new BadInput(
                    "a model to be served cannot be found by the law \""
                            + law.family().title()
                            + "\", which does not say how loss falls with tokens far from the optimum: fit another, such as chinchilla");
        }
        double loss = law.predict(optimum);
        double centre = Math.log(optimum.parameters());
        double best = new BrentOptimizer(1e-9, 1e-9)
                .optimize(
                        GoalType.MINIMIZE,
                        new MaxEval(10_000),
                        new UnivariateObjectiveFunction(shift ->
                                Math.log(total(law, loss, Math.exp(centre + shift), flopsPerParameterToken, served))),
                        new SearchInterval(SMALLEST, Math.log(4), -0.01))
                .getPoint();
        Target chosen = at(law, loss, Math.exp(centre + best), flopsPerParameterToken);
        double optimalTotal = optimum.compute() + FORWARD * optimum.parameters() * served;
        double saved = FORWARD * (optimum.parameters() - chosen.parameters());
        double extra = chosen.compute() - optimum.compute();
        return new Serving(
                served,
                optimum,
                chosen,
                optimalTotal,
                chosen.compute() + FORWARD * chosen.parameters() * served,
                saved > 0 ? Math.max(0, extra / saved) : Double.POSITIVE_INFINITY);
    }

    /** Share of the total that the chosen model saves. */
    public double saving() {
        return 1 - chosenTotal / optimalTotal;
    }

    private static double total(Law law, double loss, double n, double k, double served) {
        double d = tokens(law, loss, n, k);
        return Math.min(1e300, k * n * d + FORWARD * n * served);
    }

    private static Target at(Law law, double loss, double n, double k) {
        double d = tokens(law, loss, n, k);
        return new Target(n, d, k * n * d);
    }

    /** Tokens at which a model of a size reaches a loss, by bisection: loss falls with tokens. 1e60 if none do. */
    private static double tokens(Law law, double loss, double n, double k) {
        double low = 0;
        double high = Math.log(1e60);
        for (int step = 0; step < 100; step++) {
            double middle = 0.5 * (low + high);
            double d = Math.exp(middle);
            if (law.predict(new Target(n, d, k * n * d)) > loss) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(high);
    }
}
