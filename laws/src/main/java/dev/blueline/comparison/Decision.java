package dev.blueline.comparison;

import java.util.List;

/** Whether to adopt a recipe in place of the baseline. */
public sealed interface Decision {

    /** In a word or two. */
    default String word() {
        return switch (this) {
            case Keep keep -> "keep";
            case Grows grows -> "keep, grows";
            case Fades fades -> "fades";
            case Drop drop -> "drop";
            case CannotTell cannotTell -> "cannot tell";
        };
    }

    /**
     * It multiplies compute, and still does ten times further.
     *
     * @param shrinks whether the multiplier falls, though not to 1 within a thousand times the largest compute
     */
    record Keep(boolean shrinks) implements Decision {}

    /** It multiplies compute, and the more the larger the scale. */
    record Grows() implements Decision {}

    /**
     * It helps at small scale, less and less with scale.
     *
     * @param atCompute FLOPs at which the trend reaches a multiplier of 1
     */
    record Fades(Estimate atCompute) implements Decision {}

    /**
     * It is not worth having.
     *
     * @param costs whether it takes compute, rather than giving none
     */
    record Drop(boolean costs) implements Decision {}

    /**
     * The runs leave it open.
     *
     * @param runs to make with each of the two recipes, the same seeds for both
     * @param decides whether they would settle it in four of five cases, if the multiplier is what it looks like; else they are
     *     those of the list tried that narrow it most
     * @param narrows factor on the error of the forecast multiplier
     */
    record CannotTell(List<Needed> runs, boolean decides, double narrows) implements Decision {}

    /**
     * Runs that are missing.
     *
     * @param parameters size N
     * @param tokens training tokens D
     * @param compute about so many FLOPs a run
     * @param seeds for each recipe
     */
    record Needed(double parameters, double tokens, double compute, int seeds) {}
}
