package dev.blueline.cli;

import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.ContinuedOutcome;
import dev.blueline.pretraining.ContinuedRequest;
import dev.blueline.pretraining.ContinuedTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline train}: a finished run goes on with new text. */
@Command(
        name = "train",
        description = {
            "Trains a finished run further on your text, some of the text it learned from mixed in (replay), and measures what it "
                    + "gained on yours and forgot of the other.",
            "",
            "With --task it teaches a model to solve problems instead, by worked solutions without end: a new small model, or --from a run.",
            "",
            "The same command again goes on where it was stopped. The new run is a folder that generate, evaluate and train --from "
                    + "take. Models from scratch come from blueline run."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline train --from runs/first-look --corpus my-notes/ --replay 0.1",
            "  blueline train --from runs/first-look --corpus law/ --out runs/law",
            "  blueline train --from runs/law --corpus more-law/ --out runs/law-2",
            "  blueline train --from runs/mine --corpus new/ --replay-corpus old/",
            "  blueline train --task countdown --levels 1,2 --style monologue --budget 2m",
            "  blueline train --task arithmetic --style direct,summary --from runs/first-look"
        })
final class TrainCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Folder of a finished run, or of a study: then its run with the most compute.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--corpus",
            arity = "1..*",
            paramLabel = "PATH",
            description = "New text, as run --corpus takes it (docs/corpus.md).")
    private List<String> corpus = new ArrayList<>();

    @Option(
            names = "--replay",
            paramLabel = "SHARE",
            description =
                    "Share of the tokens that is general text, from the run's study, against forgetting (default: ${DEFAULT-VALUE}).")
    private double replay = 0.1;

    @Option(
            names = "--replay-corpus",
            arity = "1..*",
            paramLabel = "PATH",
            description = "General text, where the run's study is gone or other text is wanted.")
    private List<String> replayCorpus = new ArrayList<>();

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description =
                    "Tokens to train on, such as 500k or 2M (default: one pass over the new text with its replay, but no more than the run has seen).")
    private Optional<String> tokens = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the new run (default: runs/, the old run's name, -on- and the text's).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "X",
            description =
                    "Highest learning rate, as a factor on what models of this width have in studies (default: 0.5, with --task 1). It rises to it over 5%% of the steps and falls to 0 over the last 20%%.")
    private Optional<Double> rate = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the text's order (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            description = "Column of tables and JSON records that holds the text (default: text).")
    private List<String> textColumns = new ArrayList<>();

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            description = "What trains, as run --learner takes it (default: ${DEFAULT-VALUE}).")
    private String learner = Learners.JAVA;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private TaskOptions tasks = new TaskOptions();

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (tasks.given()) {
            UnusedOption.refuse(
                    spec,
                    "with --task",
                    List.of("--corpus", "--replay", "--replay-corpus", "--tokens", "--text-column"));
            return tasks.teach(spec, from, out, rate.orElse(1.0), seed, learner, threads, json);
        }
        UnusedOption.refuse(spec, "without --task", TaskOptions.OWN);
        Path given = from.orElseThrow(
                () -> new BadInput(
                        "train goes on from a finished run: give --from RUN; a model from scratch comes from ./blueline run, or from --task"));
        Path base = ModelFolder.find(given);
        Path folder = out.orElseGet(() -> Path.of("runs", name(given) + "-on-" + name(corpus)));
        ContinuedRequest request = new ContinuedRequest(
                base,
                corpus,
                textColumns,
                replay,
                replayCorpus,
                tokens.map(TokenCount::of).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                folder,
                rate.orElse(0.5),
                seed,
                learner,
                threads);
        ContinuedOutcome outcome;
        try (ContinuedDisplay display = new ContinuedDisplay(System.err, folder, TypedCommand.of(spec))) {
            outcome = ContinuedTraining.run(request, display);
        }
        System.out.print(json ? json(outcome, folder) + "\n" : text(outcome, folder));
        return CommandLine.ExitCode.OK;
    }

    private static String name(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    /** A name for the text that can be part of a folder's. */
    private static String name(List<String> sources) {
        String first = sources.isEmpty() ? "" : sources.getFirst();
        int equals = first.indexOf('=');
        String named = equals > 0
                ? first.substring(0, equals)
                : first.replaceAll("/+$", "").replaceAll(".*/", "");
        String plain = named.replaceAll("[^A-Za-z0-9._-]", "").replaceAll("^[.-]+", "");
        return plain.isEmpty() ? "text" : plain;
    }

    private String text(ContinuedOutcome outcome, Path folder) {
        Run run = outcome.run();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s from %s, %s of it replay, trained in %.0f s. Held-out losses in bits per byte:%n%n%-24s %9s %9s   %s%n",
                run.rung(),
                from.orElseThrow(),
                Figures.percent(replay),
                run.seconds(),
                "",
                "before",
                "after",
                "change (90% interval)"));
        for (ContinuedOutcome.Change change : outcome.changes()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s %9.4f %9.4f   %+.2f%% [%+.2f, %+.2f]%n",
                    inWords(change.slice()),
                    change.before(),
                    change.after(),
                    100 * change.relative(),
                    100 * change.low(),
                    100 * change.high()));
        }
        if (!run.note().isEmpty()) {
            text.append("Not as usual: ").append(run.note()).append('\n');
        }
        return text.append(String.format(
                        "%nLess is better. Intervals are over documents; another seed may differ by more.%nModel: %s%n",
                        folder))
                .toString();
    }

    private static String inWords(String slice) {
        return switch (slice) {
            case ContinuedOutcome.NEW -> "new text";
            case ContinuedOutcome.GENERAL -> "general text";
            default -> "  " + slice.replaceFirst("^" + ContinuedOutcome.GENERAL + "/", "");
        };
    }

    private static String json(ContinuedOutcome outcome, Path folder) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        root.put("out", folder.toString());
        StudyJson.run(root.putObject("run"), outcome.run());
        root.set("changes", mapper.valueToTree(outcome.changes()));
        return mapper.writeValueAsString(root);
    }
}
