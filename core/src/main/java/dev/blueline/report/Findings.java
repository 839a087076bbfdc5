package dev.blueline.report;

import dev.blueline.evaluation.ClassForecasts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** The charts of the study, each with the sentence that says how to read it and a table that says the same. */
final class Findings {
    private Findings() {}

    static Section scaling(ReportData data) {
        Section section = Section.titled("loss-against-compute", "Loss against compute");
        Chart chart = ScalingChart.of(data);
        if (!hasRuns(data)) {
            return section.missing("No run has finished yet, so there is nothing to draw.");
        }
        section.chart(
                chart,
                "Lower is better. Each mark is one run, its bar two standard errors to both sides; seeds of one rung are"
                        + " marks above each other. A straight line on these axes"
                        + " is a power law. Naive forecasts are set a little to the right of their place, to be legible."
                        + notDrawn(data));
        data.forecast().ifPresent(forecast -> section.table(forecasts(forecast)).text(registration(forecast)));
        data.foreseen().flatMap(Findings::whereItMissed).ifPresent(section::text);
        return section;
    }

    private static String notDrawn(ReportData data) {
        List<String> missing = data.runs().stream()
                .filter(run -> !run.run().succeeded())
                .map(run -> run.run().rung() + " (seed " + run.run().seed() + ", "
                        + run.run().status().name().toLowerCase(Locale.ROOT) + ")")
                .toList();
        return missing.isEmpty() ? "" : " Without a loss and therefore not drawn: " + String.join(", ", missing) + ".";
    }

    private static Table forecasts(ForecastResult forecast) {
        Table table = new Table(
                "Forecasts of " + forecast.rung() + " and what was measured, in bits per byte",
                "forecast",
                "#predicted",
                "#90% interval",
                "#measured",
                "#error",
                "inside");
        String measured = forecast.measured().map(Format::loss).orElse("not yet");
        table.row(
                "this study's law",
                Format.loss(forecast.predicted()),
                Format.loss(forecast.low()) + " to " + Format.loss(forecast.high()),
                measured,
                error(forecast, forecast.predicted()),
                forecast.inside().map(inside -> inside ? "yes" : "no").orElse("–"));
        for (ForecastResult.Naive naive : forecast.naive()) {
            table.row(
                    "naive: " + naive.name(),
                    Format.loss(naive.predicted()),
                    "–",
                    measured,
                    error(forecast, naive.predicted()),
                    "–");
        }
        return table;
    }

    private static String error(ForecastResult forecast, double predicted) {
        return Format.signedPercent(forecast.errorOf(predicted).orElse(Double.NaN));
    }

    private static String registration(ForecastResult forecast) {
        String text = "Written down at " + Format.second(forecast.registeredAt())
                + forecast.startedAt()
                        .map(start -> start.isBefore(forecast.registeredAt())
                                ? ", before the run began: its line in forecasts.jsonl comes first. The machine's clock was"
                                        + " set back in between, so it gave the run's start as " + Format.second(start)
                                : ", before the run began at " + Format.second(start))
                        .orElse("; the run has not begun")
                + ". The fit spans " + Format.power(forecast.fittedFrom()) + " to "
                + Format.power(forecast.fittedTo()) + " FLOP; the rung has " + Format.power(forecast.flops())
                + " FLOP, " + Format.significant(forecast.extrapolation()) + " times the largest fitted.";
        return forecast.shareOfGain().isEmpty()
                ? text
                : text + " The error is "
                        + Format.percent(Math.abs(forecast.shareOfGain().getAsDouble()))
                        + " of what the rung gained over the best run it was forecast from.";
    }

    /** Where the loss went further or less far than the smaller runs let expect; nothing if that is spread over all of it. */
    private static Optional<String> whereItMissed(ClassForecasts forecasts) {
        List<ClassForecasts.Row> aside = forecasts.surprises();
        double share = aside.stream().mapToDouble(ClassForecasts.Row::miss).sum() / forecasts.miss();
        return share < 0.5
                ? Optional.empty()
                : Optional.of("What the smaller runs did not foresee lies for the most part in "
                        + SkillWords.list(aside.stream()
                                .map(row -> row.tokenClass().title())
                                .toList())
                        + ": see Which classes did the smaller runs foresee, under One loss, many skills.");
    }

