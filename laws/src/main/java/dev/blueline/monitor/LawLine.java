package dev.blueline.monitor;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a law says of finished runs along the way of one run: a curve for every refit. Laws of compute alone are left out where
 * there is another, as they hold near the compute frontier only and a run under way moves along tokens at one size.
 *
 * @param mixture the law and its refits
 * @param registered forecast of the end that was registered before the run, in place of the law's own
 */
public record LawLine(Mixture mixture, Optional<Forecast> registered) {
    /** Refits whose forecast of the end lies further out, in robust standard deviations, ran away and are left out. */
    private static final double RUNAWAY = 6;

    /** A law with its own forecast of the end. */
    public static LawLine of(Mixture mixture) {
        return new LawLine(mixture, Optional.empty());
    }

    /**
     * Curves in log loss.
     *
     * @param curves one for every refit: a value for every position, then one for the end
     * @param weights how much each counts, of the sum 1
     * @param sds error of the end that the curve does not hold, shared by the whole run: seed and model error
     */
    record Curves(List<double[]> curves, double[] weights, double[] sds) {
        /** Variance of what the curves do not hold. */
        double variance() {
            return IntStream.range(0, weights.length)
                    .mapToDouble(d -> weights[d] * sds[d] * sds[d])
                    .sum();
        }

        /** Probability that the finished log loss lies further than {@code reach} from {@code middle}. */
        double outside(double middle, double reach) {
            double sum = 0;
            for (int d = 0; d < weights.length; d++) {
                double off = curves.get(d)[curves.get(d).length - 1] - middle;
                sum += weights[d] * (Normal.above((reach - off) / sds[d]) + Normal.above((reach + off) / sds[d]));
            }
            return sum;
        }
    }

    Curves along(PlannedRun run, double... shares) {
        double reach = Math.max(0, Math.log(run.end().compute() / mixture.span().largestCompute()));
        boolean joint = mixture.draws().stream().anyMatch(draw -> !alone(draw.law()));
        List<double[]> curves = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        List<Double> drifts = new ArrayList<>();
        for (Mixture.Draw draw : mixture.draws()) {
            if (joint && alone(draw.law())) {
                continue;
            }
            double[] curve = new double[shares.length + 1];
            for (int i = 0; i < shares.length; i++) {
                curve[i] = Math.log(draw.law().predict(run.finishedAfter(shares[i])));
            }
            curve[shares.length] = Math.log(draw.law().predict(run.end()));
            if (Arrays.stream(curve).allMatch(Double::isFinite)) {
                curves.add(curve);
                weights.add(draw.weight());
                drifts.add(draw.drift() * reach);
            }
        }
        if (curves.isEmpty()) {
            throw new BadInput(
                    "the law has no finite forecast of this run: check --n and --d, they are " + words(run.end()));
        }
        return keep(curves, weights, drifts, mixture.noise().at(run.end().parameters()));
    }

    private Curves keep(List<double[]> curves, List<Double> weights, List<Double> drifts, double seedSd) {
        int end = curves.getFirst().length - 1;
        double[] ends = curves.stream().mapToDouble(curve -> curve[end]).toArray();
        double middle = Robust.median(ends);
        double scale = Math.max(1e-6, Robust.scale(ends, middle));
        int[] kept = IntStream.range(0, ends.length)
                .filter(i -> Math.abs(ends[i] - middle) <= RUNAWAY * scale + 0.05)
                .toArray();
        double total = Arrays.stream(kept).mapToDouble(weights::get).sum();
        Curves own = new Curves(
                Arrays.stream(kept).mapToObj(curves::get).toList(),
                Arrays.stream(kept).mapToDouble(i -> weights.get(i) / total).toArray(),
                Arrays.stream(kept)
                        .mapToDouble(i -> Math.hypot(drifts.get(i), seedSd))
                        .toArray());
        return registered.map(forecast -> registered(own, forecast)).orElse(own);
    }

    /** The law gives the way, the registered forecast the end. */
    private static Curves registered(Curves own, Forecast forecast) {
        double[] sds = new double[own.weights().length];
        Arrays.fill(sds, Math.log(forecast.high() / forecast.low()) / (2 * Normal.quantile(0.95)));
        double end = Math.log(forecast.predicted());
        List<double[]> moved = own.curves().stream()
                .map(curve -> Arrays.stream(curve)
                        .map(value -> value - curve[curve.length - 1] + end)
                        .toArray())
                .toList();
        return new Curves(moved, own.weights(), sds);
    }

    private static boolean alone(Law law) {
        return law.family().ofComputeAlone();
    }

    private static String words(Target target) {
        return target.parameters() + " and " + target.tokens();
    }
}
