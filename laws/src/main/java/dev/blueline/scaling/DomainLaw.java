package dev.blueline.scaling;

import java.util.Arrays;
import java.util.List;

/**
 * Loss on one held-out set against the shares r of the domains trained on: {@code L = c + k exp(sum_j t_j r_j)} (Ye et al. 2024,
 * Data Mixing Laws, arXiv 2403.16952). Shares add up to 1, so a constant can move from every t into k: here the t have mean 0,
 * and k is what is left above c if all shares are alike.
 *
 * @param name of the loss
 * @param floor c, at least 0
 * @param scale k, above 0
 * @param rates t of each domain: below 0 where more of its text lowers the loss
 * @param rmse root mean square of log residuals: .01 is one percent
 */
public record DomainLaw(String name, double floor, double scale, List<Double> rates, double rmse) {
    public DomainLaw {
        rates = List.copyOf(rates);
    }

    /** The law with the coordinates of {@link MixingFit}: ln c, then ln k + t of each domain. */
    static DomainLaw of(String name, double[] theta, double rmse) {
        double level = Arrays.stream(theta, 1, theta.length).average().orElseThrow();
        return new DomainLaw(
                name,
                Math.exp(theta[0]),
                Math.exp(level),
                Arrays.stream(theta, 1, theta.length)
                        .map(s -> s - level)
                        .boxed()
                        .toList(),
                rmse);
    }

    /** Loss at a mixture. */
    public double predict(double... shares) {
        return floor + reducible(shares);
    }

    /** Loss above the floor; its derivative in a share is this times the domain's rate. */
    double reducible(double[] shares) {
        double sum = 0;
        for (int j = 0; j < shares.length; j++) {
            sum += rates.get(j) * shares[j];
        }
        return scale * Math.exp(sum);
    }
}
