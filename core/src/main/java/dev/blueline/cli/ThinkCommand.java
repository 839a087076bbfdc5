package dev.blueline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blueline think}: compute spent at the answer. */
@Command(
        name = "think",
        description = "Thinks about one problem for as long as given, or measures how many problems are solved in what time.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline think --run runs/countdown-rl --problem \"10 8 9 7>18\" --for 10m",
            "  blueline think --run runs/countdown-rl --task countdown --levels 3 --problems 100 --for 30s"
        })
final class ThinkCommand implements Callable<Integer> {
    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the model, as train --task or reason has written it.")
    @SuppressWarnings("NullAway.Init")
    private Path run;

    @Option(
            names = "--task",
            paramLabel = "NAME",
            description = "The problem's task, or a file of questions (.jsonl); without it, the task that can read the problem.")
    private Optional<String> task = Optional.empty();

    @Option(names = "--levels", split = ",", paramLabel = "N", description = "Levels of --problems (default: all).")
    private List<Integer> levels = new ArrayList<>();

    @Mixin
    private LongThinkingOptions longThinking = new LongThinkingOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for checkpoints and figures (default: in runs/).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the attempts (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        return longThinking.think(spec, run, task, levels, out, seed, threads, json);
    }
}
