package dev.blueline.report;

import dev.blueline.corpus.CorpusReport;
import dev.blueline.evaluation.ClassForecasts;
import dev.blueline.evaluation.ClassLaws;
import dev.blueline.evaluation.ScoredText;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.pretraining.TextData;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Verdict;
import dev.blueline.study.Line;
import dev.blueline.study.Machine;
import dev.blueline.study.Outcome;
import dev.blueline.study.Study;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Writes what a study found: {@code report.html} for people, {@code results.csv}, {@code law.json} and
 * {@code forecast.json} for programs.
 */
public final class StudyReport {
    private static final int BAND_POINTS = 40;

    private final Study study;
    private final TextData text;
    private final Outcome outcome;
    private final Path folder;

    private StudyReport(Study study, TextData text, Outcome outcome, Path folder) {
        this.study = study;
        this.text = text;
        this.outcome = outcome;
        this.folder = folder;
    }

    /**
     * @param command the command line
     * @param seconds wall-clock since its start
     */
    public static void write(Study study, TextData text, Outcome outcome, Path folder, String command, double seconds) {
        ResultsTable.write(outcome.entries(), folder.resolve("results.csv"));
        ResultFiles.write(outcome, folder);
        SealedFiles.write(folder.resolve("skills.csv"), SkillTable.csv(outcome.entries()));
        StudyReport report = new StudyReport(study, text, outcome, folder);
        SealedFiles.write(folder.resolve("report.html"), Report.html(report.data(command, seconds)));
    }

    private ReportData data(String command, double seconds) {
        return new ReportData(
                study.name(),
                study.question(),
                Instant.now(),
                Machine.version(),
                command,
                machine(),
                new ReportData.Budget(
                        Duration.ofMillis(Math.round(1000 * outcome.plan().budgetSeconds())),
                        Duration.ofMillis(Math.round(1000 * seconds))),
                corpus(),
                new ReportData.Tokenizer(text.tokenizer().vocabularySize(), text.bytesPerToken()),
                plan(),
                outcome.entries().stream().map(this::result).toList(),
                new ReportData.LossCurves(
                        "bits per byte of training text", TrainingCurves.of(outcome, folder, text.bytesPerToken())),
                laws(),
                Optional.of(forecast()),
                outcome.lines().stream().map(this::panel).toList(),
                rateChecks(),
                StudySamples.of(study, outcome, folder),
                classes(),
                ClassForecasts.of(outcome.fitted(), outcome.heldOut()),
                SkillResults.of(outcome, folder),
                StudyNotes.counting(study, text),
                StudyNotes.limitations(outcome),
                StudyNotes.warnings(outcome, text));
    }

    private ReportData.Machine machine() {
        var provenance = outcome.heldOut().run().provenance();
        return new ReportData.Machine(
                provenance.machine(),
                outcome.plan().rates().workers(),
                outcome.plan().rates().peakFlops() * 1e-9,
                provenance.java());
    }

    private ReportData.Corpus corpus() {
        ReportData.Corpus corpus = corpus(text);
        return new ReportData.Corpus(
                corpus.source() + (study.skills().items() == 0 ? "" : "; " + text.skillsInWords()),
                corpus.domains(),
                corpus.dropped());
    }

    static ReportData.Corpus corpus(TextData text) {
        CorpusReport report = text.report();
        List<ReportData.Corpus.Domain> domains = new ArrayList<>();
        Map<String, List<ScoredText>> measured =
                text.validation().documents().stream().collect(Collectors.groupingBy(ScoredText::domain));
        report.domains().forEach((name, size) -> {
            List<ScoredText> documents = measured.getOrDefault(name, List.of());
            domains.add(new ReportData.Corpus.Domain(
                    name,
                    size.trainingDocuments(),
                    size.trainingBytes(),
                    documents.size(),
                    documents.stream().mapToLong(ScoredText::bytes).sum()));
        });
        Map<String, Long> dropped = new LinkedHashMap<>();
        report.skipped().forEach((reason, count) -> dropped.put(reason.explanation(), count));
        dropped.put("files with broken UTF-8, repaired", report.repairedFiles());
        return new ReportData.Corpus(
                String.join(", ", report.sources()) + (text.shares().isEmpty() ? "" : ": " + text.shares()),
                domains,
                dropped);
    }

    private List<ReportData.PlannedRung> plan() {
        return outcome.plan().runs().stream()
                .sorted(Comparator.comparingDouble(run -> run.flops()))
                .map(run -> new ReportData.PlannedRung(
                        run.rung(), run.parameters(), run.tokens(), run.flops(), run.seconds()))
                .toList();
    }

    private RunResult result(Ledger.Entry entry) {
        return result(entry, outcome.plan().rates().peakFlops());
    }

    static RunResult result(Ledger.Entry entry, double peakFlops) {
        Run run = entry.run();
        Map<String, Loss> domains = new LinkedHashMap<>();
        for (Measurement measurement : entry.measurements()) {
            if (measurement.metric().equals(Pretraining.BITS_PER_BYTE)
                    && !measurement.slice().equals(Pretraining.ALL)) {
                domains.put(measurement.slice(), new Loss(measurement.value(), measurement.standardError()));
            }
        }
        double peak = peakFlops * run.provenance().threads();
        double seconds = run.status() == Run.Status.FAILED ? Double.NaN : run.seconds();
        return new RunResult(run, Loss.of(entry), domains, run.tokens() / seconds, run.flops() / seconds / peak);
    }

