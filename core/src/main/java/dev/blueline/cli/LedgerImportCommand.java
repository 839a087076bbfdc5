package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.RateSchedule;
import dev.blueline.logs.Importer;
import dev.blueline.logs.Mapping;
import dev.blueline.logs.MappingFile;
import dev.blueline.logs.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blueline ledger import}: logs and tables of other trainers become runs in a ledger. */
@Command(
        name = "import",
        description = {
            "Reads logs and tables of other trainers into a ledger: Hugging Face trainer_state.json, TensorBoard event files, W&B exports and offline folders, MLflow file stores, console logs, lm-evaluation-harness results, CSV, JSON lines, Parquet.",
            "",
            "The last loss of a log counts as a finished run only if its learning-rate schedule ended there: before that, a loss lies above what a run of that length reaches. What is refused is said with the reason. Nothing is added twice. See docs/importing.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline ledger import output/trainer_state.json --n 124e6 --tokens-per-step 524288",
            "  blueline ledger import logs/ --mapping mapping.toml --out runs/mine",
            "  blueline ledger import runs.csv --metric \"eval/loss\"",
            "  blueline ledger import results_2026-01-01.json --run my-160m --out runs/mine"
        })
final class LedgerImportCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders to read.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the ledger (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs", "imported");

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "TOML file that names columns, units, the schedule and facts about the run.")
    private Optional<Path> mapping = Optional.empty();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "Series or column to take as the figure (default: the losses and scores known by name).")
    private Optional<String> metric = Optional.empty();

    @Option(names = "--n", paramLabel = "N", description = "Parameters of the model.")
    private Optional<Double> parameters = Optional.empty();

    @Option(names = "--tokens", paramLabel = "D", description = "Training tokens at the end.")
    private Optional<Double> tokens = Optional.empty();

    @Option(
            names = "--tokens-per-step",
            paramLabel = "N",
            description = "Batch size in tokens; D is then this times the step, where the log holds no tokens.")
    private Optional<Double> tokensPerStep = Optional.empty();

    @Option(names = "--flops", paramLabel = "C", description = "Training FLOPs at the end (default: 6ND).")
    private Optional<Double> flops = Optional.empty();

    @Option(
            names = "--schedule",
            paramLabel = "KIND",
            description = "Shape of the learning rate: constant, cosine, linear, wsd.")
    private Optional<String> schedule = Optional.empty();

    @Option(names = "--total-steps", paramLabel = "N", description = "Step at which the schedule ends.")
    private Optional<Double> totalSteps = Optional.empty();

    @Option(
            names = "--decay-start",
            paramLabel = "N",
            description = "Step at which the decay of a wsd schedule begins.")
    private Optional<Double> decayStart = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "NAME",
            description = "Run that scores belong to, by name or id; or a name for the run of a log.")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "How to read console lines: megatron, olmo-core, nanogpt, json-lines, or a TOML file (default: the one that fits).")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--accept-midrun",
            description = "Take a loss from before the end of a decaying schedule all the same; it is marked as such.")
    private boolean acceptMidrun;

    @Option(
            names = "--every-point",
            description = "Make a run of every logged loss (of a constant schedule, or with --accept-midrun).")
    private boolean everyPoint;

    @Option(
            names = "--live",
            description =
                    "The run may still be writing: pass over an incomplete last record instead of refusing the file.")
    private boolean live;

    @Option(names = "--json", description = "Print what was done as JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Reading reading = new Reading(live, metric, profile, mapping());
        Importer.Result result =
                new Importer(new Ledger(out), new Importer.Rules(reading, acceptMidrun, everyPoint, run)).run(paths);
        System.out.print(json ? ImportSummary.json(result, out) : ImportSummary.text(result, out));
        boolean nothing = result.taken().isEmpty() && result.attached().isEmpty();
        return nothing ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.OK;
    }

    /** The mapping file, with what the command line says on top. */
    private Mapping mapping() {
        Mapping said = mapping.map(MappingFile::read).orElse(Mapping.NONE);
        Mapping.Facts facts = said.run();
        RateSchedule known = said.schedule();
        return new Mapping(
                said.columns(),
                said.metrics(),
                said.units(),
                new Mapping.Facts(
                        facts.name(),
                        positive("--n", parameters, facts.parameters()),
                        positive("--tokens", tokens, facts.tokens()),
                        positive("--tokens-per-step", tokensPerStep, facts.tokensPerStep()),
                        positive("--flops", flops, facts.flops())),
                new RateSchedule(
                        schedule.map(kind -> MappingFile.kind(kind, "--schedule"))
                                .orElse(known.kind()),
                        whole("--total-steps", totalSteps, known.totalSteps()),
                        whole("--decay-start", decayStart, known.decayStart())),
                said.settings());
    }

    private static OptionalDouble positive(String option, Optional<Double> given, OptionalDouble otherwise) {
        if (given.isEmpty()) {
            return otherwise;
        }
        double value = given.get();
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new BadInput(option + " is " + value + "; give a positive number, for example 124e6");
        }
        return OptionalDouble.of(value);
    }

    private static OptionalLong whole(String option, Optional<Double> given, OptionalLong otherwise) {
        OptionalDouble value = positive(option, given, OptionalDouble.empty());
        return value.isPresent() ? OptionalLong.of(Math.round(value.getAsDouble())) : otherwise;
    }
}
