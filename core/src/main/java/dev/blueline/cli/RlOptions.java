package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.RlPoint;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options of the laws of accuracy against RL compute. */
final class RlOptions {
    private static final List<String> COMPUTE = List.of("c", "compute", "rl_compute", "flops", "rl_flops");
    private static final List<String> ACCURACIES = List.of("accuracy", "score", "pass_at_1");
    private static final List<String> ERRORS = List.of("stderr", "standard_error");

    @Option(
            names = "--trials",
            paramLabel = "COLUMN",
            description = "For --law rl-sigmoid and log-compute: answers behind each accuracy, in place of --stderr.")
    private Optional<String> trials = Optional.empty();

    @Option(
            names = "--start",
            paramLabel = "ACCURACY",
            description =
                    "For --law rl-sigmoid and log-compute: accuracy before RL, where it is well known (default: fitted).")
    private Optional<Double> start = Optional.empty();

    @Option(
            names = "--end",
            paramLabel = "COMPUTE",
            description =
                    "For --law rl-sigmoid and log-compute: where to forecast the accuracy (default: twice the largest compute).")
    private Optional<Double> end = Optional.empty();

    @Option(
            names = "--register",
            paramLabel = "LEDGER",
            description =
                    "For --law rl-sigmoid and log-compute: write the forecast into a ledger folder, to be scored later by forecast score.")
    private Optional<Path> register = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "Name of the registered forecast.")
    private Optional<String> id = Optional.empty();

    /**
     * A curve as read.
     *
     * @param compute column of the compute
     * @param accuracy column of the accuracy
     * @param seed column of the seed
     * @param errors column of standard errors or of trials
     */
    record Curve(
            String file,
            List<RlPoint> points,
            String compute,
            String accuracy,
            Optional<String> seed,
            Optional<String> errors) {}

    /** @throws BadInput if the options are given without one of the laws, or contradict each other */
    void check(LawName law) {
        boolean given = Stream.of(trials, start, end, register, id).anyMatch(Optional::isPresent);
        if (!law.ofRl() && given) {
            throw new BadInput(
                    "--trials, --start, --end, --register and --id belong to --law rl-sigmoid or log-compute:"
                            + " add it, or leave them out");
        }
        if (register.isPresent() != id.isPresent()) {
            throw new BadInput("--register LEDGER and --id ID belong together: give both, or neither");
        }
    }

    OptionalDouble start() {
        return start.isPresent() ? OptionalDouble.of(start.get()) : OptionalDouble.empty();
    }

    /** Where to forecast. */
    double end(List<RlPoint> points) {
        return end.orElseGet(
                () -> 2 * points.stream().mapToDouble(RlPoint::compute).max().orElseThrow());
    }

    /** The registry that the forecast goes into. */
    Optional<ForecastRegistry> registry() {
        return register.map(ForecastRegistry::new);
    }

    /** Name of the forecast. */
    String id() {
        return id.orElse("not registered");
    }

    /** The points of a table. */
    Curve read(Table table, RunColumns columns) {
        if (!columns.n.isEmpty() || columns.d.isPresent() || (columns.c.isPresent() && columns.x.isPresent())) {
            throw new BadInput("a law of RL takes compute alone: give --c COLUMN, and leave out --n, --d and --x");
        }
        if (columns.standardError.isPresent() && trials.isPresent()) {
            throw new BadInput("--stderr and --trials say the same in two ways: give one");
        }
        String compute = columns.c
                .or(() -> columns.x)
                .or(() -> named(table, COMPUTE))
                .orElseThrow(() -> new BadInput("which column of " + table.name()
                        + " is the RL compute? Say --c COLUMN; it has " + String.join(", ", table.columns())));
        String accuracy = columns.y
                .or(() -> named(table, ACCURACIES))
                .orElseThrow(() -> new BadInput("which column of " + table.name()
                        + " is the accuracy? Say --y COLUMN; it has " + String.join(", ", table.columns())));
        Optional<String> seed = columns.cluster.or(() -> table.named("seed"));
        Optional<String> counts = trials.or(
                () -> columns.standardError.isPresent() || named(table, ERRORS).isPresent()
                        ? Optional.empty()
                        : table.named("trials"));
        Optional<String> errors =
                counts.isPresent() ? Optional.empty() : columns.standardError.or(() -> named(table, ERRORS));
        double[] xs = table.numbers(compute);
        double[] ys = table.numbers(accuracy);
        Optional<List<String>> seeds = seed.map(table::texts);
        Optional<double[]> tries = counts.map(table::numbers);
        Optional<double[]> sds = errors.map(table::numbers);
        List<RlPoint> points = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            String run = seeds.isPresent() ? seeds.get().get(i) : "";
            points.add(
                    tries.isPresent()
                            ? RlPoint.ofTrials(xs[i], ys[i], tries.get()[i], run)
                            : new RlPoint(xs[i], ys[i], sds.isPresent() ? sds.get()[i] : 0, run));
        }
        return new Curve(table.name(), points, compute, accuracy, seed, counts.or(() -> errors));
    }

    private static Optional<String> named(Table table, List<String> names) {
        return names.stream().flatMap(name -> table.named(name).stream()).findFirst();
    }
}
