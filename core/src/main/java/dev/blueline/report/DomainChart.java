package dev.blueline.report;

import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Loss of each domain along the frontier: the runs that no run of less compute beats over all domains together. */
final class DomainChart {
    private DomainChart() {}

    static Chart of(ReportData data) {
        List<RunResult> frontier = frontier(data);
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        SizeStyle.of(domains(data)).forEach((domain, style) -> {
            List<Object> points = new ArrayList<>();
            for (RunResult run : frontier) {
                Loss loss = run.domains().get(domain);
                if (loss != null && loss.finite()) {
                    points.add(Series.point(
                            run.run().flops(),
                            loss.value(),
                            domain + "\n" + run.run().rung() + "\n" + Format.loss(loss) + " bits per byte"));
                }
            }
            if (!points.isEmpty()) {
                series.add(Series.line(domain, style.color(), style.symbol(), style.dash(), 1.6, points));
                legend.add(Chart.Key.both(domain, style));
            }
        });
        return new Chart(
                "domain-chart",
                "Bits per byte of each domain against training compute, both axes logarithmic, along the frontier.",
                Chart.frame(
                        LogAxis.compute(
                                frontier.stream().mapToDouble(run -> run.run().flops())),
                        LogAxis.loss(frontier.stream()
                                .flatMap(run -> run.domains().values().stream())
                                .mapToDouble(Loss::value)),
                        series),
                legend);
    }

    /** The runs to be on, in order of compute. */
    static List<RunResult> frontier(ReportData data) {
        List<RunResult> frontier = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (RunResult run : data.runs().stream()
                .filter(RunResult::drawable)
                .filter(run -> run.run().role() == Run.Role.LADDER || run.run().role() == Run.Role.HELD_OUT)
                .sorted(Comparator.<RunResult>comparingDouble(run -> run.run().flops())
                        .thenComparingDouble(run -> run.overall().value()))
                .toList()) {
            if (run.overall().value() < best) {
                best = run.overall().value();
                frontier.add(run);
            }
        }
        return frontier;
    }

    /** Names of the domains, in the corpus's order, then any other that was measured. */
    static Set<String> domains(ReportData data) {
        Set<String> names = new LinkedHashSet<>();
        data.corpus().domains().forEach(domain -> names.add(domain.name()));
        data.runs().forEach(run -> names.addAll(run.domains().keySet()));
        return names;
    }
}
