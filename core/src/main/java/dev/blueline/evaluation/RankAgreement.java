package dev.blueline.evaluation;

import java.util.List;

/**
 * Whether two figures put the same things in the same order: Kendall's tau (1938), pairs in the same order less pairs in the
 * opposite order, over all pairs.
 *
 * @param things how many were ordered
 * @param pairs how many pairs they make
 * @param alike pairs that both figures put in the same order
 * @param tau from -1 to 1; not a number for fewer than two things
 * @param chance probability that orders drawn at random agree or disagree so far, exact where no two values are equal
 */
public record RankAgreement(int things, int pairs, int alike, double tau, double chance) {

    public static RankAgreement of(List<Double> one, List<Double> other) {
        int n = one.size();
        int alike = 0;
        int opposite = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double product = Math.signum(one.get(i) - one.get(j)) * Math.signum(other.get(i) - other.get(j));
                alike += product > 0 ? 1 : 0;
                opposite += product < 0 ? 1 : 0;
            }
        }
        int pairs = n * (n - 1) / 2;
        int excess = alike - opposite;
        return new RankAgreement(n, pairs, alike, (double) excess / pairs, chance(n, Math.abs(excess)));
    }

    /** Share of all orders whose excess is at least so far from none, by counting orders by their inversions. */
    static double chance(int n, int excess) {
        int pairs = n * (n - 1) / 2;
        double[] share = {1};
        for (int k = 2; k <= n; k++) {
            double[] next = new double[share.length + k - 1];
            for (int inversions = 0; inversions < share.length; inversions++) {
                for (int more = 0; more < k; more++) {
                    next[inversions + more] += share[inversions] / k;
                }
            }
            share = next;
        }
        double sum = 0;
        for (int inversions = 0; inversions < share.length; inversions++) {
            sum += Math.abs(pairs - 2 * inversions) >= excess ? share[inversions] : 0;
        }
        return sum;
    }
}
