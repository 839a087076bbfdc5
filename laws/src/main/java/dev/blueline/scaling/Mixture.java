package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The predictive distribution: laws by weight; within a law, its refits to bootstrap draws; on each, seed noise at the target
 * and model error growing with the logarithm of the extrapolation factor.
 */
public final class Mixture {
    /** Probabilities at which quantiles are kept. */
    static final double[] LEVELS = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

    private static final int REPLICATES = 8;

    /** How many times more or fewer tokens per parameter than in the frontier runs a frontier law is still asked about. */
    private static final double REACH = 4;

    private final List<Component> components;
    private final SeedNoise noise;
    private final Span span;
    private final long seed;
    private final double[][] normals;

    /** One law: its fit, its refits, how much it counts, how far it drifts. */
    record Component(Fit fit, List<Law> draws, double weight, double drift, double rms) {}

    Mixture(List<Component> components, SeedNoise noise, Span span, long seed) {
        this.components = components;
        this.noise = noise;
        this.span = span;
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        int draws = components.stream().mapToInt(c -> c.draws().size()).max().orElse(0);
        this.normals = new double[components.size()][draws * REPLICATES * 2];
        for (double[] row : normals) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
    }

    /**
     * What a run at the target will lose.
     *
     * @param median predicted loss
     * @param low lower end of the 90% interval
     * @param high upper end
     * @param quantiles losses at probabilities .05, .1, .25, .5, .75, .9, .95
     */
    public record Prediction(Target target, double median, double low, double high, List<Double> quantiles) {}

    /**
     * The distribution at a point. Laws of compute alone are left out where tokens per parameter lie more than
     * {@link #REACH} outside those of the frontier runs, unless no other law was fitted.
     */
    public Prediction at(Target target) {
        boolean offFrontier = offFrontier(target)
                && components.stream().anyMatch(c -> !c.fit().family().ofComputeAlone());
        double reach = Math.max(0, Math.log(target.compute() / span.largestCompute()));
        double seedSd = noise.at(target.parameters());
        int size = 0;
        double[] values =
                new double[components.stream().mapToInt(c -> c.draws().size()).sum() * REPLICATES];
        double[] weights = new double[values.length];
        for (int k = 0; k < components.size(); k++) {
            Component component = components.get(k);
            if (offFrontier && component.fit().family().ofComputeAlone()) {
                continue;
            }
            int at = 0;
            double drift = component.drift() * reach;
            for (Law draw : component.draws()) {
                double predicted = Math.log(draw.predict(target));
                if (!Double.isFinite(predicted)) {
                    at += 2 * REPLICATES; // a refit that ran away says nothing
                    continue;
                }
                for (int r = 0; r < REPLICATES; r++) {
                    values[size] = predicted + seedSd * normals[k][at++] + drift * normals[k][at++];
                    weights[size++] = component.weight() / component.draws().size();
                }
            }
        }
        double[] quantiles = Quantiles.weighted(Arrays.copyOf(values, size), Arrays.copyOf(weights, size), LEVELS);
        List<Double> losses = Arrays.stream(quantiles).map(Math::exp).boxed().toList();
        return new Prediction(target, losses.get(3), losses.getFirst(), losses.getLast(), losses);
    }

    /**
     * Predictions along the compute-optimal line of the joint law that counts most, for a band in a chart; C = k N D with k
     * the median over the observations. Without a joint law, N and D grow alike from the best observed run's ratio.
     */
    public List<Prediction> band(double... compute) {
        return Arrays.stream(compute).mapToObj(c -> at(onFrontier(c))).toList();
    }

