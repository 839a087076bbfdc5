package dev.blueline.report;

import dev.blueline.evaluation.AboveChance;
import dev.blueline.evaluation.AskedModel;
import java.util.List;

/** How the sections about skills write scores and lists. */
final class SkillWords {
    /** The figure all of them show. */
    static final String ABOVE_CHANCE =
            "Accuracy above chance is (accuracy - chance) / (1 - chance): 0 for a guess, 1 for always right.";

    private SkillWords() {}

    /** {@code 0.62 [0.55, 0.69]}, the interval holding 90%, cut off at always right. */
    static String interval(AboveChance score) {
        return interval(score.value(), score.low(), Math.min(1, score.high()));
    }

    static String interval(double value, double low, double high) {
        return score(value) + " [" + score(low) + ", " + score(high) + "]";
    }

    /** Two decimals, and nought without a sign. */
    static String score(double value) {
        String figure = Format.fixed(value, 2);
        return figure.equals("-0.00") ? "0.00" : figure;
    }

    /** {@code a, b and c}. */
    static String list(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /** {@code 1 level}, {@code 3 levels}. */
    static String count(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    /** {@code 64x2/4M (117k parameters)}. */
    static String model(AskedModel model) {
        return model.rung() + " (" + Format.shortCount(model.parameters()) + " parameters)";
    }
}
