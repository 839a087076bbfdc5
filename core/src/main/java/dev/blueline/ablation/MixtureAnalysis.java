package dev.blueline.ablation;

import dev.blueline.comparison.Challenger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.MixingLaw;
import dev.blueline.scaling.ScaledMixingLaw;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a study of mixtures works out. A goal loss is the mean of the domains' held-out losses by the goal's weights, bits per byte.
 *
 * @param domains in the order of all shares
 * @param goal weight of each domain's loss, together 1
 * @param shares of every mixture by its arm's name; the best among them once it is chosen
 * @param epochs how often the largest runs read each domain, by arm
 * @param law fitted to the runs of the drawn mixtures
 * @param best where the law has its lowest goal loss at the largest runs' compute
 * @param cells goal losses of every arm at every size and length
 * @param figures what the law says of each domain at the largest runs' compute, and what came
 * @param against the best mixture's goal loss against that of another arm, at the largest runs
 * @param challenger the best mixture as a multiplier of natural's compute
 */
public record MixtureAnalysis(
        List<String> domains,
        Map<String, Double> goal,
        Map<String, List<Double>> shares,
        Map<String, List<Double>> epochs,
        Optional<ScaledMixingLaw> law,
        Optional<MixingLaw.Best> best,
        List<Cell> cells,
        List<Figure> figures,
        Map<String, PairedDifference> against,
        Optional<Challenger> challenger)
        implements Analysis {

    /**
     * Runs of one arm, size and length.
     *
     * @param goalLoss mean over seeds
     * @param deviation standard deviation over seeds; not a number with one
     */
    public record Cell(
            String arm, String rung, Run.Role role, double compute, double goalLoss, double deviation, int seeds) {}

    /**
     * A domain's loss in one arm at the largest runs.
     *
     * @param low lower end of the law's 90% interval, errors beyond the fitted computes left out
     * @param measured mean over seeds
     * @param deviation standard deviation over seeds
     */
    public record Figure(
            String arm, String domain, double predicted, double low, double high, double measured, double deviation) {}

    /** Shares in words, such as {@code code 40%, speech 60%}. */
    public static String inWords(List<String> domains, List<Double> shares) {
        return String.join(
                ", ",
                IntStream.range(0, domains.size())
                        .mapToObj(j -> domains.get(j) + " " + percent(shares.get(j)))
                        .toList());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.1f%%" : "%.0f%%", 100 * share);
    }
}
