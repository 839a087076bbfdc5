package dev.blueline.study;

import dev.blueline.scaling.DataConstrained;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Target;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a ladder's laws see rungs that read the text more than once.
 *
 * @param text tokens of the text
 * @param way what is made of repeated tokens
 */
public record Reading(double text, Way way) {
    /** More than the text by less than this share is rounding. */
    private static final double ROUNDING = 1.002;

    private static final int FEWEST_LEVELS = 3;
    private static final int FEWEST_CELLS = 8;

    /** What is made of repeated tokens. */
    public enum Way {
        /** No rung repeats its text. */
        FRESH,
        /** The law of repeated text is fitted and mixed with the others. */
        FITTED,
        /** The fitted rungs do not determine that law: repeated tokens count as its published constant has it. */
        PUBLISHED
    }

    /**
     * @param text tokens of the text
     * @param fitted token counts of the fitted rungs
     * @param asked token count of the rung that is forecast
     */
    static Reading of(double text, List<Double> fitted, double asked) {
        boolean repeats = Stream.concat(fitted.stream(), Stream.of(asked)).anyMatch(tokens -> tokens > ROUNDING * text);
        if (!repeats) {
            return new Reading(text, Way.FRESH);
        }
        long levels = fitted.stream()
                .map(tokens -> Math.round(100 * Math.log(Math.max(1, tokens / text))))
                .distinct()
                .count();
        boolean determined = levels >= FEWEST_LEVELS && fitted.size() >= FEWEST_CELLS;
        return new Reading(text, determined ? Way.FITTED : Way.PUBLISHED);
    }

    /** A run as the laws see it. */
    Observation seen(double parameters, double tokens, double compute, double loss, String trunk) {
        return new Observation(parameters, worth(tokens), compute, loss, trunk, unique(tokens));
    }

    /** A run to be forecast as the laws see it. */
    Target target(double parameters, double tokens, double compute) {
        return new Target(parameters, worth(tokens), compute, unique(tokens));
    }

    private double worth(double tokens) {
        return way == Way.PUBLISHED && tokens > text
                ? DataConstrained.worth(tokens, text, DataConstrained.PUBLISHED_RD)
                : tokens;
    }

    private double unique(double tokens) {
        return way == Way.FITTED ? Math.min(text, tokens) : worth(tokens);
    }

    /** The laws that compete. */
    List<Family> families() {
        return way == Way.FITTED
                ? Stream.concat(Family.RIVALS.stream(), Stream.of(Family.DATA_CONSTRAINED)).toList()
                : Family.RIVALS;
    }

    /** Which rungs of a plan read the text more than once, and what is made of that; empty if none does. */
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
        if (rungs.isEmpty()) {
            return "";
        }
        return "The text has " + Rung.inWords(Math.round(text)) + " tokens, so some rungs read it again: " + rungs
                + ". " + switch (way) {
                    case FRESH -> "";
                    case FITTED ->
                        "The law of repeated text is fitted to these runs and mixed with the other laws by its record";
                    case PUBLISHED ->
                        "The fitted rungs repeat too little to fit the law of repeated text, so a repeated token counts as in the"
                                + " published one (RD = " + DataConstrained.PUBLISHED_RD + ")";
                };
    }
}
