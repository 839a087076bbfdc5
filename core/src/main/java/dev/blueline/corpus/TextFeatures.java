package dev.blueline.corpus;

/**
 * All that rules ask of one text.
 *
 * @param text itself
 * @param words its words, counted
 * @param stopWords function words of its language
 * @param shapes its lines
 * @param lines how many of them repeat
 * @param paragraphs how many of them repeat
 * @param sequences of words that repeat
 */
record TextFeatures(
        String text,
        WordCounts words,
        StopWords stopWords,
        LineShapes shapes,
        Repetition lines,
        Repetition paragraphs,
        WordSequences sequences) {
    static TextFeatures of(String text) {
        return new TextFeatures(
                text,
                WordCounts.of(text),
                StopWords.of(text),
                LineShapes.of(text),
                Repetition.ofLines(text),
                Repetition.ofParagraphs(text),
                WordSequences.of(text));
    }
}
