package dev.blueline.report;

import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.trials.Track;
import dev.blueline.trials.TrialOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** What became of the thoughts in a study of reasoning: how they behave over training, and how long they are where problems are harder. */
final class TrialThoughtCharts {
    private static final List<Integer> DASHED = List.of(7, 4);
    private static final double WIDE = 2.2;

    private final TrialOutcome outcome;

    TrialThoughtCharts(TrialOutcome outcome) {
        this.outcome = outcome;
    }

    /** Share of held-out thoughts that show each behaviour, mean over seeds; nothing where the tasks' thoughts have no stated form. */
    Optional<Chart> behaviour() {
        List<Track> tracks = outcome.of(Method.RL);
        Map<String, SizeStyle> styles = SizeStyle.of(
                tracks.getFirst().examined().getFirst().all().behaviour().keySet());
        if (styles.isEmpty()) {
            return Optional.empty();
        }
        double[] flops = tracks.stream()
                .flatMap(track -> track.examined().stream())
                .mapToDouble(examined -> examined.spent().flops())
                .filter(spent -> spent > 0)
                .toArray();
        LogAxis x = LogAxis.around("FLOP of reinforcement learning", DoubleStream.of(flops), 3, Format::power);
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        styles.forEach((word, style) -> {
            for (Track track : tracks) {
                List<Object> points = new ArrayList<>();
                for (ReasoningRecord.Examined examined : track.examined()) {
                    if (examined.spent().flops() > 0) {
                        points.add(List.of(examined.spent().flops(), share(examined, word)));
                    }
                }
                series.add(Series.line(word, style.color(), "", List.of(), 1.4, points));
            }
            double before = tracks.stream()
                    .mapToDouble(track -> share(track.examined().getFirst(), word))
                    .average()
                    .orElseThrow();
            series.add(Series.line(
                    word + ", start",
                    style.color(),
                    "",
                    DASHED,
                    1.4,
                    List.of(List.of(x.min(), before), List.of(x.max(), before))));
            legend.add(Chart.Key.line(word, style.color(), List.of()));
            legend.add(Chart.Key.line(word + ", start", style.color(), DASHED));
        });
        LogAxis y = new LogAxis(
                "share of responses", 0, 1, List.of(0.0, 0.25, 0.5, 0.75, 1.0), tick -> Format.fixed(tick, 2));
        return Optional.of(TrialCharts.framed(
                "trial-behaviour",
                "Share of held-out responses whose thought shows each behaviour, against FLOPs of reinforcement learning.",
                x,
                y,
                series,
                legend));
    }

    private static double share(ReasoningRecord.Examined examined, String word) {
        return examined.all().behaviour().getOrDefault(word, 0.0);
    }

    /** Mean tokens of a response by level, before and after; nothing where one level was examined. */
    Optional<Chart> lengths() {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        Map<String, List<PassRates>> asked = new LinkedHashMap<>();
        asked.put("start", outcome.exams());
        outcome.methods().forEach(method -> asked.put(TrialCharts.name(method), outcome.ends(method)));
        Map<String, SizeStyle> styles = SizeStyle.of(asked.keySet());
        TreeMap<Integer, Double> longest = new TreeMap<>();
        asked.forEach((name, rates) -> {
            SizeStyle style = styles.getOrDefault(name, SizeStyle.OTHER);
            Map<String, List<Object>> byTask = new LinkedHashMap<>();
            for (TrialOutcome.ExamLevel level : outcome.levels()) {
                double tokens = TrialOutcome.mean(TrialOutcome.at(rates, level), PassRates.Counted::tokens);
                longest.merge(level.level(), tokens, Math::max);
                byTask.computeIfAbsent(level.task(), task -> new ArrayList<>())
                        .add(Series.point(
                                level.level(),
                                tokens,
                                name + "\n" + level.task() + " level " + level.level() + "\n" + Format.fixed(tokens, 1)
                                        + " tokens"));
            }
            byTask.values()
                    .forEach(points ->
                            series.add(Series.line(name, style.color(), style.symbol(), style.dash(), WIDE, points)));
            legend.add(Chart.Key.both(name, style));
        });
        if (longest.size() < 2) {
            return Optional.empty();
        }
        List<Double> levels =
                longest.keySet().stream().map(Integer::doubleValue).toList();
        LogAxis x = new LogAxis(
                "level", levels.getFirst() - 0.3, levels.getLast() + 0.3, levels, tick -> Format.fixed(tick, 0));
        double most =
                longest.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return Optional.of(TrialCharts.framed(
                "trial-lengths",
                "Mean tokens of a response by level, for the start and the end of each method.",
                x,
                TrialCharts.upTo("tokens of a response", most),
                series,
                legend));
    }
}