    /**
     * The compute-optimal size and tokens at a compute. Tokens per parameter are held within {@link #REACH} of those of the
     * frontier runs: an optimum further out is a sign of runs that do not determine one.
     */
    public Target onFrontier(double compute) {
        double product = compute / span.flopsPerParameterToken();
        double ratio = span.ratio().get(1);
        double weight = 0;
        for (Component component : components) {
            var optimum = component.fit().law().optimum(compute, span.flopsPerParameterToken());
            if (optimum.isPresent() && component.weight() > weight) {
                weight = component.weight();
                ratio = optimum.get().tokens() / optimum.get().parameters();
            }
        }
        double size = Math.sqrt(product / Math.clamp(ratio, least() / REACH, REACH * most()));
        return new Target(size, product / size, compute);
    }

    /**
     * Quantiles of the gain {@code ln L(from) - ln L(to)} in expected loss, without seed noise.
     *
     * @param levels probabilities in rising order
     */
    double[] gain(Target from, Target to, double... levels) {
        double reach = Math.max(0, Math.log(to.compute() / Math.max(span.largestCompute(), from.compute())));
        List<Double> gains = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int k = 0; k < components.size(); k++) {
            Component component = components.get(k);
            for (int i = 0; i < component.draws().size(); i++) {
                Law draw = component.draws().get(i);
                double gain = Math.log(draw.predict(from) / draw.predict(to));
                if (Double.isFinite(gain)) {
                    gains.add(gain + component.drift() * reach * normals[k][i]);
                    weights.add(component.weight() / component.draws().size());
                }
            }
        }
        return Quantiles.weighted(
                gains.stream().mapToDouble(Double::doubleValue).toArray(),
                weights.stream().mapToDouble(Double::doubleValue).toArray(),
                levels);
    }

    /** A refit and its share of the mixture. */
    public record Draw(Law law, double weight, double drift) {}

    /** Every refit of every law: what is believed of the expected loss, seed noise and drift apart. */
    public List<Draw> draws() {
        return components.stream()
                .flatMap(c -> c.draws().stream()
                        .map(law -> new Draw(law, c.weight() / c.draws().size(), c.drift())))
                .toList();
    }

    /** The refits that speak at a target: see {@link #at} on laws of compute alone. */
    public List<Draw> draws(Target target) {
        return speaking(target).stream()
                .flatMap(c -> c.draws().stream()
                        .map(law -> new Draw(law, c.weight() / c.draws().size(), c.drift())))
                .toList();
    }

    /** The laws that speak at a target. */
    List<Component> speaking(Target target) {
        boolean jointOnly = offFrontier(target)
                && components.stream().anyMatch(c -> !c.fit().family().ofComputeAlone());
        return components.stream()
                .filter(c -> !(jointOnly && c.fit().family().ofComputeAlone()))
                .toList();
    }

    /** The law of size and tokens that counts most; empty where every law is one of compute alone. */
    public Optional<Law> leading() {
        return components.stream()
                .filter(c -> !c.fit().family().ofComputeAlone())
                .max(Comparator.comparingDouble(Component::weight))
                .map(c -> c.fit().law());
    }

    /**
     * Standard deviation of log loss about the laws that seeds do not explain: what is left of the residuals, on average over
     * the laws by weight.
     */
    public double misfit() {
        double middle =
                Math.sqrt(span.parameters().getFirst() * span.parameters().getLast());
        double seeds = noise.at(middle);
        return Math.sqrt(components.stream()
                .mapToDouble(
                        c -> c.weight() * Math.max(0, c.fit().rmse() * c.fit().rmse() - seeds * seeds))
                .sum());
    }

    /** The laws of the mixture. */
    List<Component> components() {
        return components;
    }

    /** Seed noise assumed. */
    public SeedNoise noise() {
        return noise;
    }

    /** What the runs span. */
    public Span span() {
        return span;
    }

    long seed() {
        return seed;
    }

    private boolean offFrontier(Target target) {
        double ratio = target.tokens() / target.parameters();
        return ratio < least() / REACH || ratio > REACH * most();
    }

    private double least() {
        return span.ratio().getFirst();
    }

    private double most() {
        return span.ratio().getLast();
    }
}
