package dev.blueline.comparison;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/**
 * From draws of a recipe's trend to what to do. Rules, in this order, ends being those of the 90% interval:
 *
 * <ol>
 *   <li>fades: it helps at the smallest scale, the trend falls in 97.5% of draws, and reaches 1 within a thousand times the
 *       largest compute;
 *   <li>drop: the forecast multiplier lies below 1.05, a gain not worth the trouble;
 *   <li>keep: the forecast multiplier lies above 1; it grows if the trend rises in 97.5% of draws;
 *   <li>drop: the average multiplier lies below 1.05 and no growth is shown;
 *   <li>cannot tell: everything else.
 * </ol>
 *
 * @param recipe its name
 * @param level of the intervals
 * @param least smallest compute, FLOPs
 * @param most largest compute
 * @param horizon factor on it at which the forecast stands
 * @param first draws of ln M at the smallest compute, on the trend
 * @param average draws of ln M in the middle
 * @param slope draws of its slope per tenfold of compute
 * @param ahead draws of ln M at the horizon
 * @param gone draws of the common logarithm of the compute at which it reaches 0; infinite where it does not fall
 */
record Judgement(
        String recipe,
        double level,
        double least,
        double most,
        double horizon,
        double[] first,
        double[] average,
        double[] slope,
        double[] ahead,
        double[] gone) {
    /** Multipliers below are not worth the trouble. */
    private static final double WORTHWHILE = Math.log(1.05);

    private static final double SHOWN = 0.975;
    private static final double FAR = 1000;

    Decision decision(Supplier<NeededRuns> needed) {
        Estimate now = Estimate.of(average, level);
        Estimate then = Estimate.of(ahead, level);
        boolean falls = share(slope, one -> one < 0) >= SHOWN;
        boolean rises = share(slope, one -> one > 0) >= SHOWN;
        Estimate end = Estimate.exponential(
                Arrays.stream(gone)
                        .map(one -> Math.min(one, 300) * Math.log(10))
                        .toArray(),
                level);
        if (falls && Estimate.of(first, level).low() > 0 && end.value() < FAR * most) {
            return new Decision.Fades(end);
        }
        if (then.high() < WORTHWHILE) {
            return new Decision.Drop(now.high() < 0);
        }
        if (then.low() > 0) {
            return rises ? new Decision.Grows() : new Decision.Keep(falls);
        }
        if (now.high() < WORTHWHILE && !rises) {
            return new Decision.Drop(now.high() < 0);
        }
        double error = (then.high() - then.low()) / (2 * 1.645);
        double distance = then.value() > WORTHWHILE / 2 ? then.value() : WORTHWHILE - then.value();
        return needed.get().toTell(Math.log10(most * horizon), error, distance);
    }

    private static double share(double[] draws, DoublePredicate holds) {
        return Arrays.stream(draws).filter(holds).count() / (double) draws.length;
    }

    String sentence(Decision decision) {
        String measured = "it multiplies compute by " + factor(average) + " over the scales measured";
        String forecast = factor(ahead) + " at " + flops(most * horizon) + " FLOPs, " + Math.round(horizon)
                + " times the largest run";
        return switch (decision) {
            case Decision.Keep keep ->
                "Keep " + recipe + ": " + measured + ", "
                        + (keep.shrinks() ? "less with scale, " : "no trend is shown, ") + "and the forecast is "
                        + forecast + ".";
            case Decision.Grows grows ->
                "Keep " + recipe + ": " + measured + ", the more the larger the scale, and the forecast is " + forecast
                        + ".";
            case Decision.Fades fades ->
                recipe + " fades by " + flops(fades.atCompute().value()) + " FLOPs: it multiplies compute by "
                        + factor(first) + " at " + flops(least)
                        + " FLOPs, less with scale, and nothing is left at the end, which lies with "
                        + percent() + " between " + flops(fades.atCompute().low()) + " and "
                        + flops(fades.atCompute().high()) + ".";
            case Decision.Drop drop ->
                "Drop " + recipe + ": " + (drop.costs() ? "it costs compute, " : "no gain worth having, ") + measured
                        + ", and the forecast is " + forecast + ".";
            case Decision.CannotTell open ->
                "Cannot tell whether " + recipe + " scales: " + measured + ", but the forecast is " + forecast + ". "
                        + needs(open);
        };
    }

    private static String needs(Decision.CannotTell open) {
        Decision.Needed run = open.runs().getFirst();
        String runs = String.format(
                Locale.ROOT,
                "%d %s of each recipe at N = %s, D = %s (%s FLOPs a run)",
                run.seeds(),
                run.seeds() == 1 ? "seed" : "more seeds",
                flops(run.parameters()),
                flops(run.tokens()),
                flops(run.compute()));
        return open.decides()
                ? "It needs " + runs + ", which would settle it in four of five cases if it is as it looks."
                : String.format(
                        Locale.ROOT,
                        "Even %s would only narrow the forecast to %.0f%% of its error.",
                        runs,
                        100 * open.narrows());
    }

    private String factor(double[] draws) {
        Estimate estimate = Estimate.exponential(draws, level);
        return String.format(
                Locale.ROOT, "%s [%s, %s]", factor(estimate.value()), factor(estimate.low()), factor(estimate.high()));
    }

    private static String factor(double value) {
        return value > 99 ? flops(value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private String percent() {
        return Math.round(100 * level) + "%";
    }

    private static String flops(double value) {
        return value > 1e100
                ? "never"
                : String.format(Locale.ROOT, "%.2g", value).replace("e+", "e");
    }
}
