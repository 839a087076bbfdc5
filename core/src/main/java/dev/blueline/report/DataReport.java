package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.RepeatedText;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.TextData;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.study.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Writes what a study with data as the axis found: {@code report.html} for people, {@code results.csv} for programs. */
public final class DataReport {
    private DataReport() {}

    /**
     * @param text the study's own text
     * @param command the command line
     * @param seconds wall-clock since its start
     */
    public static void write(AblationOutcome outcome, TextData text, Path folder, String command, double seconds) {
        ResultsTable.write(
                outcome.results().entries(),
                run -> RepeatedText.unique(outcome.study(), run),
                folder.resolve("results.csv"));
        SealedFiles.write(folder.resolve("report.html"), html(outcome, data(outcome, text, command, seconds), folder));
    }

    static String html(AblationOutcome outcome, ReportData data, Path folder) {
        List<Section> sections = new ArrayList<>();
        sections.add(answer(outcome, data));
        sections.addAll(DataSections.of(outcome, folder));
        if (!outcome.forecasts().isEmpty()) {
            sections.add(forecasts(outcome));
        }
        if (!data.verdicts().isEmpty()) {
            sections.add(Verdicts.section(data));
        }
        sections.add(ArmTable.section(outcome));
        sections.add(Tables.corpus(data));
        sections.add(Tables.runs(data));
        sections.add(Method.section(data));
        return Report.page(data.study(), sections);
    }

    private static Section answer(AblationOutcome outcome, ReportData data) {
        Element element = new Element("header").attr("id", "answer");
        element.appendElement("p").addClass("study").text("Blueline, study " + data.study());
        element.appendElement("h1").text(data.question());
        Section section = new Section(element, List.of());
        List<String> findings = outcome.findings();
        element.appendElement("p")
                .addClass("answer")
                .text(findings.isEmpty() ? "Nothing can be said yet." : findings.getFirst());
        if (findings.size() > 1) {
            section.list(findings.subList(1, findings.size()));
        }
        if (!data.warnings().isEmpty()) {
            Element warnings = element.appendElement("aside").addClass("warnings");
            warnings.appendElement("h2").text("What fell short");
            Element list = warnings.appendElement("ul");
            data.warnings().forEach(warning -> list.appendElement("li").text(warning));
        }
        return section;
    }

    private static Section forecasts(AblationOutcome outcome) {
        Section section = Section.titled("forecasts", "What was forecast, and what came")
                .text("Each forecast was written to forecasts.jsonl before the runs it is about began.");
        Table table = new Table(
                "Forecasts with 90% intervals, registered before their runs",
                "forecast", "#predicted", "#90% interval", "#measured", "#error", "interval", "registered");
        outcome.forecasts().forEach((forecast, score) -> table.row(row(forecast, score)));
        return section.table(table);
    }

    private static String[] row(Forecast forecast, Optional<ForecastScore> score) {
        return new String[] {
            forecast.target(),
            Format.loss(forecast.predicted()),
            Format.loss(forecast.low()) + " to " + Format.loss(forecast.high()),
            score.map(done -> Format.loss(done.measured())).orElse("–"),
            score.map(done -> Format.signedPercent(done.relativeError())).orElse("–"),
            score.map(done -> done.inside() ? "held" : "missed").orElse("–"),
            Format.second(forecast.registeredAt())
        };
    }

    private static ReportData data(AblationOutcome outcome, TextData text, String command, double seconds) {
        Provenance provenance =
                outcome.results().where(run -> true).getLast().run().provenance();
        var rates = outcome.plan().rates();
        return new ReportData(
                outcome.study().name(),
                outcome.study().question(),
                Instant.now(),
                Machine.version(),
                command,
                new ReportData.Machine(
                        provenance.machine(), rates.workers(), rates.peakFlops() * 1e-9, provenance.java()),
                new ReportData.Budget(
                        Duration.ofMillis(Math.round(1000 * outcome.plan().budgetSeconds())),
                        Duration.ofMillis(Math.round(1000 * seconds))),
                StudyReport.corpus(text),
                new ReportData.Tokenizer(text.tokenizer().vocabularySize(), text.bytesPerToken()),
                outcome.plan().runs().stream()
                        .sorted(Comparator.comparingDouble(run -> run.flops()))
                        .map(run -> new ReportData.PlannedRung(
                                run.rung(), run.parameters(), run.tokens(), run.flops(), run.seconds()))
                        .toList(),
                outcome.results().entries().stream()
                        .map(entry -> StudyReport.result(entry, rates.peakFlops()))
                        .toList(),
                new ReportData.LossCurves("bits per byte of training text", List.of()),
                new Laws(List.of(), "", List.of()),
                Optional.empty(),
                outcome.lines().stream()
                        .map(line -> StudyReport.panel(line, List.of()))
                        .toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                SkillResults.NONE,
                StudyNotes.counting(outcome.study().pretraining(), text),
                List.of(
                        "The models are tiny and so is the text: what holds here need not hold at a thousand times the compute.",
                        "Differences below two seed deviations could be luck."),
                outcome.leftOut().stream()
                        .map(run -> run.inWords() + "; left out")
                        .toList());
    }
}
