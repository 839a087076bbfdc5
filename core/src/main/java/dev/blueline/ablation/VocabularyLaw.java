package dev.blueline.ablation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Loss against vocabulary at each training compute, and how the best vocabulary moves with compute.
 *
 * @param ats a parabola for each compute that has three vocabularies or more, least compute first
 */
public record VocabularyLaw(List<At> ats) {
    private static final double SAME_COMPUTE = 0.1;
    private static final int FEWEST = 3;
    private static final int DRAWS = 400;

    /**
     * One compute.
     *
     * @param size model body
     * @param compute training FLOPs, the mean over arms, which differ by part of a batch
     * @param heldOut whether these runs were forecast
     * @param points each vocabulary
     * @param best over all text
     * @param domains the same for each domain
     */
    public record At(
            String size,
            double compute,
            boolean heldOut,
            List<Point> points,
            VocabularyParabola best,
            Map<String, VocabularyParabola> domains) {}

    /**
     * A vocabulary at a compute.
     *
     * @param entries its runs, one for each seed
     * @param bytesPerToken of held-out text
     */
    public record Point(int vocabulary, List<Ledger.Entry> entries, OptionalDouble bytesPerToken) {
        /** Losses in bits per byte, one for each seed. */
        public double[] losses(String slice) {
            return entries.stream()
                    .mapToDouble(entry -> Results.loss(entry, slice))
                    .toArray();
        }

        /** Mean over the seeds. */
        public double mean(String slice) {
            return Arrays.stream(losses(slice)).average().orElse(Double.NaN);
        }

        /** Tokens of each run. */
        public long tokens() {
            return entries.getFirst().run().tokens();
        }
    }

    /** Vocabulary of an arm by its name. */
    static int vocabulary(String arm) {
        return Integer.parseInt(arm.substring(1));
    }

