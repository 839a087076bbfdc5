package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.monitor.State;
import dev.blueline.monitor.Watch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blueline watch}: whether a run under way is on its line. */
@Command(
        name = "watch",
        description = {
            "Holds the loss of a run under way against the forecast of its end, at every step of its schedule:",
            "on the line, better, worse, or not yet to be said. At most 5%% of runs on their line are ever called better",
            "or worse, however often one looks. docs/watching.md says what is assumed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline watch trainer_state.json --law law.json --n 1e9 --d 20e9 --tokens-per-step 524288 --schedule cosine",
            "  blueline watch run.jsonl --law law.json --n 1e9 --d 20e9 --schedule wsd --decay-start 0.8 --follow",
            "  blueline watch run.jsonl --law law.json --registry forecasts --id big --schedule cosine --json",
            "Exit code 0 whatever the state, 2 for bad input; with --fail-when-worse 1 for a run that is worse or to be stopped."
        })
final class WatchCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "LOG",
            description = "The run's log: a file or folder of a format that ledger import reads.")
    private Path log = Path.of("");

    @Mixin
    private WatchOptions options = new WatchOptions();

    @Option(names = "--follow", description = "Go on as the log grows, until the planned tokens are reached or Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "With --follow: how often to look at the log (default: ${DEFAULT-VALUE}).")
    private double every = 5;

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--fail-when-worse",
            description = "Exit code 1 if the run is worse than its forecast, or to be stopped.")
    private boolean failWhenWorse;

    @Override
    public Integer call() {
        if (follow && json) {
            throw new BadInput("--json prints one object and --follow goes on: leave out one of them");
        }
        if (!(every > 0 && every <= 3600)) {
            throw new BadInput("--every is " + every + " seconds: give more than 0 and at most 3600");
        }
        if (follow) {
            return code(new LogFollower(log, options, every, System.out).follow(this::code));
        }
        WatchedRun run = options.open(options.read(log, false));
        Watch watch = run.look();
        if (json) {
            System.out.println(WatchJson.of(run, watch));
        } else {
            WatchText.print(run, watch, System.out);
        }
        return code(watch);
    }

    private int code(Watch watch) {
        return failWhenWorse && (watch.state() == State.WORSE || WatchText.stop(watch)) ? 1 : 0;
    }
}
