package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Mixtures that determine a mixing law.
 *
 * @param shares run by domain, each row adding up to 1
 * @param logLosses held-out set by run
 */
record MixingDesign(double[][] shares, double[][] logLosses) {
    private static final double ROUNDING = 0.01;
    /** Shares that move together to less than this do not tell domains apart. */
    private static final double SPREAD = 1e-3;

    /**
     * @throws BadInput if shares do not add up, a domain is in no run, a loss is no positive number, or the mixtures are too few or
     *     too much alike
     */
    static MixingDesign of(List<String> domains, List<String> sets, List<MixingRun> runs) {
        double[][] shares = new double[runs.size()][];
        double[][] logLosses = new double[sets.size()][runs.size()];
        for (int i = 0; i < shares.length; i++) {
            MixingRun run = runs.get(i);
            if (run.shares().size() != domains.size() || run.losses().size() != sets.size()) {
                throw new BadInput("run " + (i + 1) + " has " + run.shares().size() + " shares and "
                        + run.losses().size() + " losses, where " + domains.size() + " and " + sets.size()
                        + " are named: give one of each for every name");
            }
            shares[i] = shares(domains, run, i + 1);
            for (int k = 0; k < logLosses.length; k++) {
                double loss = run.losses().get(k);
                if (!(loss > 0) || Double.isInfinite(loss)) {
                    throw new BadInput("run " + (i + 1) + " has " + loss + " as the loss " + sets.get(k)
                            + ", where a positive finite number is needed: leave the run out");
                }
                logLosses[k][i] = Math.log(loss);
            }
        }
        determined(domains, shares);
        return new MixingDesign(shares, logLosses);
    }

    private static double[] shares(List<String> domains, MixingRun run, int number) {
        double sum = 0;
        for (int j = 0; j < domains.size(); j++) {
            double share = run.shares().get(j);
            if (!(share >= 0) || Double.isInfinite(share)) {
                throw new BadInput("run " + number + " has the share " + share + " of " + domains.get(j)
                        + ": give shares between 0 and 1");
            }
            sum += share;
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            throw new BadInput("the shares of run " + number + " add up to " + (float) sum
                    + ": name every domain, and give shares that add up to 1 (divide percentages by 100)");
        }
        double whole = sum;
        return run.shares().stream().mapToDouble(share -> share / whole).toArray();
    }

    private static void determined(List<String> domains, double[][] shares) {
        for (int j = 0; j < domains.size(); j++) {
            int domain = j;
            if (Arrays.stream(shares).allMatch(row -> row[domain] == 0)) {
                throw new BadInput("no run was trained on " + domains.get(j)
                        + ": leave the domain out, or add runs with a share of it");
            }
        }
        long mixtures = Arrays.stream(shares)
                .map(row -> Arrays.stream(row)
                        .mapToObj(share -> Math.round(share / SPREAD))
                        .toList())
                .distinct()
                .count();
        int needed = domains.size() + 2;
        if (mixtures < needed) {
            throw new BadInput(mixtures + " different mixtures of " + domains.size() + " domains: give at least "
                    + needed + ", better three times as many");
        }
        double[] singular = new SingularValueDecomposition(new Array2DRowRealMatrix(shares)).getSingularValues();
        if (singular[singular.length - 1] < SPREAD * Math.sqrt(shares.length)) {
            throw new BadInput(
                    "some shares of " + String.join(", ", domains)
                            + " rise and fall together in every run, so their effects cannot be told apart: vary each by itself");
        }
    }
}
