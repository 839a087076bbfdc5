package dev.blueline.cli;

import dev.blueline.Blueline;
import dev.blueline.RunListener;
import dev.blueline.RunRequest;
import dev.blueline.SideBySide;
import dev.blueline.ablation.AblationOutcome;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import dev.blueline.report.ComparisonReport;
import dev.blueline.study.Outcome;
import dev.blueline.study.StudyFile;
import dev.blueline.trials.TrialOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blueline run}: the whole story, in the wall-clock given. */
@Command(
        name = "run",
        description = {
            "Takes text up a ladder of models, forecasts the top rung before running it, scores the forecast and writes a report.",
            "",
            "Without a STUDY a second half follows: a small model that was taught arithmetic gets better by a verifier alone, in reasoning/"
                    + " below --out. The report ends with it.",
            "",
            "The same command again goes on where it was stopped; with a larger budget it climbs higher and repeats nothing.",
            "",
            "Two or more studies run one after the other, each on its share of the budget and in its own folder below --out, and are "
                    + "compared: does the second's recipe multiply the first's compute, and does that hold with scale?"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline run",
            "  blueline run --budget 30m --out runs/my-books --corpus books/ notes.txt.gz",
            "  blueline run --corpus jdk --budget 1h --out runs/jdk",
            "  blueline run --corpus web=pages.jsonl.zst:0.7 books=books/:0.3 --out runs/mix",
            "  blueline run --learner torch --out runs/torch",
            "  blueline run adamw.toml muon.toml --budget 2h --out runs/muon"
        })
