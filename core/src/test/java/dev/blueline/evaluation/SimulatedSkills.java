package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.Weighing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Ladders whose skills are known: every item's answer is drawn from a model that is a function of compute alone. */
public final class SimulatedSkills {
    private static final Provenance PROVENANCE =
            new Provenance("s", "d", "t", "java", 1, "v", "j", "m", 1, Instant.EPOCH, Instant.EPOCH);

    private SimulatedSkills() {}

    /**
     * A skill as a function of t, 0 at 10^10 FLOP and 1 at a thousand times that.
     *
     * @param answers answers of an item
     * @param nats loss of the right answer's words, apart from telling it from the wrong ones
     * @param margin logit of the right answer over each wrong one, of the mean item
     * @param spread standard deviation of the margin over items
     * @param write loss of the answer below which the model writes it
     */
    public record Truth(
            String name,
            int answers,
            DoubleUnaryOperator nats,
            DoubleUnaryOperator margin,
            double spread,
            double write) {}

    /** Nothing until the middle, then everything. */
    public static Truth jump(String name) {
        return new Truth(name, 4, t -> 1.0 - 0.2 * t, t -> t < 0.5 ? 0 : 14 * (t - 0.5), 1, 0.8);
    }

    /** The right answer's probability rises evenly; every item tips over at the same one. */
    public static Truth mirage(String name) {
        return new Truth(name, 2, t -> 6 * Math.exp(-0.5 * t), t -> 1.2 * (t - 0.55), 0.05, 2.9);
    }

    /** Above chance from the first run on, a little better with every e-fold. */
    public static Truth gradual(String name) {
        return new Truth(name, 4, t -> 8 * Math.exp(-0.8 * t), t -> 0.4 + 1.8 * t, 1.5, 3);
    }

    /** Starts at chance, and leaves it evenly. */
    public static Truth leaving(String name) {
        return new Truth(name, 2, t -> 5 * Math.exp(-0.6 * t), t -> 2.2 * t, 1.5, 2.5);
    }

    /** Nothing until almost the end: smaller runs see only chance. */
    public static Truth late(String name) {
        return new Truth(name, 4, t -> 3 * Math.exp(-0.6 * t), t -> t < 0.83 ? 0 : 20 * (t - 0.83), 1, 0.8);
    }

    /** The words become likelier, the answer does not. */
    public static Truth chance(String name) {
        return new Truth(name, 4, t -> 7 * Math.exp(-0.7 * t), t -> 0, 1, 1);
    }

    /** A ladder of sizes and seeds, three token counts each. */
    public static List<Ledger.Entry> ladder(List<Truth> truths, int sizes, int seeds, int items, long seed) {
        List<Ledger.Entry> entries = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        long[][] itemSeeds = new long[truths.size()][items];
        for (long[] row : itemSeeds) {
            for (int i = 0; i < items; i++) {
                row[i] = random.nextLong();
            }
        }
        double step = Math.pow(250, 1.0 / (sizes - 1));
        for (int size = 0; size < sizes; size++) {
            for (int s = 1; s <= seeds; s++) {
                double common = random.nextGaussian();
                for (int tokens = 0; tokens < 3; tokens++) {
                    double compute = 1e10 * Math.pow(step, size) * Math.pow(2, tokens);
                    double off = 0.03 * (0.7 * common + 0.7 * random.nextGaussian());
                    entries.add(entry(truths, itemSeeds, size, s, tokens, compute, off, random));
                }
            }
        }
        return entries;
    }

