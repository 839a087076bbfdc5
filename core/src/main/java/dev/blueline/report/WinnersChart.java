package dev.blueline.report;

import dev.blueline.evaluation.AboveChance;
import dev.blueline.evaluation.Winners;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every model's accuracy above chance on every skill: lines that cross are orders that disagree. */
final class WinnersChart {
    private static final int WRAP = 2;

    private WinnersChart() {}

    static Chart of(Winners winners) {
        List<Winners.Axis> skills = winners.axes().stream()
                .filter(axis -> !axis.name().equals(Winners.TEXT))
                .toList();
        Map<String, SizeStyle> styles = SizeStyle.of(
                winners.models().stream().map(model -> model.size()).toList());
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        double lowest = 0;
        for (int i = 0; i < winners.models().size(); i++) {
            String size = winners.models().get(i).size();
            SizeStyle style = styles.getOrDefault(size, SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (int at = 0; at < skills.size(); at++) {
                AboveChance score = skills.get(at).scores().get(i);
                points.add(Series.point(
                        at,
                        score.value(),
                        winners.models().get(i).rung() + ", " + skills.get(at).name() + "\n"
                                + SkillWords.interval(score)));
                bars.add(new double[] {at, score.low(), score.high()});
                lowest = Math.min(lowest, score.low());
            }
            series.add(Series.withErrorBars(
                    Series.line(size, style.color(), style.symbol(), style.dash(), 1.4, points),
                    style.color(),
                    1,
                    bars));
            legend.add(Chart.Key.both(size, style));
        }
        double least = ShareAxis.least(lowest);
        series.addFirst(ShareAxis.grid(least));
        return new Chart(
                "winners-chart",
                "Accuracy above chance of the longest trained run of each size on every skill.",
                Chart.frame(
                        ShareAxis.names(
                                "skill",
                                skills.stream()
                                        .map(axis -> axis.name().replaceFirst("-", "-\n"))
                                        .toList(),
                                16 * WRAP + 8),
                        ShareAxis.aboveChance(least),
                        series),
                legend);
    }
}
