package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The {@link IsoFlopSurface} in two steps, in the coordinates of {@link Family#ISOFLOP}: parabolas at equal compute, then a line
 * through their best sizes and a power law, with a floor from four budgets on, through their lowest losses.
 */
final class IsoFlopEstimate {
    private static final int FLOORED = 4;

    private IsoFlopEstimate() {}

    /** Coordinates theta; empty if fewer than two budgets have a lowest point among their runs. */
    static Optional<double[]> of(Sample sample) {
        List<IsoFlops.Budget> budgets = budgets(sample);
        if (budgets.size() < 2) {
            return Optional.empty();
        }
        double[] compute =
                budgets.stream().mapToDouble(IsoFlops.Budget::compute).toArray();
        double[] size = budgets.stream().mapToDouble(IsoFlops.Budget::size).toArray();
        List<Observation> lowest = budgets.stream()
                .map(b -> new Observation(1, b.compute(), b.compute(), b.loss(), ""))
                .toList();
        Fitter fitter = new Fitter(Objective.leastSquares(), 12);
        Optional<Fit> frontier = fitter.fit(budgets.size() < FLOORED ? Family.POWER : Family.POWER_FLOOR, lowest)
                .or(() -> fitter.fit(Family.POWER, lowest));
        if (frontier.isEmpty()) {
            return Optional.empty();
        }
        Law law = frontier.get().law();
        double[] line = switch (law) {
            case PowerFloor p -> new double[] {p.floor(), Math.log(p.factor()), p.exponent()};
            case Power p -> new double[] {0, p.exponent() * Math.log(p.scale()), p.exponent()};
            default -> throw new IllegalStateException(law.toString());
        };
        double[] curvatures = budgets.stream()
                .mapToDouble(b -> b.curvature() / Math.max(b.loss() - line[0], 1e-3 * b.loss()))
                .sorted()
                .toArray();
        return Approaches.line(compute, size).map(best -> new double[] {
            Math.max(Math.log(line[0]), sample.lowest() + Math.log(1e-5)),
            line[1],
            best.g(),
            best.a(),
            Math.log(curvatures[curvatures.length / 2]),
            Math.log(line[2])
        });
    }

    /** Usable budgets of the sample, in its centred units. */
    static List<IsoFlops.Budget> budgets(Sample sample) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < sample.size(); i++) {
            double n = Math.exp(sample.n[i]);
            double c = Math.exp(sample.c[i]);
            observations.add(new Observation(n, c / n, c, Math.exp(sample.y[i]), ""));
        }
        return IsoFlops.of(observations, sample.count, Double.POSITIVE_INFINITY).stream()
                .filter(IsoFlops.Budget::usable)
                .toList();
    }

    /** A theta that says nothing: what a draw without two usable budgets leaves. */
    static double[] unknown() {
        double[] unknown = new double[Family.ISOFLOP.dimension()];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }
}
