package dev.blueline.tokenizer;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import dev.blueline.corpus.Mixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The training side of a corpus as a tokenizer sees it.
 *
 * @param training one stream of tokens, mapped from files
 * @param trainingBytes UTF-8 bytes that it stands for
 * @param parts what each weighted source gave, in tokens; empty if all text is used as it is
 */
public record EncodedCorpus(TokenStream training, long trainingBytes, List<Mixture.Part> parts) {
    /**
     * Encodes in parallel into token files in the corpus's folder, or takes those that are there and sound; the result does
     * not depend on the number of threads.
     *
     * <p>Sources with weights are interleaved by the tokens of their documents, which are counted first.
     *
     * @param says hears how far long work has come, and of files found damaged and made again
     * @throws dev.blueline.ledger.BadInput if a weighted source has no training text
     * @throws dev.blueline.ledger.WriteFailure if the disk has no room
     */
    public static EncodedCorpus of(Corpus corpus, Tokenizer tokenizer, Consumer<String> says) {
        Documents documents = corpus.training();
        CorpusReport report = corpus.report();
        List<Mixture.Part> parts = List.of();
        long bytes = report.trainingBytes();
        if (!report.weights().isEmpty()) {
            Mixture mixture = mixture(documents, report.weights(), tokenizer);
            documents = documents.in(mixture.order(), mixture.count());
            parts = mixture.parts();
            bytes = documents.stream().parallel().mapToLong(Document::bytes).sum();
        }
        boolean temporary = !Files.isDirectory(corpus.folder());
        try {
            Path folder = temporary ? Files.createTempDirectory("blueline-tokens-") : corpus.folder();
            TokenFiles files = new TokenFiles(folder, tokenizer, report.hash(), says);
            TokenStream stream = files.of(documents);
            if (temporary) {
                Corpus.delete(folder);
            }
            return new EncodedCorpus(stream, bytes, parts);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write tokens: " + failure.getMessage(), failure);
        }
    }

    private static Mixture mixture(Documents documents, List<CorpusReport.Weight> weights, Tokenizer tokenizer) {
        ValueLayout.OfLong layout = ValueLayout.JAVA_LONG;
        MemorySegment tokens = Arena.ofAuto().allocate(Math.max(1, documents.count()) * Long.BYTES);
        LongStream.range(0, documents.count())
                .parallel()
                .forEach(i -> tokens.setAtIndex(
                        layout, i, tokenizer.encode(documents.get(i).text()).length + 1L));
        return Mixture.of(weights, documents.count(), documents::source, i -> tokens.getAtIndex(layout, i))
                .requireAll();
    }

    /** Training bytes a training token stands for, on average, ends of text included. */
    public double bytesPerToken() {
        return (double) trainingBytes / training.length();
    }

    /**
     * The held-out documents to measure on: the first in the corpus's order that make up about so many bytes. Where sources
     * have weights, they are interleaved by their bytes in those shares first, so that a loss over all text weighs the
     * sources as training does.
     */
    public static List<EncodedDocument> heldOut(Corpus corpus, Tokenizer tokenizer, double bytes) {
        List<CorpusReport.Weight> weights = corpus.report().weights();
        Documents documents = mixed(corpus.validation(), weights);
        List<EncodedDocument> taken = new ArrayList<>();
        double sum = 0;
        for (long i = 0; i < documents.count() && sum < bytes; i++) {
            Document document = documents.get(i);
            EncodedDocument encoded = new EncodedDocument(
                    document.domain(), document.name(), tokenizer.encode(document.text()), document.bytes());
            taken.add(encoded);
            sum += encoded.bytes();
        }
        return taken;
    }

    private static Documents mixed(Documents documents, List<CorpusReport.Weight> weights) {
        if (weights.isEmpty()) {
            return documents;
        }
        Mixture mixture = Mixture.of(weights, documents.count(), documents::source, documents::roughBytes);
        return documents.in(mixture.order(), mixture.count());
    }

    /**
     * The first texts of the training side that make up about so many characters, in the sources' shares if they have
     * weights: enough to learn a small vocabulary from, since documents are in the order of their hashes.
     */
    public static List<String> sample(Corpus corpus, long characters) {
        List<String> texts = new ArrayList<>();
        long taken = 0;
        Documents documents = mixed(corpus.training(), corpus.report().weights());
        for (long i = 0; i < documents.count() && taken < characters; i++) {
            String text = documents.get(i).text();
            texts.add(text);
            taken += text.length();
        }
        return texts;
    }
}
