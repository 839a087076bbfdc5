package dev.blueline.scaling;

import java.util.List;

/** One curve fitted to the series: how likely, how good on held-out points, which gains it allows. */
record Rival(
        Curve curve,
        Fitter.Found fit,
        Sample sample,
        double aic,
        double heldOut,
        List<Double> byCut,
        double weight,
        List<Double> gains) {
    /** Log loss at a position. */
    double at(double x) {
        double c = Math.log(x) - sample.meanC();
        return curve.logLoss(fit.theta(), 0, 0, c, new double[curve.dimension()]) + sample.meanY();
    }

    /** Cuts at which this curve predicted the points beyond better than another. */
    int cutsWonFrom(Rival other) {
        int won = 0;
        for (int i = 0; i < byCut.size(); i++) {
            won += byCut.get(i) < other.byCut.get(i) ? 1 : 0;
        }
        return won;
    }

    Rival withWeight(double share) {
        return new Rival(curve, fit, sample, aic, heldOut, byCut, share, gains);
    }
}
