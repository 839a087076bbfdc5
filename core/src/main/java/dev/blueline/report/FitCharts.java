package dev.blueline.report;

import dev.blueline.scaling.IsoFlops;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The charts of a fit: runs with the law, residuals, runs at equal compute. */
final class FitCharts {
    private static final int STEPS = 40;
    private static final int BINS = 6;

    private FitCharts() {}

    /** Loss against compute with the law along the best sizes. */
    static Chart runs(FitReport fit, String axis, String loss) {
        List<BandPoint> band = band(fit);
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        series.add(Series.band("law, 90% band", "band", band));
        series.add(Series.median("law", "ink", band));
        legend.add(Chart.Key.line("law", "ink", List.of()));
        legend.add(Chart.Key.mark("law, 90% band", "band", "M0 4H20V16H0Z", true));
        for (Bin bin : bins(fit)) {
            series.add(Series.marks(
                    bin.name(),
                    bin.style().color(),
                    bin.style().symbol(),
                    8,
                    true,
                    bin.runs().stream()
                            .map(o -> Series.point(o.compute(), o.loss(), tooltip(fit, o)))
                            .toList()));
            legend.add(
                    Chart.Key.mark(bin.name(), bin.style().color(), bin.style().symbol(), true));
        }
        return new Chart(
                "runs-chart",
                "Loss of every run against " + axis + ", both axes logarithmic, with the fitted law.",
                Chart.frame(
                        LogAxis.around(axis, xs(fit, band), 3, Format::power),
                        LogAxis.around(
                                loss,
                                DoubleStream.concat(
                                        fit.observations().stream().mapToDouble(Observation::loss),
                                        band.stream().mapToDouble(BandPoint::median)),
                                4,
                                Format::plain),
                        series),
                legend);
    }

    private static DoubleStream xs(FitReport fit, List<BandPoint> band) {
        return DoubleStream.concat(
                fit.observations().stream().mapToDouble(Observation::compute),
                band.stream().mapToDouble(BandPoint::x));
    }

