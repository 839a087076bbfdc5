package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealVector;

/**
 * Runs at equal compute: through the losses of each budget goes a parabola in ln N, whose lowest point is the best size for
 * that budget (Hoffmann et al. 2022, approach 2). Runs belong to one budget if their compute differs by at most 10% from one
 * to the next and 40% in all; a budget counts if it has at least four sizes that span a factor of two.
 */
public final class IsoFlops {
    private static final double GAP = Math.log(1.1);
    private static final double WIDTH = Math.log(1.4);
    private static final int SIZES = 4;

    private IsoFlops() {}

    /**
     * The parabola of one budget.
     *
     * @param compute geometric mean of the runs' C
     * @param runs how many
     * @param size best size N*
     * @param loss loss there
     * @param curvature second coefficient of the parabola, loss per (ln N)^2
     * @param usable whether the parabola opens upwards and its lowest point lies among the runs
     */
    public record Budget(double compute, int runs, double size, double loss, double curvature, boolean usable) {}

    /** The budgets among the observations, in order of compute. */
    public static List<Budget> of(List<Observation> observations) {
        double[] ones = new double[observations.size()];
        Arrays.fill(ones, 1);
        return of(observations, ones, Double.POSITIVE_INFINITY);
    }

    /**
     * As {@link #of(List)}, each run counting as often as it was drawn, and only the runs within a factor of the size of lowest
     * loss entering a parabola.
     */
    static List<Budget> of(List<Observation> observations, double[] counts, double reach) {
        List<Budget> budgets = new ArrayList<>();
        for (List<Integer> group : groups(observations)) {
            List<Integer> drawn = group.stream().filter(i -> counts[i] > 0).toList();
            List<Integer> near = near(observations, drawn, reach);
            if (spread(observations, near)) {
                budgets.add(parabola(observations, near, counts));
            }
        }
        return budgets;
    }

    private static List<List<Integer>> groups(List<Observation> observations) {
        List<Integer> order = IntStream.range(0, observations.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> observations.get(i).compute()))
                .toList();
        List<List<Integer>> groups = new ArrayList<>();
        double first = 0;
        double last = 0;
        for (int i : order) {
            double c = Math.log(observations.get(i).compute());
            if (groups.isEmpty() || c - last > GAP || c - first > WIDTH) {
                groups.add(new ArrayList<>());
                first = c;
            }
            groups.getLast().add(i);
            last = c;
        }
        return groups;
    }

    private static List<Integer> near(List<Observation> observations, List<Integer> group, double reach) {
        if (group.isEmpty() || Double.isInfinite(reach)) {
            return group;
        }
        int best = group.stream()
                .min(Comparator.comparingDouble(i -> observations.get(i).loss()))
                .orElseThrow();
        double size = Math.log(observations.get(best).parameters());
        return group.stream()
                .filter(i -> Math.abs(Math.log(observations.get(i).parameters()) - size) <= Math.log(reach))
                .toList();
    }

    private static boolean spread(List<Observation> observations, List<Integer> group) {
        double[] sizes = group.stream()
                .mapToDouble(i -> Math.log(observations.get(i).parameters()))
                .sorted()
                .toArray();
        int distinct = 0;
        for (int i = 0; i < sizes.length; i++) {
            distinct += i == 0 || sizes[i] - sizes[i - 1] > 1e-3 ? 1 : 0;
        }
        return distinct >= SIZES && sizes[sizes.length - 1] - sizes[0] >= Math.log(2);
    }

    private static Budget parabola(List<Observation> observations, List<Integer> group, double[] counts) {
        double centre = 0;
        double logCompute = 0;
        double total = 0;
        for (int i : group) {
            centre += counts[i] * Math.log(observations.get(i).parameters());
            logCompute += counts[i] * Math.log(observations.get(i).compute());
            total += counts[i];
        }
        centre /= total;
        double[][] rows = new double[group.size()][];
        double[] losses = new double[group.size()];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < rows.length; k++) {
            Observation o = observations.get(group.get(k));
            double weight = Math.sqrt(counts[group.get(k)]);
            double x = Math.log(o.parameters()) - centre;
            rows[k] = new double[] {weight, weight * x, weight * x * x};
            losses[k] = weight * o.loss();
            least = Math.min(least, x);
            most = Math.max(most, x);
        }
        RealVector fit =
                new QRDecomposition(new Array2DRowRealMatrix(rows)).getSolver().solve(new ArrayRealVector(losses));
        double curvature = fit.getEntry(2);
        double vertex = -fit.getEntry(1) / (2 * curvature);
        boolean usable = curvature > 0 && vertex >= least && vertex <= most;
        return new Budget(
                Math.exp(logCompute / total),
                (int) Math.round(total),
                Math.exp(centre + vertex),
                fit.getEntry(0) - fit.getEntry(1) * fit.getEntry(1) / (4 * curvature),
                curvature,
                usable);
    }
}
