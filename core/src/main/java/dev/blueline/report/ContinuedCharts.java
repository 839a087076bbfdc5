package dev.blueline.report;

import dev.blueline.ablation.ContinuedResults;
import dev.blueline.ablation.Paired;
import dev.blueline.ablation.ReplayPoint;
import dev.blueline.comparison.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Charts of continued training. Losses are over those of the base; their axes are logarithmic and say percent. */
final class ContinuedCharts {
    private static final String BASE = "as the base";

    private ContinuedCharts() {}

    /** Loss on the domain against loss on the rest, a curve for each size, a mark for each replay share. */
    static Chart tradeOff(ContinuedResults results) {
        long tokens = results.longest();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder across = DoubleStream.builder().add(1);
        DoubleStream.Builder up = DoubleStream.builder();
        for (Map.Entry<Long, SizeStyle> size : styles(results).entrySet()) {
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (double share : results.shares(size.getKey(), tokens)) {
                Estimate domain = results.mean(size.getKey(), tokens, share, ReplayPoint::domain);
                Estimate rest = results.mean(size.getKey(), tokens, share, ReplayPoint::rest);
                double x = Math.exp(rest.value());
                points.add(labelled(
                        x,
                        Math.exp(domain.value()),
                        percent(share),
                        results.name(size.getKey()) + ", replay " + percent(share) + "\ndomain "
                                + Paired.percent(domain) + "\nrest " + Paired.percent(rest)));
                bar(x, domain).ifPresent(bars::add);
                across.add(x);
                up.add(Math.exp(domain.value()));
            }
            bars.forEach(bar -> up.add(bar[1]).add(bar[2]));
            series.add(drawn(results.name(size.getKey()), size.getValue(), points, bars));
            legend.add(Chart.Key.both(results.name(size.getKey()), size.getValue()));
        }
        LogAxis x = change("loss on the rest against the base", across.build());
        LogAxis y = change("loss on " + results.axis().domain() + " against the base", up.build());
        series.addFirst(Series.line(
                BASE, "axis", "", List.of(7, 4), 1.2, List.of(List.of(1.0, y.min()), List.of(1.0, y.max()))));
        legend.add(Chart.Key.line(BASE, "axis", List.of(7, 4)));
        return new Chart(
                "continued-trade-off",
                "Change of the loss on the domain against that on the rest, by replay share, a curve for each size.",
                Chart.frame(x, y, series),
                legend);
    }

    /** The goal against the share of replay, measured and by the curves, a colour for each size. */
    static Chart goal(ContinuedResults results) {
        long tokens = results.longest();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder up = DoubleStream.builder();
        double most = 0;
        int place = 0;
        Map<Long, SizeStyle> styles = styles(results);
        for (Map.Entry<Long, SizeStyle> size : styles.entrySet()) {
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            double aside = 0.004 * (place++ - (styles.size() - 1) / 2.0);
            for (double share : results.shares(size.getKey(), tokens)) {
                Estimate cost = results.mean(size.getKey(), tokens, share, results::cost);
                points.add(Series.point(
                        share + aside,
                        Math.exp(cost.value()),
                        results.name(size.getKey()) + ", replay " + percent(share) + "\n" + Paired.percent(cost)));
                bar(share + aside, cost).ifPresent(bars::add);
                up.add(Math.exp(cost.value()));
                most = Math.max(most, share);
            }
            bars.forEach(bar -> up.add(bar[1]).add(bar[2]));
            SizeStyle style = size.getValue();
            String name = results.name(size.getKey());
            series.add(Series.line(
                    name,
                    style.color(),
                    "",
                    style.dash(),
                    1.8,
                    results.curve(size.getKey()).stream()
                            .map(point -> List.of(point[0], Math.exp(point[1])))
                            .toList()));
            series.add(Series.withErrorBars(
                    Series.marks(name, style.color(), style.symbol(), 9, true, points), style.color(), 1.2, bars));
            legend.add(Chart.Key.both(name, style));
        }
        LogAxis y = change("goal: both losses against the base", up.build());
        LogAxis x = shares(most);
        return frame(
                "continued-goal",
                "The goal, loss on the domain times loss on the rest over the base's, against the share of replay, by size.",
                x,
                y,
                series,
                legend);
    }

