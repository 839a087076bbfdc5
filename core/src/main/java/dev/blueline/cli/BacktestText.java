package dev.blueline.cli;

import dev.blueline.scaling.RollingForecasts;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A backtest for people and as JSON. */
final class BacktestText {
    private BacktestText() {}

    static String text(List<RollingForecasts.Held> held) {
        StringBuilder text = new StringBuilder();
        long cuts =
                held.stream().mapToDouble(RollingForecasts.Held::cut).distinct().count();
        text.append(String.format(
                Locale.ROOT,
                "Backtest: %d forecasts of runs above %d cuts in compute, from C %s to %s.%n%n",
                held.size(),
                cuts,
                Figures.power(held.getFirst().cut()),
                Figures.power(held.getLast().cut())));
        text.append("times beyond    cuts  forecasts  median error  rms error   bias     90% width  inside 90%\n");
        for (RollingForecasts.Bin bin : RollingForecasts.bins(held)) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-14s %5d  %9d  %12s  %9s  %7s  %9s  %10s%n",
                    bin.to() < Double.POSITIVE_INFINITY
                            ? Figures.factor(bin.from()) + " to " + Figures.factor(bin.to())
                            : "over " + Figures.factor(bin.from()),
                    bin.cuts(),
                    bin.forecasts(),
                    Figures.percent(bin.medianError()),
                    Figures.percent(bin.rmsError()),
                    Figures.signedPercent(bin.bias()),
                    Figures.percent(bin.width()),
                    Figures.percent(bin.inside())));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nInside the 90%% interval in all: %s. Errors and widths are shares of the loss; bias above 0 is too high.%n"
                        + "Forecasts from one cut share one fit and err together: the number of cuts, not of forecasts, says how much this shows.%n",
                Figures.percent(
                        held.stream().filter(RollingForecasts.Held::inside).count() / (double) held.size())));
        return text.toString();
    }

    static String json(List<RollingForecasts.Held> held, JsonMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.set("bins", mapper.valueToTree(RollingForecasts.bins(held)));
        root.set("forecasts", mapper.valueToTree(held));
        return mapper.writeValueAsString(root) + System.lineSeparator();
    }
}
