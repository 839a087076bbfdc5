package dev.blueline.cli;

import dev.blueline.calibration.Calibration;
import dev.blueline.calibration.MeasuredRun;
import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Axis;
import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Metric;
import dev.blueline.scaling.Relief;
import dev.blueline.scaling.Scatter;
import dev.blueline.scaling.Series;
import dev.blueline.scaling.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blueline verdict}: does a line keep improving, or has it saturated, and what binds it. */
@Command(
        name = "verdict",
        description = {
            "Says of every line of runs in a file whether more of x will go on to help: blue (it will), red (it will not,",
            "and what is in the way), or undetermined (the runs do not tell, and which run would)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline verdict runs.csv --x tokens --y loss --fixed parameters",
            "  blueline verdict runs.csv --x epochs --y loss --fixed unique_tokens --horizon 4 --threshold 0.02",
            "  blueline verdict evals.jsonl --x flops --y accuracy --series task --higher-is-better --json",
            "  blueline verdict --calibrate --draws 200 --data runs.csv"
        })
final class VerdictCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Results: .csv, .tsv, .json, .jsonl or .parquet, one run a row. Several files are stacked.")
    private List<Path> files = List.of();

    @Option(names = "--x", paramLabel = "EXPR", description = "What grows: a column, or SQL over columns.")
    private @Nullable String x;

    @Option(names = "--y", paramLabel = "EXPR", description = "Loss or score: a column, or SQL over columns.")
    private @Nullable String y;

    @Option(
            names = "--fixed",
            paramLabel = "EXPR",
            description = {
                "What is held fixed along a line: values within 5%% of each other are one line.",
                "Other lines with more of it can show that it is what binds a red one."
            })
    private @Nullable String fixed;

    @Option(names = "--series", paramLabel = "COLUMN", description = "One line for each value, such as a task's name.")
    private @Nullable String series;

    @Option(names = "--where", paramLabel = "SQL", description = "Use only the rows for which this is true.")
    private @Nullable String where;

    @Option(
            names = "--along",
            paramLabel = "WHAT",
            description = {
                "What x is: data, size, repetition or other (default: guessed from the columns' names).",
                "It decides which cause a red line is given."
            })
    private @Nullable Axis along;

    @Option(
            names = "--horizon",
            paramLabel = "FACTOR",
            description = "How many times further along x is judged (default: ${DEFAULT-VALUE}).")
    private double horizon = Criterion.HORIZON;

    @Option(
            names = "--threshold",
            paramLabel = "GAIN",
            description = {
                "The gain over the horizon that counts, as a share of the loss or in points of the score: 0.01 is one percent",
                "(default: twice the seed deviation)."
            })
    private @Nullable Double threshold;

    @Option(
            names = "--seed-sd",
            paramLabel = "SD",
            description = {
                "Standard deviation over seeds in the same unit (default: estimated from how far each point",
                "lies off the line through its neighbours)."
            })
    private @Nullable Double seedSd;

    @Option(names = "--higher-is-better", description = "y is a score that rises to a ceiling, such as accuracy.")
    private boolean score;

    @Option(
            names = "--ceiling",
            paramLabel = "SCORE",
            description = "The highest score possible (default: ${DEFAULT-VALUE}).")
    private double ceiling = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the drawing (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--calibrate",
            description = "Judge lines whose future is known, and show how often the verdicts are right.")
    private boolean calibrate;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "With --calibrate: simulated lines of each kind (default: ${DEFAULT-VALUE}).")
    private int draws = 200;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "With --calibrate: tables of real runs with columns N, D (or C) and loss, or those of the digitised",
                "Chinchilla runs. Their lines are cut short and judged."
            })
    private List<Path> data = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        System.out.println(calibrate ? calibration() : verdicts());
        return CommandLine.ExitCode.OK;
    }

    private String verdicts() {
        if (files.isEmpty()) {
            throw new BadInput("give a file of results, with --x and --y; or --calibrate");
        }
        if (!data.isEmpty()) {
            throw new BadInput("--data goes with --calibrate; to judge runs, give their file without it");
        }
        String axis = required("--x", x);
        String held = Optional.ofNullable(fixed).orElse("");
        Metric metric = metric();
        Relief relief = new Relief(Optional.ofNullable(along).orElseGet(() -> Axis.guess(axis, held)), axis, held);
        List<Series> lines = new VerdictLines(
                        axis,
                        required("--y", y),
                        Optional.ofNullable(fixed),
                        Optional.ofNullable(series),
                        Optional.ofNullable(where),
                        metric)
                .read(files);
        List<VerdictOutput.Judged> judged = new ArrayList<>();
        for (Series line : lines) {
            Criterion criterion = criterion(metric, line);
            Verdict verdict = Judge.judge(line.points(), axis, criterion, relief.cause(line, lines, criterion), seed);
            judged.add(new VerdictOutput.Judged(line, criterion, verdict));
        }
        VerdictOutput output = new VerdictOutput(axis, y(), metric, seedSd == null, judged);
        return json ? output.json() : output.text();
    }

    private String y() {
        return required("--y", y);
    }

    private Metric metric() {
        if (!score) {
            return new Metric.Loss();
        }
        if (!(ceiling > 0) || ceiling > 1) {
            throw new BadInput("--ceiling " + ceiling
                    + " cannot be used; scores lie between 0 and 1, so divide percentages: --y \"accuracy / 100\"");
        }
        return new Metric.Score(ceiling);
    }

    private Criterion criterion(Metric metric, Series line) {
        double sd = Optional.ofNullable(seedSd).orElseGet(() -> Scatter.of(line.points(), metric));
        return new Criterion(metric, horizon, Optional.ofNullable(threshold).orElse(2 * sd), sd);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw new BadInput(name + " is missing: give a column, or SQL over columns");
        }
        return value;
    }

    private String calibration() {
        if (!files.isEmpty()) {
            throw new BadInput("--calibrate takes its files by --data " + files.getFirst());
        }
        if (draws < 1 || draws > 100_000) {
            throw new BadInput("--draws " + draws + " cannot be used; give 1 or more");
        }
        if (seedSd != null || score) {
            throw new BadInput(
                    "--calibrate judges losses with a seed deviation it draws; leave out --seed-sd and --higher-is-better");
        }
        OptionalDouble counts = threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold);
        int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
        Calibration.Settings settings = new Calibration.Settings(draws, seed, horizon, counts, threads);
        PublishedRuns published = PublishedRuns.read(data);
        List<MeasuredRun> runs = published.runs();
        int lines = Calibration.lines(settings, runs);
        long started = System.nanoTime();
        Calibration calibration;
        try (Bar bar = Bar.of(System.err, 5, "Verdicts")) {
            calibration = Calibration.run(settings, runs, done -> {
                double seconds = (System.nanoTime() - started) / 1e9;
                bar.show(
                        (double) done / lines, seconds / done * (lines - done), () -> done + " of " + lines + " lines");
            });
        }
        CalibrationOutput output = new CalibrationOutput(calibration, settings, published);
        return json ? output.json() : output.text();
    }
}
