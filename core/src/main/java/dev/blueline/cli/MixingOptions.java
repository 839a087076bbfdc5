package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.MixingRun;
import dev.blueline.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Columns of a mixing law: shares of the domains, and losses. */
final class MixingOptions {
    @Option(
            names = "--shares",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "For --law mixing: the share of each domain among the training tokens, all of them, such as web,code,books.")
    private List<String> shares = new ArrayList<>();

    @Option(
            names = "--losses",
            paramLabel = "COLUMN",
            split = ",",
            description = "For --law mixing: the losses, a law for each.")
    private List<String> losses = new ArrayList<>();

    @Option(
            names = "--goal",
            paramLabel = "LOSS=WEIGHT",
            split = ",",
            description =
                    "For --law mixing: what the best mixture is to lower, such as x=0.5,y=0.5 (default: all losses alike).")
    private Map<String, Double> goal = new LinkedHashMap<>();

    /** Runs as read. */
    record Mixtures(
            String file, List<String> domains, List<String> sets, List<MixingRun> runs, Map<String, Double> goal) {}

    /** @throws BadInput if the options are given without the law, or the law without them */
    void check(LawName law) {
        boolean given =
                Stream.of(shares.isEmpty(), losses.isEmpty(), goal.isEmpty()).anyMatch(missing -> !missing);
        if (law != LawName.MIXING && given) {
            throw new BadInput("--shares, --losses and --goal belong to --law mixing: add it, or leave them out");
        }
        if (law == LawName.MIXING && (shares.isEmpty() || losses.isEmpty())) {
            throw new BadInput("--law mixing needs --shares COLUMN,COLUMN,... of all domains and --losses COLUMN,...");
        }
        if (law == LawName.MIXING && shares.size() < 2) {
            throw new BadInput("--shares names one domain, " + shares.getFirst() + ": a mixture takes two or more");
        }
        double sum = goal.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!goal.isEmpty() && !(Math.abs(sum - 1) < 1e-6)) {
            throw new BadInput("the weights of --goal add up to " + (float) sum + ": make them add up to 1");
        }
    }

    /** The runs of a table. */
    Mixtures read(Table table) {
        double[][] parts = shares.stream().map(table::numbers).toArray(double[][]::new);
        double[][] values = losses.stream().map(table::numbers).toArray(double[][]::new);
        List<MixingRun> runs = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            runs.add(new MixingRun(row(parts, i), row(values, i)));
        }
        Map<String, Double> weights = new LinkedHashMap<>(goal);
        if (weights.isEmpty()) {
            losses.forEach(loss -> weights.put(loss, 1.0 / losses.size()));
        }
        return new Mixtures(table.name(), List.copyOf(shares), List.copyOf(losses), runs, weights);
    }

    private static List<Double> row(double[][] columns, int row) {
        return Arrays.stream(columns).map(column -> column[row]).toList();
    }
}
