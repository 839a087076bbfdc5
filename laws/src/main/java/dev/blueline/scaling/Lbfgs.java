package dev.blueline.scaling;

/**
 * Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4) with the bisecting weak-Wolfe line search
 * of Lewis and Overton (2013), which also copes with the kinks of a nearly absolute-value objective. One instance serves
 * one thread; a search allocates nothing.
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final double ARMIJO = 1e-4;
    private static final double CURVATURE = 0.9;

    /** A function with its gradient. */
    interface Objective {
        double at(double[] x, double[] gradient);
    }

    private final double[][] steps;
    private final double[][] changes;
    private final double[] rho = new double[MEMORY];
    private final double[] alpha = new double[MEMORY];
    private final double[] gradient;
    private final double[] trial;
    private final double[] trialGradient;
    private final double[] direction;
    private double trialValue;

    Lbfgs(int dimension) {
        steps = new double[MEMORY][dimension];
        changes = new double[MEMORY][dimension];
        gradient = new double[dimension];
        trial = new double[dimension];
        trialGradient = new double[dimension];
        direction = new double[dimension];
    }

    /**
     * Moves x to a local minimum and returns the value there.
     *
     * @param tolerance stops when two successive steps each lower the value by less than this share, or the gradient vanishes
     */
    double minimise(Objective objective, double[] x, int iterations, double tolerance) {
        double value = objective.at(x, gradient);
        int kept = 0;
        int next = 0;
        int idle = 0;
        for (int iteration = 0; iteration < iterations; iteration++) {
            double norm = Math.sqrt(dot(gradient, gradient));
            if (!(norm > 1e-10) || !Double.isFinite(value)) {
                break;
            }
            descend(kept, next);
            double slope = dot(direction, gradient);
            if (!(slope < 0)) {
                kept = 0;
                for (int i = 0; i < x.length; i++) {
                    direction[i] = -gradient[i];
                }
                slope = -norm * norm;
            }
            double first = kept == 0 ? Math.min(1, 0.1 / norm) : 1;
            if (!search(objective, x, value, slope, first)) {
                if (kept == 0) {
                    break;
                }
                kept = 0; // a stale model of the curvature: try once more along the gradient
                continue;
            }
            for (int i = 0; i < x.length; i++) {
                steps[next][i] = trial[i] - x[i];
                changes[next][i] = trialGradient[i] - gradient[i];
                x[i] = trial[i];
                gradient[i] = trialGradient[i];
            }
            double curvature = dot(steps[next], changes[next]);
            if (curvature > 1e-14) {
                rho[next] = 1 / curvature;
                next = (next + 1) % MEMORY;
                kept = Math.min(kept + 1, MEMORY);
            }
            double gain = value - trialValue;
            value = trialValue;
            idle = gain <= tolerance * (Math.abs(value) + 1e-12) ? idle + 1 : 0;
            if (idle >= 2) {
                break;
            }
        }
        return value;
    }

    private void descend(int kept, int next) {
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -gradient[i];
        }
        for (int k = 1; k <= kept; k++) {
            int at = Math.floorMod(next - k, MEMORY);
            alpha[at] = rho[at] * dot(steps[at], direction);
            add(direction, changes[at], -alpha[at]);
        }
        if (kept > 0) {
            int last = Math.floorMod(next - 1, MEMORY);
            double scale = 1 / (rho[last] * dot(changes[last], changes[last]));
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (int k = kept; k >= 1; k--) {
            int at = Math.floorMod(next - k, MEMORY);
            add(direction, steps[at], alpha[at] - rho[at] * dot(changes[at], direction));
        }
    }

    private boolean search(Objective objective, double[] x, double value, double slope, double first) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = first;
        boolean found = false;
        for (int attempt = 0; attempt < 30; attempt++) {
            for (int i = 0; i < x.length; i++) {
                trial[i] = x[i] + length * direction[i];
            }
            trialValue = objective.at(trial, trialGradient);
            if (!(trialValue <= value + ARMIJO * length * slope)) {
                high = length;
            } else if (dot(trialGradient, direction) < CURVATURE * slope) {
                low = length;
                found = true;
            } else {
                return true;
            }
            length = Double.isInfinite(high) ? 2 * length : 0.5 * (low + high);
        }
        if (found) {
            for (int i = 0; i < x.length; i++) {
                trial[i] = x[i] + low * direction[i];
            }
            trialValue = objective.at(trial, trialGradient);
        }
        return found;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
