package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How losses depend on the mixture of training text, at one size and one number of tokens: a {@link DomainLaw} for each held-out
 * set (Ye et al. 2024, Data Mixing Laws, arXiv 2403.16952), and refits of all of them. A refit draws the residuals of whole
 * runs, so that errors that the losses of one run share stay together.
 *
 * @param domains names of the shares
 * @param laws one for each held-out set
 * @param draws the same, refitted
 * @param runs number of runs
 * @param least smallest share of each domain among the runs
 * @param most largest share
 */
public record MixingLaw(
        List<String> domains,
        List<DomainLaw> laws,
        List<List<DomainLaw>> draws,
        int runs,
        List<Double> least,
        List<Double> most) {
    private static final int FEWEST_DRAWS = 20;

    /** A best share further than this outside the shares tried is an extrapolation. */
    private static final double BEYOND = 0.02;

    /**
     * The mixture of lowest weighted loss.
     *
     * @param goal weight of each loss, adding up to 1
     * @param shares of each domain
     * @param loss weighted loss there
     * @param interval of the loss
     * @param losses each loss there, by name
     */
    public record Best(
            Map<String, Double> goal,
            List<Share> shares,
            double loss,
            Outlook.Interval interval,
            Map<String, Double> losses) {}

    /**
     * Best share of a domain.
     *
     * @param beyond whether no run was trained on a share like it, so that the law extrapolates
     */
    public record Share(String domain, double share, Outlook.Interval interval, boolean beyond) {}

    public MixingLaw {
        domains = List.copyOf(domains);
        laws = List.copyOf(laws);
        draws = List.copyOf(draws);
        least = List.copyOf(least);
        most = List.copyOf(most);
    }

    /**
     * Fits a law to each loss.
     *
     * @param domains names of the shares, in the order of {@link MixingRun#shares()}
     * @param sets names of the losses, in the order of {@link MixingRun#losses()}
     * @param count number of refits
     * @param seed of the refits
     * @throws BadInput if shares do not add up, a domain is in no run, a loss is no positive number, or the mixtures are too few or
     *     too much alike
     */
    public static MixingLaw fit(List<String> domains, List<String> sets, List<MixingRun> runs, int count, long seed) {
        if (count < FEWEST_DRAWS) {
            throw new BadInput("draws " + count + " must be at least " + FEWEST_DRAWS);
        }
        MixingDesign design = MixingDesign.of(domains, sets, runs);
        double[][] shares = design.shares();
        double[][] thetas = new double[sets.size()][];
        double[][] fitted = new double[sets.size()][];
        double[][] residuals = new double[sets.size()][];
        List<DomainLaw> laws = new ArrayList<>();
        for (int k = 0; k < thetas.length; k++) {
            thetas[k] = MixingFit.search(shares, design.logLosses()[k]);
            fitted[k] = MixingFit.predicted(shares, thetas[k]);
            residuals[k] = difference(design.logLosses()[k], fitted[k]);
            double squares =
                    Arrays.stream(residuals[k]).map(r -> r * r).average().orElseThrow();
            laws.add(DomainLaw.of(sets.get(k), thetas[k], Math.sqrt(squares)));
            residuals[k] = spread(residuals[k], thetas[k].length);
        }
        List<List<DomainLaw>> draws = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int draw = 0; draw < count; draw++) {
            int[] rows = random.ints(shares.length, 0, shares.length).toArray();
            List<DomainLaw> refits = new ArrayList<>();
            for (int k = 0; k < thetas.length; k++) {
                double[] y = new double[rows.length];
                for (int i = 0; i < y.length; i++) {
                    y[i] = fitted[k][i] + residuals[k][rows[i]];
                }
                refits.add(DomainLaw.of(
                        sets.get(k),
                        MixingFit.refit(shares, y, thetas[k]),
                        laws.get(k).rmse()));
            }
            draws.add(refits);
        }
        return new MixingLaw(domains, laws, draws, runs.size(), ends(shares, false), ends(shares, true));
    }

    /**
     * How well the law predicts mixtures that it has not seen: each mixture is left out in turn, with all its runs.
     *
     * @return root mean square of log residuals of each loss: .01 is one percent; not a number where leaving a mixture out leaves too few
     */
    public static List<Double> heldOut(List<String> domains, List<String> sets, List<MixingRun> runs) {
        double[] squares = new double[sets.size()];
        int predicted = 0;
        for (List<Double> mixture :
                runs.stream().map(MixingRun::shares).distinct().toList()) {
            List<MixingRun> others =
                    runs.stream().filter(run -> !run.shares().equals(mixture)).toList();
            MixingDesign design;
            try {
                design = MixingDesign.of(domains, sets, others);
            } catch (BadInput undetermined) {
                continue;
            }
            List<MixingRun> left =
                    runs.stream().filter(run -> run.shares().equals(mixture)).toList();
            predicted += left.size();
            double[] shares = mixture.stream().mapToDouble(Double::doubleValue).toArray();
            for (int k = 0; k < squares.length; k++) {
                double[] theta = MixingFit.search(design.shares(), design.logLosses()[k]);
                double log = MixingFit.predicted(new double[][] {shares}, theta)[0];
                for (MixingRun run : left) {
                    squares[k] += Math.pow(Math.log(run.losses().get(k)) - log, 2);
                }
            }
        }
        int count = predicted;
        return Arrays.stream(squares).map(sum -> Math.sqrt(sum / count)).boxed().toList();
    }

    private static double[] difference(double[] measured, double[] fitted) {
        return IntStream.range(0, measured.length)
                .mapToDouble(i -> measured[i] - fitted[i])
                .toArray();
    }

    /** Residuals about their mean, as wide as the noise: a fit of p parameters leaves n - p of n parts of its variance. */
    static double[] spread(double[] residuals, int parameters) {
        double mean = Arrays.stream(residuals).average().orElseThrow();
        double wider = Math.sqrt(residuals.length / (double) (residuals.length - parameters));
        return Arrays.stream(residuals).map(r -> wider * (r - mean)).toArray();
    }

    static List<Double> ends(double[][] shares, boolean most) {
        return IntStream.range(0, shares[0].length)
                .mapToObj(j -> {
                    var column = Arrays.stream(shares).mapToDouble(row -> row[j]);
                    return most ? column.max().orElseThrow() : column.min().orElseThrow();
                })
                .toList();
    }

    /**
     * The mixture of lowest weighted loss, with intervals. The weighted loss is convex in the shares, so there is one lowest value.
     *
     * @param goal weight of each loss, by name; losses that are left out do not count
     * @param level of the intervals, such as .95
     * @throws BadInput if a loss is unknown, or weights are negative or all 0
     */
    public Best best(Map<String, Double> goal, double level) {
        return best(goal, level, Collections.nCopies(domains.size(), 0.0), Collections.nCopies(domains.size(), 1.0));
    }

    /**
     * As {@link #best(Map, double)}, among mixtures within bounds.
     *
     * @param lower smallest share allowed of each domain; together at most 1
     * @param upper largest share allowed; together at least 1
     */
    public Best best(Map<String, Double> goal, double level, List<Double> lower, List<Double> upper) {
        double[] from = lower.stream().mapToDouble(Double::doubleValue).toArray();
        double[] to = upper.stream().mapToDouble(Double::doubleValue).toArray();
        double[] weights = weights(goal);
        double[] best = lowest(laws, weights, from, to);
        double[][] drawn = new double[draws.size()][];
        double[] losses = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = lowest(draws.get(i), weights, from, to);
            losses[i] = weighted(draws.get(i), weights, best);
        }
        List<Share> shares = new ArrayList<>();
        for (int j = 0; j < best.length; j++) {
            int domain = j;
            shares.add(new Share(
                    domains.get(j),
                    best[j],
                    Outlook.Interval.of(
                            Arrays.stream(drawn).mapToDouble(row -> row[domain]).toArray(), level),
                    best[j] < least.get(j) - BEYOND || best[j] > most.get(j) + BEYOND));
        }
        Map<String, Double> each = new LinkedHashMap<>();
        Map<String, Double> aims = new LinkedHashMap<>();
        for (int k = 0; k < weights.length; k++) {
            each.put(laws.get(k).name(), laws.get(k).predict(best));
            aims.put(laws.get(k).name(), weights[k]);
        }
        return new Best(aims, shares, weighted(laws, weights, best), Outlook.Interval.of(losses, level), each);
    }

    double[] weights(Map<String, Double> goal) {
        List<String> sets = laws.stream().map(DomainLaw::name).toList();
        double sum = 0;
        for (Map.Entry<String, Double> aim : goal.entrySet()) {
            if (!sets.contains(aim.getKey())) {
                throw new BadInput("the goal names the loss " + aim.getKey() + ", and there are "
                        + String.join(", ", sets) + ": name one of these");
            }
            if (!(aim.getValue() >= 0) || Double.isInfinite(aim.getValue())) {
                throw new BadInput("the goal gives " + aim.getKey() + " the weight " + aim.getValue()
                        + ", where 0 or more is needed: a loss can only be lowered");
            }
            sum += aim.getValue();
        }
        if (sum == 0) {
            throw new BadInput(
                    "the goal gives no loss a weight: give one of " + String.join(", ", sets) + " more than 0");
        }
        double total = sum;
        return sets.stream()
                .mapToDouble(set -> goal.getOrDefault(set, 0.0) / total)
                .toArray();
    }

    private static double[] lowest(List<DomainLaw> refits, double[] weights, double[] lower, double[] upper) {
        return Simplex.lowest(
                (shares, gradient) -> {
                    Arrays.fill(gradient, 0);
                    double value = 0;
                    for (int k = 0; k < weights.length; k++) {
                        DomainLaw law = refits.get(k);
                        double reducible = law.reducible(shares);
                        value += weights[k] * (law.floor() + reducible);
                        for (int j = 0; j < gradient.length; j++) {
                            gradient[j] += weights[k] * reducible * law.rates().get(j);
                        }
                    }
                    return value;
                },
                lower,
                upper);
    }

    static double weighted(List<DomainLaw> refits, double[] weights, double[] shares) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * refits.get(k).predict(shares);
        }
        return sum;
    }
}