final class RunCommand implements Callable<Integer> {
    private static final String DEFAULT_STUDY = "first-look";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "STUDY",
            description =
                    "A study's TOML file, or the name of one in studies/ (default: first-look). Several are compared with the first.")
    private List<String> studies = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "Wall-clock for everything (the second half gets as much again, at most 10m), such as 90s, 10m, 1h30m (default: ${DEFAULT-VALUE}).")
    private String budget = "10m";

    @Option(names = "--out", paramLabel = "DIR", description = "Output folder (default: runs/ and the study's name).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--corpus",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Text to use in place of the study's: files, folders and archives (text, code, .jsonl, .csv, .parquet, .html, .tar.zst and more, see docs/corpus.md), - for standard input, or the word jdk for the JDK's own sources. A name and a weight may stand around a path: name=PATH:0.3")
    private List<String> corpus = new ArrayList<>();

    /** A half of the whole story. */
    enum Half {
        PRETRAINING,
        REASONING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--only",
            paramLabel = "HALF",
            description =
                    "Without a STUDY: pretraining or reasoning, in place of one after the other. Reasoning, in a folder of that name below --out, gets as long as pretraining, at most 10m.")
    private Optional<Half> only = Optional.empty();

    @Mixin
    private TextColumns textColumns = new TextColumns();

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            description =
                    "What trains the models (default: ${DEFAULT-VALUE}): java, java-bf16 (matrix products in bfloat16), or libtorch as torch, torch-bf16, torch-cuda or torch-cuda-bf16; see docs/torch.md. A folder holds runs of one learner only.")
    private String learner = Learners.JAVA;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the whole study (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    /** How progress is told on standard error. */
    enum LogFormat {
        TEXT,
        JSON
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description =
                    "How progress is told on standard error: text, or json for one object a line (docs/watching-a-study.md). Either way status.json in the output folder says every second how the study is doing.")
    private LogFormat logFormat = LogFormat.TEXT;

    @Override
    public Integer call() {
        if (only.isPresent() && !studies.isEmpty()) {
            throw new BadInput("--only " + only.get().word() + " is for both halves of the whole story, and "
                    + String.join(" ", studies) + " is one study; leave out one of the two");
        }
        return switch (studies.size()) {
            case 0 -> halves();
            case 1 -> one();
            default -> sideBySide();
        };
    }

    /** The whole story: next words, then reasoning. */
    private int halves() {
        Path file = Studies.file(DEFAULT_STUDY);
        RunRequest request = request(file, Budget.seconds(budget), out.orElse(Path.of("runs", DEFAULT_STUDY)));
        boolean first = only.orElse(Half.PRETRAINING) == Half.PRETRAINING;
        boolean second = only.orElse(Half.REASONING) == Half.REASONING;
        Optional<Outcome> outcome = first
                ? Optional.of(listened(request, "", listener -> Blueline.run(request, listener)))
                : Optional.empty();
        if (!json) {
            outcome.ifPresent(done -> System.out.print(RunSummary.text(done, request.folder())));
        }
        Optional<TrialOutcome> reasoned =
                second ? SecondHalf.run(request, logFormat == LogFormat.JSON) : Optional.empty();
        if (json) {
            System.out.println(RunSummary.json(outcome, request.folder(), reasoned));
        } else {
            reasoned.ifPresent(done -> System.out.print(TrialOutput.text(done)));
        }
        return CommandLine.ExitCode.OK;
    }

    private int one() {
        Path file = Studies.file(studies.getFirst());
        Path folder = out.orElse(Path.of("runs", SideBySide.name(file)));
        RunRequest request = request(file, Budget.seconds(budget), folder);
        if (StudyFile.isReasoning(file)) {
            return ReasonStudy.run(request, json, logFormat == LogFormat.JSON);
        }
        if (StudyFile.isData(file)) {
            AblationOutcome outcome = listened(request, "", listener -> Blueline.compare(request, listener));
            System.out.print(json ? DataSummary.json(outcome, folder) + "\n" : DataSummary.text(outcome, folder));
            return CommandLine.ExitCode.OK;
        }
        Outcome outcome = listened(request, "", listener -> Blueline.run(request, listener));
        if (json) {
            System.out.println(RunSummary.json(outcome, folder));
        } else {
            System.out.print(RunSummary.text(outcome, folder));
        }
        return CommandLine.ExitCode.OK;
    }

    /** Carries a study out, telling how it goes in the format wished for, and in its status file. */
    private <T> T listened(RunRequest request, String first, Function<RunListener, T> run) {
        try (StatusFile status = new StatusFile(request)) {
            if (logFormat == LogFormat.JSON) {
                return told(first, RunListener.all(new JsonLog(System.err, request.folder()), status), run);
            }
            try (RunDisplay display = new RunDisplay(System.err, request.folder(), request.command())) {
                return told(first, RunListener.all(display, status), run);
            }
        }
    }

    private static <T> T told(String first, RunListener listener, Function<RunListener, T> run) {
        if (!first.isEmpty()) {
            listener.says(first);
        }
        return run.apply(listener);
    }

    private int sideBySide() {
        List<Path> files = studies.stream().map(Studies::file).toList();
        files.stream()
                .filter(file -> StudyFile.isData(file) || StudyFile.isReasoning(file))
                .findFirst()
                .ifPresent(data -> {
                    throw new BadInput(
                            data
                                    + " compares texts or methods of its own, so it is not compared with another study; run it alone");
                });
        Path folder = out.orElse(
                Path.of("runs", files.stream().map(SideBySide::name).collect(Collectors.joining("-against-"))));
        List<RunRequest> requests = files.stream()
                .map(file ->
                        request(file, Budget.seconds(budget) / files.size(), folder.resolve(SideBySide.name(file))))
                .toList();
        SideBySide done = SideBySide.run(requests, folder, (request, run) -> {
            String first = "Study " + SideBySide.name(request.study()) + ", with its share of the budget, "
                    + Math.round(request.budgetSeconds()) + " s";
            return listened(request, first, run);
        });
        if (json) {
            System.out.println(
                    ComparisonReport.json(done.comparison(), done.notes()).toPrettyString());
        } else {
            System.out.print(ComparisonTable.text(done.comparison()));
            done.notes().forEach(note -> System.out.println("Note: " + note + "."));
            System.out.printf("%nReport: %s%n", folder.resolve(ComparisonReport.HTML));
        }
        return CommandLine.ExitCode.OK;
    }

    private RunRequest request(Path file, double seconds, Path folder) {
        return new RunRequest(
                file, seconds, folder, corpus, textColumns.names, learner, seed, threads, TypedCommand.of(spec));
    }
}
