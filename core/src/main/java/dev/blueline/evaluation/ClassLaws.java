package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.ChangePoint;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Quantiles;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.StepPower;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Weighing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One law for each class of tokens, and which classes are flat, smooth or delayed.
 *
 * <p>All laws share one axis: a run's <b>effective compute</b>, the compute at which a run of the best shape reaches the run's bits per
 * byte by the law of all text. So runs that are too small or too long for their compute do not scatter, and the total is a straight comparison for
 * every class. Each class's loss per token is fitted by a power law with and without floor, weighed and refitted to draws as every other law.
 *
 * @param classes each class, largest contribution of the largest run first
 * @param all the mean over all tokens
 * @param copied all tokens that repeat the document in sight, where there are any
 * @param rungs rungs that no run of less compute beats, each by its best seed, with what each class adds to their loss
 */
public record ClassLaws(List<Line> classes, Line all, Optional<Line> copied, List<Rung> rungs) {
    /** Change of the loss over ten times the compute below which a class counts as flat: a little above what the least exponent of a search, .02, and its model error bring. */
    public static final double FLAT = 0.08;

    /** Slice of all tokens that repeat the document in sight. */
    private static final String COPIED = ClassedText.MATCH + "any" + ClassedText.IN_SIGHT;

    private static final int FEWEST = 5;
    private static final int DRAWS = 100;
    private static final int SEARCHES = 12;
    private static final int CURVE = 40;
    private static final double DELTA = 0.01;
    private static final double[] LEVELS = {0.05, 0.5, 0.95};
    private static final double SEEDS = 0.005;
    private static final double LEAST_NOISE = 0.005;

    /** How a class's line goes. */
    public enum Standing {
        /** The whole 90% interval of what ten times the compute brings lies below {@link #FLAT}, over twelve trainings or more. */
        FLAT("flat"),
        /** It goes on falling, and no break is shown. */
        SMOOTH("smooth"),
        /** It falls faster after a break. */
        DELAYED("delayed"),
        /** These runs cannot tell. */
        UNDETERMINED("undetermined");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        /** The word to print. */
        public String word() {
            return word;
        }
    }

    /** A median with its 90% interval. */
    public record Interval(double low, double median, double high) {}

    /** A run's loss at its effective compute. */
    public record Point(double compute, double loss, double standardError, String rung) {}

    /** What the law says at a compute. */
    public record Expected(double compute, double low, double median, double high) {}

    /**
     * One line.
     *
     * @param name slice in the ledger
     * @param tokenClass the class, for a class
     * @param points nats a token of every run
     * @param first loss of the run of least compute, of the law's mean
     * @param last loss at the largest compute, of the law's mean
     * @param floor loss that the law says stays, 0 where it has no floor
     * @param gained share of the reducible loss gained from the smallest to the largest compute
     * @param next share of the loss that ten times the largest compute would bring
     * @param curve the law
     * @param measured the loss of the runs of least and of most effective compute
     * @param change whether the line breaks
     * @param smallest sudden fall that the test for a break would have found, as a share of {@code first}; empty if none
     * @param standing the verdict of the rule
     * @param reason why it is undetermined, in words; empty otherwise
     */
    public record Line(
            String name,
            Optional<TokenClass> tokenClass,
            List<Point> points,
            double first,
            double last,
            Interval floor,
            Interval gained,
            Interval next,
            List<Expected> curve,
            Ends measured,
            ChangePoint.Result change,
            OptionalDouble smallest,
            Standing standing,
            String reason) {}

    /** Measured losses at both ends of the axis. */
    public record Ends(double first, double last) {}

    /**
     * A run with its loss taken apart.
     *
     * @param bits what each class adds to the bits per byte
     * @param tokensPerByte tokens of each class for a byte of text
     */
    public record Rung(
            String name,
            double compute,
            double bitsPerByte,
            Map<TokenClass, Double> bits,
            Map<TokenClass, Double> tokensPerByte,
            Map<String, Double> repeats) {

        /** Share of the tokens in a class. */
        public double share(TokenClass tokenClass) {
            double all = tokensPerByte.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            return tokensPerByte.getOrDefault(tokenClass, 0.0) / all;
        }
    }

