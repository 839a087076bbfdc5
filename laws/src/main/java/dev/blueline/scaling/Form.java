package dev.blueline.scaling;

/**
 * A curve family in the coordinates in which it is fitted: log loss of centred log size n, log tokens d and log compute c.
 * Exponents enter by their logarithms, so they stay positive; a floor enters by its logarithm, so {@code E = 0} is the
 * limit at minus infinity.
 */
interface Form {
    int dimension();

    /**
     * Log loss and its gradient in theta.
     *
     * @param gradient overwritten, length {@link #dimension()}
     */
    double logLoss(double[] theta, double n, double d, double c, double[] gradient);

    /** Log loss at an observation of the sample, for families that look at more than size, tokens and compute. */
    default double logLoss(double[] theta, Sample sample, int i, double[] gradient) {
        return logLoss(theta, sample.n[i], sample.d[i], sample.c[i], gradient);
    }

    /** Index of the first log exponent in theta. Exponents are kept within {@link #LOWEST} and {@link #HIGHEST}. */
    int firstExponent();

    /** How many log exponents there are, one after the other. */
    default int exponents() {
        return dimension() - firstExponent();
    }

    /** Starts of the search. */
    double[][] starts(Sample sample);

    /** Logarithm of the smallest exponent that is not penalised, 0.02. */
    double LOWEST = Math.log(0.02);

    /** Logarithm of the largest exponent that is not penalised, 4. */
    double HIGHEST = Math.log(4);
}
