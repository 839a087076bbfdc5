package dev.blueline.evaluation;

/** Kendall's rank correlation, with ties (tau-b; Kendall 1945, Biometrika 33, 239). */
final class KendallTau {
    private KendallTau() {}

    /** From -1 for opposite orders to 1 for the same order; not a number where all of one side are tied. */
    static double of(double[] a, double[] b) {
        int concordant = 0;
        int untiedA = 0;
        int untiedB = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = i + 1; j < a.length; j++) {
                int one = Double.compare(a[i], a[j]);
                int other = Double.compare(b[i], b[j]);
                concordant += Integer.signum(one) * Integer.signum(other);
                untiedA += Math.abs(Integer.signum(one));
                untiedB += Math.abs(Integer.signum(other));
            }
        }
        return concordant / Math.sqrt((double) untiedA * untiedB);
    }
}
