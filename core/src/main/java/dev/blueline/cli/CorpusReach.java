package dev.blueline.cli;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Document;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.Study;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far up a study's ladder a text would reach.
 *
 * @param study its name
 * @param vocabulary tokens of its vocabulary
 * @param bytesPerToken measured with a vocabulary learned from the first two million characters of the text; empty if it
 *     is too short to learn one from
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
    private static final int MEASURED_ON = 500_000;

    static CorpusReach of(Corpus corpus, Study study) {
        int vocabulary = study.tokenizer().vocabulary();
        OptionalDouble bytesPerToken = bytesPerToken(corpus, vocabulary);
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

    private static OptionalDouble bytesPerToken(Corpus corpus, int vocabulary) {
        try {
            Tokenizer tokenizer = BytePairTrainer.train(first(corpus.training(), LEARNED_FROM), vocabulary);
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

    private static List<String> first(Iterable<Document> documents, long characters) {
        List<String> texts = new ArrayList<>();
        long taken = 0;
        for (Document document : documents) {
            if (taken >= characters) {
                break;
            }
            String text = document.text();
            String part = text.length() > characters - taken ? text.substring(0, (int) (characters - taken)) : text;
            texts.add(part);
            taken += part.length();
        }
        return texts;
    }
}