    /**
     * A loss against the tokens of continued training, a line for each replay share.
     *
     * @param parameters the size
     * @param what which loss, in words
     */
    static Chart growth(
            ContinuedResults results, long parameters, String id, String what, ToDoubleFunction<ReplayPoint> of) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder up = DoubleStream.builder().add(1);
        List<Double> shares = results.shares(parameters, results.longest());
        Map<String, SizeStyle> styles =
                SizeStyle.of(shares.stream().map(ContinuedCharts::percent).toList());
        List<Long> lengths = results.lengths().stream()
                .filter(tokens -> !results.of(parameters, tokens).isEmpty())
                .toList();
        for (double share : shares) {
            SizeStyle style = styles.getOrDefault(percent(share), SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (long tokens : lengths) {
                Estimate mean = results.mean(parameters, tokens, share, of);
                if (Double.isFinite(mean.value())) {
                    points.add(Series.point(
                            tokens,
                            Math.exp(mean.value()),
                            "replay " + percent(share) + ", " + Format.shortCount(tokens) + " tokens\n"
                                    + Paired.percent(mean)));
                    up.add(Math.exp(mean.value()));
                    bar(tokens, mean).ifPresent(bars::add);
                }
            }
            series.add(drawn("replay " + percent(share), style, points, bars));
            legend.add(Chart.Key.both("replay " + percent(share), style));
        }
        LogAxis x = LogAxis.around(
                "tokens of continued training", lengths.stream().mapToDouble(Long::doubleValue), 3, Format::shortCount);
        return new Chart(
                id,
                "Change of the loss on " + what
                        + " against tokens of continued training, a line for each replay share.",
                Chart.frame(x, change("loss on " + what + " against the base", up.build()), series),
                legend);
    }

    private static Map<String, Object> drawn(String name, SizeStyle style, List<Object> points, List<double[]> bars) {
        Map<String, Object> line = Series.line(name, style.color(), style.symbol(), style.dash(), 1.8, points);
        line.put("labelLayout", Spec.of("hideOverlap", true)); // curves of like sizes lie on each other
        return Series.withErrorBars(line, style.color(), 1.2, bars);
    }

    private static Map<String, Object> labelled(double x, double y, String label, String text) {
        Map<String, Object> point = Series.point(x, y, text);
        point.put(
                "label",
                Spec.of(
                        "show",
                        true,
                        "formatter",
                        label,
                        "position",
                        List.of(13, -7),
                        "color",
                        "@ink",
                        "fontSize",
                        11));
        return point;
    }

    /** A bar of logarithms, unless there is none or it is so wide that it says nothing. */
    private static Optional<double[]> bar(double x, Estimate logarithm) {
        return logarithm.high() - logarithm.low() < 0.5
                ? Optional.of(new double[] {x, Math.exp(logarithm.low()), Math.exp(logarithm.high())})
                : Optional.empty();
    }

    /** A logarithmic axis of ratios with percent written at its ticks. */
    private static LogAxis change(String name, DoubleStream ratios) {
        return LogAxis.around(name, ratios, 4, ratio -> {
            double percent = 100 * (ratio - 1);
            return Math.abs(percent) < 1e-9
                    ? "0%"
                    : (percent > 0 ? "+" : "−") + Format.significant(Math.abs(percent)) + "%";
        });
    }

    private static LogAxis shares(double most) {
        List<Double> ticks = new ArrayList<>();
        double step = most > 0.6 ? 0.2 : most > 0.3 ? 0.1 : 0.05;
        for (int i = 0; i * step <= most + 1e-9; i++) {
            ticks.add(i * step);
        }
        return new LogAxis("share of replay", -0.03 * most, 1.05 * most, ticks, ContinuedCharts::percent);
    }

    private static Chart frame(
            String id, String description, LogAxis x, LogAxis y, List<Object> series, List<Chart.Key> legend) {
        List<Object> all = new ArrayList<>();
        all.add(LogAxis.ticksOf(x, y));
        all.addAll(series);
        Map<String, Object> across = new LinkedHashMap<>(x.spec(32));
        across.put("type", "value"); // from 0 on
        return new Chart(id, description, Chart.frame(across, y.spec(52), all), legend);
    }

    private static Map<Long, SizeStyle> styles(ContinuedResults results) {
        Map<Long, SizeStyle> styles = new LinkedHashMap<>();
        results.sizes().forEach(size -> styles.put(size, SizeStyle.at(styles.size())));
        return styles;
    }

    static String percent(double share) {
        return Format.significant(100 * share) + "%";
    }
}
