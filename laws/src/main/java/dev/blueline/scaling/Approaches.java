package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The three ways of Hoffmann et al. 2022 (arXiv 2203.15556, section 3) from runs to the best size for a compute, side by side:
 * 1, the corners of the frontier of lowest loss; 2, the lowest points of parabolas at equal compute ({@link IsoFlops}); 3, a law
 * fitted to all runs. For the first two {@code ln N* = g + a ln C} by least squares. Where they disagree by more than their
 * intervals, the runs or the law are not what they are taken for.
 *
 * @param ways those that the runs allow
 * @param disagreement largest exponent of size less the smallest, over the ways; 0 if there is one way only
 * @param sizeFactor largest best size over the smallest at the largest compute run, over the ways
 */
public record Approaches(List<Way> ways, double disagreement, double sizeFactor) {
    private static final int CORNERS = 4;

    /**
     * One way.
     *
     * @param number 1, 2 or 3
     * @param points frontier corners, budgets or runs it stands on
     * @param exponent a of {@code N* ~ C^a}
     * @param interval of the exponent, of the level asked for
     * @param size best size at the largest compute run
     * @param sizeInterval of that size
     */
    public record Way(
            int number,
            int points,
            double exponent,
            Outlook.Interval interval,
            double size,
            Outlook.Interval sizeInterval) {

        /** In words. */
        public String words() {
            return switch (number) {
                case 1 -> "frontier of lowest loss";
                case 2 -> "parabolas at equal compute";
                default -> "fitted law";
            };
        }
    }

    /** A line {@code ln N* = g + a ln C} through some points. */
    record Line(double g, double a, int points) {
        double size(double compute) {
            return Math.exp(g + a * Math.log(compute));
        }
    }

    /**
     * @param joint the joint law that counts most, if one was fitted
     * @param draws draws of the bootstrap for the first two ways
     * @param level level of the intervals
     */
    static Approaches of(
            List<Observation> observations,
            Optional<Mixture.Component> joint,
            double flopsPerParameterToken,
            int draws,
            long seed,
            double level) {
        double largest =
                observations.stream().mapToDouble(Observation::compute).max().orElseThrow();
        List<Way> ways = new ArrayList<>();
        resampled(1, Approaches::frontier, observations, largest, draws, seed, level)
                .ifPresent(ways::add);
        resampled(2, Approaches::isoFlops, observations, largest, draws, seed, level)
                .ifPresent(ways::add);
        joint.flatMap(component -> parametric(component, observations.size(), largest, flopsPerParameterToken, level))
                .ifPresent(ways::add);
        double[] exponents = ways.stream().mapToDouble(Way::exponent).sorted().toArray();
        double[] sizes = ways.stream().mapToDouble(Way::size).sorted().toArray();
        return new Approaches(
                List.copyOf(ways),
                ways.isEmpty() ? 0 : exponents[exponents.length - 1] - exponents[0],
                ways.isEmpty() ? 1 : sizes[sizes.length - 1] / sizes[0]);
    }

    /** Whether two ways have intervals of the exponent that do not meet. */
    public boolean contradict() {
        double highestLow =
                ways.stream().mapToDouble(w -> w.interval().low()).max().orElse(0);
        double lowestHigh =
                ways.stream().mapToDouble(w -> w.interval().high()).min().orElse(0);
        return highestLow > lowestHigh;
    }

    private static Optional<Way> resampled(
            int number,
            Function<Drawn, Optional<Line>> method,
            List<Observation> observations,
            double largest,
            int draws,
            long seed,
            double level) {
        double[] once = new double[observations.size()];
        Arrays.fill(once, 1);
        Optional<Line> line = method.apply(new Drawn(observations, once));
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        for (int draw = 0; draw < draws; draw++) {
            double[] counts = new double[once.length];
            for (int i = 0; i < counts.length; i++) {
                counts[random.nextInt(counts.length)]++;
            }
            method.apply(new Drawn(observations, counts)).ifPresent(lines::add);
        }
        if (lines.size() < draws / 2) {
            return Optional.empty(); // stands on too few runs to be drawn again
        }
        return Optional.of(new Way(
                number,
                line.get().points(),
                line.get().a(),
                Outlook.Interval.of(lines.stream().mapToDouble(Line::a).toArray(), level),
                line.get().size(largest),
                Outlook.Interval.of(
                        lines.stream().mapToDouble(l -> l.size(largest)).toArray(), level)));
    }

    /** Runs and how often each counts. */
    private record Drawn(List<Observation> observations, double[] counts) {}

    private static Optional<Line> frontier(Drawn drawn) {
        List<Observation> kept = new ArrayList<>();
        for (int i = 0; i < drawn.counts().length; i++) {
            if (drawn.counts()[i] > 0) {
                kept.add(drawn.observations().get(i));
            }
        }
        List<Rung> corners = Frontier.hull(Rung.of(kept));
        return corners.size() < CORNERS
                ? Optional.empty()
                : line(
                        corners.stream().mapToDouble(Rung::compute).toArray(),
                        corners.stream()
                                .mapToDouble(r -> r.target().parameters())
                                .toArray());
    }

    private static Optional<Line> isoFlops(Drawn drawn) {
        List<IsoFlops.Budget> budgets =
                IsoFlops.of(drawn.observations(), drawn.counts(), Double.POSITIVE_INFINITY).stream()
                        .filter(IsoFlops.Budget::usable)
                        .toList();
        return budgets.size() < 2
                ? Optional.empty()
                : line(
                        budgets.stream().mapToDouble(IsoFlops.Budget::compute).toArray(),
                        budgets.stream().mapToDouble(IsoFlops.Budget::size).toArray());
    }

    /** Least squares through ln N against ln C; empty if all C are alike. */
    static Optional<Line> line(double[] compute, double[] size) {
        int points = compute.length;
        double x = Arrays.stream(compute).map(Math::log).average().orElseThrow();
        double y = Arrays.stream(size).map(Math::log).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < points; i++) {
            double dx = Math.log(compute[i]) - x;
            xx += dx * dx;
            xy += dx * (Math.log(size[i]) - y);
        }
        return xx < 1e-6 ? Optional.empty() : Optional.of(new Line(y - xy / xx * x, xy / xx, points));
    }

    private static Optional<Way> parametric(
            Mixture.Component component, int rows, double largest, double flopsPerParameterToken, double level) {
        Law law = component.fit().law();
        Optional<Law.Exponents> exponents = law.exponents();
        Optional<Law.Optimum> optimum = law.optimum(largest, flopsPerParameterToken);
        if (exponents.isEmpty() || optimum.isEmpty()) {
            return Optional.empty();
        }
        double[] as = component.draws().stream()
                .flatMap(draw -> draw.exponents().stream())
                .mapToDouble(Law.Exponents::parameters)
                .toArray();
        double[] sizes = component.draws().stream()
                .flatMap(draw -> draw.optimum(largest, flopsPerParameterToken).stream())
                .mapToDouble(Law.Optimum::parameters)
                .toArray();
        if (as.length == 0 || sizes.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new Way(
                3,
                rows,
                exponents.get().parameters(),
                Outlook.Interval.of(as, level),
                optimum.get().parameters(),
                Outlook.Interval.of(sizes, level)));
    }
}
