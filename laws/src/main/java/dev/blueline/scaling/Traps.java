package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Known traps of scaling-law fits, each found in the runs or in the fit and said in words: designs that cannot tell exponents
 * apart, searches that end elsewhere, objectives and approaches that contradict each other, parameters at a bound, small runs that
 * bend the fit, outliers.
 */
final class Traps {
    private static final int BUDGETS = 5;
    private static final double SAME_RATIO = Math.log(1.5);
    private static final double FEW_AT_OPTIMUM = 0.1;
    private static final double OUTLIER = 6;
    private static final double TOGETHER = 0.97;
    private static final double PATTERN = 0.6;
    private static final int FEWEST_FOR_PATTERN = 10;

    private final List<Observation> observations;
    private final boolean oneAxis;
    private final Forecaster.Settings settings;
    private final Forecaster.Study study;
    private final Outlook.FittedLaw best;
    private final Optional<Approaches> approaches;
    private final List<String> warnings = new ArrayList<>();

    Traps(
            List<Observation> observations,
            boolean oneAxis,
            Forecaster.Settings settings,
            Forecaster.Study study,
            Outlook.FittedLaw best,
            Optional<Approaches> approaches) {
        this.observations = observations;
        this.oneAxis = oneAxis;
        this.settings = settings;
        this.study = study;
        this.best = best;
        this.approaches = approaches;
    }

    List<String> warnings() {
        if (!oneAxis) {
            design();
        }
        rows();
        starts();
        bounds();
        repetition();
        objectives();
        approaches.filter(Approaches::contradict).ifPresent(this::contradiction);
        parabolas();
        smallest();
        outliers();
        pattern();
        return List.copyOf(warnings);
    }

    private void design() {
        long sizes = distinct(
                observations.stream().mapToDouble(o -> Math.log(o.parameters())).toArray(), 1e-3);
        long rungs = Rung.of(observations).size();
        double[] ratios = observations.stream()
                .mapToDouble(o -> Math.log(o.tokens() / o.parameters()))
                .sorted()
                .toArray();
        if (ratios[ratios.length - 1] - ratios[0] < SAME_RATIO) {
            warn(
                    "All runs have nearly one ratio of tokens to parameters (%.3g to %.3g): the effects of size and tokens cannot be told apart. Run some sizes on several times more and fewer tokens.",
                    Math.exp(ratios[0]), Math.exp(ratios[ratios.length - 1]));
        } else if (rungs == sizes
                && Math.abs(correlation(
                                observations.stream()
                                        .mapToDouble(o -> Math.log(o.parameters()))
                                        .toArray(),
                                observations.stream()
                                        .mapToDouble(o -> Math.log(o.tokens()))
                                        .toArray()))
                        > TOGETHER) {
            warn(
                    "Every size was trained on one number of tokens only (one D per N): the exponents of size and tokens rest on how the two were chosen together. Run some sizes on several numbers of tokens.");
        }
        long budgets = distinct(
                observations.stream().mapToDouble(o -> Math.log(o.compute())).toArray(), Math.log(1.1));
        if (budgets < BUDGETS) {
            warn(
                    "The runs have %d levels of compute; with fewer than %d, exponents and extrapolations are weakly determined. Add budgets, each two to four times the last.",
                    budgets, BUDGETS);
        }
    }

    private void rows() {
        int dimension = best.fit().family().dimension();
        if (observations.size() < 3 * dimension) {
            warn(
                    "%d runs for a law of %d parameters: intervals may be too narrow, because a law that fits everything leaves no residuals to learn the noise from.",
                    observations.size(), dimension);
        }
    }

    private void starts() {
        Fit fit = best.fit();
        if (fit.starts() >= 20 && fit.startsAtOptimum() < FEW_AT_OPTIMUM * fit.starts()) {
            warn(
                    "Only %d of %d starts of the search ended at the optimum: others may exist. Try --starts hoffmann, or another objective.",
                    fit.startsAtOptimum(), fit.starts());
        }
    }

