package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.scaling.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Accuracy on facts against how often training stated them, by size of the model.
 *
 * <p>Every run gives a point for each class of facts: the mean number of statements of such a fact in what the run read, and its
 * accuracy above chance on them. Through the points of a size goes a {@link LogisticCurve} that starts from what facts never stated
 * get. The interval of its half-way count is that of refits: trainings are drawn with replacement where there are three or more, and
 * every class of facts is shifted by one draw of its error for all runs, because all runs were asked the same items.
 *
 * @param curves one a size, smallest first
 * @param unstated accuracy above chance on facts that the skills' text never states, over all runs; empty where it was not asked
 * @param natural mean number of times that natural text states such a fact, in the run that read most
 * @param most most statements of a point
 */
public record Memory(List<Curve> curves, Optional<AboveChance> unstated, double natural, double most) {
    /** Mean number of times that a fact of the slice was stated in the tokens that the run was trained on. */
    public static final String STATEMENTS = "fact_statements";

    private static final int DRAWS = 200;
    private static final int FEWEST_POINTS = 4;
    private static final int FEWEST_TRAININGS = 3;

    /**
     * A run on one class of facts.
     *
     * @param parts relative frequency of the class
     * @param statements mean number of statements a fact
     */
    public record Point(String rung, long seed, String trunk, int parts, double statements, AboveChance score) {}

    /**
     * Statements that a size needs to be half-way from its floor to always right.
     *
     * @param low lower end of the 90% interval
     * @param count by the curve
     * @param high upper end
     */
    public record Half(double low, double count, double high) {}

    /**
     * A size.
     *
     * @param points of facts stated at least once
     * @param unstated of facts that the skills' text never states
     * @param curve empty with fewer than four points
     * @param half of the curve
     * @param least fewest statements of a point
     * @param most most statements of a point
     */
    public record Curve(
            String size,
            long parameters,
            List<Point> points,
            Optional<AboveChance> unstated,
            Optional<LogisticCurve> curve,
            Optional<Half> half,
            double least,
            double most) {

        /** Whether the curve comes half-way within the counts of this size. */
        public boolean reached() {
            return half.filter(found -> found.count() <= most).isPresent();
        }
    }

    /** The memory of a study's runs, empty if none was asked facts of counted frequency. */
    public static Optional<Memory> of(List<Ledger.Entry> entries, long seed) {
        Map<String, List<AskedModel>> sizes = new LinkedHashMap<>();
        AskedModel.of(entries)
                .forEach(model -> sizes.computeIfAbsent(model.size(), size -> new ArrayList<>())
                        .add(model));
        List<Curve> curves = new ArrayList<>();
        List<Point> unstated = new ArrayList<>();
        sizes.forEach((size, models) -> {
            List<Point> points =
                    models.stream().flatMap(model -> points(model).stream()).toList();
            points.stream().filter(point -> point.parts() == 0).forEach(unstated::add);
            if (points.stream().anyMatch(point -> point.parts() > 0 && point.statements() > 0)) {
                curves.add(curve(size, models.getFirst().parameters(), points, seed));
            }
        });
        double most = curves.stream().mapToDouble(Curve::most).max().orElse(0);
        double natural = unstated.stream().mapToDouble(Point::statements).max().orElse(0);
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(new Memory(
                        List.copyOf(curves),
                        mean(unstated.stream().map(Point::score).toList()),
                        natural,
                        most));
    }

    /** Runs that were asked the same items: the mean of their errors stands. */
    private static Optional<AboveChance> mean(List<AboveChance> scores) {
        return scores.isEmpty() ? Optional.empty() : Optional.of(AboveChance.mean(scores));
    }

    private static List<Point> points(AskedModel model) {
        List<Point> points = new ArrayList<>();
        for (Ledger.Entry entry : model.seeds()) {
            for (Measurement measurement : entry.measurements()) {
                TaskSlice slice = TaskSlice.of(measurement.slice());
                if (measurement.metric().equals(STATEMENTS)
                        && slice.number(TaskSlice.STATED).isPresent()) {
                    AboveChance.of(entry, slice.name())
                            .ifPresent(score -> points.add(new Point(
                                    model.rung(),
                                    entry.run().seed(),
                                    entry.run().trunk(),
                                    slice.number(TaskSlice.STATED).getAsInt(),
                                    measurement.value(),
                                    score)));
                }
            }
        }
        return points;
    }

    private static Curve curve(String size, long parameters, List<Point> points, long seed) {
        List<Point> stated = points.stream()
                .filter(point -> point.parts() > 0 && point.statements() > 0)
                .sorted(Comparator.comparingDouble(Point::statements))
                .toList();
        Optional<AboveChance> unstated = mean(points.stream()
                .filter(point -> point.parts() == 0)
                .map(Point::score)
                .toList());
        Optional<LogisticCurve> curve = Optional.empty();
        Optional<Half> half = Optional.empty();
        if (stated.size() >= FEWEST_POINTS) {
            LogisticCurve fit =
                    fit(stated, floor(unstated.map(AboveChance::value).orElse(0.0)));
            curve = Optional.of(fit);
            half = Optional.of(half(stated, unstated, fit, new SplittableRandom(seed)));
        }
        return new Curve(
                size,
                parameters,
                stated,
                unstated,
                curve,
                half,
                stated.getFirst().statements(),
                stated.getLast().statements());
    }

    private static double floor(double unstated) {
        return Math.clamp(unstated, -0.5, 0.9);
    }

    private static LogisticCurve fit(List<Point> points, double floor) {
        return LogisticCurve.fit(
                points.stream().mapToDouble(Point::statements).toArray(),
                points.stream().mapToDouble(point -> point.score().value()).toArray(),
                points.stream()
                        .mapToDouble(point -> point.score().standardError())
                        .toArray(),
                floor);
    }

    private static Half half(
            List<Point> points, Optional<AboveChance> unstated, LogisticCurve fit, SplittableRandom random) {
        Map<String, List<Point>> trainings = new TreeMap<>();
        points.forEach(point -> trainings
                .computeIfAbsent(point.trunk(), trunk -> new ArrayList<>())
                .add(point));
        List<List<Point>> clusters = List.copyOf(trainings.values());
        double[] halves = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Point> drawn = points;
            if (clusters.size() >= FEWEST_TRAININGS) {
                drawn = new ArrayList<>();
                for (int i = 0; i < clusters.size(); i++) {
                    drawn.addAll(clusters.get(random.nextInt(clusters.size())));
                }
            }
            double off = random.nextGaussian();
            double floor = floor(unstated.map(score -> score.value() + off * score.standardError())
                    .orElse(0.0));
            halves[draw] = refit(drawn, new LogisticCurve(floor, fit.half(), fit.slope()), random);
        }
        double[] ends = Quantiles.of(halves, 0.05, 0.95);
        return new Half(Math.min(ends[0], fit.half()), fit.half(), Math.max(ends[1], fit.half()));
    }

    private static double refit(List<Point> points, LogisticCurve near, SplittableRandom random) {
        Map<Integer, Double> shifts = new TreeMap<>();
        points.forEach(point -> shifts.put(point.parts(), 0.0));
        shifts.replaceAll((parts, none) -> random.nextGaussian());
        int n = points.size();
        double[] x = new double[n];
        double[] y = new double[n];
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            Point point = points.get(i);
            x[i] = point.statements();
            errors[i] = point.score().standardError();
            y[i] = point.score().value() + errors[i] * shifts.getOrDefault(point.parts(), 0.0);
        }
        return LogisticCurve.fit(x, y, errors, near).half();
    }
}
