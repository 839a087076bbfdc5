package dev.blueline.scaling;

/**
 * {@link DataConstrained} in the coordinates of a fit: theta = e, a, b, ln alpha, ln beta, ln RD, ln RN. With u the log of
 * unique tokens, from the centre of d:
 *
 * <pre>
 * ln D' = u + ln(1 + RD (1 - exp(-(exp(d - u) - 1)/RD)))
 * v     = (ln alpha + a - ln beta - b + beta u) / alpha          log of UN
 * ln N' = n up to v, beyond it v + ln(1 + RN (1 - exp(-(exp(n - v) - 1)/RN)))
 * y     = lse(e, a - alpha ln N', b - beta ln D')
 * </pre>
 */
final class DataConstrainedForm {
    /** Index of ln RD. */
    static final int RD = 5;

    /** Index of ln RN. */
    static final int RN = 6;

    private DataConstrainedForm() {}

    static double logLoss(double[] t, double n, double d, double u, double[] g) {
        double alpha = Math.exp(t[3]);
        double beta = Math.exp(t[4]);
        double rD = Math.exp(t[5]);
        double rN = Math.exp(t[6]);
        double tokens = u + Math.log(worth(Math.expm1(Math.max(0, d - u)), rD));
        double best = (t[3] + t[1] - t[4] - t[2] + beta * u) / alpha;
        boolean excess = n > best;
        double beyond = excess ? Math.expm1(n - best) : 0;
        double size = excess ? best + Math.log(worth(beyond, rN)) : n;

        double sizeTerm = t[1] - alpha * size;
        double tokenTerm = t[2] - beta * tokens;
        double most = Math.max(t[0], Math.max(sizeTerm, tokenTerm));
        double expE = Math.exp(t[0] - most);
        double expN = Math.exp(sizeTerm - most);
        double expD = Math.exp(tokenTerm - most);
        double sum = expE + expN + expD;
        g[0] = expE / sum;
        double shareN = expN / sum;
        double shareD = expD / sum;
        // How log N' follows UN: parameters beyond it are worth more if UN is larger.
        double follows = excess ? 1 - Math.exp(-beyond / rN) * (1 + beyond) / worth(beyond, rN) : 0;
        double pull = -shareN * alpha * follows;
        g[1] = shareN + pull / alpha;
        g[2] = shareD - pull / alpha;
        g[3] = -shareN * alpha * size + pull * (1 / alpha - best);
        g[4] = -shareD * beta * tokens + pull * (beta * u - 1) / alpha;
        g[5] = -shareD * beta * growth(Math.expm1(Math.max(0, d - u)), rD);
        g[6] = excess ? -shareN * alpha * growth(beyond, rN) : 0;
        return most + Math.log(sum);
    }

    /** {@code 1 + s (1 - exp(-r/s))}: what one unit and r repetitions of it are worth. */
    private static double worth(double repetitions, double scale) {
        return 1 - scale * Math.expm1(-repetitions / scale);
    }

    /** Derivative of log worth in ln s. */
    private static double growth(double repetitions, double scale) {
        double q = repetitions / scale;
        return scale * (-Math.expm1(-q) - q * Math.exp(-q)) / worth(repetitions, scale);
    }
}