    private void bounds() {
        Law law = best.fit().law();
        if (best.fit().family().floored() && law.floor() == 0) {
            warn("The floor E is at its bound, 0: the runs do not show one, or the law is not theirs.");
        }
        for (Map.Entry<String, Double> parameter : law.parameters().entrySet()) {
            boolean exponent = List.of("alpha", "beta", "a", "aD", "eta", "kappa")
                            .contains(parameter.getKey())
                    && !(law instanceof Overtrained && parameter.getKey().equals("a"))
                    && !(law instanceof IsoFlopSurface && parameter.getKey().equals("a"));
            if (exponent && (parameter.getValue() < 0.021 || parameter.getValue() > 3.9)) {
                warn(
                        "The exponent %s is %.3g, at the bound of the search (.02 to 4): the runs do not determine it.",
                        parameter.getKey(), parameter.getValue());
            }
        }
    }

    /** Constants of repetition that the runs leave open. */
    private void repetition() {
        if (!(best.fit().law() instanceof DataConstrained law)) {
            return;
        }
        List<String> undetermined = Repetition.undetermined(law, observations, settings);
        if (undetermined.contains("RD")) {
            warn(
                    "RD is not determined: ten times or a tenth of it fits as well, and no run reads its text more than %.3g times. Add runs of more epochs; forecasts of more repetition rest on it.",
                    Repetition.mostEpochs(observations));
        }
        if (undetermined.contains("RN")) {
            warn(
                    "RN is not determined: ten times or a tenth of it fits as well, and %d of %d runs are larger than the best size for their different tokens. Forecasts of larger models on the same text rest on it.",
                    observations.stream()
                            .filter(o -> o.parameters() > law.bestSize(o.uniqueTokens()))
                            .count(),
                    observations.size());
        }
    }

    /** Loss at ten times the largest compute by another objective, against the interval of this one. */
    private void objectives() {
        Objective other = settings.objective().kind() == Objective.Kind.SQUARES
                ? Objective.huber(Objective.HOFFMANN_DELTA)
                : Objective.leastSquares();
        refit(observations, other).ifPresent(fit -> {
            double beyond = outside(fit.law());
            if (beyond != 0) {
                warn(
                        "Fitted by %s instead, the law gives %+.1f%% loss at ten times the largest compute, outside the interval: a few runs decide the fit. Look at the outliers.",
                        other.words(), 100 * beyond);
            }
        });
    }

    private void contradiction(Approaches found) {
        StringBuilder text = new StringBuilder();
        for (Approaches.Way way : found.ways()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%.3f from approach %d", way.exponent(), way.number()));
        }
        warn(
                "The approaches disagree on the exponent of the best size beyond their intervals: %s. The law, the spread of sizes, or the tuning of the runs is at fault.",
                text);
    }

    /** Parabolas over wide ranges of size are biased: the same with the runs within threefold of the best. */
    private void parabolas() {
        if (approaches.isEmpty()) {
            return;
        }
        double[] ones = new double[observations.size()];
        Arrays.fill(ones, 1);
        Optional<Approaches.Line> wide = line(IsoFlops.of(observations, ones, Double.POSITIVE_INFINITY));
        Optional<Approaches.Line> narrow = line(IsoFlops.of(observations, ones, 3));
        if (wide.isPresent()
                && narrow.isPresent()
                && Math.abs(wide.get().a() - narrow.get().a()) > 0.05) {
            warn(
                    "Parabolas through all sizes of a budget give the exponent %.3f, through those within threefold of the best %.3f: the parabola is a poor shape over this range, prefer approach 3.",
                    wide.get().a(), narrow.get().a());
        }
    }

    private static Optional<Approaches.Line> line(List<IsoFlops.Budget> budgets) {
        List<IsoFlops.Budget> usable =
                budgets.stream().filter(IsoFlops.Budget::usable).toList();
        return usable.size() < 3
                ? Optional.empty()
                : Approaches.line(
                        usable.stream().mapToDouble(IsoFlops.Budget::compute).toArray(),
                        usable.stream().mapToDouble(IsoFlops.Budget::size).toArray());
    }

