package dev.blueline.report;

import dev.blueline.evaluation.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Accuracy above chance by number of steps, a line for each size, one chart for each skill. */
final class StepsChart {
    private StepsChart() {}

    static Chart of(Steps steps, String skill, int place) {
        List<Steps.Line> lines = steps.of(skill);
        Map<String, SizeStyle> styles = SizeStyle.of(
                steps.lines().stream().map(line -> line.model().size()).toList());
        List<Integer> numbers = lines.stream()
                .flatMap(line -> line.points().stream())
                .map(Steps.Point::steps)
                .distinct()
                .sorted()
                .toList();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        double lowest = 0;
        for (Steps.Line line : lines) {
            String size = line.model().size();
            SizeStyle style = styles.getOrDefault(size, SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (Steps.Point point : line.points()) {
                int at = numbers.indexOf(point.steps());
                points.add(Series.point(
                        at,
                        point.score().value(),
                        line.model().rung() + ", " + SkillWords.count(point.steps(), "step") + "\n"
                                + SkillWords.interval(point.score())));
                bars.add(new double[] {at, point.score().low(), point.score().high()});
                lowest = Math.min(lowest, point.score().low());
            }
            series.add(Series.withErrorBars(
                    Series.line(size, style.color(), style.symbol(), style.dash(), 1.8, points),
                    style.color(),
                    1,
                    bars));
            legend.add(Chart.Key.both(size, style));
        }
        double least = ShareAxis.least(lowest);
        series.addFirst(ShareAxis.grid(least));
        return new Chart(
                "steps-chart-" + place,
                "Accuracy above chance on " + skill + " by number of steps, a line for each size.",
                Chart.frame(
                        ShareAxis.names(
                                "steps: " + skill,
                                numbers.stream().map(String::valueOf).toList(),
                                30),
                        ShareAxis.aboveChance(least),
                        series),
                legend);
    }
}
