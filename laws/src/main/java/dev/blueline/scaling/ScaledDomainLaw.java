package dev.blueline.scaling;

import java.util.Arrays;
import java.util.List;

/**
 * A {@link DomainLaw} whose parameters follow compute: with {@code x = ln(C / C0)},
 * {@code L = (f + exp(-d x)) / (f + 1) (c + exp(sum_j r_j (s_j - a_j x)))}. The first factor, a power law with a floor, is common to all
 * mixtures; at any one compute it is the law of Ye et al.; a_j is how much faster the pull of a domain's share falls.
 *
 * @param name of the loss
 * @param reference C0, FLOPs
 * @param floor c, at the reference
 * @param rest f, what no compute takes away over what compute takes away, at the reference
 * @param decay d, exponent of the loss in compute
 * @param scales s_j of each domain, at the reference
 * @param slopes a_j of each domain
 * @param rmse root mean square of log residuals
 */
public record ScaledDomainLaw(
        String name,
        double reference,
        double floor,
        double rest,
        double decay,
        List<Double> scales,
        List<Double> slopes,
        double rmse) {
    public ScaledDomainLaw {
        scales = List.copyOf(scales);
        slopes = List.copyOf(slopes);
    }

    /** From the coordinates of {@link ScaledMixingFit}. */
    static ScaledDomainLaw of(String name, double reference, double[] theta, double rmse) {
        int domains = (theta.length - 3) / 2;
        List<Double> all = Arrays.stream(theta).boxed().toList();
        return new ScaledDomainLaw(
                name,
                reference,
                Math.exp(theta[0]),
                Math.exp(theta[1]),
                theta[2],
                all.subList(3, 3 + domains),
                all.subList(3 + domains, theta.length),
                rmse);
    }

    /** The law at one compute. */
    public DomainLaw at(double compute) {
        double x = Math.log(compute / reference);
        double[] theta = new double[scales.size() + 1];
        double level = Math.log((rest + Math.exp(-decay * x)) / (rest + 1));
        theta[0] = Math.log(floor) + level;
        for (int j = 0; j < scales.size(); j++) {
            theta[j + 1] = scales.get(j) - slopes.get(j) * x + level;
        }
        return DomainLaw.of(name, theta, rmse);
    }
}
