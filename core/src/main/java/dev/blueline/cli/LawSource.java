package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.SavedLaw;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a law comes from: a file saved by {@code fit}, or runs that it is fitted to on the spot. */
final class LawSource {
    @Option(names = "--law", paramLabel = "LAW.json", description = "A law saved by blueline fit --save.")
    Optional<Path> law = Optional.empty();

    @Mixin
    RunColumns columns = new RunColumns();

    @Option(
            names = "--law-family",
            paramLabel = "NAME",
            description =
                    "With files of runs: auto mixes the rival laws by their record; or one of power, power-floor, bnsl, kaplan-nd, kaplan-floor, chinchilla, isoflop, overtrain, data-constrained (default: ${DEFAULT-VALUE}).")
    String family = "auto";

    @Option(
            names = "--bootstrap",
            paramLabel = "DRAWS",
            description = "With files of runs: bootstrap refits of each law (default: ${DEFAULT-VALUE}).")
    int draws = 400;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the bootstrap and of simulations (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    /** Starts that are followed: enough to find the optimum in the data sets at hand. */
    private static final int SEARCHES = 48;

    /** A law, and the runs it was fitted to where they are at hand. */
    record Source(SavedLaw law, List<Observation> observations) {}

    /** Reads the law, or fits it. */
    Source read() {
        if (law.isPresent() == !columns.files.isEmpty()) {
            throw new BadInput(
                    law.isPresent()
                            ? "--law and files of runs were both given: a saved law has its runs behind it; leave one out"
                            : "which law? Give --law LAW.json, or files of runs to fit one to");
        }
        if (law.isPresent() && columns.given()) {
            throw new BadInput(
                    "--law has its runs behind it: leave out --where, --n, --d, --c, --x, --y and the other columns");
        }
        if (law.isPresent()) {
            return new Source(SavedLaw.read(law.get()), List.of());
        }
        RunColumns.Runs runs = runs();
        Forecaster.Settings settings = settings(runs);
        Forecaster.Study study;
        try (Progress progress = new Progress("fitting")) {
            study = Forecaster.study(runs.observations(), settings, progress);
        }
        return new Source(
                SavedLaw.of(
                        study,
                        runs.columns().getOrDefault("y", "loss"),
                        runs.columns(),
                        runs.observations().size(),
                        settings.objective().words(),
                        Fingerprint.of(runs.observations().toString())),
                runs.observations());
    }

    /** The runs of the files. */
    RunColumns.Runs runs() {
        if (columns.files.isEmpty()) {
            throw new BadInput(
                    "no files of runs were given: name them, as a saved law does not hold the runs behind it");
        }
        try (Table table = columns.open()) {
            return LawName.DATA_CONSTRAINED.toString().equalsIgnoreCase(family.strip())
                    ? columns.readRepeated(table)
                    : columns.read(table);
        }
    }

    /** How laws are fitted to runs, as by {@code blueline fit}. */
    Forecaster.Settings settings(RunColumns.Runs runs) {
        return settings(runs, columns.resampling(runs));
    }

    /** As {@link #settings(RunColumns.Runs)}, with losses drawn from the law: below a cut there may be too few rows to resample. */
    Forecaster.Settings backtesting(RunColumns.Runs runs) {
        return settings(runs, Resampling.PARAMETRIC);
    }

    private Forecaster.Settings settings(RunColumns.Runs runs, Resampling resampling) {
        if (draws < 50 || draws > 100_000) {
            throw new BadInput("--bootstrap " + draws + " cannot be used: give 50 to 100000 draws");
        }
        if (threads < 1) {
            throw new BadInput("--threads " + threads + " cannot be used: give 1 or more");
        }
        return new Forecaster.Settings(
                draws,
                seed,
                threads,
                Objective.huber(Objective.HOFFMANN_DELTA),
                Optional.empty(),
                families(runs.oneAxis()),
                columns.weighing(),
                resampling,
                SEARCHES,
                Fitter.Grid.FAMILY);
    }

    private List<Family> families(boolean oneAxis) {
        if (family.equalsIgnoreCase("auto")) {
            return oneAxis ? List.of(Family.POWER, Family.POWER_FLOOR) : Family.RIVALS;
        }
        Family chosen = family(family);
        if (oneAxis && !chosen.ofComputeAlone()) {
            throw new BadInput("--law-family " + family + " needs two of --n, --d and --c: with one axis give power,"
                    + " power-floor or bnsl");
        }
        return List.of(chosen);
    }

    /** A family by its name on the command line. */
    static Family family(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(Family.values())
                .filter(f -> LawName.of(f).equals(wanted)
                        || f.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no law called \"" + name + "\": give one of "
                        + Arrays.stream(Family.values()).map(LawName::of).collect(Collectors.joining(", "))));
    }
}