    /**
     * Fits every class.
     *
     * @param entries runs of a ladder that ended well; those measured by an earlier version, which knew no classes, are left out
     * @param bitsPerByte the loss over all text of an entry
     * @param total law of all text
     * @return empty with fewer than five runs
     */
    public static Optional<ClassLaws> of(
            List<Ledger.Entry> entries,
            ToDoubleFunction<Ledger.Entry> bitsPerByte,
            Mixture total,
            long seed,
            int threads) {
        List<Ledger.Entry> runs = entries.stream()
                .filter(entry ->
                        entry.measurements().stream().anyMatch(m -> m.metric().equals(ClassedText.NATS_PER_TOKEN)))
                .sorted(Comparator.comparingDouble(entry -> entry.run().flops()))
                .toList();
        if (runs.size() < FEWEST) {
            return Optional.empty();
        }
        return Optional.of(new Study(runs, bitsPerByte, total, seed, threads).laws());
    }

    /** Runs on the common axis. */
    private static final class Study {
        private final List<Ledger.Entry> runs;
        private final ToDoubleFunction<Ledger.Entry> bitsPerByte;
        private final double[] compute;
        private final long seed;
        private final int threads;

        Study(
                List<Ledger.Entry> runs,
                ToDoubleFunction<Ledger.Entry> bitsPerByte,
                Mixture total,
                long seed,
                int threads) {
            this.runs = runs;
            this.bitsPerByte = bitsPerByte;
            this.seed = seed;
            this.threads = threads;
            double least = runs.getFirst().run().flops() / 10;
            double most = runs.getLast().run().flops() * 10;
            EffectiveCompute effective = EffectiveCompute.of(total, least, most);
            this.compute = runs.stream()
                    .mapToDouble(entry -> effective.at(bitsPerByte.applyAsDouble(entry)))
                    .toArray();
        }

        ClassLaws laws() {
            List<Rung> rungs = frontier();
            Rung last = rungs.getLast();
            List<Line> classes = new ArrayList<>();
            last.bits().entrySet().stream()
                    .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
                    .forEach(entry -> line(
                                    entry.getKey().slice(),
                                    Optional.of(entry.getKey()),
                                    run -> value(
                                            run,
                                            ClassedText.NATS_PER_TOKEN,
                                            entry.getKey().slice()))
                            .ifPresent(classes::add));
            Optional<Line> copied = line(COPIED, Optional.empty(), run -> value(run, ClassedText.REPEATED, COPIED));
            double tokensPerByte = last.tokensPerByte().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            Line all = line(
                            "all",
                            Optional.empty(),
                            run -> Optional.of(
                                    new Estimate(bitsPerByte.applyAsDouble(run) * Math.log(2) / tokensPerByte, 0, 0)))
                    .orElseThrow();
            return new ClassLaws(classes, all, copied, rungs);
        }

        private static Optional<Estimate> value(Ledger.Entry run, String metric, String slice) {
            return run.measurement(metric, slice)
                    .filter(m -> m.value() > 0 && Double.isFinite(m.value()))
                    .map(m -> new Estimate(m.value(), m.standardError(), 0));
        }

        private List<Rung> frontier() {
            List<Rung> rungs = new ArrayList<>();
            double best = Double.POSITIVE_INFINITY;
            for (Ledger.Entry entry : runs) {
                double loss = bitsPerByte.applyAsDouble(entry);
                if (loss < best) {
                    best = loss;
                    // Seeds of a rung cost the same: the best of them stands for it.
                    if (!rungs.isEmpty()
                            && rungs.getLast().name().equals(entry.run().rung())) {
                        rungs.removeLast();
                    }
                    rungs.add(rung(entry, loss));
                }
            }
            return rungs;
        }

