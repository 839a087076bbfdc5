package dev.blueline.scaling;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rule, stated before any run, by which backtests decide how much each law counts and how far it may be off.
 *
 * <p>An error e at extrapolation factor f has weight {@code w = ln f}: what counts is reaching far. Where a family could not
 * be fitted below a cut, the mean square of the families that could stands in, so that nobody gains by skipping the hard
 * cases. Then, per family,
 *
 * <pre>
 * s^2   = (sum w e^2 + K s0^2) / (sum w + K)                weight ~ s^-P
 * tau^2 = (sum w (e / ln f)^2 + K tau0^2) / (sum w + K)     model error at factor f: sd = min(tau, cap) ln f
 * </pre>
 *
 * @param shrinkage K: weight of the prior, in units of ln f
 * @param priorError s0: error expected of any law before seeing backtests
 * @param power P: how sharply a worse record is punished
 * @param priorDrift tau0: model error per e-fold of extrapolation expected before seeing backtests
 * @param driftCap largest model error per e-fold: backtests stand on fewer runs than the forecast and overstate it
 */
record Trust(double shrinkage, double priorError, double power, double priorDrift, double driftCap) {
    static final Trust DEFAULT = new Trust(2, 0.02, 4, 0.006, 0.009);

    /** How much a family counts and how far it drifts. */
    record Record(double rms, double weight, double drift) {}

    Map<Family, Record> judge(List<Family> fitted, List<Backtest.Error> errors) {
        Map<Family, Record> records = new EnumMap<>(Family.class);
        double sum = 0;
        for (Family family : fitted) {
            double squares = shrinkage * priorError * priorError;
            double drifts = shrinkage * priorDrift * priorDrift;
            double weights = shrinkage;
            for (Backtest.Error point : errors) {
                if (!first(errors, point)) {
                    continue; // one entry per cut and rung
                }
                double square = square(errors, point, family);
                double reach = Math.log(point.factor());
                squares += reach * square;
                drifts += reach * square / (reach * reach);
                weights += reach;
            }
            double rms = Math.sqrt(squares / weights);
            double weight = Math.pow(rms, -power);
            sum += weight;
            records.put(family, new Record(rms, weight, Math.min(driftCap, Math.sqrt(drifts / weights))));
        }
        double total = sum;
        records.replaceAll((family, r) -> new Record(r.rms(), r.weight() / total, r.drift()));
        return records;
    }

    private static boolean first(List<Backtest.Error> errors, Backtest.Error point) {
        for (Backtest.Error other : errors) {
            if (same(other, point)) {
                return other == point;
            }
        }
        return false;
    }

    private static double square(List<Backtest.Error> errors, Backtest.Error point, Family family) {
        double mean = 0;
        int count = 0;
        for (Backtest.Error other : errors) {
            if (same(other, point)) {
                double square = other.error() * other.error();
                if (other.family() == family) {
                    return square;
                }
                mean += square;
                count++;
            }
        }
        return mean / count;
    }

    private static boolean same(Backtest.Error a, Backtest.Error b) {
        return a.cut() == b.cut() && a.tested().equals(b.tested());
    }
}
