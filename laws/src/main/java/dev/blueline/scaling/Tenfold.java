package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What ten times the compute is better spent on at a point: ten times the text, all of the added text new, or ten times the
 * parameters.
 *
 * @param at the point, whose different tokens grow with its tokens
 * @param advantage {@code ln L(10 N) - ln L(10 D)}: the share of the loss by which text ends lower; negative if parameters do
 * @param interval of it, over refits and model error
 * @param answer which is better, if the runs tell
 */
public record Tenfold(Target at, double advantage, Outlook.Interval interval, Answer answer) {
    private static final double TIMES = 10;

    /** Where ten times the compute is better spent. */
    public enum Answer {
        TEXT,
        PARAMETERS,
        UNDETERMINED
    }

    /**
     * Asks a study's mixture. Model error grows with the distance from the largest run, for each of the two ways by itself.
     *
     * @param undetermined parameters of the law of which the runs say too little, see {@link Repetition}: the answer then must be the
     *     same for ten times and a tenth of each
     */
    public static Tenfold of(Mixture mixture, Target at, List<String> undetermined, double level) {
        Target text = new Target(at.parameters(), TIMES * at.tokens(), TIMES * at.compute(), TIMES * at.uniqueTokens());
        Target parameters = new Target(TIMES * at.parameters(), at.tokens(), TIMES * at.compute(), at.uniqueTokens());
        double reach = Math.max(0, Math.log(text.compute() / mixture.span().largestCompute()));
        SplittableRandom random = new SplittableRandom(mixture.seed());
        List<Double> values = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        boolean agreed = true;
        int sign = 0;
        for (Mixture.Draw draw : mixture.draws()) {
            double advantage = advantage(draw.law(), text, parameters);
            double error = Math.sqrt(2) * draw.drift() * reach * random.nextGaussian();
            if (Double.isFinite(advantage)) {
                values.add(advantage + error);
                weights.add(draw.weight());
            }
        }
        for (Mixture.Component component : mixture.components()) {
            for (Law variant : variants(component.fit().law(), undetermined)) {
                int now = (int) Math.signum(advantage(variant, text, parameters));
                agreed &= sign == 0 || now == sign;
                sign = now;
            }
        }
        double[] ends = Quantiles.weighted(
                values.stream().mapToDouble(Double::doubleValue).toArray(),
                weights.stream().mapToDouble(Double::doubleValue).toArray(),
                new double[] {(1 - level) / 2, 0.5, (1 + level) / 2});
        Answer answer = !agreed || ends[0] <= 0 && ends[2] >= 0
                ? Answer.UNDETERMINED
                : ends[0] > 0 ? Answer.TEXT : Answer.PARAMETERS;
        return new Tenfold(at, ends[1], new Outlook.Interval(ends[0], ends[2]), answer);
    }

    private static double advantage(Law law, Target text, Target parameters) {
        return Math.log(law.predict(parameters) / law.predict(text));
    }

    /** The law, and where the runs leave a scale of worth open, the law with ten times and a tenth of it. */
    private static List<Law> variants(Law law, List<String> undetermined) {
        List<Law> variants = new ArrayList<>(List.of(law));
        if (law instanceof DataConstrained fitted) {
            for (double factor : new double[] {TIMES, 1 / TIMES}) {
                if (undetermined.contains("RD")) {
                    variants.add(new DataConstrained(fitted.fresh(), factor * fitted.rD(), fitted.rN()));
                }
                if (undetermined.contains("RN")) {
                    variants.add(new DataConstrained(fitted.fresh(), fitted.rD(), factor * fitted.rN()));
                }
            }
        }
        return variants;
    }
}