        private static Rung rung(Ledger.Entry entry, double loss) {
            Map<TokenClass, Double> bits = new LinkedHashMap<>();
            Map<TokenClass, Double> tokens = new LinkedHashMap<>();
            Map<String, Double> repeats = new LinkedHashMap<>();
            for (TokenClass tokenClass : TokenClass.values()) {
                Optional<Measurement> adds = entry.measurement(ClassedText.BITS_PER_BYTE, tokenClass.slice());
                Optional<Measurement> mean = entry.measurement(ClassedText.NATS_PER_TOKEN, tokenClass.slice());
                if (adds.isPresent() && mean.isPresent()) {
                    bits.put(tokenClass, adds.get().value());
                    tokens.put(
                            tokenClass,
                            adds.get().value() * Math.log(2) / mean.get().value());
                }
            }
            entry.measurements().stream()
                    .filter(m -> m.metric().equals(ClassedText.REPEATED))
                    .forEach(m -> repeats.put(m.slice(), m.value()));
            return new Rung(entry.run().rung(), entry.run().flops(), loss, bits, tokens, repeats);
        }

        private Optional<Line> line(
                String name, Optional<TokenClass> tokenClass, Function<Ledger.Entry, Optional<Estimate>> value) {
            List<Point> points = new ArrayList<>();
            List<Observation> observations = new ArrayList<>();
            List<Run> of = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                Run run = runs.get(i).run();
                Optional<Estimate> loss = value.apply(runs.get(i));
                if (loss.isPresent()) {
                    points.add(
                            new Point(compute[i], loss.get().value(), loss.get().standardError(), run.rung()));
                    observations.add(new Observation(
                            1, compute[i], compute[i], loss.get().value(), run.trunk()));
                    of.add(run);
                }
            }
            if (points.size() < FEWEST) {
                return Optional.empty();
            }
            Mixture mixture = Forecaster.study(observations, settings()).mixture();
            List<Mixture.Draw> draws = mixture.draws();
            double from = Arrays.stream(compute).min().orElseThrow();
            double to = Arrays.stream(compute).max().orElseThrow();
            double reach = Math.log(10);
            Interval next = interval(draws, draw -> Math.log(at(draw, to) / at(draw, 10 * to)), reach);
            List<ChangePoint.Point> changing = changePoints(points, of);
            ChangePoint.Result change = ChangePoint.test(changing, seed);
            double first = interval(draws, draw -> at(draw, from), 0).median();
            double last = interval(draws, draw -> at(draw, to), 0).median();
            OptionalDouble step = StepPower.smallest(changing, change, first);
            OptionalDouble smallest =
                    step.isPresent() ? OptionalDouble.of(step.getAsDouble() / first) : OptionalDouble.empty();
            Standing standing = standing(next, change, smallest, 1 - last / first);
            List<Expected> curve = new ArrayList<>();
            for (int i = 0; i < CURVE; i++) {
                double x = from / 1.2 * Math.pow(1.44 * to / from, i / (CURVE - 1.0));
                Interval expected = interval(draws, draw -> at(draw, x), 0);
                curve.add(new Expected(x, expected.low(), expected.median(), expected.high()));
            }
            return Optional.of(new Line(
                    name,
                    tokenClass,
                    points,
                    first,
                    last,
                    interval(draws, draw -> draw.law().floor(), 0),
                    interval(
                            draws,
                            draw -> (at(draw, from) - at(draw, to))
                                    / (at(draw, from) - draw.law().floor()),
                            0),
                    next,
                    curve,
                    ends(points),
                    change,
                    smallest,
                    standing,
                    standing == Standing.UNDETERMINED ? reason(next, change, smallest, 1 - last / first) : ""));
        }

        private static Ends ends(List<Point> points) {
            List<Point> sorted = points.stream()
                    .sorted(Comparator.comparingDouble(Point::compute))
                    .toList();
            return new Ends(sorted.getFirst().loss(), sorted.getLast().loss());
        }

