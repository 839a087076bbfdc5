package dev.blueline.training;

import dev.blueline.engine.Learner.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Leaves out steps that would do harm, the weights unchanged: one whose loss or gradient is not a number, and one whose
 * gradient's norm is over {@link #FACTOR} times the median of the last {@link #WINDOW}, as after a bad batch or a fault of the
 * machine. The idea is that of OLMo-core's {@code SkipStepOptimizer} and llm.c's outlier detector, which take six standard
 * deviations; the factor here lies well above every step of the healthy runs it was tried on (docs/reliability.md), so that such
 * runs stay as they are to the last bit.
 *
 * <p>{@link #MOST_IN_A_ROW} such steps in a row are no spike: if the last is not a number the run has diverged, otherwise its
 * gradients are at a new level, which is learnt anew. What is left out depends on the steps alone, so a resumed run leaves out
 * the same.
 */
final class SpikeGuard {
    /** Norms that say what is usual. Fewer, at a run's start, say nothing yet. */
    static final int WINDOW = 128;

    static final double FACTOR = 10;

    static final int MOST_IN_A_ROW = 3;

    private final List<Double> norms;
    private int inARow;

    /**
     * What a restart needs.
     *
     * @param norms gradient norms of the last steps, oldest first
     * @param inARow steps just left out
     */
    record State(List<Double> norms, int inARow) {
        static final State FRESH = new State(List.of(), 0);
    }

    SpikeGuard(State state) {
        norms = new ArrayList<>(state.norms());
        inARow = state.inARow();
    }

    State state() {
        return new State(List.copyOf(norms), inARow);
    }

    /** Gradient norm above which the next step is left out; infinite while nothing is known. */
    double limit() {
        return norms.size() < WINDOW ? Double.POSITIVE_INFINITY : FACTOR * usual();
    }

    /** Hears of a step that moved the weights. */
    void applied(StepResult result) {
        inARow = 0;
        remember(result.gradientNorm());
    }

    /** Hears of a step that was left out; says in words why it was. */
    String leftOut(long step, StepResult result) {
        inARow++;
        if (!result.finite()) {
            return "step " + step + " left out: its " + (Double.isFinite(result.loss()) ? "gradient" : "loss")
                    + " is not a number";
        }
        String why = String.format(
                Locale.ROOT,
                "step %d left out: gradient norm %.3g where %.3g is usual",
                step,
                result.gradientNorm(),
                usual());
        remember(result.gradientNorm());
        if (inARow == MOST_IN_A_ROW) {
            norms.clear();
            inARow = 0;
        }
        return why;
    }

    /** Whether so many steps in a row were no numbers that the run cannot go on. */
    boolean lost() {
        return inARow >= MOST_IN_A_ROW;
    }

    private void remember(double norm) {
        norms.add(norm);
        if (norms.size() > WINDOW) {
            norms.removeFirst();
        }
    }

    private double usual() {
        double[] sorted =
                norms.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
