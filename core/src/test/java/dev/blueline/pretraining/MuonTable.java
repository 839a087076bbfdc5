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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the runs of {@link MuonStudy} into compute multipliers: how many times Muon's tokens, and Muon's FLOPs, AdamW needs
 * at the same size for Muon's loss.
 *
 * <p>A seed moves both optimizers' losses together, so only runs of one seed are compared. Muon's gain at a cell is the mean of
 * such differences. AdamW's loss against tokens is made of its mean steps from each number of tokens to the next, in
 * logarithms, with straight lines between; as a second opinion, of Kaplan's joint law. Intervals, of 90%, come from drawing
 * every loss anew: what a seed does to both optimizers at a cell, and what it does to one alone.
 */
final class MuonTable {
    private static final int DRAWS = 2000;

    /** A run; loss is its natural logarithm. */
    private record Row(
            String optimizer,
            String size,
            double parameters,
            double tokens,
            String seed,
            double flops,
            double logLoss) {

        static Row of(String line) {
            String[] cells = line.split(",", -1);
            return new Row(
                    cells[0],
                    cells[2],
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    cells[5],
                    Double.parseDouble(cells[6]),
                    Math.log(Double.parseDouble(cells[9])));
        }

        Row plus(double noise) {
            return new Row(optimizer, size, parameters, tokens, seed, flops, logLoss + noise);
        }

        /** What the two optimizers' runs of one seed have in common. */
        String pair() {
            return size + " " + tokens + " " + seed;
        }

        boolean muon() {
            return optimizer.equals("muon");
        }
    }

    /** A size at a number of tokens, as Muon's first seed ran it. */
    private record Cell(String size, double parameters, double tokens, double flops) {
        boolean holds(Row row) {
            return row.size.equals(size) && row.tokens == tokens;
        }
    }

    /** How many times Muon's effort AdamW needs at a cell. */
    private interface Multiplier {
        double of(List<Row> rows, Cell cell);
    }

    private MuonTable() {}

