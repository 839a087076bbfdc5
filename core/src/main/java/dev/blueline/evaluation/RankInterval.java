package dev.blueline.evaluation;

import dev.blueline.scaling.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The 90% interval of {@link RankAgreement#tau} of a skill with the loss, over the draw of its items. All runs are asked the same items, so
 * a few that suit larger models, or smaller ones, turn the whole order; errors of single runs do not show that. So frames are drawn with replacement
 * for all runs at once (bootstrap of clusters; Efron 1979), and every run is ranked anew.
 *
 * <p>The interval holds nine tenths of the draws. It is made to tell agreement from none: where there is none it holds 0 in nine of ten studies
 * ({@code RankIntervalTest}). Each draw adds the noise of items once more, so where there is agreement the interval lies nearer 0 than the order that an endless
 * list of items would give.
 */
public record RankInterval(double low, double high) {
    private static final int DRAWS = 300;
    private static final int FEWEST_FRAMES = 5;
    private static final double[] ENDS = {0.05, 0.95};

    /**
     * @param rungs each rung's seeds
     * @param losses of the rungs, lower for a better model, or anything else to compare the order with
     * @return empty where the rungs were not asked the same items, or where these are of fewer than five frames
     */
    static Optional<RankInterval> of(List<List<FrameSums>> rungs, List<Double> losses, double tau, long seed) {
        FrameSums first = rungs.getFirst().getFirst();
        List<String> frames = List.copyOf(first.frames().keySet());
        if (frames.size() < FEWEST_FRAMES
                || !rungs.stream().flatMap(List::stream).allMatch(first::pairsWith)
                || Double.isNaN(tau)) {
            return Optional.empty();
        }
        double[] items = new double[frames.size()];
        double[][] right = new double[rungs.size()][frames.size()];
        for (int f = 0; f < items.length; f++) {
            items[f] = first.frame(frames.get(f)).items();
            for (int r = 0; r < right.length; r++) {
                for (FrameSums seedOf : rungs.get(r)) {
                    right[r][f] +=
                            seedOf.frame(frames.get(f)).right() / rungs.get(r).size();
                }
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] taus = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] drawn = random.ints(items.length, 0, items.length).toArray();
            List<Double> scores = new ArrayList<>();
            for (double[] of : right) {
                double sum = 0;
                double all = 0;
                for (int f : drawn) {
                    sum += of[f];
                    all += items[f];
                }
                scores.add(sum / all);
            }
            double again = RankAgreement.tau(scores, losses);
            taus[draw] = Double.isNaN(again) ? 0 : again;
        }
        double[] ends = Quantiles.of(taus, ENDS);
        return Optional.of(new RankInterval(ends[0], ends[1]));
    }

    /** Whether no agreement at all lies inside. */
    public boolean holdsNone() {
        return low <= 0 && high >= 0;
    }
}
