package dev.blueline.cli;

import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline forecast list}: what is registered. */
@Command(
        name = "list",
        description = "Lists registered forecasts in the order they were made, with their scores.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  blueline forecast list ledger/")
final class ForecastListCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LEDGER", description = "Folder with registered forecasts.")
    @SuppressWarnings("NullAway.Init")
    private Path ledger;

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Map<Forecast, Optional<ForecastScore>> all =
                ForecastCalibrationCommand.registry(ledger).scored();
        if (json) {
            ObjectNode root = JsonMapper.shared().createObjectNode();
            ArrayNode list = root.putArray("forecasts");
            all.forEach((forecast, score) -> {
                ObjectNode node = list.addObject();
                node.set("forecast", JsonMapper.shared().valueToTree(forecast));
                score.ifPresent(s -> node.set("score", JsonMapper.shared().valueToTree(s)));
            });
            System.out.println(JsonMapper.shared().writeValueAsString(root));
            return CommandLine.ExitCode.OK;
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s %-20s %10s  %-18s %10s  %s%n",
                "id",
                "registered",
                "forecast",
                "90% interval",
                "measured",
                "");
        all.forEach((forecast, score) -> System.out.printf(
                Locale.ROOT,
                "%-20s %-20s %10s  %-18s %10s  %s%n",
                forecast.id(),
                forecast.registeredAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                Figures.loss(forecast.predicted()),
                Figures.loss(forecast.low()) + " to " + Figures.loss(forecast.high()),
                score.map(s -> Figures.loss(s.measured())).orElse("-"),
                score.map(s -> s.inside() ? "inside" : "outside").orElse("not scored")));
        return CommandLine.ExitCode.OK;
    }
}
