package dev.blueline.scaling;

/** One curve fitted to the series: how likely, how good on held-out points, which gains it allows. */
record Rival(
        Curve curve,
        Fitter.Found fit,
        Sample sample,
        double aicc,
        double heldOut,
        double[] byCut,
        double weight,
        double[] gains) {
    /** Log loss at a position. */
    double at(double x) {
        double c = Math.log(x) - sample.meanC();
        return curve.logLoss(fit.theta(), 0, 0, c, new double[curve.dimension()]);
    }

    /** Cuts at which this curve predicted the points beyond better than another. */
    int cutsWonFrom(Rival other) {
        int won = 0;
        for (int i = 0; i < byCut.length; i++) {
            won += byCut[i] < other.byCut[i] ? 1 : 0;
        }
        return won;
    }

    Rival withWeight(double share) {
        return new Rival(curve, fit, sample, aicc, heldOut, byCut, share, gains);
    }
}
