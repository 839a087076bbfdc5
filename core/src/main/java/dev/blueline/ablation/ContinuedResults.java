package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.study.ContinuedAxis;
import dev.blueline.study.DataStudy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the runs of a study of continued training say. The loss on the rest is over all measured domains but the one trained on, each
 * counting the same: the mean of the logarithms of their losses over those of the base.
 *
 * @param axis what was asked
 * @param baseTokens of the bases that the points are about: the most for which there are runs
 * @param points continued runs with their bases
 * @param scratch runs on the domain alone from new weights, set against the same bases; their share is not a number
 * @param bases held-out losses on the domain before, bits per byte, a run each
 */
public record ContinuedResults(
        ContinuedAxis axis, long baseTokens, List<ReplayPoint> points, List<ReplayPoint> scratch, List<Base> bases) {

    /**
     * A base.
     *
     * @param size in words, such as {@code 64x2}
     * @param parameters in matrix products
     * @param domain held-out loss on the domain, bits per byte
     */
    public record Base(String size, long parameters, long seed, double domain) {}

    /** Reads them off the runs, of the longest bases that runs go on from. */
    public static ContinuedResults of(DataStudy study, ContinuedAxis axis, Results results) {
        List<Long> counts = study.grid().tokens();
        for (long baseTokens : counts.reversed()) {
            ContinuedResults found = of(study, axis, results, baseTokens);
            if (!found.points.isEmpty() || baseTokens == counts.getFirst()) {
                return found;
            }
        }
        throw new IllegalStateException("a grid without tokens");
    }

    /** As above, of bases that read so many tokens. */
    static ContinuedResults of(DataStudy study, ContinuedAxis axis, Results results, long baseTokens) {
        boolean most = baseTokens == study.grid().tokens().getLast();
        String after = most ? "" : ContinuedArms.words(baseTokens);
        List<ReplayPoint> points = new ArrayList<>();
        List<ReplayPoint> scratch = new ArrayList<>();
        List<Base> bases = new ArrayList<>();
        for (Ledger.Entry base : results.of(ContinuedArms.BASE)) {
            if (Math.abs(base.run().tokens() - baseTokens) > study.training().batchTokens()) {
                continue;
            }
            Run run = base.run();
            bases.add(new Base(
                    run.width() + "x" + run.layers(),
                    run.parameters().matmul(),
                    run.seed(),
                    Results.loss(base, axis.domain())));
            for (Ledger.Entry entry : results.where(other -> sameModel(run, other))) {
                Optional<ContinuedArms.Replay> replay =
                        ContinuedArms.parse(entry.run().arm());
                if (replay.isPresent() && replay.get().after().equals(after)) {
                    points.add(point(axis, base, entry, replay.get().share()));
                } else if (entry.run().arm().equals(ContinuedArms.SCRATCH)) {
                    scratch.add(point(axis, base, entry, Double.NaN));
                }
            }
        }
        Comparator<ReplayPoint> order = Comparator.comparingLong(ReplayPoint::parameters)
                .thenComparingLong(ReplayPoint::tokens)
                .thenComparingDouble(ReplayPoint::share)
                .thenComparingLong(ReplayPoint::seed);
        points.sort(order);
        scratch.sort(order);
        bases.sort(Comparator.comparingLong(Base::parameters).thenComparingLong(Base::seed));
        return new ContinuedResults(axis, baseTokens, List.copyOf(points), List.copyOf(scratch), List.copyOf(bases));
    }

    private static boolean sameModel(Run base, Run other) {
        return other.width() == base.width() && other.layers() == base.layers() && other.seed() == base.seed();
    }

    private static ReplayPoint point(ContinuedAxis axis, Ledger.Entry base, Ledger.Entry after, double share) {
        double rest = base.measurements().stream()
                .filter(measurement -> measurement.metric().equals(Pretraining.BITS_PER_BYTE))
                .map(Measurement::slice)
                .filter(slice -> !slice.equals(Pretraining.ALL) && !slice.equals(axis.domain()))
                .mapToDouble(slice -> change(base, after, slice))
                .average()
                .orElse(Double.NaN);
        Run run = after.run();
        return new ReplayPoint(
                run.parameters().matmul(), run.tokens(), share, run.seed(), change(base, after, axis.domain()), rest);
    }

    private static double change(Ledger.Entry base, Ledger.Entry after, String domain) {
        return Math.log(Results.loss(after, domain) / Results.loss(base, domain));
    }

    /** Parameters of the sizes with continued runs, fewest first. */
    public List<Long> sizes() {
        return points.stream().map(ReplayPoint::parameters).distinct().sorted().toList();
    }

    /** Name of a size, such as {@code 64x2}. */
    public String name(long parameters) {
        return bases.stream()
                .filter(base -> base.parameters() == parameters)
                .map(Base::size)
                .findFirst()
                .orElse(parameters + " parameters");
    }

    /** Mean held-out loss on the domain before, bits per byte. */
    public double before(long parameters) {
        return bases.stream()
                .filter(base -> base.parameters() == parameters)
                .mapToDouble(Base::domain)
                .average()
                .orElse(Double.NaN);
    }

    /** Tokens of the longest continued runs; 0 if there are none. */
    public long longest() {
        return points.stream().mapToLong(ReplayPoint::tokens).max().orElse(0);
    }

    /** Lengths of continued runs, fewest tokens first. */
    public List<Long> lengths() {
        return points.stream().map(ReplayPoint::tokens).distinct().sorted().toList();
    }

    /** Runs of a size and length. */
    public List<ReplayPoint> of(long parameters, long tokens) {
        return points.stream()
                .filter(point -> point.parameters() == parameters && point.tokens() == tokens)
                .toList();
    }

    /** Shares trained at a size and length, least first. */
    public List<Double> shares(long parameters, long tokens) {
        return of(parameters, tokens).stream()
                .map(ReplayPoint::share)
                .distinct()
                .sorted()
                .toList();
    }

    /** Cost in the study's goal. */
    public double cost(ReplayPoint point) {
        return point.cost(axis.restWeight());
    }

    /** Mean over seeds of a logarithm of losses' ratio. */
    public Estimate mean(long parameters, long tokens, double share, ToDoubleFunction<ReplayPoint> of) {
        return Paired.mean(of(parameters, tokens).stream()
                .filter(point -> point.share() == share)
                .mapToDouble(of)
                .toArray());
    }

    /** Mean difference of one share from another, each seed with itself. */
    public Estimate difference(
            long parameters, long tokens, double share, double from, ToDoubleFunction<ReplayPoint> of) {
        List<ReplayPoint> cell = of(parameters, tokens);
        return Paired.mean(cell.stream()
                .filter(point -> point.share() == share)
                .flatMap(point -> cell.stream()
                        .filter(other -> other.share() == from && other.seed() == point.seed())
                        .map(other -> of.applyAsDouble(point) - of.applyAsDouble(other)))
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /**
     * Loss on the domain of continued runs against runs from scratch, logarithm of the ratio, each seed with itself; not a number if
     * there are none.
     *
     * @param all whether the runs from scratch have the base's compute too, or that of the continued part alone
     */
    public Estimate againstScratch(long parameters, double share, boolean all) {
        long tokens = longest();
        List<ReplayPoint> others = scratch.stream()
                .filter(point -> point.parameters() == parameters && point.tokens() > tokens * 1.05 == all)
                .filter(point -> !all || Math.abs(point.tokens() - tokens - baseTokens) < 0.05 * baseTokens)
                .toList();
        return Paired.mean(of(parameters, tokens).stream()
                .filter(point -> point.share() == share)
                .flatMap(point -> others.stream()
                        .filter(other -> other.seed() == point.seed())
                        .map(other -> point.domain() - other.domain()))
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** The share of those trained whose mean cost is least. */
    public double best(long parameters, long tokens) {
        return shares(parameters, tokens).stream()
                .min(Comparator.comparingDouble(
                        share -> mean(parameters, tokens, share, this::cost).value()))
                .orElse(Double.NaN);
    }

    /**
     * What the smaller sizes say about the largest, at the longest runs; nothing if they have fewer than three shares.
     *
     * @param parameters of the size that is forecast
     * @param shares trained there
     * @param seeds trained there
     */
    Optional<ReplayForecast> forecast(long parameters, List<Double> shares, int seeds) {
        List<Long> smaller = sizes().stream()
                .filter(size -> size < parameters && shares(size, longest()).size() >= 3)
                .toList();
        if (smaller.isEmpty()) {
            return Optional.empty();
        }
        List<ReplayPoint> fitted = points.stream()
                .filter(point -> point.tokens() == longest() && smaller.contains(point.parameters()))
                .toList();
        return Optional.of(ReplayForecast.of(fitted, parameters, shares, axis.restWeight(), seeds));
    }

    /**
     * What the smaller sizes lead to expect of a size.
     *
     * @param share best of those trained there
     * @param low lower end of the 90% interval of the best share of all; {@code high} the upper
     */
    public record Expected(double share, double low, double high) {}

    /** What the smaller sizes lead to expect of a size; nothing if there are none with three shares. */
    public Optional<Expected> expected(long parameters) {
        return forecast(parameters, shares(parameters, longest()), 1).map(forecast -> {
            List<Double> best = ReplayForecast.quantiles(forecast.best());
            return new Expected(forecast.share(), best.getFirst(), best.getLast());
        });
    }

    /** The cost of every share by a curve through the longest runs of a size: share and logarithm; nothing of fewer than three shares. */
    public List<double[]> curve(long parameters) {
        List<Double> shares = shares(parameters, longest());
        if (shares.size() < 3) {
            return List.of();
        }
        ReplayCurve curve = ReplayCurve.of(of(parameters, longest()));
        return IntStream.rangeClosed(0, (int) Math.floor(100 * shares.getLast() + 1e-9))
                .mapToObj(step -> new double[] {step / 100.0, curve.costAt(step / 100.0, axis.restWeight())})
                .toList();
    }
}
