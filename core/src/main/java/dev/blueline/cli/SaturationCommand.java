package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.report.BenchmarkReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline saturation}: how long benchmarks last. */
@Command(
        name = "saturation",
        description = {
            "Fits S-curves to the best scores on benchmarks over time or compute: floor, ceiling, how long the rise takes, when it is over, "
                    + "and whether a benchmark still tells models apart.",
            "",
            "Columns: benchmark, date (or compute), model, score; where known chance, human, items. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  blueline saturation scores.csv --report saturation.html")
final class SaturationCommand implements Callable<Integer> {
    private static final int FEWEST_DRAWS = 50;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files with a row for each score: .csv, .tsv, .json, .jsonl or .parquet.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--where", paramLabel = "SQL", description = "Keep the rows for which this is true.")
    private Optional<String> where = Optional.empty();

    @Option(
            names = "--difference",
            paramLabel = "D",
            description = "Difference in score for which items are counted (default: ${DEFAULT-VALUE}).")
    private double difference = 0.01;

    @Option(names = "--level", paramLabel = "P", description = "Level of the intervals (default: ${DEFAULT-VALUE}).")
    private double level = 0.9;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Refits behind the intervals (default: ${DEFAULT-VALUE}).")
    private int draws = 300;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the refits (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page with one picture of all benchmarks.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (!(level > 0.5 && level < 1) || draws < FEWEST_DRAWS || !(difference > 0 && difference < 1)) {
            throw new BadInput("--level must be between 0.5 and 1, --bootstrap at least " + FEWEST_DRAWS
                    + ", --difference between 0 and 1");
        }
        BenchmarkTable table = BenchmarkTable.read(files, where);
        SaturationOutput output;
        try (Progress progress = new Progress("refits")) {
            output = SaturationOutput.of(table, draws, seed, level, difference, progress);
        }
        report.ifPresent(file -> DurableFiles.write(file, BenchmarkReport.html(output.page())));
        System.out.print(json ? JsonMapper.shared().writeValueAsString(output.json()) + "\n" : output.text());
        return CommandLine.ExitCode.OK;
    }
}
