package dev.blueline.cli;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Document;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.Study;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * How far up a study's ladder a text would reach.
 *
 * @param study its name
 * @param vocabulary tokens of its vocabulary
 * @param bytesPerToken measured with a vocabulary learned from the beginning of the text, up to two million characters; empty
 *     if it is too short to learn one from
 * @param tokens about how many tokens the training side has; 0 if unknown
 * @param reached token counts of the ladder that the text has enough for
 * @param beyond token counts that it has too little for
 */
record CorpusReach(
        String study,
        int vocabulary,
        OptionalDouble bytesPerToken,
        long tokens,
        List<Long> reached,
        List<Long> beyond) {
    private static final int LEARNED_FROM = 2_000_000;
    /** Learning takes longer where words are long and hardly repeat, as in text without spaces: a character counts as so many. */
    private static final int LONG_WORDS = 6;
    /** Letters after which a word is cut: each merge looks again at the whole of every word that it touches. */
    private static final int LONGEST_WORD = 24;

    private static final int SAID_FROM = 300_000;
    private static final int MEASURED_ON = 500_000;

    /**
     * @param says hears a line if learning the vocabulary will take more than a moment
     */
    static CorpusReach of(Corpus corpus, Study study, Consumer<String> says) {
        int vocabulary = study.tokenizer().vocabulary();
        OptionalDouble bytesPerToken = bytesPerToken(corpus, vocabulary, says);
        long tokens = bytesPerToken.isPresent()
                ? Math.round(corpus.report().trainingBytes() / bytesPerToken.getAsDouble())
                : 0;
        List<Long> counts = study.ladder().tokens();
        return new CorpusReach(
                study.name(),
                vocabulary,
                bytesPerToken,
                tokens,
                counts.stream().filter(count -> count <= tokens).toList(),
                counts.stream().filter(count -> count > tokens).toList());
    }

    private static OptionalDouble bytesPerToken(Corpus corpus, int vocabulary, Consumer<String> says) {
        try {
            List<String> texts = first(corpus.training(), LEARNED_FROM);
            long characters = texts.stream().mapToLong(String::length).sum();
            if (characters > SAID_FROM) {
                says.accept(String.format(
                        Locale.ROOT,
                        "learning a vocabulary of %,d tokens from %,d characters of the text",
                        vocabulary,
                        characters));
            }
            Tokenizer tokenizer = BytePairTrainer.train(texts, vocabulary);
            long bytes = 0;
            long tokens = 0;
            for (String text :
                    first(corpus.validation().isEmpty() ? corpus.training() : corpus.validation(), MEASURED_ON)) {
                int[] ids = tokenizer.encode(text);
                tokens += ids.length;
                for (int id : ids) {
                    bytes += tokenizer.byteLength(id);
                }
            }
            return tokens == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bytes / tokens);
        } catch (BadInput tooShort) {
            return OptionalDouble.empty();
        }
    }

    /** The beginning of a text, as long as its cost allows, in pieces that cut only very long words. */
    static List<String> first(Iterable<Document> documents, long most) {
        List<String> texts = new ArrayList<>();
        long cost = 0;
        for (Document document : documents) {
            String text = document.text();
            int word = 0;
            int start = 0;
            int end = 0;
            while (end < text.length() && cost < most) {
                char c = text.charAt(end++);
                word = Character.isLetter(c) ? word + 1 : 0;
                cost += c < 0x80 && word <= LONGEST_WORD ? 1 : LONG_WORDS;
                if (word > 0 && word % LONGEST_WORD == 0) {
                    texts.add(text.substring(start, end));
                    start = end;
                }
            }
            texts.add(text.substring(start, end));
            if (cost >= most) {
                break;
            }
        }
        return texts;
    }
}