    private static Ledger.Entry entry(
            List<Truth> truths,
            long[][] itemSeeds,
            int size,
            int seed,
            int tokens,
            double compute,
            double off,
            SplittableRandom random) {
        String id = size + "-" + seed + "-" + tokens;
        int width = 32 * (size + 1);
        long n = Math.round(1e4 * Math.pow(3, size));
        Run run = new Run(
                id,
                width + "x2/" + (1 << tokens) + "M",
                width + "x2-s" + seed,
                Run.Role.LADDER,
                2,
                width,
                new Run.Parameters(n, n, n),
                Math.round(compute / 6 / n),
                compute,
                seed,
                1,
                1,
                Run.Status.FINISHED,
                "",
                PROVENANCE);
        List<Measurement> measured = new ArrayList<>();
        // The run's luck moves its loss as compute would, by the same law: 3 (C / 10^10)^-.09.
        double effective = compute * Math.exp(off);
        measured.add(new Measurement(id, "bits_per_byte", "all", 3 * Math.pow(effective / 1e10, -0.09), 0.003));
        double t = Math.log(effective / 1e10) / Math.log(1000);
        for (int i = 0; i < truths.size(); i++) {
            measure(measured, id, truths.get(i), itemSeeds[i], t, random);
        }
        return new Ledger.Entry(run, measured);
    }

    private static void measure(
            List<Measurement> measured, String id, Truth truth, long[] items, double t, SplittableRandom random) {
        double[][] values = new double[5][items.length];
        double words = truth.nats().applyAsDouble(t);
        double margin = truth.margin().applyAsDouble(t);
        for (int i = 0; i < items.length; i++) {
            // An item is as hard for every run, but for a fifth of its spread.
            SplittableRandom item = new SplittableRandom(items[i]);
            double most = Double.NEGATIVE_INFINITY;
            double right = margin;
            double[] logits = new double[truth.answers() - 1];
            for (int w = 0; w < logits.length; w++) {
                logits[w] = truth.spread() * (0.98 * item.nextGaussian() + 0.2 * random.nextGaussian());
                most = Math.max(most, logits[w]);
            }
            right += truth.spread() * (0.98 * item.nextGaussian() + 0.2 * random.nextGaussian());
            double total = Math.exp(right);
            for (double logit : logits) {
                total += Math.exp(logit);
            }
            double p = Math.exp(right) / total;
            double brier = (1 - p) * (1 - p);
            for (double logit : logits) {
                brier += Math.pow(Math.exp(logit) / total, 2);
            }
            double nats = words - Math.log(p) + 0.3 * item.nextGaussian();
            values[0][i] = right > most ? 1 : 0;
            values[1][i] = p;
            values[2][i] = brier;
            values[3][i] = -nats;
            values[4][i] = nats < truth.write() ? 1 : 0;
        }
        String[] metrics = {
            TaskFigures.ACCURACY, TaskFigures.CHOICE, TaskFigures.BRIER, TaskFigures.LOG_PROBABILITY, TaskFigures.EXACT
        };
        for (int m = 0; m < metrics.length; m++) {
            double mean = Arrays.stream(values[m]).average().orElseThrow();
            double square =
                    Arrays.stream(values[m]).map(v -> (v - mean) * (v - mean)).sum();
            measured.add(new Measurement(
                    id, metrics[m], truth.name(), mean, Math.sqrt(square / items.length / (items.length - 1))));
        }
        measured.add(new Measurement(id, TaskFigures.CHANCE, truth.name(), 1.0 / truth.answers(), 0));
        measured.add(new Measurement(id, TaskFigures.ITEMS, truth.name(), items.length, 0));
    }

    /** Bits per byte of an entry. */
    public static double loss(Ledger.Entry entry) {
        return entry.measurement("bits_per_byte", "all").orElseThrow().value();
    }

    /** The law of all text over a ladder. */
    public static Mixture total(List<Ledger.Entry> entries) {
        return Forecaster.study(
                        entries.stream()
                                .map(e -> new Observation(
                                        e.run().parameters().matmul(),
                                        e.run().tokens(),
                                        e.run().flops(),
                                        loss(e),
                                        e.run().trunk()))
                                .toList(),
                        new Forecaster.Settings(
                                60,
                                1,
                                1,
                                Objective.huber(0.01),
                                Optional.empty(),
                                List.of(Family.POWER, Family.POWER_FLOOR),
                                Weighing.EQUAL,
                                Resampling.PARAMETRIC,
                                12,
                                Fitter.Grid.FAMILY))
                .mixture();
    }

    /** Judges a ladder. */
    public static Emergence emergence(List<Ledger.Entry> entries) {
        return Emergence.of(entries, SimulatedSkills::loss, total(entries), 1, 1)
                .orElseThrow();
    }
}
