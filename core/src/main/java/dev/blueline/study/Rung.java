package dev.blueline.study;

import dev.blueline.ledger.Run;
import java.util.Locale;

/**
 * One run to carry out: a size, a number of training tokens, a seed.
 *
 * @param arm training text, by its name in a study that compares texts; empty for the study's own
 * @param size model size
 * @param tokens training tokens as the grid states them, before rounding to whole batches
 * @param seed seed of initialisation and data order
 * @param role what the run is for
 * @param rateScale factor on the learning-rate rule
 * @param uniqueTokens training text to repeat, or 0 for all of it, read once
 */
public record Rung(String arm, Size size, long tokens, int seed, Run.Role role, double rateScale, long uniqueTokens) {

    /** A run on the study's own text. */
    public Rung(Size size, long tokens, int seed, Run.Role role, double rateScale, long uniqueTokens) {
        this("", size, tokens, seed, role, rateScale, uniqueTokens);
    }

    /** Short name, such as {@code 64x2/4M}, after the arm's. */
    public String name() {
        return (arm.isEmpty() ? "" : arm + "/") + size + "/" + inWords(tokens);
    }

    /** A token count as people write it: 4M, 1.5M, 262k. */
    public static String inWords(long tokens) {
        if (tokens >= 1_000_000) {
            return trimmed(tokens / 1e6) + "M";
        }
        return tokens >= 1000 ? trimmed(tokens / 1e3) + "k" : Long.toString(tokens);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
