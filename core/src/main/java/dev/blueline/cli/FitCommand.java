package dev.blueline.cli;

import dev.blueline.cli.RunColumns.Runs;
import dev.blueline.comparison.Comparison;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.report.FitReport;
import dev.blueline.scaling.Analysis;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.SavedLaw;
import dev.blueline.scaling.TaskLadder;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline fit}: a scaling law from anybody's results. */
@Command(
        name = "fit",
        description = {
            "Fits scaling laws to finished runs in a file: parameters with intervals, the best size for a compute, and what may be wrong.",
            "",
            "Laws: auto, power, power-floor, bnsl, kaplan-nd, kaplan-floor, chinchilla, isoflop, overtrain, ladder, data-constrained, mixing, rl-sigmoid, log-compute, saturation, coverage, beta-binomial, budget-forcing. auto fits several and weighs them by how well each predicts runs of more compute than it saw, and by its misfit."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline fit runs.csv",
            "  blueline fit runs.csv --n params --c flops --y loss --law chinchilla --save law.json",
            "  blueline fit chinchilla.csv --n \"Model Size\" --c \"Training FLOP\" --y loss --where \"loss < 5\"",
            "  blueline fit repeated.csv --law data-constrained --unique unique_tokens",
            "  blueline fit mixtures.csv --law mixing --shares web,code --losses web_loss,code_loss",
            "  blueline fit scores.csv --law saturation --x date --y score --where \"benchmark = 'X'\"",
            "  blueline fit rl.csv --law rl-sigmoid --c flops --y accuracy --cluster seed --end 2e13",
            "  blueline fit problems.csv --law beta-binomial --x drawn --y right",
            "  blueline fit losses.jsonl --x tokens --y loss --law power-floor --json"
        })