    /** Without the fifth of the runs that had the least compute. */
    private void smallest() {
        List<Observation> larger = observations.stream()
                .sorted(Comparator.comparingDouble(Observation::compute))
                .skip(observations.size() / 5)
                .toList();
        refit(larger, settings.objective()).ifPresent(fit -> {
            double beyond = outside(fit.law());
            if (beyond != 0) {
                warn(
                        "Without the fifth of the runs with the least compute, the law gives %+.1f%% loss at ten times the largest compute, outside the interval: the smallest runs bend the fit. Leave them out with --where and look again.",
                        100 * beyond);
            }
        });
    }

    private Optional<Fit> refit(List<Observation> runs, Objective objective) {
        Family family = best.fit().family();
        List<Observation> sample = Forecaster.sample(family, runs, settings);
        return new Fitter(objective, 24)
                .fit(family, sample, Forecaster.weights(sample, settings.weighing(), study.noise()));
    }

    /** Relative difference of another law's loss at ten times the largest compute, 0 if inside this one's 99% interval. */
    private double outside(Law other) {
        Mixture mixture = study.mixture();
        Target far = mixture.onFrontier(10 * mixture.span().largestCompute());
        double[] losses = mixture.components().stream()
                .filter(component -> component.fit().equals(best.fit()))
                .flatMap(component -> component.draws().stream())
                .mapToDouble(draw -> draw.predict(far))
                .filter(Double::isFinite)
                .toArray();
        double expected = best.fit().law().predict(far);
        double value = other.predict(far);
        if (losses.length < 20 || !Double.isFinite(value)) {
            return 0;
        }
        double[] ends = Quantiles.of(losses, 0.005, 0.995);
        return value < ends[0] || value > ends[1] ? value / expected - 1 : 0;
    }

    private void outliers() {
        double[] residuals = observations.stream()
                .mapToDouble(o -> Math.log(o.loss() / best.fit().law().predict(o.target())))
                .toArray();
        double[] absolute = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        double robust = 1.4826 * absolute[absolute.length / 2];
        long far = Arrays.stream(absolute)
                .filter(r -> r > Math.max(OUTLIER * robust, 1e-4))
                .count();
        if (far > 0 && observations.size() > 2 * best.fit().family().dimension()) {
            warn(
                    "%d of %d runs lie more than %.0f robust standard deviations (%.2f%% each) from the law, the farthest by %.1f%%. None was left out: find their cause first.",
                    far, observations.size(), OUTLIER, 100 * robust, 100 * absolute[absolute.length - 1]);
        }
    }

    /** Residuals of neighbours in compute that go together: the law has another shape than the runs. */
    private void pattern() {
        double[] residuals = observations.stream()
                .sorted(Comparator.comparingDouble(Observation::compute))
                .mapToDouble(o -> Math.log(o.loss() / best.fit().law().predict(o.target())))
                .toArray();
        if (residuals.length < FEWEST_FOR_PATTERN) {
            return;
        }
        double together = correlation(
                Arrays.copyOf(residuals, residuals.length - 1), Arrays.copyOfRange(residuals, 1, residuals.length));
        if (together > PATTERN) {
            warn(
                    "Residuals of runs next to each other in compute go together (correlation %.2f): the law does not have the shape of these runs, and its intervals are too narrow. Look at --report, try another law.",
                    together);
        }
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    }

    private static long distinct(double[] values, double tolerance) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        long count = 0;
        for (int i = 0; i < sorted.length; i++) {
            count += i == 0 || sorted[i] - sorted[i - 1] > tolerance ? 1 : 0;
        }
        return count;
    }

    private void warn(String format, Object... values) {
        warnings.add(String.format(Locale.ROOT, format, values));
    }
}