    private static List<BandPoint> band(FitReport fit) {
        Mixture mixture = fit.analysis().study().mixture();
        double least = mixture.span().compute().getFirst();
        double most = 10 * mixture.span().largestCompute();
        double[] compute = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            compute[i] = least * Math.pow(most / least, (double) i / STEPS);
        }
        return DoubleStream.of(compute)
                .mapToObj(c -> {
                    Target at = fit.oneAxis() ? new Target(1, c, c) : mixture.onFrontier(c);
                    Mixture.Prediction p = mixture.at(at);
                    return new BandPoint(c, p.low(), p.median(), p.high());
                })
                .toList();
    }

    /** Measured over fitted loss against compute. */
    static Chart residuals(FitReport fit, String axis) {
        Law law = fit.analysis().law().fit().law();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        for (Bin bin : bins(fit)) {
            series.add(Series.marks(
                    bin.name(),
                    bin.style().color(),
                    bin.style().symbol(),
                    8,
                    true,
                    bin.runs().stream()
                            .map(o -> Series.point(o.compute(), o.loss() / law.predict(o.target()), tooltip(fit, o)))
                            .toList()));
            legend.add(
                    Chart.Key.mark(bin.name(), bin.style().color(), bin.style().symbol(), true));
        }
        double[] ends = fit.observations().stream()
                .mapToDouble(Observation::compute)
                .sorted()
                .toArray();
        series.add(Series.line(
                "as fitted",
                "ink",
                "",
                List.of(),
                1.4,
                List.of(List.of(ends[0], 1), List.of(ends[ends.length - 1], 1))));
        double[] ratios = fit.observations().stream()
                .mapToDouble(o -> o.loss() / law.predict(o.target()))
                .toArray();
        return new Chart(
                "residuals-chart",
                "Measured over fitted loss of every run against " + axis + ".",
                Chart.frame(
                        LogAxis.around(axis, DoubleStream.of(ends), 3, Format::power),
                        LogAxis.around(
                                "measured / fitted",
                                DoubleStream.concat(DoubleStream.of(ratios), DoubleStream.of(1)),
                                4,
                                Format::plain),
                        series),
                legend);
    }

    /** Loss against size, a colour a budget. */
    static Chart equalCompute(FitReport fit, List<IsoFlops.Budget> budgets, String loss) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        List<Observation> drawn = new ArrayList<>();
        for (int i = 0; i < budgets.size(); i++) {
            IsoFlops.Budget budget = budgets.get(i);
            SizeStyle style = SizeStyle.at(i);
            String name = Format.power(budget.compute()) + " FLOP";
            List<Observation> runs = fit.observations().stream()
                    .filter(o -> Math.abs(Math.log(o.compute() / budget.compute())) < Math.log(1.2))
                    .sorted(Comparator.comparingDouble(Observation::parameters))
                    .toList();
            drawn.addAll(runs);
            series.add(Series.marks(
                    name,
                    style.color(),
                    style.symbol(),
                    8,
                    true,
                    runs.stream()
                            .map(o -> Series.point(o.parameters(), o.loss(), tooltip(fit, o)))
                            .toList()));
            legend.add(Chart.Key.mark(name, style.color(), style.symbol(), true));
            if (budget.usable()) {
                series.add(Series.line(name, style.color(), "", List.of(), 1.2, parabola(budget, runs)));
                series.add(Series.marks(
                        "best size",
                        "ink",
                        SizeStyle.DIAMOND,
                        13,
                        true,
                        List.of(Series.point(
                                budget.size(),
                                budget.loss(),
                                "best size at " + name + "\n" + Format.shortCount(budget.size()) + ", loss "
                                        + Format.loss(budget.loss())))));
            }
        }
        legend.add(Chart.Key.mark("best size", "ink", SizeStyle.DIAMOND, true));
        return new Chart(
                "equal-compute-chart",
                "Loss against model size, both axes logarithmic, one colour for each budget of compute, with parabolas.",
                Chart.frame(
                        LogAxis.around(
                                "parameters N",
                                drawn.stream().mapToDouble(Observation::parameters),
                                3,
                                Format::shortCount),
                        LogAxis.around(loss, drawn.stream().mapToDouble(Observation::loss), 4, Format::plain),
                        series),
                legend);
    }

    private static List<Object> parabola(IsoFlops.Budget budget, List<Observation> runs) {
        double low = runs.getFirst().parameters();
        double high = runs.getLast().parameters();
        List<Object> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double n = low * Math.pow(high / low, (double) i / STEPS);
            double off = Math.log(n / budget.size());
            points.add(List.of(n, budget.loss() + budget.curvature() * off * off));
        }
        return points;
    }

    /** Runs of a range of sizes. */
    private record Bin(String name, SizeStyle style, List<Observation> runs) {}

    private static List<Bin> bins(FitReport fit) {
        if (fit.oneAxis()) {
            return List.of(new Bin("run", SizeStyle.at(0), fit.observations()));
        }
        double low = fit.observations().stream()
                .mapToDouble(Observation::parameters)
                .min()
                .orElseThrow();
        double high = fit.observations().stream()
                .mapToDouble(Observation::parameters)
                .max()
                .orElseThrow();
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            double from = low * Math.pow(high / low, (double) i / BINS);
            double to = low * Math.pow(high / low, (i + 1.0) / BINS);
            boolean last = i == BINS - 1;
            List<Observation> runs = fit.observations().stream()
                    .filter(o -> o.parameters() >= from * (1 - 1e-9) && (o.parameters() < to * (1 - 1e-9) || last))
                    .toList();
            if (!runs.isEmpty()) {
                bins.add(new Bin(
                        "N " + Format.shortCount(from) + " to " + Format.shortCount(to), SizeStyle.at(i), runs));
            }
        }
        return bins;
    }

    private static String tooltip(FitReport fit, Observation o) {
        return fit.oneAxis()
                ? String.format(Locale.ROOT, "%.4g: %.4g", o.compute(), o.loss())
                : "N " + Format.shortCount(o.parameters()) + ", D " + Format.shortCount(o.tokens()) + "\n"
                        + Format.power(o.compute()) + " FLOP, loss " + Format.loss(o.loss());
    }
}
