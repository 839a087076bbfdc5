package dev.blueline.report;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.scaling.Analysis;
import dev.blueline.scaling.Approaches;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.IsoFlops;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Outlook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page of {@code blueline fit --report}: the law with its intervals, the runs beside it, what it misses, the best size for a
 * compute, the warnings.
 *
 * @param file the file of results
 * @param columns what N, D, C (or X) and the loss were taken from, by letter
 * @param observations the runs
 * @param oneAxis whether they lie on one axis
 * @param analysis what was found
 * @param method how: objective, starts, refits, as name and sentence
 */
public record FitReport(
        String file,
        Map<String, String> columns,
        List<Observation> observations,
        boolean oneAxis,
        Analysis analysis,
        Map<String, String> method) {

    /** Writes the page, replacing what was there once it is whole. */
    public void write(Path html) {
        DurableFiles.write(html, Report.page("scaling law of " + file, sections()));
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(law());
        sections.add(fit());
        sections.add(residuals());
        if (!oneAxis) {
            sections.add(equalCompute());
            sections.add(best());
        }
        if (analysis.laws().size() > 1) {
            sections.add(rivals());
        }
        sections.add(howMade());
        return sections;
    }

    private String axis() {
        return oneAxis ? columns.getOrDefault("x", columns.values().iterator().next()) : "training compute C (FLOP)";
    }

    private String loss() {
        return columns.getOrDefault("y", "loss");
    }

    private Section law() {
        Outlook.FittedLaw law = analysis.law();
        Section section = Section.titled("law", "The law");
        section.element().prependElement("h1").text("Scaling law of " + file);
        section.text("L = " + formula(law) + ", fitted to " + observations.size() + " runs of " + file + ". Residuals: "
                + Format.percent(law.fit().rmse()) + " root mean square.");
        Table table = new Table(
                "Parameters with " + Format.percent(analysis.level()) + " intervals",
                "parameter",
                "#value",
                "#low",
                "#high");
        law.fit().law().parameters().forEach((name, value) -> {
            Outlook.Interval interval =
                    law.intervals().getOrDefault(name, new Outlook.Interval(Double.NaN, Double.NaN));
            table.row(
                    oneAxis && name.equals("C0") ? "x0" : name,
                    digits(value),
                    digits(interval.low()),
                    digits(interval.high()));
        });
        section.table(table);
        return analysis.warnings().isEmpty()
                ? section.text("No warnings.")
                : section.text("Warnings:").list(analysis.warnings());
    }

    private String formula(Outlook.FittedLaw law) {
        Family family = law.fit().family();
        return oneAxis ? family.formulaOfX() : family.formula();
    }

    private Section fit() {
        return Section.titled("runs", "Runs and law")
                .chart(
                        FitCharts.runs(this, axis(), loss()),
                        oneAxis
                                ? "Each mark is a run; the line is the law, the band the 90% interval of a new run: refits, seed"
                                        + " noise and the drift of laws beyond their runs."
                                : "Each mark is a run, coloured by size. The line is the law at the best size for each"
                                        + " compute, up to ten times the largest compute run; the band is the 90% interval of a"
                                        + " new run there: refits, seed noise and the drift of laws beyond their runs. Runs"
                                        + " above the line have too few or too many parameters for their compute.");
    }

    private Section residuals() {
        return Section.titled("residuals", "What the law misses")
                .chart(
                        FitCharts.residuals(this, axis()),
                        "Measured over fitted loss. A pattern, such as all small runs on one side, says that the law has the"
                                + " wrong shape or that some runs are not like the others.");
    }

    private Section equalCompute() {
        Section section = Section.titled("equal-compute", "Runs at equal compute");
        List<IsoFlops.Budget> budgets = IsoFlops.of(observations);
        if (budgets.isEmpty()) {
            return section.missing(
                    "There are no budgets with four sizes or more at nearly equal compute, so no parabolas can be drawn.");
        }
        section.chart(
                FitCharts.equalCompute(this, budgets, loss()),
                "One colour a budget. The curve is the parabola in ln N; the large mark is its lowest point, the best size"
                        + " for that compute.");
        Table table = new Table("Lowest points of the parabolas", "compute", "#runs", "#best size", "#loss", "used");
        for (IsoFlops.Budget budget : budgets) {
            table.row(
                    Format.power(budget.compute()),
                    String.valueOf(budget.runs()),
                    budget.usable() ? Format.shortCount(budget.size()) : "–",
                    budget.usable() ? Format.loss(budget.loss()) : "–",
                    budget.usable() ? "yes" : "no: the lowest point lies outside the runs");
        }
        return section.table(table);
    }

    private Section best() {
        Section section = Section.titled("best-size", "Best size and tokens for a compute");
        if (!analysis.optima().isEmpty()) {
            Table table = new Table(
                    "Best runs, with intervals", "compute", "#N", "#interval", "#D", "#interval", "#loss", "#interval");
            for (Analysis.Optimum best : analysis.optima()) {
                table.row(
                        Format.power(best.compute()),
                        Format.shortCount(best.parameters()),
                        range(best.parametersInterval()),
                        Format.shortCount(best.tokens()),
                        range(best.tokensInterval()),
                        Format.loss(best.loss()),
                        Format.loss(best.lossInterval().low()) + " to "
                                + Format.loss(best.lossInterval().high()));
            }
            section.table(table);
        }
        analysis.approaches().filter(found -> !found.ways().isEmpty()).ifPresent(found -> {
            Table table = new Table(
                    "Exponent a of the best size, N* ~ C^a, by the three approaches",
                    "approach",
                    "#a",
                    "#low",
                    "#high",
                    "#best N at the largest compute");
            Map<String, Approaches.Way> ways = new LinkedHashMap<>();
            found.ways().forEach(way -> ways.put(way.number() + ", " + way.words(), way));
            analysis.counts().forEach((name, way) -> ways.put("3, with N = " + name, way));
            ways.forEach((name, way) -> table.row(
                    name,
                    Format.fixed(way.exponent(), 3),
                    Format.fixed(way.interval().low(), 3),
                    Format.fixed(way.interval().high(), 3),
                    Format.shortCount(way.size())));
            section.table(table);
            section.text("Disagreement of the approaches: " + Format.fixed(found.disagreement(), 3)
                    + " in the exponent, a factor of " + Format.significant(found.sizeFactor())
                    + " in the best size at the largest compute.");
        });
        return section;
    }

    private static String range(Outlook.Interval interval) {
        return Format.shortCount(interval.low()) + " to " + Format.shortCount(interval.high());
    }

    private Section rivals() {
        Table table = new Table(
                "Laws compared", "law", "formula", "#weight", "#typical held-out error", "#residuals", "#AICc");
        for (Outlook.FittedLaw law : analysis.laws()) {
            table.row(
                    law.fit().family().title(),
                    law.fit().family().formula(),
                    Format.percent(law.weight()),
                    law.medianMiss().isPresent()
                            ? Format.percent(law.medianMiss().getAsDouble())
                            : "–",
                    Format.percent(law.fit().rmse()),
                    Format.fixed(law.fit().aicc(), 1));
        }
        return Section.titled("laws", "Which law, and why")
                .text(
                        "Each law is fitted to the runs below a cut in compute and asked for the runs at least twice beyond it, for"
                                + " every cut. Its weight falls with the square of those errors, where far predictions count more,"
                                + " and with its misfit to all runs. AICc of laws of compute alone is of the frontier runs only"
                                + " and does not compare with the others.")
                .table(table);
    }

    private Section howMade() {
        Table table = new Table("How this page was made", "what", "how");
        columns.forEach((letter, name) -> table.row(letter.toUpperCase(Locale.ROOT), name));
        method.forEach(table::row);
        return Section.titled("method", "Method").table(table);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        return size >= 1e5 || (size < 1e-3 && size > 0) || !Double.isFinite(value)
                ? Format.significant(value)
                : Format.fixed(value, size >= 100 ? 1 : 4);
    }
}
