package dev.blueline.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a natural text that a model writes on.
 *
 * @param greedyRepetition mean share of repeated 4-grams, always the likeliest token
 * @param drawnRepetition the same at temperature 0.7
 * @param language share that stay in the language, at temperature 0.7
 * @param byLanguage the same language by language
 * @param both mean over continuations of two things in [0, 1]: one minus the mean repetition, and staying in the language
 */
record NaturalFigures(
        Estimate greedyRepetition,
        Estimate drawnRepetition,
        Estimate language,
        Map<String, Estimate> byLanguage,
        Estimate both) {
    private static final int TOKENS = 128;
    private static final double TEMPERATURE = 0.7;

    static NaturalFigures of(Writer writer, long seed) {
        List<Beginning> beginnings = Beginning.ALL;
        List<String> prompts = beginnings.stream().map(Beginning::text).toList();
        List<int[]> greedy = writer.tokens(prompts, TOKENS, 0, seed);
        List<int[]> drawn = writer.tokens(prompts, TOKENS, TEMPERATURE, seed);
        ClusteredMean greedyRepetition = new ClusteredMean();
        ClusteredMean drawnRepetition = new ClusteredMean();
        ClusteredMean language = new ClusteredMean();
        ClusteredMean both = new ClusteredMean();
        Map<String, ClusteredMean> each = new LinkedHashMap<>();
        for (int i = 0; i < prompts.size(); i++) {
            String name = beginnings.get(i).language();
            double one = Repetition.of(greedy.get(i));
            double other = Repetition.of(drawn.get(i));
            double stays = LanguageKept.in(name, writer.text(drawn.get(i))) ? 1 : 0;
            greedyRepetition.add(name, one);
            drawnRepetition.add(name, other);
            language.add(name, stays);
            both.add(name, (1 - (one + other) / 2 + stays) / 2);
            each.computeIfAbsent(name, unseen -> new ClusteredMean()).add(prompts.get(i), stays);
        }
        return new NaturalFigures(
                greedyRepetition.estimate(),
                drawnRepetition.estimate(),
                language.estimate(),
                FormatFigures.estimates(each),
                both.estimate());
    }
}
