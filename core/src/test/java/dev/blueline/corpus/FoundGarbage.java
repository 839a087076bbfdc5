package dev.blueline.corpus;

import java.util.stream.IntStream;

/**
 * How well a filter finds what is known to be bad.
 *
 * @param atShare share of the documents dropped that are bad, when as many are dropped as there are: precision and recall in one
 * @param precision at the filter's usual threshold: share of the dropped that are bad; NaN where nothing is dropped
 * @param recall at the usual threshold: share of the bad that are dropped
 * @param auc probability that a bad document scores lower than a good one, ties half
 */
record FoundGarbage(double atShare, double precision, double recall, double auc) {
    static FoundGarbage by(QualityFilter filter, DocumentPool pool, Garbage.Mixture mixture) {
        FilterScores scores = filter.scores(pool, share -> {});
        int all = pool.size();
        int bad = mixture.count();
        Cutoff.Kept best = new Cutoff.Best(1 - (double) bad / all).choose(scores, pool);
        long caught = IntStream.range(0, all)
                .filter(i -> mixture.bad()[i] && !best.documents().get(i))
                .count();
        long dropped = IntStream.range(0, all)
                .filter(i -> scores.values()[i] < filter.usualThreshold())
                .count();
        long right = IntStream.range(0, all)
                .filter(i -> mixture.bad()[i] && scores.values()[i] < filter.usualThreshold())
                .count();
        double[] good = IntStream.range(0, all)
                .filter(i -> !mixture.bad()[i])
                .mapToDouble(i -> scores.values()[i])
                .toArray();
        double[] wrong = IntStream.range(0, all)
                .filter(i -> mixture.bad()[i])
                .mapToDouble(i -> scores.values()[i])
                .toArray();
        return new FoundGarbage(
                (double) caught / bad,
                dropped == 0 ? Double.NaN : (double) right / dropped,
                (double) right / bad,
                HeldOut.of(good, wrong).auc());
    }
}