final class FitCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Mixin
    private RunColumns columns = new RunColumns();

    @Mixin
    private MixingOptions mixing = new MixingOptions();

    @Mixin
    private RlOptions rl = new RlOptions();

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Fit the rows of each value of this column for themselves.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--compare",
            paramLabel = "COLUMN",
            description =
                    "Does a trick scale? Compares the recipes that this column names: by how many times each multiplies the compute of the baseline, at every scale. More options: blueline compare.")
    private Optional<String> compare = Optional.empty();

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "For --compare: the baseline (default: the first row's).")
    private Optional<String> baseline = Optional.empty();

    @Option(
            names = "--seed-column",
            paramLabel = "COLUMN",
            description = "For --compare: the seed of each run; runs of one size and seed are compared in pairs.")
    private Optional<String> seedColumn = Optional.empty();

    @Option(
            names = "--law",
            paramLabel = "LAW",
            converter = LawNames.class,
            description = "Which law (default: ${DEFAULT-VALUE}); see above.")
    private LawName law = LawName.AUTO;

    @Option(
            names = "--accuracy",
            paramLabel = "COLUMN",
            description = "For --law ladder: accuracy on the task, 0 to 1; --y is then the task's loss.")
    private Optional<String> accuracy = Optional.empty();

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description = "What is minimised: huber, lad (absolute deviations) or squares (default: ${DEFAULT-VALUE}).")
    private Objective.Kind objective = Objective.Kind.HUBER;

    @Option(
            names = "--delta",
            paramLabel = "D",
            description = "Huber's delta: residuals beyond it count linearly (default: ${DEFAULT-VALUE}).")
    private double delta = Objective.HOFFMANN_DELTA;

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description = "Residuals of log losses or of losses: log or linear (default: ${DEFAULT-VALUE}).")
    private Objective.Space space = Objective.Space.LOG;

    @Option(
            names = "--starts",
            paramLabel = "GRID",
            description =
                    "Starts of the search: family (placed by the data) or hoffmann (the 4,500 of Hoffmann et al. 2022) (default: ${DEFAULT-VALUE}).")
    private Fitter.Grid starts = Fitter.Grid.FAMILY;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Refits behind the intervals (default: ${DEFAULT-VALUE}).")
    private int draws = 1000;

    @Option(
            names = "--resample",
            paramLabel = "WHAT",
            description =
                    "What a refit draws anew: rows, clusters, or parametric (losses from the fitted law) (default: clusters with --cluster, rows from 40 rows on, else parametric).")
    private Optional<Resampling> resampling = Optional.empty();

    @Option(names = "--level", paramLabel = "P", description = "Level of the intervals (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the refits (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--save",
            paramLabel = "LAW.json",
            description = "Write the law with its refits, for forecast and plan.")
    private Optional<Path> save = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page with plots.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        try (Table table = columns.open()) {
            if (law == LawName.MIXING) {
                mixing(table);
                return 0;
            }
            if (law.ofRl()) {
                rl(table);
                return 0;
            }
            if (law == LawName.SATURATION) {
                saturation(table);
                return 0;
            }
            if (law.ofAnswers()) {
                answers(table);
                return 0;
            }
            Runs runs = law == LawName.DATA_CONSTRAINED ? columns.readRepeated(table) : columns.read(table);
            if (law == LawName.LADDER) {
                ladder(table, runs);
                return 0;
            }
            if (compare.isPresent()) {
                compared(table, runs, compare.get());
                return 0;
            }
            Map<String, Object> groups = new LinkedHashMap<>();
            for (Map.Entry<String, Runs> part : parts(table, runs).entrySet()) {
                FitResult result = fit(table, part);
                if (json) {
                    groups.put(part.getKey(), FitJson.of(result));
                } else {
                    if (group.isPresent()) {
                        System.out.printf("%n== %s = %s%n%n", group.get(), part.getKey());
                    }
                    System.out.print(FitText.of(result));
                }
                save.ifPresent(file -> saved(result).write(named(file, part.getKey())));
                report.ifPresent(file -> page(result).write(named(file, part.getKey())));
            }
            if (json) {
                System.out.println(JSON.writeValueAsString(
                        group.isPresent() ? groups : groups.values().iterator().next()));
            }
        }
        return 0;
    }

    private void check() {
        if (!(level > 0.5 && level < 1)) {
            throw new BadInput("--level is " + level + "; give a share between 0.5 and 1, such as 0.95");
        }
        if (draws < 50 || draws > 1_000_000) {
            throw new BadInput("--bootstrap is " + draws + "; give 50 to 1000000");
        }
        mixing.check(law);
        rl.check(law);
        if ((law == LawName.MIXING || law == LawName.SATURATION || law.ofAnswers() || law.ofRl())
                && (group.isPresent() || compare.isPresent() || save.isPresent() || report.isPresent())) {
            throw new BadInput("--law " + law + " goes with neither --group, --compare, --save nor --report");
        }
        if (accuracy.isPresent() != (law == LawName.LADDER)) {
            throw new BadInput("--accuracy COLUMN and --law ladder belong together: give both or neither");
        }
        if (resampling.equals(Optional.of(Resampling.CLUSTERS)) && columns.cluster.isEmpty()) {
            throw new BadInput("--resample clusters needs --cluster COLUMN");
        }
        if (compare.isPresent() && (group.isPresent() || save.isPresent() || report.isPresent())) {
            throw new BadInput("--compare gives a comparison: leave out --group, --save and --report");
        }
        if (law == LawName.LADDER
                && (columns.standardError.isPresent() || resampling.isPresent() || starts != Fitter.Grid.FAMILY)) {
            throw new BadInput(
                    "--law ladder draws rows and weighs them alike: leave out --stderr, --resample and --starts");
        }
        if (law == LawName.LADDER && (group.isPresent() || compare.isPresent() || report.isPresent())) {
            throw new BadInput("--law ladder goes with neither --group, --compare nor --report");
        }
        if (compare.isEmpty() && (baseline.isPresent() || seedColumn.isPresent())) {
            throw new BadInput("--baseline and --seed-column belong to --compare COLUMN");
        }
    }

    /** Rows by value of the group column; all rows under one name without it. */
    private Map<String, Runs> parts(Table table, Runs runs) {
        if (group.isEmpty()) {
            return Map.of("", runs);
        }
        List<String> values = table.texts(group.get());
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            rows.computeIfAbsent(values.get(i), value -> new ArrayList<>()).add(i);
        }
        Map<String, Runs> parts = new LinkedHashMap<>();
        rows.forEach((value, which) -> parts.put(value, runs.at(which)));
        return parts;
    }

    private FitResult fit(Table table, Map.Entry<String, Runs> part) {
        try {
            return fit(table, part.getValue());
        } catch (BadInput bad) {
            throw group.isEmpty()
                    ? bad
                    : new BadInput(group.get() + " = " + part.getKey() + ": " + bad.getMessage(), bad);
        }
    }

    private FitResult fit(Table table, Runs runs) {
        Forecaster.Settings settings = settings(runs);
        if (runs.oneAxis()
                && law != LawName.AUTO
                && !settings.families().getFirst().ofComputeAlone()) {
            throw new BadInput("--law " + law + " needs two of --n, --d and --c; "
                    + String.join(", ", runs.columns().values()) + " alone allow power, power-floor and bnsl");
        }
        requireRows(runs, settings);
        try (Progress progress = new Progress("refits")) {
            Analysis analysis =
                    Analysis.of(runs.observations(), runs.oneAxis(), runs.counts(), settings, level, progress);
            return new FitResult(table.name(), runs, settings, analysis);
        }
    }

    private void requireRows(Runs runs, Forecaster.Settings settings) {
        int rows = runs.observations().size();
        int needed =
                settings.families().stream().mapToInt(f -> f.dimension()).min().orElse(2) + 1;
        if (rows < needed) {
            throw new BadInput(rows + " rows for a law of " + (needed - 1) + " parameters (" + law + "): give at least "
                    + needed + ", better three times as many");
        }
        long losses = runs.observations().stream()
                .mapToDouble(o -> o.loss())
                .distinct()
                .count();
        if (losses == 1) {
            throw new BadInput("all " + rows + " rows have the same loss: is "
                    + runs.columns().get("y") + " the loss? Say --y COLUMN");
        }
    }

    private Forecaster.Settings settings(Runs runs) {
        Objective measured = switch (objective) {
            case HUBER -> Objective.huber(delta);
            case LAD -> Objective.leastAbsolute();
            case SQUARES -> Objective.leastSquares();
        };
        Resampling drawn = resampling.orElseGet(() -> columns.resampling(runs));
        return new Forecaster.Settings(
                draws,
                seed,
                threads,
                measured.in(space),
                Optional.empty(),
                law.families(),
                columns.weighing(),
                drawn,
                Integer.MAX_VALUE,
                starts);
    }

    private SavedLaw saved(FitResult result) {
        return SavedLaw.of(
                result.analysis().study(),
                result.runs().columns().getOrDefault("y", "loss"),
                result.runs().columns(),
                result.runs().observations().size(),
                result.settings().objective().words(),
                Fingerprint.of(result.runs().observations().toString()));
    }

    private static FitReport page(FitResult result) {
        Map<String, String> method = new LinkedHashMap<>();
        method.put("minimised", "mean " + result.settings().objective().words());
        method.put(
                "search",
                result.analysis().law().fit().starts() + " starts, of which "
                        + result.analysis().law().fit().startsAtOptimum() + " ended at the optimum");
        method.put(
                "intervals",
                result.settings().draws() + " refits, "
                        + result.settings().resampling().words() + ", seed "
                        + result.settings().seed());
        method.put("runs, SHA-256", Fingerprint.of(result.runs().observations().toString()));
        return new FitReport(
                result.file(),
                result.runs().columns(),
                result.runs().observations(),
                result.runs().oneAxis(),
                result.analysis(),
                method);
    }

    /** {@code law.json} for the group {@code a} is {@code law-a.json}. */
    private Path named(Path file, String part) {
        if (group.isEmpty()) {
            return file;
        }
        String name = String.valueOf(file.getFileName());
        String word = part.replaceAll("[^A-Za-z0-9._-]+", "_");
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot < 0 ? name + "-" + word : name.substring(0, dot) + "-" + word + name.substring(dot));
    }

    private void mixing(Table table) {
        MixingFitOutput found = MixingFitOutput.of(mixing.read(table), draws, seed, level);
        System.out.print(json ? JSON.writeValueAsString(found.json()) + "\n" : found.text());
    }

    private void rl(Table table) {
        RlFitOutput found = RlFitOutput.of(rl.read(table, columns), rl, law, draws, seed, level);
        System.out.print(json ? JSON.writeValueAsString(found.json()) + "\n" : found.text());
    }

    private void saturation(Table table) {
        SaturationFitOutput found = SaturationFitOutput.of(table, columns, draws, seed, level);
        System.out.print(json ? JSON.writeValueAsString(found.json()) + "\n" : found.text());
    }

    private void answers(Table table) {
        AnswerFitOutput found = AnswerFitOutput.of(table, columns, law, draws, seed, level);
        System.out.print(json ? JSON.writeValueAsString(found.json()) + "\n" : found.text());
    }

    private void ladder(Table table, Runs runs) {
        double[] accuracies = table.numbers(accuracy.orElseThrow());
        Forecaster.Settings settings = settings(runs);
        TaskLadder ladder;
        try (Progress progress = new Progress("refits")) {
            ladder = TaskLadder.fit(runs.observations(), accuracies, settings, progress);
        }
        save.ifPresent(file -> SavedLaw.of(
                        ladder,
                        runs.observations(),
                        runs.columns().getOrDefault("y", "loss"),
                        runs.columns(),
                        settings.objective().words(),
                        Fingerprint.of(runs.observations().toString()))
                .write(file));
        System.out.print(
                json
                        ? JSON.writeValueAsString(FitJson.of(ladder, runs, level)) + "\n"
                        : FitText.of(ladder, table.name(), runs, level));
    }

    private void compared(Table table, Runs runs, String by) {
        Comparison comparison;
        try (Progress progress = new Progress("refitting the baseline")) {
            comparison = Comparison.of(
                    CompareCommand.recipes(
                            runs.observations(),
                            table.texts(by),
                            seedColumn.map(table::texts),
                            columns.cluster.isPresent()),
                    CompareCommand.settings(baseline, false),
                    progress);
        }
        System.out.print(json ? ComparisonTable.json(comparison) + "\n" : ComparisonTable.text(comparison));
    }

    /** Names of laws as typed. */
    static final class LawNames implements ITypeConverter<LawName> {
        @Override
        public LawName convert(String word) {
            return IntStream.range(0, LawName.values().length)
                    .mapToObj(i -> LawName.values()[i])
                    .filter(name -> name.toString().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' is not a law; choose one of " + List.of(LawName.values())));
        }
    }
}
