package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.Weighing;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that say where runs are in files of results: the files, the rows, the columns. */
final class RunColumns {
    /** All, but for the files. */
    static final List<String> OPTIONS =
            List.of("--where", "--n", "--d", "--c", "--x", "--y", "--unique", "--epochs", "--stderr", "--cluster");

    /** Rows from which on rows are resampled; below, losses are drawn from the fitted law. */
    private static final int MANY_ROWS = 40;

    private static final List<String> SIZES = List.of("n", "params", "parameters", "parameters_matmul", "model_size");
    private static final List<String> TOKENS = List.of("d", "tokens", "training_tokens");
    private static final List<String> COMPUTE = List.of("c", "flops", "flop", "compute", "training_flop");
    private static final List<String> UNIQUE = List.of("unique", "unique_tokens", "u");
    private static final List<String> EPOCHS = List.of("epochs");
    private static final List<String> LOSSES = List.of("loss", "bits_per_byte", "val_loss", "eval_loss", "y");

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Files with a row for each finished run: .csv, .tsv, .jsonl, .json or .parquet.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "Keep the rows for which this is true: --where \"loss < 5\".")
    Optional<String> where = Optional.empty();

    @Option(
            names = "--n",
            paramLabel = "COLUMN",
            description =
                    "Model size N, in parameters: a column or an SQL expression. Given again, other ways of counting parameters: the laws are fitted to the first.")
    List<String> n = new ArrayList<>();

    @Option(names = "--d", paramLabel = "COLUMN", description = "Training tokens D (default: C / 6N).")
    Optional<String> d = Optional.empty();

    @Option(names = "--c", paramLabel = "COLUMN", description = "Training compute C in FLOPs (default: 6ND).")
    Optional<String> c = Optional.empty();

    @Option(
            names = "--x",
            paramLabel = "COLUMN",
            description = "The one axis of a law of one axis, in place of --n, --d, --c.")
    Optional<String> x = Optional.empty();

    @Option(
            names = "--y",
            paramLabel = "COLUMN",
            description = "The loss (default: a column called loss or bits_per_byte).")
    Optional<String> y = Optional.empty();

    @Option(
            names = "--unique",
            paramLabel = "COLUMN",
            description = "Different tokens among D, where text was repeated.")
    Optional<String> unique = Optional.empty();

    @Option(
            names = "--epochs",
            paramLabel = "COLUMN",
            description = "How often the text was read, in place of --unique: D over the different tokens.")
    Optional<String> epochs = Optional.empty();

    @Option(
            names = "--stderr",
            paramLabel = "COLUMN",
            description = "Standard error of the loss: rows are weighed by it.")
    Optional<String> standardError = Optional.empty();

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            description =
                    "What rows with common errors share, such as a trunk or a seed: the bootstrap draws whole clusters.")
    Optional<String> cluster = Optional.empty();

    /**
     * Runs as read.
     *
     * @param observations one a row
     * @param columns what N, D, C (or X), and Y were taken from, by letter
     * @param places file and row of each observation
     * @param oneAxis whether the runs lie on one axis only, which then stands in the place of compute
     * @param counts other ways of counting parameters, by column
     */
    record Runs(
            List<Observation> observations,
            Map<String, String> columns,
            List<String> places,
            boolean oneAxis,
            Map<String, double[]> counts) {

        /** The runs at the given rows. */
        Runs at(List<Integer> rows) {
            Map<String, double[]> chosen = new LinkedHashMap<>();
            counts.forEach((name, values) -> chosen.put(
                    name, rows.stream().mapToDouble(row -> values[row]).toArray()));
            return new Runs(
                    rows.stream().map(observations::get).toList(),
                    columns,
                    rows.stream().map(places::get).toList(),
                    oneAxis,
                    chosen);
        }
    }

    /** Whether any rows or columns were chosen. */
    boolean given() {
        return !n.isEmpty()
                || Stream.of(where, d, c, x, y, unique, epochs, standardError, cluster)
                        .anyMatch(Optional::isPresent);
    }

    /** How much each row counts. */
    Weighing weighing() {
        return standardError.isPresent() ? Weighing.STANDARD_ERRORS : Weighing.EQUAL;
    }

    /** What a refit draws anew: clusters where they are named, rows where there are many, else losses. */
    Resampling resampling(Runs runs) {
        return cluster.isPresent()
                ? Resampling.CLUSTERS
                : runs.observations().size() >= MANY_ROWS ? Resampling.ROWS : Resampling.PARAMETRIC;
    }

    /** Opens the files and keeps the rows asked for; to be closed by the caller. */
    Table open() {
        Table table = Table.open(files);
        try {
            where.ifPresentOrElse(table::keep, () -> keepLadder(table));
            return table;
        } catch (BadInput bad) {
            table.close();
            throw bad;
        }
    }

    /** Of this laboratory's own ledgers, the ladder: not the runs that check a rate or repeat their text. */
    private static void keepLadder(Table table) {
        if (table.has("role") && table.has("source")) {
            int before = table.size();
            table.keep("role IS NULL OR role IN ('ladder', 'held_out')");
            if (table.size() < before) {
                System.err.println("Left out " + (before - table.size())
                        + " runs that check learning rates or repeat their text; --where decides otherwise.");
            }
        }
    }

    /**
     * The runs of an opened table for the law of repeated text, whose column of different tokens or of epochs is found by its name
     * where it is not given.
     */
    Runs readRepeated(Table table) {
        if (unique.isEmpty() && epochs.isEmpty()) {
            unique = guess(false, table, UNIQUE);
            epochs = unique.isPresent() ? Optional.empty() : guess(false, table, EPOCHS);
        }
        if (unique.isEmpty() && epochs.isEmpty()) {
            throw new BadInput(
                    "--law data-constrained needs --unique COLUMN, the different tokens among --d, or --epochs"
                            + " COLUMN, how often they were read; " + table.name() + " has "
                            + String.join(", ", table.columns()));
        }
        return read(table);
    }

    /** The runs of an opened table. */
    Runs read(Table table) {
        if (unique.isPresent() && epochs.isPresent()) {
            throw new BadInput("--unique and --epochs say the same in two ways: give one");
        }
        if (x.isPresent() && (!n.isEmpty() || d.isPresent() || c.isPresent())) {
            throw new BadInput(
                    "--x is the one axis of a law of one axis: leave out --n, --d and --c, or leave out --x");
        }
        Map<String, String> columns = new LinkedHashMap<>();
        long given = Stream.of(n.stream().findFirst(), d, c)
                .filter(Optional::isPresent)
                .count();
        boolean named = x.isPresent() || given >= 2;
        Optional<String> size = n.stream().findFirst().or(() -> guess(named, table, SIZES));
        Optional<String> tokens = d.or(() -> guess(named, table, TOKENS));
        Optional<String> compute = c.or(() -> guess(named, table, COMPUTE));
        size.ifPresent(name -> columns.put("n", name));
        tokens.ifPresent(name -> columns.put("d", name));
        compute.ifPresent(name -> columns.put("c", name));
        x.ifPresent(name -> columns.put("x", name));
        String loss = y.or(() -> guess(false, table, LOSSES))
                .orElseThrow(() -> new BadInput("which column of " + table.name()
                        + " is the loss? Say --y COLUMN; it has " + String.join(", ", table.columns())));
        columns.put("y", loss);
        int known = columns.size() - 1;
        if (known == 0) {
            throw new BadInput("which columns of " + table.name()
                    + " are model size, tokens and compute? Say two of --n, --d and --c, or --x for a law of one axis; it has "
                    + String.join(", ", table.columns()));
        }
        return known == 1 ? oneAxis(table, columns, loss) : joint(table, columns, loss);
    }

    private static Optional<String> guess(boolean named, Table table, List<String> names) {
        return named
                ? Optional.empty()
                : names.stream().flatMap(name -> table.named(name).stream()).findFirst();
    }

    private Runs oneAxis(Table table, Map<String, String> columns, String loss) {
        String axis = columns.keySet().iterator().next();
        double[] xs = positive(table, columns.getOrDefault(axis, axis));
        return runs(table, columns, xs, xs, xs, loss, true);
    }

    private Runs joint(Table table, Map<String, String> columns, String loss) {
        int rows = table.size();
        Optional<double[]> size = values(table, columns, "n");
        Optional<double[]> tokens = values(table, columns, "d");
        Optional<double[]> compute = values(table, columns, "c");
        double[] ns = size.orElseGet(() -> each(rows, i -> at(compute, i) / 6 / at(tokens, i)));
        double[] ds = tokens.orElseGet(() -> each(rows, i -> at(compute, i) / 6 / at(size, i)));
        double[] cs = compute.orElseGet(() -> each(rows, i -> 6 * at(size, i) * at(tokens, i)));
        if (size.isEmpty()) {
            columns.put("n", columns.get("c") + " / 6 / " + columns.get("d"));
        } else if (tokens.isEmpty()) {
            columns.put("d", columns.get("c") + " / 6 / " + columns.get("n"));
        } else if (compute.isEmpty()) {
            columns.put("c", "6 * " + columns.get("n") + " * " + columns.get("d"));
        }
        return runs(table, columns, ns, ds, cs, loss, false);
    }

    private static double at(Optional<double[]> values, int i) {
        return values.orElseThrow()[i];
    }

    private static double[] each(int rows, IntToDoubleFunction value) {
        return IntStream.range(0, rows).mapToDouble(value).toArray();
    }

    private static Optional<double[]> values(Table table, Map<String, String> columns, String letter) {
        return Optional.ofNullable(columns.get(letter)).map(name -> positive(table, name));
    }

    private Runs runs(
            Table table, Map<String, String> columns, double[] ns, double[] ds, double[] cs, String loss, boolean one) {
        double[] ys = positive(table, loss);
        Optional<double[]> us = uniqueTokens(table, columns, ds);
        Optional<double[]> errors = standardError.map(name -> positive(table, name));
        List<String> clusters = cluster.map(table::texts)
                .orElseGet(() -> IntStream.range(0, ys.length)
                        .mapToObj(i -> "row " + (i + 1))
                        .toList());
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < ys.length; i++) {
            observations.add(new Observation(
                    one ? 1 : ns[i],
                    ds[i],
                    cs[i],
                    ys[i],
                    clusters.get(i),
                    us.isPresent() ? us.get()[i] : ds[i],
                    errors.isPresent() ? errors.get()[i] : 0));
        }
        Map<String, double[]> counts = new LinkedHashMap<>();
        n.stream().skip(1).forEach(name -> counts.put(name, positive(table, name)));
        return new Runs(observations, columns, table.places(), one, counts);
    }

    /** Different tokens of each run. Text read less than once, as of a run that ended early, has as many as its tokens. */
    private Optional<double[]> uniqueTokens(Table table, Map<String, String> columns, double[] ds) {
        unique.or(() -> epochs.map(name -> columns.getOrDefault("d", "d") + " / " + name))
                .ifPresent(words -> columns.put("u", words));
        if (epochs.isPresent()) {
            double[] times = positive(table, epochs.get());
            return Optional.of(each(ds.length, i -> ds[i] / Math.max(1, times[i])));
        }
        Optional<double[]> us = unique.map(name -> positive(table, name));
        us.ifPresent(values -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i] > ds[i] * (1 + 1e-9)) {
                    throw new BadInput(unique.orElseThrow() + " is " + values[i] + " in "
                            + table.places().get(i) + ", more than the tokens of the run, " + ds[i]
                            + ": give the different tokens among those that were read");
                }
            }
        });
        return us;
    }

    /** Numbers of a column, each of which must be positive: the laws work on logarithms. */
    private static double[] positive(Table table, String expression) {
        double[] values = table.numbers(expression);
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0) || Double.isInfinite(values[i])) {
                throw new BadInput(expression + " is " + values[i] + " in "
                        + table.places().get(i)
                        + ", where a positive finite number is needed: mend the row, or leave it out with --where");
            }
        }
        return values;
    }
}