    /**
     * Prints the table and the trends.
     *
     * @param arguments CSV of the ladder's runs, those at other rates left out
     */
    public static void main(String[] arguments) throws IOException {
        List<Row> rows = Files.readAllLines(Path.of(arguments[0])).stream()
                .skip(1)
                .map(Row::of)
                .toList();
        List<Cell> cells = rows.stream()
                .filter(Row::muon)
                .map(row -> new Cell(row.size, row.parameters, row.tokens, row.flops))
                .distinct()
                .sorted(Comparator.comparingDouble(Cell::parameters).thenComparingDouble(Cell::tokens))
                .toList();
        double alone = scatter(rows, cells) / Math.sqrt(2);
        double together = Math.sqrt(Math.max(0, Math.pow(noise(rows), 2) - alone * alone));
        List<List<Row>> draws = draws(rows, together, alone);
        Law law = law(rows);
        System.out.printf(
                Locale.ROOT,
                "A seed moves both losses of a cell by %.2f%%, and each by %.2f%% more (standard deviations)%n%n",
                100 * together,
                100 * alone);
        System.out.println(
                "| size | tokens | pairs of seeds | AdamW | Muon | loss | tokens, as a multiple | by AdamW's joint law | compute, as a multiple |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (Cell cell : cells) {
            double adamW = new AdamW(rows, cell.size).at(cell.tokens);
            double wanted = adamW - gain(rows, cell);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0fM | %d | %.3f | %.3f | %+.1f%% | %s | %.2f | %s |%n",
                    cell.size,
                    cell.tokens * 1e-6,
                    gains(rows, cell).size(),
                    Math.exp(adamW),
                    Math.exp(wanted),
                    100 * Math.expm1(wanted - adamW),
                    interval(rows, draws, sample -> tokens(sample, cell)),
                    tokens(law, Math.exp(wanted), cell),
                    interval(rows, draws, sample -> compute(sample, cell)));
        }
        System.out.println();
        trends("tokens", rows, draws, cells, MuonTable::tokens);
        trends("compute", rows, draws, cells, MuonTable::compute);
    }

    private static void trends(
            String what, List<Row> rows, List<List<Row>> draws, List<Cell> cells, Multiplier multiplier) {
        System.out.println("Multiple of " + what + ", geometric mean: "
                + interval(rows, draws, sample -> mean(sample, cells, multiplier)));
        System.out.println("  its exponent in size, tokens held: "
                + interval(rows, draws, sample -> trend(sample, cells, multiplier)[0]));
        System.out.println("  its exponent in tokens, size held: "
                + interval(rows, draws, sample -> trend(sample, cells, multiplier)[1]));
    }

    private static List<List<Row>> draws(List<Row> rows, double together, double alone) {
        SplittableRandom random = new SplittableRandom(1);
        List<List<Row>> draws = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            Map<String, Double> shared = new HashMap<>();
            draws.add(rows.stream()
                    .map(row -> row.plus(alone * random.nextGaussian()
                            + shared.computeIfAbsent(row.pair(), pair -> together * random.nextGaussian())))
                    .toList());
        }
        return draws;
    }

    /** Standard deviation of a run's log loss around the mean of its optimizer, size and tokens. */
    private static double noise(List<Row> rows) {
        double squares = 0;
        int freedom = 0;
        for (List<Row> cell : rows.stream()
                .collect(Collectors.groupingBy(row -> row.optimizer + " " + row.size + " " + row.tokens))
                .values()) {
            double mean = cell.stream().collect(Collectors.averagingDouble(Row::logLoss));
            squares += cell.stream()
                    .mapToDouble(row -> Math.pow(row.logLoss - mean, 2))
                    .sum();
            freedom += cell.size() - 1;
        }
        return Math.sqrt(squares / freedom);
    }

    /** Standard deviation of a seed's gain around its cell's mean, over all cells with several seeds. */
    private static double scatter(List<Row> rows, List<Cell> cells) {
        double squares = 0;
        int freedom = 0;
        for (Cell cell : cells) {
            List<Double> gains = gains(rows, cell);
            double mean = gain(rows, cell);
            squares +=
                    gains.stream().mapToDouble(gain -> Math.pow(gain - mean, 2)).sum();
            freedom += gains.size() - 1;
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

    /** What Muon takes off AdamW's log loss, seed by seed. */
    private static List<Double> gains(List<Row> rows, Cell cell) {
        return rows.stream()
                .filter(row -> row.muon() && cell.holds(row))
                .flatMap(muon -> partner(rows, muon).map(adamW -> adamW.logLoss - muon.logLoss).stream())
                .toList();
    }

    private static Optional<Row> partner(List<Row> rows, Row muon) {
        return rows.stream()
                .filter(row -> !row.muon() && row.pair().equals(muon.pair()))
                .findFirst();
    }

    private static double gain(List<Row> rows, Cell cell) {
        return gains(rows, cell).stream().collect(Collectors.averagingDouble(gain -> gain));
    }

    /** AdamW's log loss against the logarithm of tokens, at one size. */
    private static final class AdamW {
        private final TreeMap<Double, Double> losses = new TreeMap<>();

        AdamW(List<Row> rows, String size) {
            List<Row> runs = rows.stream()
                    .filter(row -> !row.muon() && row.size.equals(size))
                    .toList();
            double before = 0;
            for (double tokens : runs.stream().map(Row::tokens).collect(Collectors.toCollection(TreeSet::new))) {
                double earlier = before;
                double level = earlier == 0
                        ? mean(runs.stream().filter(run -> run.tokens == tokens).map(Row::logLoss))
                        : at(earlier)
                                + mean(runs.stream()
                                        .filter(run -> run.tokens == tokens)
                                        .flatMap(to -> runs.stream()
                                                .filter(from -> from.tokens == earlier && from.seed.equals(to.seed))
                                                .map(from -> to.logLoss - from.logLoss)));
                losses.put(tokens, level);
                before = tokens;
            }
        }

        private static double mean(Stream<Double> values) {
            return values.collect(Collectors.averagingDouble(value -> value));
        }

        double at(double tokens) {
            return Objects.requireNonNull(losses.get(tokens), "no run of so many tokens");
        }

        /** Tokens for a loss; beyond the last run by the last slope. */
        double tokensFor(double loss) {
            double to = losses.keySet().stream()
                    .skip(1)
                    .filter(tokens -> at(tokens) <= loss)
                    .findFirst()
                    .orElse(losses.lastKey());
            double from = losses.lowerKey(to);
            double slope = (at(to) - at(from)) / Math.log(to / from);
            return from * Math.exp((loss - at(from)) / slope);
        }
    }

    /** Tokens at which AdamW comes to Muon's loss, over Muon's. */
    private static double tokens(List<Row> rows, Cell cell) {
        AdamW adamW = new AdamW(rows, cell.size);
        return adamW.tokensFor(adamW.at(cell.tokens) - gain(rows, cell)) / cell.tokens;
    }

    /** The same in FLOPs, Newton-Schulz included. */
    private static double compute(List<Row> rows, Cell cell) {
        double flops = rows.stream()
                .filter(row -> !row.muon() && cell.holds(row))
                .findFirst()
                .orElseThrow()
                .flops;
        return tokens(rows, cell) * flops / cell.flops;
    }

    /** Kaplan's joint law of AdamW's runs. */
    private static Law law(List<Row> rows) {
        List<Observation> observations = rows.stream()
                .filter(row -> !row.muon())
                .map(row -> new Observation(
                        row.parameters, row.tokens, row.flops, Math.exp(row.logLoss), row.size + " " + row.seed))
                .toList();
        return new Fitter(0.01, 6)
                .fit(Family.KAPLAN, observations)
                .orElseThrow()
                .law();
    }

    /** The tokens by a law of AdamW's loss, over Muon's. */
    private static double tokens(Law law, double wanted, Cell cell) {
        double low = 0.01;
        double high = 100;
        for (int i = 0; i < 60; i++) {
            double middle = Math.sqrt(low * high);
            // The compute given plays no part in a joint law.
            if (law.predict(new Target(cell.parameters, middle * cell.tokens, middle * cell.flops)) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    private static double mean(List<Row> rows, List<Cell> cells, Multiplier multiplier) {
        return Math.exp(
                cells.stream().collect(Collectors.averagingDouble(cell -> Math.log(multiplier.of(rows, cell)))));
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
