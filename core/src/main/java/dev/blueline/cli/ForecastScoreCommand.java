package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.ForecastScore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline forecast score}: a registered forecast against the run. */
@Command(
        name = "score",
        description =
                "Scores a registered forecast with the loss of its run: error, inside or not, interval score, and the naive forecasts beside it. A forecast registered after its run started is not scored.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline forecast score ledger/ --id big-run --loss 2.31 --started 2026-11-20T10:00:00Z",
            "  blueline forecast score ledger/ --id big-run --run 3f2a --metric bits_per_byte"
        })
final class ForecastScoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LEDGER", description = "Folder the forecast was registered in.")
    @SuppressWarnings("NullAway.Init")
    private Path ledger;

    @Option(names = "--id", required = true, paramLabel = "ID", description = "Name of the forecast.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            description = "What the run lost, or its accuracy where that was forecast; with --started.")
    private Optional<Double> loss = Optional.empty();

    @Option(
            names = "--started",
            paramLabel = "TIME",
            description = "When the run started, such as 2026-11-20T10:00:00Z.")
    private Optional<String> started = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "Take loss and start from this run of the ledger instead.")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "With --run: which measurement (default: ${DEFAULT-VALUE}).")
    private String metric = "bits_per_byte";

    @Option(
            names = "--slice",
            paramLabel = "NAME",
            description = "With --run: on which text (default: ${DEFAULT-VALUE}).")
    private String slice = "all";

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Measured measured = measured();
        ForecastRegistry registry = new ForecastRegistry(ledger);
        ForecastScore score = registry.score(id, measured.started, measured.loss);
        Forecast forecast = registry.find(id).orElseThrow();
        double interval = forecast.intervalScore(Forecast.Level.NINETY, measured.loss);
        if (json) {
            ObjectNode root = JsonMapper.shared().valueToTree(score);
            root.put("interval_score", interval);
            System.out.println(JsonMapper.shared().writeValueAsString(root));
        } else {
            System.out.print(text(forecast, score, interval));
        }
        return CommandLine.ExitCode.OK;
    }

    private record Measured(double loss, Instant started) {}

    private Measured measured() {
        if (run.isPresent() == (loss.isPresent() || started.isPresent())) {
            throw new BadInput("give either --loss and --started, or --run, to say how the run ended");
        }
        if (run.isPresent()) {
            Ledger.Entry entry = new Ledger(ledger)
                    .find(run.get())
                    .orElseThrow(() -> new BadInput("no run \"" + run.get() + "\" in the ledger of " + ledger
                            + ": blueline ledger show " + ledger + " lists them"));
            double value = entry.measurement(metric, slice)
                    .orElseThrow(() -> new BadInput("run \"" + run.get() + "\" has no " + metric + " on " + slice
                            + ": give --metric or --slice"))
                    .value();
            return new Measured(value, entry.run().provenance().startedAt());
        }
        if (loss.isEmpty() || started.isEmpty()) {
            throw new BadInput(
                    "--loss and --started belong together: only a forecast registered before its run started counts");
        }
        try {
            return new Measured(loss.get(), Instant.parse(started.get()));
        } catch (DateTimeParseException notOne) {
            throw new BadInput(
                    "--started \"" + started.get() + "\" is not a time: write for example 2026-11-20T10:00:00Z",
                    notOne);
        }
    }

    private static String text(Forecast forecast, ForecastScore score, double interval) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Forecast \"%s\" of %s, registered %s%n",
                forecast.id(),
                forecast.target(),
                forecast.registeredAt()));
        text.append(String.format(
                Locale.ROOT,
                "  measured        %s%n  forecast        %s  error %s%n  90%% interval    %s to %s  %s%n  interval score  %.4f (its width %.4f; a miss adds 20 times the distance)%n",
                Figures.loss(score.measured()),
                Figures.loss(forecast.predicted()),
                Figures.signedPercent(score.relativeError()),
                Figures.loss(forecast.low()),
                Figures.loss(forecast.high()),
                score.inside() ? "inside" : "outside",
                interval,
                forecast.high() - forecast.low()));
        if (forecast.naive().known()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  best loss so far     error %s%n  straight line        error %s%n",
                    Figures.signedPercent(score.noChangeError()),
                    Figures.signedPercent(score.straightLineError())));
        }
        return text.toString();
    }
}
