package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Accuracy by the number of things that must be combined, for the longest trained rung of each size. Only skills whose items with more steps
 * are of the same kind as those with fewer: sums of more terms, longer stories, facts joined rather than one. The levels of grammar, sentiment, translation
 * and comparison differ in what is asked, so that a fall along them is no cost of steps.
 *
 * @param lines by skill, then by size, smallest first
 */
public record Steps(List<Line> lines) {

    /** Skills whose levels ask different things at different numbers of steps. */
    private static final Set<String> UNLIKE =
            Set.of("grammar", "sentiment", "comparison", "translation-spanish", "translation-russian");

    /** Items of one number of steps. */
    public record Point(int steps, AboveChance score) {}

    /**
     * What each further step costs in accuracy above chance: minus the slope of a straight line by weighted least squares.
     * Items of different numbers of steps are different items, so their errors are independent; where the line does not fit,
     * the error is raised by the root of the misfit.
     *
     * @param low lower end of the 90% interval
     * @param value mean
     * @param high upper end
     */
    public record Cost(double low, double value, double high) {}

    /**
     * A skill and a model.
     *
     * @param points fewest steps first, at least two
     * @param cost of each further step
     */
    public record Line(String skill, AskedModel model, List<Point> points, Cost cost) {

        /** Whether the fewest steps are above chance for sure; if not, the cost of more says nothing. */
        public boolean begun() {
            return points.getFirst().score().low() > 0;
        }

        /** The most steps up to which the model does all, as {@link TaskMap#does} has it; 0 if not even the fewest. */
        public int most() {
            int most = 0;
            for (Point point : points) {
                if (!TaskMap.does(point.score())) {
                    return most;
                }
                most = point.steps();
            }
            return most;
        }
    }

    /** By number of steps, empty if no skill has items of two numbers of steps. */
    public static Optional<Steps> of(List<Ledger.Entry> entries) {
        List<AskedModel> all = AskedModel.of(entries);
        Map<String, List<TaskSlice>> skills = new TreeMap<>();
        TaskSlice.in(all).stream()
                .filter(slice -> slice.number(TaskSlice.STEPS).isPresent() && !UNLIKE.contains(slice.skill()))
                .forEach(slice -> skills.computeIfAbsent(slice.skill(), skill -> new ArrayList<>())
                        .add(slice));
        List<Line> lines = new ArrayList<>();
        skills.forEach((skill, slices) -> {
            for (AskedModel model : AskedModel.longest(all)) {
                List<Point> points = slices.stream()
                        .flatMap(slice -> model.score(slice.name()).stream()
                                .map(score ->
                                        new Point(slice.number(TaskSlice.STEPS).getAsInt(), score)))
                        .sorted(Comparator.comparingInt(Point::steps))
                        .toList();
                if (points.size() > 1) {
                    lines.add(new Line(skill, model, points, cost(points)));
                }
            }
        });
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Steps(List.copyOf(lines)));
    }

    static Cost cost(List<Point> points) {
        double weights = 0;
        double x = 0;
        double y = 0;
        for (Point point : points) {
            double weight = weight(point);
            weights += weight;
            x += weight * point.steps();
            y += weight * point.score().value();
        }
        x /= weights;
        y /= weights;
        double xx = 0;
        double xy = 0;
        for (Point point : points) {
            xx += weight(point) * (point.steps() - x) * (point.steps() - x);
            xy += weight(point) * (point.steps() - x) * (point.score().value() - y);
        }
        double slope = xy / xx;
        double misfit = 0;
        for (Point point : points) {
            double off = point.score().value() - y - slope * (point.steps() - x);
            misfit += weight(point) * off * off;
        }
        int degrees = points.size() - 2;
        double raised = degrees > 0 ? Math.sqrt(Math.max(1, misfit / degrees)) : 1;
        double off = AboveChance.NINETY * raised / Math.sqrt(xx);
        return new Cost(-slope - off, -slope, -slope + off);
    }

    private static double weight(Point point) {
        double error = point.score().standardError();
        return 1 / (error * error);
    }

    /** The model of most training FLOPs. */
    public AskedModel largest() {
        return AskedModel.largest(lines.stream().map(Line::model).toList());
    }

    /** Names of the skills. */
    public List<String> skills() {
        return lines.stream().map(Line::skill).distinct().toList();
    }

    /** A skill's models, smallest first. */
    public List<Line> of(String skill) {
        return lines.stream().filter(line -> line.skill().equals(skill)).toList();
    }
}
