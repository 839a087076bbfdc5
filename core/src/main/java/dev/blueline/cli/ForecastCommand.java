package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.RollingForecasts;
import dev.blueline.scaling.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline forecast}: what a run that has not been made will lose, with an interval; registered first, scored after. */
@Command(
        name = "forecast",
        description = {
            "Says what a run that has not been made will lose, with intervals that hold parameter uncertainty, choice of law, seed noise and drift.",
            "",
            "The law comes from a file saved by fit, or is fitted to files of runs. Forecasts can be registered before the run and scored after."
        },
        subcommands = {ForecastScoreCommand.class, ForecastCalibrationCommand.class, ForecastListCommand.class},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline forecast --law law.json --at n=7e9,d=2e12 --at c=1e24",
            "  blueline forecast runs.csv --n N --d D --y loss --compute 1e21",
            "  blueline forecast --law law.json --at n=7e9,d=2e12 --register ledger/ --id big-run",
            "  blueline forecast score ledger/ --id big-run --loss 2.31 --started 2026-11-20T10:00:00Z",
            "  blueline forecast runs.csv --n N --d D --y loss --backtest"
        })
final class ForecastCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Mixin
    private LawSource source = new LawSource();

    @Option(
            names = "--at",
            paramLabel = "POINT",
            description =
                    "Where: n=7e9,d=2e12, or any two of n, d and c, or c alone for the compute-optimal point. May be given again.")
    private List<String> at = new ArrayList<>();

    @Option(
            names = "--compute",
            paramLabel = "FLOPS",
            description = "The compute-optimal point of a compute: as --at c=FLOPS; of a law of one axis, its x.")
    private List<String> compute = new ArrayList<>();

    @Option(
            names = "--register",
            paramLabel = "LEDGER",
            description = "Write the forecast into a ledger folder, stamped with the time; it is never changed.")
    private Optional<Path> register = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "Name of the registered forecast.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--backtest",
            description =
                    "For cuts in compute: fit everything below, forecast every run above, and show error and interval against the factor of extrapolation. Needs files of runs.")
    private boolean backtest;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            description = "Cuts of a backtest, evenly spread in log compute (default: ${DEFAULT-VALUE}).")
    private int cuts = 12;

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        if (backtest) {
            backtest();
            return CommandLine.ExitCode.OK;
        }
        LawSource.Source law = source.read();
        Mixture mixture = law.law().mixture();
        List<Forecast> forecasts = new ArrayList<>();
        for (String point : points()) {
            Target target = Points.read(point, mixture);
            Forecast.NaiveForecasts naive = law.observations().isEmpty()
                    ? Forecast.NaiveForecasts.UNKNOWN
                    : Forecast.NaiveForecasts.of(law.observations(), target);
            forecasts.add(law.law()
                    .forecast(id.orElse(point), law.law().metric() + " at " + Figures.point(target), target, naive));
        }
        Optional<Forecast> registered =
                register.map(folder -> new ForecastRegistry(folder).register(forecasts.getFirst()));
        print(law, mixture, forecasts, registered);
        return CommandLine.ExitCode.OK;
    }

    private void check() {
        if (backtest && (!at.isEmpty() || !compute.isEmpty() || register.isPresent() || source.law.isPresent())) {
            throw new BadInput("--backtest forecasts the runs of the files themselves: leave out --at, --compute,"
                    + " --register and --law");
        }
        if (!backtest && points().isEmpty()) {
            throw new BadInput("where? Give --at n=7e9,d=2e12 or --compute 1e21");
        }
        points().forEach(Points::check);
        if (register.isPresent() != id.isPresent()) {
            throw new BadInput(
                    register.isPresent()
                            ? "a registered forecast needs a name: give --id"
                            : "--id names a registered forecast: give --register LEDGER as well, or leave it out");
        }
        if (register.isPresent() && points().size() > 1) {
            throw new BadInput("one id stands for one forecast: register one --at or --compute at a time");
        }
    }

    private List<String> points() {
        List<String> points = new ArrayList<>(at);
        compute.forEach(flops -> points.add("c=" + flops));
        return points;
    }

    private void print(LawSource.Source law, Mixture mixture, List<Forecast> forecasts, Optional<Forecast> registered) {
        List<ForecastText> texts = forecasts.stream()
                .map(forecast -> ForecastText.of(law.law().metric(), mixture, forecast))
                .toList();
        if (json) {
            ObjectNode root = JSON.createObjectNode();
            ArrayNode all = root.putArray("forecasts");
            for (ForecastText text : texts) {
                ObjectNode one = text.json(JSON);
                law.law()
                        .accuracy(text.forecast().point(), 0.9)
                        .ifPresent(accuracy -> one.set("accuracy", JSON.valueToTree(accuracy)));
                all.add(one);
            }
            registered.ifPresent(forecast -> root.set("registered", JSON.valueToTree(forecast)));
            System.out.println(JSON.writeValueAsString(root));
            return;
        }
        for (ForecastText text : texts) {
            System.out.print(text.text());
            law.law()
                    .accuracy(text.forecast().point(), 0.9)
                    .ifPresent(accuracy -> System.out.printf(
                            Locale.ROOT,
                            "  accuracy         %.1f%%, 90%% interval %.1f%% to %.1f%% (refits of both steps)%n",
                            100 * accuracy.accuracy(),
                            100 * accuracy.low(),
                            100 * accuracy.high()));
            System.out.println();
        }
        registered.ifPresent(forecast -> System.out.printf(
                "%nRegistered as \"%s\" at %s.%n  data %s%n  law  %s%n",
                forecast.id(), forecast.registeredAt(), forecast.dataHash(), forecast.lawHash()));
    }

    private void backtest() {
        RunColumns.Runs runs = source.runs();
        List<RollingForecasts.Held> held;
        try (Progress progress = new Progress("backtest")) {
            held = RollingForecasts.run(runs.observations(), source.backtesting(runs), cuts, progress);
        }
        System.out.print(json ? BacktestText.json(held, JSON) : BacktestText.text(held));
    }
}
