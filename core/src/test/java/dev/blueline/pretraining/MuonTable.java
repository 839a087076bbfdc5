package dev.blueline.pretraining;

import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Turns the runs of {@link MuonStudy} into compute multipliers: how many times Muon's tokens AdamW needs, at the same size,
 * for Muon's loss. AdamW's loss against tokens is read off its own runs (straight lines in logarithms), and, as a second
 * opinion, off Kaplan's joint law fitted to all of them. Intervals, of 90%, come from drawing every run's loss anew with the
 * seed noise of all cells pooled.
 */
final class MuonTable {
    private static final int DRAWS = 2000;
    private static final int LAW_DRAWS = 200;

    /** A run; loss is its natural logarithm. */
    private record Row(String optimizer, String size, double parameters, double tokens, double flops, double logLoss) {
        static Row of(String line) {
            String[] cells = line.split(",", -1);
            return new Row(
                    cells[0],
                    cells[2],
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[6]),
                    Math.log(Double.parseDouble(cells[9])));
        }

        Row plus(double noise) {
            return new Row(optimizer, size, parameters, tokens, flops, logLoss + noise);
        }

        String cell() {
            return optimizer + " " + size + " " + tokens;
        }
    }

    /** How many times Muon's effort AdamW needs for Muon's loss at a cell. */
    private interface Multiplier {
        double of(List<Row> rows, Cell cell);
    }

    private record Cell(String size, double parameters, double tokens, double flops) {}

    private MuonTable() {}

    /**
     * @param arguments CSV of the ladder's runs
     */
    public static void main(String[] arguments) throws IOException {
        List<Row> rows = Files.readAllLines(Path.of(arguments[0])).stream()
                .skip(1)
                .map(Row::of)
                .toList();
        double noise = noise(rows);
        List<Cell> cells = rows.stream()
                .filter(row -> row.optimizer.equals("muon"))
                .map(row -> new Cell(row.size, row.parameters, row.tokens, row.flops))
                .distinct()
                .sorted(Comparator.comparingDouble(Cell::flops))
                .toList();
        List<List<Row>> draws = draws(rows, noise);
        System.out.printf(Locale.ROOT, "Seed noise: %.2f%% of the loss, one standard deviation%n%n", 100 * noise);
        System.out.println(
                "| size | tokens | AdamW | Muon | tokens AdamW needs, as a multiple | by AdamW's joint law | compute, as a multiple |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Cell cell : cells) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0fM | %.3f | %.3f | %s | %s | %s |%n",
                    cell.size,
                    cell.tokens * 1e-6,
                    Math.exp(mean(rows, "adamw", cell)),
                    Math.exp(mean(rows, "muon", cell)),
                    interval(rows, draws, sample -> curve(sample, cell)),
                    interval(rows, draws.subList(0, LAW_DRAWS), sample -> law(sample, cell)),
                    interval(rows, draws, sample -> compute(sample, cell)));
        }
        System.out.println();
        report("tokens", rows, draws, cells, MuonTable::curve);
        report("compute", rows, draws, cells, MuonTable::compute);
    }

    private static void report(
            String what, List<Row> rows, List<List<Row>> draws, List<Cell> cells, Multiplier multiplier) {
        System.out.println("Multiple of " + what + ", geometric mean: "
                + interval(rows, draws, sample -> meanOf(sample, cells, multiplier)));
        System.out.println("  its exponent in size, tokens held: "
                + interval(rows, draws, sample -> trend(sample, cells, multiplier)[0]));
        System.out.println("  its exponent in tokens, size held: "
                + interval(rows, draws, sample -> trend(sample, cells, multiplier)[1]));
    }

    private static List<List<Row>> draws(List<Row> rows, double noise) {
        SplittableRandom random = new SplittableRandom(1);
        List<List<Row>> draws = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            draws.add(rows.stream()
                    .map(row -> row.plus(noise * random.nextGaussian()))
                    .toList());
        }
        return draws;
    }

    /** Standard deviation of a run's log loss around its cell's mean, over all cells with several seeds. */
    private static double noise(List<Row> rows) {
        double squares = 0;
        int freedom = 0;
        for (List<Row> cell :
                rows.stream().collect(Collectors.groupingBy(Row::cell)).values()) {
            double mean = cell.stream().mapToDouble(Row::logLoss).average().orElseThrow();
            squares += cell.stream()
                    .mapToDouble(row -> Math.pow(row.logLoss - mean, 2))
                    .sum();
            freedom += cell.size() - 1;
        }
        return Math.sqrt(squares / freedom);
    }

    private static String interval(List<Row> rows, List<List<Row>> draws, ToDoubleFunction<List<Row>> figure) {
        double[] drawn = draws.stream().mapToDouble(figure).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.2f [%.2f, %.2f]",
                figure.applyAsDouble(rows),
                drawn[drawn.length / 20],
                drawn[drawn.length - 1 - drawn.length / 20]);
    }

    private static double mean(List<Row> rows, String optimizer, Cell cell) {
        return rows.stream()
                .filter(row ->
                        row.optimizer.equals(optimizer) && row.size.equals(cell.size) && row.tokens == cell.tokens)
                .mapToDouble(Row::logLoss)
                .average()
                .orElse(Double.NaN);
    }

    /** Tokens at which AdamW's runs of this size come to Muon's loss, over Muon's tokens; beyond the last run by its last slope. */
    private static double curve(List<Row> rows, Cell cell) {
        TreeMap<Double, Double> means = new TreeMap<>(rows.stream()
                .filter(row -> row.optimizer.equals("adamw") && row.size.equals(cell.size))
                .collect(Collectors.groupingBy(row -> Math.log(row.tokens), Collectors.averagingDouble(Row::logLoss))));
        double[] tokens =
                means.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] losses =
                means.values().stream().mapToDouble(Double::doubleValue).toArray();
        double wanted = mean(rows, "muon", cell);
        int at = 1;
        while (at < tokens.length - 1 && losses[at] > wanted) {
            at++;
        }
        double slope = (losses[at] - losses[at - 1]) / (tokens[at] - tokens[at - 1]);
        return Math.exp(tokens[at - 1] + (wanted - losses[at - 1]) / slope) / cell.tokens;
    }

    /** The same in FLOPs, Newton-Schulz included. */
    private static double compute(List<Row> rows, Cell cell) {
        Row adamW = rows.stream()
                .filter(row -> row.optimizer.equals("adamw") && row.size.equals(cell.size))
                .findFirst()
                .orElseThrow();
        return curve(rows, cell) * cell.tokens * (adamW.flops / adamW.tokens) / cell.flops;
    }

    /** The tokens by Kaplan's joint law of AdamW's runs. */
    private static double law(List<Row> rows, Cell cell) {
        List<Observation> observations = rows.stream()
                .filter(row -> row.optimizer.equals("adamw"))
                .map(row -> new Observation(row.parameters, row.tokens, row.flops, Math.exp(row.logLoss), row.cell()))
                .toList();
        Law law = new Fitter(0.01, 6)
                .fit(Family.KAPLAN, observations)
                .orElseThrow()
                .law();
        double wanted = Math.exp(mean(rows, "muon", cell));
        double low = 0.01;
        double high = 100;
        for (int i = 0; i < 60; i++) {
            double middle = Math.sqrt(low * high);
            // The compute given plays no part in a joint law.
            Target target = new Target(cell.parameters, middle * cell.tokens, middle * cell.flops);
            if (law.predict(target) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    private static double meanOf(List<Row> rows, List<Cell> cells, Multiplier multiplier) {
        return Math.exp(cells.stream()
                .mapToDouble(cell -> Math.log(multiplier.of(rows, cell)))
                .average()
                .orElseThrow());
    }

    /** Least squares of the multiplier's logarithm on those of size and tokens. */
    private static double[] trend(List<Row> rows, List<Cell> cells, Multiplier multiplier) {
        double[] n = logarithms(cells, Cell::parameters);
        double[] d = logarithms(cells, Cell::tokens);
        double[] y = logarithms(cells, cell -> multiplier.of(rows, cell));
        double nn = product(n, n);
        double nd = product(n, d);
        double dd = product(d, d);
        double determinant = nn * dd - nd * nd;
        return new double[] {
            (product(n, y) * dd - product(d, y) * nd) / determinant,
            (product(d, y) * nn - product(n, y) * nd) / determinant
        };
    }

    /** Natural logarithms less their mean. */
    private static double[] logarithms(List<Cell> cells, ToDoubleFunction<Cell> figure) {
        double[] values = cells.stream()
                .mapToDouble(cell -> Math.log(figure.applyAsDouble(cell)))
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