    /** From the runs of a study of vocabularies. */
    public static VocabularyLaw of(Results results) {
        List<List<Ledger.Entry>> groups = new ArrayList<>();
        List<Ledger.Entry> runs =
                results.where(run -> run.role() == Run.Role.LADDER || run.role() == Run.Role.HELD_OUT).stream()
                        .sorted(Comparator.comparingDouble(entry -> entry.run().flops()))
                        .toList();
        for (Ledger.Entry entry : runs) {
            groups.stream()
                    .filter(group -> same(group.getFirst().run(), entry.run()))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.getLast();
                    })
                    .add(entry);
        }
        return new VocabularyLaw(groups.stream()
                .flatMap(group -> at(group).stream())
                .sorted(Comparator.comparingDouble(At::compute))
                .toList());
    }

    private static boolean same(Run one, Run other) {
        return one.width() == other.width()
                && one.layers() == other.layers()
                && one.role() == other.role()
                && Math.abs(Math.log(one.flops() / other.flops())) < SAME_COMPUTE;
    }

    private static Optional<At> at(List<Ledger.Entry> group) {
        Map<Integer, List<Ledger.Entry>> byVocabulary = new LinkedHashMap<>();
        group.stream()
                .sorted(Comparator.comparingInt(
                                (Ledger.Entry entry) -> vocabulary(entry.run().arm()))
                        .thenComparingLong(entry -> entry.run().seed()))
                .forEach(entry -> byVocabulary
                        .computeIfAbsent(vocabulary(entry.run().arm()), v -> new ArrayList<>())
                        .add(entry));
        if (byVocabulary.size() < FEWEST) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>();
        byVocabulary.forEach((vocabulary, entries) -> points.add(new Point(
                vocabulary,
                List.copyOf(entries),
                entries.getFirst()
                        .measurement(Pretraining.BYTES_PER_TOKEN, Pretraining.ALL)
                        .map(measured -> OptionalDouble.of(measured.value()))
                        .orElse(OptionalDouble.empty()))));
        Run any = group.getFirst().run();
        double compute = group.stream()
                .mapToDouble(entry -> entry.run().flops())
                .average()
                .orElseThrow();
        Map<String, VocabularyParabola> domains = new LinkedHashMap<>();
        for (String domain : domains(group.getFirst())) {
            domains.put(domain, parabola(points, domain, compute));
        }
        return Optional.of(new At(
                any.width() + "x" + any.layers(),
                compute,
                any.role() == Run.Role.HELD_OUT,
                points,
                parabola(points, Pretraining.ALL, compute),
                domains));
    }

    private static List<String> domains(Ledger.Entry entry) {
        return entry.measurements().stream()
                .filter(measurement -> measurement.metric().equals(Pretraining.BITS_PER_BYTE)
                        && !measurement.slice().equals(Pretraining.ALL)
                        && measurement.slice().indexOf('/') < 0)
                .map(measurement -> measurement.slice())
                .toList();
    }

    /** Draws of different computes are independent: the compute is their seed. */
    private static VocabularyParabola parabola(List<Point> points, String slice, double compute) {
        return VocabularyParabola.of(
                points.stream().map(Point::vocabulary).toList(),
                points.stream().map(point -> point.losses(slice)).toList(),
                Math.round(compute));
    }

    /**
     * How the best vocabulary grows: {@code V ~ C^slope}.
     *
     * @param slope by least squares through the computes whose best vocabulary lies inside those tried
     * @param low lower end of its 90% interval, over the parabolas' draws
     * @param high upper end
     * @param computes that it stands on
     */
    public record Trend(double slope, double low, double high, int computes) {
        /** Whether the best vocabulary surely grows, or surely shrinks. */
        public boolean clear() {
            return low > 0 || high < 0;
        }
    }

    /** Empty with fewer than two computes whose best vocabulary lies inside those tried. */
    public Optional<Trend> trend() {
        List<At> inside = ats.stream()
                .filter(at -> at.best().side() == VocabularyParabola.Side.INSIDE)
                .toList();
        if (inside.size() < 2 || inside.getLast().compute() / inside.getFirst().compute() < 1.5) {
            return Optional.empty();
        }
        double[] x = inside.stream().mapToDouble(at -> Math.log(at.compute())).toArray();
        int draws = inside.getFirst().best().draws().size();
        double[] slopes = new double[draws];
        for (int d = 0; d < draws; d++) {
            int draw = d;
            slopes[d] = slope(
                    x,
                    inside.stream()
                            .mapToDouble(at -> at.best().draws().get(draw))
                            .toArray());
        }
        Arrays.sort(slopes);
        double value = slope(
                x, inside.stream().mapToDouble(at -> Math.log(at.best().best())).toArray());
        return Optional.of(new Trend(value, slopes[draws / 20], slopes[draws - 1 - draws / 20], inside.size()));
    }

    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        return xy / xx;
    }

    /**
     * Forecast of the best vocabulary's loss at a larger compute: a power law of compute through the best losses so far, one for each
     * seed. Empty with fewer than three computes.
     */
    static Optional<Outlook> forecast(String id, String description, List<At> fitted, double compute) {
        if (fitted.size() < FEWEST) {
            return Optional.empty();
        }
        List<Observation> observations = new ArrayList<>();
        for (At at : fitted) {
            observations.addAll(bestOfSeeds(at));
        }
        Forecaster.Settings standard = new Forecaster.Settings(
                DRAWS, 1, 1, Forecaster.Settings.standard().objective().delta(), Optional.empty());
        Forecaster.Settings settings = standard.with(List.of(Family.POWER));
        Observation last = observations.getLast();
        double growth = Math.sqrt(compute / last.compute());
        Target target = new Target(growth * last.parameters(), growth * last.tokens(), compute);
        return Optional.of(Forecaster.forecast(id, description, observations, target, settings));
    }

    /** The parabola's lowest loss, by each seed alone. */
    private static List<Observation> bestOfSeeds(At at) {
        Point nearest = at.points().stream()
                .min(Comparator.comparingDouble(point ->
                        Math.abs(Math.log(point.vocabulary() / at.best().best()))))
                .orElseThrow();
        List<Observation> observations = new ArrayList<>();
        for (Ledger.Entry entry : nearest.entries()) {
            List<Point> alone = at.points().stream()
                    .map(point -> new Point(
                            point.vocabulary(),
                            point.entries().stream()
                                    .filter(other ->
                                            other.run().seed() == entry.run().seed())
                                    .toList(),
                            point.bytesPerToken()))
                    .filter(point -> !point.entries().isEmpty())
                    .toList();
            if (alone.size() >= FEWEST) {
                observations.add(new Observation(
                        entry.run().parameters().matmul(),
                        entry.run().tokens(),
                        at.compute(),
                        parabola(alone, Pretraining.ALL, at.compute()).loss(),
                        at.size() + " seed " + entry.run().seed()));
            }
        }
        return observations;
    }

    /** A compute as sentences write it. */
    static String inWords(double compute) {
        return String.format(Locale.ROOT, "%.2g", compute);
    }
}
