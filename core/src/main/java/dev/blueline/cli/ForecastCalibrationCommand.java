package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Calibration;
import dev.blueline.scaling.ForecastRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline forecast calibration}: how often registered intervals held. */
@Command(
        name = "calibration",
        description =
                "Over all registered and scored forecasts: how often the 50%, 80% and 90% intervals held, the mean interval score and errors, beside the naive forecasts.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  blueline forecast calibration ledger/ runs/first-look")
final class ForecastCalibrationCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "LEDGER", description = "Folders with registered forecasts.")
    private List<Path> ledgers = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Calibration calibration = Calibration.of(
                ledgers.stream().map(ForecastCalibrationCommand::registry).toList());
        if (calibration.scored() == 0) {
            throw new BadInput("none of the " + calibration.registered()
                    + " registered forecasts is scored yet: score them with blueline forecast score");
        }
        System.out.println(json ? JsonMapper.shared().writeValueAsString(calibration) : text(calibration));
        return CommandLine.ExitCode.OK;
    }

    /** The registry of a folder that has one. */
    static ForecastRegistry registry(Path folder) {
        if (!Files.isRegularFile(folder.resolve("forecasts.jsonl"))) {
            throw new BadInput("there are no registered forecasts in " + folder
                    + ": write one with blueline forecast ... --register " + folder + " --id NAME");
        }
        return new ForecastRegistry(folder);
    }

    private static String text(Calibration c) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%d forecasts registered, %d scored%n%n", c.registered(), c.scored()));
        text.append("interval   held            95% interval of the true rate\n");
        for (Calibration.Coverage of : c.coverage()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %3.0f%%     %3d of %-3d %5s   %s to %s%n",
                    100 * of.probability(),
                    of.inside(),
                    of.of(),
                    Figures.percent(of.share()),
                    Figures.percent(of.low()),
                    Figures.percent(of.high())));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nmean interval score %s of the loss (90%% interval; lower is better)%nmean error %s, mean size of the error %s%n",
                Figures.percent(c.intervalScore()),
                Figures.signedPercent(c.meanError()),
                Figures.percent(c.absoluteError())));
        if (c.withNaive() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "naive forecasts, known for %d: best loss so far errs by %s, the straight line by %s%n",
                    c.withNaive(),
                    Figures.percent(c.noChangeError()),
                    Figures.percent(c.straightLineError())));
        }
        return text.toString().stripTrailing();
    }
}
