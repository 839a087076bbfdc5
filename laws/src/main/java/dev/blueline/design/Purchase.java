package dev.blueline.design;

import dev.blueline.scaling.Law;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Quantiles;
import dev.blueline.scaling.Target;
import java.util.List;

/**
 * What one run of a whole budget buys.
 *
 * @param point compute-optimal N and D by the law that counts most, tokens per parameter held near those of the data
 * @param optimum N and D by that law alone
 * @param parameters 90% interval of the compute-optimal N over all refits of laws of size and tokens
 * @param tokens of D
 * @param determined share of refits, by weight, that have an optimum
 * @param loss forecast at the point
 */
public record Purchase(
        Target point,
        Law.Optimum optimum,
        Outlook.Interval parameters,
        Outlook.Interval tokens,
        double determined,
        Mixture.Prediction loss) {

    private record Weighed(Law.Optimum optimum, double weight) {}

    /** What a budget of FLOPs buys. */
    public static Purchase of(Mixture mixture, double budget) {
        double k = mixture.span().flopsPerParameterToken();
        List<Mixture.Draw> draws = Beliefs.joint(mixture);
        double all = draws.stream().mapToDouble(Mixture.Draw::weight).sum();
        List<Weighed> optima = draws.stream()
                .flatMap(draw -> draw.law().optimum(budget, k).map(o -> new Weighed(o, draw.weight())).stream())
                .toList();
        Target point = mixture.onFrontier(budget);
        Law.Optimum optimum = mixture.leading()
                .flatMap(law -> law.optimum(budget, k))
                .orElse(new Law.Optimum(Double.NaN, Double.NaN, Double.NaN));
        double determined = optima.stream().mapToDouble(Weighed::weight).sum() / all;
        return new Purchase(
                point,
                optimum,
                interval(optima, true),
                interval(optima, false),
                Double.isFinite(determined) ? determined : 0,
                mixture.at(point));
    }

    private static Outlook.Interval interval(List<Weighed> optima, boolean sizes) {
        if (optima.isEmpty()) {
            return new Outlook.Interval(Double.NaN, Double.NaN);
        }
        double[] values = optima.stream()
                .mapToDouble(o -> sizes ? o.optimum().parameters() : o.optimum().tokens())
                .toArray();
        double[] weights = optima.stream().mapToDouble(Weighed::weight).toArray();
        double[] ends = Quantiles.weighted(values, weights, 0.05, 0.95);
        return new Outlook.Interval(ends[0], ends[1]);
    }
}
