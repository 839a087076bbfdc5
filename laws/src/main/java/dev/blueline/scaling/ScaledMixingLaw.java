package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A {@link MixingLaw} with compute: fitted to mixtures that were each run at a few small computes, it is asked about larger ones. The
 * parameters of the law of Ye et al. 2024 (arXiv 2403.16952) follow compute ({@link ScaledDomainLaw}); they nest a law of compute
 * inside each mixture, which takes more runs of each.
 *
 * <p>Refits draw the residuals of whole trunks, so that errors that losses, or computes, of one training share stay together, and the centres
 * of the priors. How far the
 * law drifts is learned by fitting it to the smaller computes and asking it about the next ({@link Miss}).
 *
 * @param domains names of the shares
 * @param laws one for each held-out set
 * @param draws the same, refitted
 * @param runs number of runs
 * @param largest largest compute among the runs, FLOPs
 * @param least smallest share of each domain among the runs
 * @param most largest share
 * @param misses how it fared inside the ladder
 * @param noise what seeds do
 */
public record ScaledMixingLaw(
        List<String> domains,
        List<ScaledDomainLaw> laws,
        List<List<ScaledDomainLaw>> draws,
        int runs,
        double largest,
        List<Double> least,
        List<Double> most,
        List<Miss> misses,
        List<Replicates> noise) {
    private static final int FEWEST_DRAWS = 20;

    /**
     * A compute predicted from those below it.
     *
     * @param reach e-folds of compute from the largest fitted one
     * @param measured losses of each run there
     * @param predicted the same by the law
     */
    public record Miss(double reach, List<List<Double>> measured, List<List<Double>> predicted) {}

    /** Losses of runs of one mixture and compute, one list a seed. */
    public record Replicates(List<List<Double>> losses) {}

    public ScaledMixingLaw {
        domains = List.copyOf(domains);
        laws = List.copyOf(laws);
        draws = List.copyOf(draws);
        least = List.copyOf(least);
        most = List.copyOf(most);
        misses = List.copyOf(misses);
        noise = List.copyOf(noise);
    }

    /**
     * Fits a law to each loss.
     *
     * @param domains names of the shares, in the order of {@link MixingRun#shares()}
     * @param sets names of the losses, in the order of {@link MixingRun#losses()}
     * @param count number of refits
     * @param seed of the refits
     * @throws BadInput if all runs are of one compute, or as {@link MixingLaw#fit}
     */
    public static ScaledMixingLaw fit(
            List<String> domains, List<String> sets, List<ScaledMixingRun> runs, int count, long seed) {
        if (count < FEWEST_DRAWS) {
            throw new BadInput("draws " + count + " must be at least " + FEWEST_DRAWS);
        }
        MixingDesign design = MixingDesign.of(
                domains, sets, runs.stream().map(ScaledMixingRun::run).toList());
        List<Double> levels = levels(runs);
        if (levels.size() < 2) {
            throw new BadInput(
                    "all runs on mixtures are of one compute, so nothing is known of others: add runs of a second");
        }
        double reference = levels.getLast();
        double[] x = runs.stream()
                .mapToDouble(run -> Math.log(run.compute() / reference))
                .toArray();
        double[][] shares = design.shares();
        double[][] thetas = new double[sets.size()][];
        double[][] fitted = new double[sets.size()][x.length];
        double[][] residuals = new double[sets.size()][];
        List<ScaledDomainLaw> laws = new ArrayList<>();
        for (int k = 0; k < thetas.length; k++) {
            double[] y = design.logLosses()[k];
            thetas[k] = ScaledMixingFit.search(shares, x, y);
            for (int i = 0; i < x.length; i++) {
                fitted[k][i] = ScaledMixingFit.predicted(shares[i], x[i], thetas[k]);
            }
            double[] fit = fitted[k];
            residuals[k] =
                    IntStream.range(0, y.length).mapToDouble(i -> y[i] - fit[i]).toArray();
            double squares =
                    Arrays.stream(residuals[k]).map(r -> r * r).average().orElseThrow();
            laws.add(ScaledDomainLaw.of(sets.get(k), reference, thetas[k], Math.sqrt(squares)));
            residuals[k] = MixingLaw.spread(residuals[k], Math.min(thetas[k].length, y.length - 1));
        }
        TrunkDraws trunks = TrunkDraws.of(runs);
        SplittableRandom random = new SplittableRandom(seed);
        List<List<ScaledDomainLaw>> draws = new ArrayList<>();
        for (int draw = 0; draw < count; draw++) {
            int[] rows = trunks.rows(random);
            double[] shift = new double[1 + domains.size()];
            Arrays.setAll(shift, j -> random.nextGaussian());
            List<ScaledDomainLaw> refits = new ArrayList<>();
            for (int k = 0; k < thetas.length; k++) {
                double[] y = new double[rows.length];
                for (int i = 0; i < y.length; i++) {
                    y[i] = fitted[k][i] + residuals[k][rows[i]];
                }
                refits.add(ScaledDomainLaw.of(
                        sets.get(k),
                        reference,
                        ScaledMixingFit.refit(shares, x, y, shift, thetas[k]),
                        laws.get(k).rmse()));
            }
            draws.add(refits);
        }
        return new ScaledMixingLaw(
                domains,
                laws,
                draws,
                runs.size(),
                reference,
                MixingLaw.ends(shares, false),
                MixingLaw.ends(shares, true),
                misses(design, x),
                replicates(runs));
    }

    private static List<Double> levels(List<ScaledMixingRun> runs) {
        return runs.stream().map(ScaledMixingRun::compute).distinct().sorted().toList();
    }

    /** Each compute with two or more below it, predicted from those. */
    private static List<Miss> misses(MixingDesign design, double... x) {
        double[] levels = Arrays.stream(x).distinct().sorted().toArray();
        List<Miss> misses = new ArrayList<>();
        for (int level = 2; level < levels.length; level++) {
            double at = levels[level];
            int[] below = IntStream.range(0, x.length).filter(i -> x[i] < at).toArray();
            int[] there = IntStream.range(0, x.length).filter(i -> x[i] == at).toArray();
            double[][] shares =
                    Arrays.stream(below).mapToObj(i -> design.shares()[i]).toArray(double[][]::new);
            double[] places = Arrays.stream(below).mapToDouble(i -> x[i]).toArray();
            List<double[]> thetas = new ArrayList<>();
            for (double[] all : design.logLosses()) {
                double[] y = Arrays.stream(below).mapToDouble(i -> all[i]).toArray();
                thetas.add(ScaledMixingFit.search(shares, places, y));
            }
            List<List<Double>> measured = new ArrayList<>();
            List<List<Double>> predicted = new ArrayList<>();
            for (int i : there) {
                measured.add(Arrays.stream(design.logLosses())
                        .map(all -> Math.exp(all[i]))
                        .toList());
                predicted.add(thetas.stream()
                        .map(theta -> Math.exp(ScaledMixingFit.predicted(design.shares()[i], at, theta)))
                        .toList());
            }
            misses.add(new Miss(at - levels[level - 1], measured, predicted));
        }
        return misses;
    }

    private record Place(double compute, List<Double> shares) {}

    private static List<Replicates> replicates(List<ScaledMixingRun> runs) {
        Map<Place, List<List<Double>>> places = new LinkedHashMap<>();
        for (ScaledMixingRun run : runs) {
            places.computeIfAbsent(new Place(run.compute(), run.run().shares()), place -> new ArrayList<>())
                    .add(run.run().losses());
        }
        return places.values().stream()
                .filter(losses -> losses.size() > 1)
                .map(Replicates::new)
                .toList();
    }

    /** The mixing law at one compute, with its refits. */
    public MixingLaw at(double compute) {
        return new MixingLaw(
                domains,
                laws.stream().map(law -> law.at(compute)).toList(),
                draws.stream()
                        .map(refit -> refit.stream().map(law -> law.at(compute)).toList())
                        .toList(),
                runs,
                least,
                most);
    }

    /** What the losses of a few mixtures, weighted by a goal, will be at a larger compute. */
    public MixingForecast forecast(Map<String, Double> goal, double compute, List<List<Double>> mixtures, int seeds) {
        return MixingForecast.of(this, goal, compute, mixtures, seeds);
    }
}
