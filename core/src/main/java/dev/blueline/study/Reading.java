package dev.blueline.study;

import dev.blueline.scaling.DataConstrained;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fit;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How a ladder's laws see rungs that read the text more than once: every law of size and tokens counts the D tokens read, U of them
 * different, as the fresh ones that they are worth by the law of repeated text, {@code U + U RD (1 - exp(-(D/U - 1)/RD))} (Muennighoff
 * et al. 2023). RD is the one with which the fitted rungs agree best.
 *
 * @param text tokens of the text
 * @param way where RD is from
 * @param rD repetitions after which a token has lost 1 - 1/e of its worth
 * @param low least RD that fits about as well
 * @param high largest
 */
public record Reading(double text, Way way, double rD, double low, double high) {
    /** More than the text by less than this share is rounding. */
    private static final double ROUNDING = 1.002;

    private static final int FEWEST_LEVELS = 3;
    private static final int FEWEST_CELLS = 8;
    private static final double SMALLEST = 0.25;
    private static final double LARGEST = 256;
    private static final double STEP = Math.pow(2, 0.25);
    private static final List<Family> JOINT = List.of(Family.KAPLAN, Family.KAPLAN_FLOOR, Family.CHINCHILLA);
    private static final double DELTA = 0.01;
    private static final int SEARCHES = 4;

    /** 95% quantile of chi squared with one degree of freedom: a worse fit than this is evidence. */
    private static final double EVIDENCE = 3.84;

    /** Where RD is from. */
    public enum Way {
        /** No rung repeats its text, so there is none. */
        FRESH,
        /** The rungs have not been run. */
        OPEN,
        /** From the fitted rungs. */
        FITTED,
        /** The fitted rungs do not tell: the published one. */
        PUBLISHED
    }

    /**
     * Before any run.
     *
     * @param tokens of the fitted rungs and of the one that is forecast
     */
    static Reading planned(double text, DoubleStream tokens) {
        boolean repeats = tokens.anyMatch(count -> count > ROUNDING * text);
        return published(text, repeats ? Way.OPEN : Way.FRESH);
    }

    private static Reading published(double text, Way way) {
        double known = DataConstrained.PUBLISHED_RD;
        return new Reading(text, way, known, known, known);
    }

    /** After the fitted rungs, whose tokens are those that were read. */
    Reading after(List<Observation> fitted) {
        if (way == Way.FRESH) {
            return this;
        }
        long levels = fitted.stream()
                .map(run -> Math.round(100 * Math.log(Math.max(1, run.tokens() / text))))
                .distinct()
                .count();
        return levels >= FEWEST_LEVELS && fitted.size() >= FEWEST_CELLS
                ? profile(fitted)
                : published(text, Way.PUBLISHED);
    }

    /** The RD of lowest AICc over the laws of size and tokens, and those that are about as good. */
    private Reading profile(List<Observation> fitted) {
        List<double[]> tried = new ArrayList<>();
        for (double scale = SMALLEST; scale <= LARGEST * 1.01; scale *= STEP) {
            Reading with = new Reading(text, Way.FITTED, scale, scale, scale);
            List<Observation> seen = fitted.stream().map(with::seen).toList();
            Fitter fitter = new Fitter(DELTA, SEARCHES);
            double best = JOINT.stream()
                    .flatMap(family -> fitter.fit(family, seen).stream())
                    .mapToDouble(Fit::aicc)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            tried.add(new double[] {scale, best});
        }
        double least = tried.stream().mapToDouble(point -> point[1]).min().orElseThrow();
        double[] good = tried.stream()
                .filter(point -> point[1] <= least + EVIDENCE)
                .mapToDouble(point -> point[0])
                .toArray();
        boolean open = good.length == 0 || good[good.length - 1] > LARGEST / STEP || good[0] < SMALLEST * STEP;
        double best = tried.stream()
                .filter(point -> point[1] == least)
                .mapToDouble(point -> point[0])
                .findFirst()
                .orElseThrow();
        return open
                ? published(text, Way.PUBLISHED)
                : new Reading(text, Way.FITTED, best, good[0], good[good.length - 1]);
    }

    /** A run as the laws see it. */
    Observation seen(Observation read) {
        double tokens = worth(read.tokens());
        return new Observation(read.parameters(), tokens, read.compute(), read.loss(), read.trunk());
    }

    /** A run to be forecast as the laws see it. */
    Target target(double parameters, double tokens, double compute) {
        return new Target(parameters, worth(tokens), compute);
    }

    private double worth(double tokens) {
        return way == Way.FRESH || tokens <= text ? tokens : DataConstrained.worth(tokens, text, rD);
    }

    /** Which rungs of a plan read the text more than once, and what a repeated token counts; empty if none does. */
    public String inWords(List<Plan.PlannedRun> runs) {
        String rungs = runs.stream()
                .filter(run -> run.tokens() > ROUNDING * text)
                .filter(run -> switch (run.role()) {
                    case LADDER, HELD_OUT -> true;
                    case RATE_CHECK, CONTRAST, CONTROL -> false;
                })
                .map(run -> String.format(Locale.ROOT, "%s %.1f times", run.rung(), run.tokens() / text))
                .distinct()
                .collect(Collectors.joining(", "));
        return rungs.isEmpty()
                ? ""
                : "The text has " + Rung.inWords(Math.round(text)) + " tokens, so some rungs read it again: " + rungs
                        + ". A repeated token counts as the law of repeated text has it" + constant();
    }

    private String constant() {
        return switch (way) {
            case FRESH, OPEN -> "";
            case FITTED ->
                String.format(
                        Locale.ROOT,
                        ", with the RD that the fitted rungs agree with best, %.2g (%.2g to %.2g fit about as well; the forecast's"
                                + " interval takes RD as known)",
                        rD,
                        low,
                        high);
            case PUBLISHED ->
                String.format(
                        Locale.ROOT,
                        ", with the published RD = %.2f, as the fitted rungs do not tell; the forecast's interval takes it as known",
                        rD);
        };
    }
}