        private Forecaster.Settings settings() {
            return new Forecaster.Settings(
                    DRAWS,
                    seed,
                    threads,
                    Objective.huber(DELTA),
                    Optional.empty(),
                    List.of(Family.POWER, Family.POWER_FLOOR),
                    Weighing.EQUAL,
                    Resampling.PARAMETRIC,
                    SEARCHES,
                    Fitter.Grid.FAMILY);
        }

        private static double at(Mixture.Draw draw, double compute) {
            return draw.law().predict(new Target(1, compute, compute));
        }

        /** Quantiles over refits, each with the model error of its law over a reach of e-folds to both sides. */
        private static Interval interval(List<Mixture.Draw> draws, ToDoubleFunction<Mixture.Draw> value, double reach) {
            double[] values = new double[2 * draws.size()];
            double[] weights = new double[values.length];
            for (int i = 0; i < draws.size(); i++) {
                double middle = value.applyAsDouble(draws.get(i));
                double off = reach * draws.get(i).drift();
                values[2 * i] = middle - off;
                values[2 * i + 1] = middle + off;
                weights[2 * i] = Double.isFinite(middle) ? draws.get(i).weight() : 0;
                weights[2 * i + 1] = weights[2 * i];
            }
            double[] ends = Quantiles.weighted(values, weights, LEVELS);
            return new Interval(ends[0], ends[1], ends[2]);
        }

        private List<ChangePoint.Point> changePoints(List<Point> points, List<Run> of) {
            double noise = Math.hypot(seeds(points, of).orElse(SEEDS), LEAST_NOISE);
            List<ChangePoint.Point> changing = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                Point point = points.get(i);
                changing.add(new ChangePoint.Point(
                        point.compute(),
                        point.loss(),
                        noise * point.loss(),
                        of.get(i).trunk()));
            }
            return changing;
        }

        /** Standard deviation of log loss over seeds of a rung, pooled. */
        private static OptionalDouble seeds(List<Point> points, List<Run> of) {
            Map<String, List<Double>> byRung = new LinkedHashMap<>();
            for (int i = 0; i < points.size(); i++) {
                byRung.computeIfAbsent(of.get(i).rung(), rung -> new ArrayList<>())
                        .add(Math.log(points.get(i).loss()));
            }
            double squares = 0;
            int degrees = 0;
            for (List<Double> losses : byRung.values()) {
                double mean = losses.stream().mapToDouble(d -> d).average().orElseThrow();
                squares += losses.stream()
                        .mapToDouble(d -> (d - mean) * (d - mean))
                        .sum();
                degrees += losses.size() - 1;
            }
            return degrees == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / degrees));
        }

        private static Standing standing(
                Interval next, ChangePoint.Result change, OptionalDouble smallest, double fall) {
            if (change.finding() != ChangePoint.Finding.UNDETERMINED && next.high() < FLAT) {
                return Standing.FLAT;
            }
            return switch (change.finding()) {
                case UNDETERMINED -> Standing.UNDETERMINED;
                case BREAK -> change.steepens() ? Standing.DELAYED : Standing.SMOOTH;
                case SMOOTH ->
                    next.low() > FLAT && smallest.orElse(1) <= fall ? Standing.SMOOTH : Standing.UNDETERMINED;
            };
        }

        private static String reason(Interval next, ChangePoint.Result change, OptionalDouble smallest, double fall) {
            if (change.finding() == ChangePoint.Finding.UNDETERMINED) {
                return change.reason();
            }
            if (next.low() <= FLAT) {
                return "what ten times the compute would bring may be less or more than " + Math.round(100 * FLAT)
                        + "%";
            }
            return "it falls by " + Math.round(100 * fall) + "%, and "
                    + (smallest.isPresent()
                            ? "no sudden fall of less than " + Math.round(100 * smallest.getAsDouble())
                                    + "% would have been found"
                            : "no sudden fall would have been found");
        }
    }
}