    static Section sizeAndData(ReportData data) {
        Section section = Section.titled("size-and-data", "Size and data");
        if (!hasRuns(data)) {
            return section.missing("No run has finished yet, so there is nothing to draw.");
        }
        section.chart(
                SizeAndDataChart.of(data),
                "One line a model size (width x layers), each mark the mean over seeds. The slope of a line is what more"
                        + " tokens buy at one size; the gap between two lines is what more parameters buy at the same"
                        + " tokens.");
        return section.folded("The same as a table, with the spread of seeds", sizeTable(data));
    }

    private static Table sizeTable(ReportData data) {
        Table table = new Table(
                "Bits per byte by size and tokens", "size", "#tokens", "#seeds", "#mean", "#deviation of seeds");
        List<RunResult> runs = SizeAndDataChart.runs(data);
        for (String size : SizeStyle.ofSizes(data).keySet()) {
            SizeAndDataChart.byTokens(runs, size).forEach((tokens, seeds) -> {
                double[] losses =
                        seeds.stream().mapToDouble(run -> run.overall().value()).toArray();
                table.row(
                        size,
                        Format.shortCount(tokens),
                        String.valueOf(losses.length),
                        Format.loss(DoubleStream.of(losses).average().orElse(Double.NaN)),
                        Format.loss(deviation(losses)));
            });
        }
        return table;
    }

    /** Standard deviation with n - 1 in the denominator; not a number for a single value. */
    static double deviation(double[] values) {
        double mean = DoubleStream.of(values).average().orElse(Double.NaN);
        double squares = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    static Section domains(ReportData data) {
        Section section = Section.titled("domains", "Loss by domain");
        Set<String> domains = DomainChart.domains(data);
        List<RunResult> frontier = DomainChart.frontier(data);
        if (frontier.isEmpty() || domains.isEmpty()) {
            return section.missing("No loss by domain was measured.");
        }
        section.chart(
                DomainChart.of(data),
                "Along the frontier: the runs that no run of less compute beats over all domains together.");
        RunResult first = frontier.getFirst();
        RunResult last = frontier.getLast();
        Table table = new Table(
                "Bits per byte at both ends of the frontier, two standard errors to both sides",
                "domain",
                "#" + first.run().rung(),
                "#" + last.run().rung(),
                "#change");
        Loss none = new Loss(Double.NaN, Double.NaN);
        for (String domain : domains) {
            Loss from = first.domains().getOrDefault(domain, none);
            Loss to = last.domains().getOrDefault(domain, none);
            table.row(domain, Format.loss(from), Format.loss(to), Format.signedPercent(to.value() / from.value() - 1));
        }
        return section.table(table);
    }

    static Section lossCurves(ReportData data) {
        Section section = Section.titled("loss-curves", "Loss while training");
        if (data.lossCurves().curves().stream().allMatch(curve -> curve.points().isEmpty())) {
            return section.missing("No loss curve was recorded.");
        }
        section.chart(
                LossCurveChart.of(data),
                "Smoothed training loss of each trunk: a training at constant rate, off which finished runs branch with a"
                        + " cooldown. Seeds of one size share its colour.");
        Table table = new Table("Where each trunk ended", "trunk", "size", "#tokens", "#last smoothed loss");
        data.lossCurves().curves().stream()
                .filter(curve -> !curve.points().isEmpty())
                .forEach(curve -> table.row(
                        curve.trunk(),
                        curve.width() + "x" + curve.layers(),
                        Format.shortCount(curve.points().getLast().tokens()),
                        Format.loss(curve.points().getLast().loss())));
        return section.folded("The ends of the curves as a table", table);
    }

    static Section rateChecks(ReportData data) {
        Section section = Section.titled("learning-rate", "Was the learning rate right?");
        if (data.rateChecks().isEmpty()) {
            return section.missing("The learning rate was not checked in this study.");
        }
        section.chart(
                RateCheckChart.of(data),
                "The rule's own rate is ×1. If a line were much lower at another factor, every rung would be trained"
                        + " below its best, and the law with it.");
        Table table = new Table("Bits per byte by factor on the learning rate", "rung", "#factor", "#bits per byte");
        for (ReportData.RateCheck check : data.rateChecks()) {
            for (ReportData.RateCheck.Trial point : RateCheckChart.sorted(check)) {
                table.row(
                        check.rung(),
                        "×" + Format.significant(point.rateScale()),
                        point.loss().finite() ? Format.loss(point.loss()) : "diverged");
            }
        }
        return section.table(table);
    }

    private static boolean hasRuns(ReportData data) {
        return data.runs().stream().anyMatch(RunResult::drawable);
    }
}
