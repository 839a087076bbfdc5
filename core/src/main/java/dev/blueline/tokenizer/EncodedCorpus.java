package dev.blueline.tokenizer;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * A corpus as a tokenizer sees it.
 *
 * @param training the training side as one stream
 * @param validation the held-out documents, in the corpus's order
 * @param trainingBytes UTF-8 bytes of the training side
 */
public record EncodedCorpus(TokenStream training, List<EncodedDocument> validation, long trainingBytes) {
    /** Encodes in parallel over documents; the result does not depend on the number of threads. */
    public static EncodedCorpus of(Corpus corpus, Tokenizer tokenizer) {
        List<char[]> training = corpus.training().parallelStream()
                .map(document -> narrow(tokenizer.encode(document.text())))
                .toList();
        List<EncodedDocument> validation = corpus.validation().parallelStream()
                .map(document -> new EncodedDocument(
                        document.domain(), document.name(), tokenizer.encode(document.text()), document.bytes()))
                .toList();
        return new EncodedCorpus(
                TokenStream.of(training, tokenizer.endOfText()),
                validation,
                corpus.report().trainingBytes());
    }

    /** Training bytes a training token stands for, on average, ends of text included. */
    public double bytesPerToken() {
        return (double) trainingBytes / training.length();
    }

    /**
     * The first texts of the training side that make up about so many characters: enough to learn a small vocabulary
     * from, since documents are in the order of their hashes.
     */
    public static List<String> sample(Corpus corpus, long characters) {
        List<String> texts = new ArrayList<>();
        long taken = 0;
        for (Document document : corpus.training()) {
            if (taken >= characters) {
                break;
            }
            texts.add(document.text());
            taken += document.text().length();
        }
        return texts;
    }

    static char[] narrow(int[] ids) {
        char[] narrow = new char[ids.length];
        for (int i = 0; i < ids.length; i++) {
            narrow[i] = (char) ids[i];
        }
        return narrow;
    }
}
