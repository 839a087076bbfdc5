package dev.blueline.cli;

import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Growth;
import dev.blueline.comparison.Recipe;
import dev.blueline.harness.ModelComparison;
import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Observation;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline compare}: does a trick scale? */
@Command(
        name = "compare",
        description = {
            "Does a trick scale? For recipes run over several sizes: by how many times each multiplies the compute of the baseline, "
                    + "at every scale and at ten times the largest, and whether to keep it.",
            "",
            "Runs of the same size, tokens and seed are compared as pairs. See docs/comparing.md.",
            "",
            "Without --by the files are models, asked the same task files: folders of runs or of results. They are compared item by item, and"
                    + " by score against cost. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline compare docs/muon-ladder.csv --by optimizer --seed seed --n parameters --d tokens --c flops",
            "  blueline compare runs/a runs/b --tasks lambada.yaml"
        })
final class CompareCommand implements Callable<Integer> {
    private static final int DRAWS = 1000;

    @Mixin
    private RunColumns runs = new RunColumns();

    @Option(names = "--by", paramLabel = "COLUMN", description = "The column that names the recipe.")
    private Optional<String> by = Optional.empty();

    @Option(
            names = "--tasks",
            split = ",",
            paramLabel = "NAME",
            description = "Without --by: task files (.yaml) that runs without results are asked first.")
    private List<String> tasks = List.of();

    @Option(
            names = {"--include-path", "--include_path"},
            paramLabel = "DIR",
            description = "Folder of task files in which --tasks finds names.")
    private List<Path> includePaths = List.of();

    @Option(
            names = "--seed",
            paramLabel = "COLUMN",
            description = "The seed: equal where two recipes started and read alike.")
    private Optional<String> seed = Optional.empty();

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "The recipe compared with (default: that of the first row).")
    private Optional<String> baseline = Optional.empty();

    @Option(
            names = "--same-size",
            description =
                    "Ask how many times the tokens the baseline needs at the same size (default: it may spend compute on size, tokens or both, as is cheapest).")
    private boolean sameSize;

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (by.isEmpty()) {
            ComparedModels.requireSeveral(runs.files);
            UnusedOption.refuse(spec, "without --by COLUMN", List.of("--seed", "--baseline", "--same-size"));
            UnusedOption.refuse(spec, "without --by COLUMN", RunColumns.OPTIONS);
            ModelComparison models = ModelComparison.of(new ComparedModels(tasks, includePaths).read(runs.files));
            System.out.print(
                    json
                            ? JsonMapper.shared().writeValueAsString(ModelComparisonText.json(models)) + "\n"
                            : ModelComparisonText.text(models));
            return CommandLine.ExitCode.OK;
        }
        UnusedOption.refuse(spec, "with --by", List.of("--tasks", "--include-path"));
        Comparison comparison;
        try (Progress progress = new Progress("refitting the baseline")) {
            comparison = Comparison.of(recipes(), settings(baseline, sameSize), progress);
        }
        System.out.print(json ? ComparisonTable.json(comparison) + "\n" : ComparisonTable.text(comparison));
        return CommandLine.ExitCode.OK;
    }

    /** 90% intervals from refits on all cores. */
    static Comparison.Settings settings(Optional<String> baseline, boolean sameSize) {
        return new Comparison.Settings(
                DRAWS,
                1,
                Runtime.getRuntime().availableProcessors(),
                0.9,
                baseline,
                sameSize ? Growth.TOKENS : Growth.CHEAPEST);
    }

    private List<Recipe> recipes() {
        try (Table table = runs.open()) {
            RunColumns.Runs read = runs.read(table);
            return recipes(
                    read.observations(),
                    table.texts(by.orElseThrow()),
                    seed.map(table::texts),
                    runs.cluster.isPresent());
        }
    }

    /**
     * The recipes that a column names, in the order of their first rows.
     *
     * @param clustered whether the runs' trunks were given; if not, runs of one size and seed are taken for one
     */
    static List<Recipe> recipes(
            List<Observation> observations, List<String> names, Optional<List<String>> seeds, boolean clustered) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            rows.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(i);
        }
        if (rows.size() < 2) {
            throw new BadInput(
                    "every row names the same recipe, " + names.getFirst() + ": a comparison takes two or more");
        }
        List<Recipe> recipes = new ArrayList<>();
        rows.forEach((name, of) -> recipes.add(new Recipe(
                name,
                of.stream()
                        .map(row -> seeds.isPresent() && !clustered
                                ? ofTrunk(
                                        observations.get(row),
                                        observations.get(row).parameters() + " "
                                                + seeds.get().get(row))
                                : observations.get(row))
                        .toList(),
                seeds.map(all -> of.stream().map(all::get).toList()).orElse(List.of()))));
        return recipes;
    }

    private static Observation ofTrunk(Observation run, String trunk) {
        return new Observation(
                run.parameters(),
                run.tokens(),
                run.compute(),
                run.loss(),
                trunk,
                run.uniqueTokens(),
                run.standardError());
    }
}