    private Laws laws() {
        List<Laws.Candidate> candidates = outcome.outlook().laws().stream()
                .sorted(Comparator.comparingDouble(Outlook.FittedLaw::weight).reversed())
                .map(StudyReport::candidate)
                .toList();
        double least = outcome.fitted().stream()
                .mapToDouble(entry -> entry.run().flops())
                .min()
                .orElseThrow();
        double most = outcome.heldOut().run().flops();
        return new Laws(candidates, StudyNotes.RULE, band(outcome.outlook().mixture(), least / 1.3, most * 1.6));
    }

    private static Laws.Candidate candidate(Outlook.FittedLaw law) {
        List<Laws.Parameter> parameters = new ArrayList<>();
        law.fit().law().parameters().forEach((name, value) -> {
            Outlook.Interval interval =
                    law.intervals().getOrDefault(name, new Outlook.Interval(Double.NaN, Double.NaN));
            parameters.add(new Laws.Parameter(name, value, interval.low(), interval.high()));
        });
        return new Laws.Candidate(
                law.fit().family().title(), law.fit().family().formula(), parameters, law.backtestRms(), law.weight());
    }

    private static List<BandPoint> band(Mixture mixture, double from, double to) {
        double[] compute = DoubleStream.iterate(0, i -> i < BAND_POINTS, i -> i + 1)
                .map(i -> from * Math.pow(to / from, i / (BAND_POINTS - 1)))
                .toArray();
        return mixture.band(compute).stream()
                .map(prediction -> new BandPoint(
                        prediction.target().compute(), prediction.low(), prediction.median(), prediction.high()))
                .toList();
    }

    private ForecastResult forecast() {
        Forecast forecast = outcome.forecast();
        Run run = outcome.heldOut().run();
        return new ForecastResult(
                run.rung(),
                run.flops(),
                forecast.predicted(),
                forecast.low(),
                forecast.high(),
                Optional.of(Loss.of(outcome.heldOut())),
                OptionalDouble.of(outcome.score().errorShareOfGain()),
                List.of(
                        new ForecastResult.Naive("no change", forecast.naive().noChange()),
                        new ForecastResult.Naive(
                                "straight line through the last points",
                                forecast.naive().straightLine())),
                forecast.registeredAt(),
                Optional.of(outcome.score().startedAt()),
                outcome.plan().factor(),
                outcome.plan().fitCompute() / outcome.plan().span(),
                outcome.plan().fitCompute(),
                forecast.dataHash());
    }

    private VerdictPanel panel(Line line) {
        boolean frontier = line == outcome.lines().getFirst();
        double most = outcome.heldOut().run().flops();
        double least =
                line.points().stream().mapToDouble(point -> point.x()).min().orElse(most);
        return panel(line, frontier ? band(outcome.ahead().mixture(), least, most * 10) : List.of());
    }

    static VerdictPanel panel(Line line, List<BandPoint> band) {
        List<VerdictPanel.Point> points = line.points().stream()
                .map(point -> new VerdictPanel.Point(point.x(), new Loss(point.loss(), 0), ""))
                .toList();
        Verdict verdict = line.verdict();
        return new VerdictPanel(
                line.title(),
                line.axis(),
                points,
                band,
                switch (verdict) {
                    case Verdict.Blue blue -> VerdictPanel.Color.BLUE;
                    case Verdict.Red red -> VerdictPanel.Color.RED;
                    case Verdict.Undetermined undetermined -> VerdictPanel.Color.UNDETERMINED;
                },
                verdict instanceof Verdict.Red red ? red.cause().inWords() : "",
                verdict instanceof Verdict.Undetermined undetermined ? undetermined.wouldDecide() : "",
                verdict.reason());
    }

    private Optional<ClassLaws> classes() {
        List<Ledger.Entry> ladder = outcome.entries().stream()
                .filter(entry ->
                        entry.run().role() == Run.Role.LADDER || entry.run().role() == Run.Role.HELD_OUT)
                .filter(entry -> entry.run().succeeded())
                .toList();
        return ClassLaws.of(
                ladder,
                entry -> Loss.of(entry).value(),
                outcome.ahead().mixture(),
                outcome.heldOut().run().seed(),
                outcome.plan().rates().workers());
    }

    private List<ReportData.RateCheck> rateChecks() {
        Map<String, List<Run>> checks = outcome.entries().stream()
                .map(Ledger.Entry::run)
                .filter(run -> run.role() == Run.Role.RATE_CHECK)
                .collect(Collectors.groupingBy(Run::rung, LinkedHashMap::new, Collectors.toList()));
        List<ReportData.RateCheck> shown = new ArrayList<>();
        checks.forEach((rung, runs) -> shown.add(rateCheck(rung, runs.getFirst().seed())));
        return shown;
    }

    /** The swept runs of a rung with the ladder's own, of the same seed. */
    private ReportData.RateCheck rateCheck(String rung, long seed) {
        List<ReportData.RateCheck.Trial> trials = outcome.entries().stream()
                .filter(entry -> entry.run().role() != Run.Role.CONTRAST
                        && entry.run().role() != Run.Role.CONTROL
                        && entry.run().rung().equals(rung)
                        && entry.run().seed() == seed)
                .sorted(Comparator.comparingDouble(entry -> entry.run().rateScale()))
                .map(entry -> new ReportData.RateCheck.Trial(entry.run().rateScale(), Loss.of(entry)))
                .toList();
        return new ReportData.RateCheck(rung, trials);
    }
}
