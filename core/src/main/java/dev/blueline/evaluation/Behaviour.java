package dev.blueline.evaluation;

import dev.blueline.engine.Learner;
import dev.blueline.tokenizer.Tokenizer;
import java.util.Map;

/**
 * How a model behaves where a user would notice, measured on what it writes. All but the speed follows from the weights
 * and the seed alone, whatever the machine and the number of threads. Nothing here looks at whether what is written is true.
 *
 * @param format share of greedy continuations that keep the format of their prompt; clusters are formats
 * @param formats the same format by format; clusters are prompts
 * @param length share of greedy answers that end by themselves after one word at least and twice the words needed at most;
 *     clusters are frames of prompts
 * @param wordsPerNeeded words written before the answer's end, over words needed; where none came, words written until cut off
 * @param greedyRepetition mean share of repeated 4-grams in 128 tokens, always the likeliest token; clusters are languages
 * @param drawnRepetition the same at temperature 0.7
 * @param language share of continuations at temperature 0.7 that stay in the language of their prompt; clusters are languages
 * @param languages the same language by language; clusters are prompts
 * @param score plain mean of four shares: format, length, language, and one minus the mean of the two repetitions
 * @param speed of decoding one sequence, not in the score
 */
public record Behaviour(
        Estimate format,
        Map<String, Estimate> formats,
        Estimate length,
        Estimate wordsPerNeeded,
        Estimate greedyRepetition,
        Estimate drawnRepetition,
        Estimate language,
        Map<String, Estimate> languages,
        Estimate score,
        DecodingSpeed speed) {

    /** Measures a model. The seed chooses prompts and draws; models are compared on the same one. */
    public static Behaviour of(Learner learner, Tokenizer tokenizer, long seed) {
        Writer writer = new Writer(learner, tokenizer);
        FormatFigures formats = FormatFigures.of(writer, seed);
        LengthFigures lengths = LengthFigures.of(writer, seed);
        NaturalFigures natural = NaturalFigures.of(writer, seed);
        return new Behaviour(
                formats.all(),
                formats.byFormat(),
                lengths.withinTwice(),
                lengths.wordsPerNeeded(),
                natural.greedyRepetition(),
                natural.drawnRepetition(),
                natural.language(),
                natural.byLanguage(),
                score(formats.all(), lengths.withinTwice(), natural.both()),
                DecodingSpeed.of(learner, tokenizer));
    }

    /** Each kind of prompt is independent of the others; repetition and language share theirs, so come as one mean. */
    private static Estimate score(Estimate format, Estimate length, Estimate natural) {
        double value = (format.value() + length.value() + 2 * natural.value()) / 4;
        double variance =
                square(format.standardError()) + square(length.standardError()) + square(2 * natural.standardError());
        return new Estimate(value, Math.sqrt(variance) / 4, format.clusters() + length.clusters() + natural.clusters());
    }

    private static double square(double x) {
        return x * x;
    }
}
