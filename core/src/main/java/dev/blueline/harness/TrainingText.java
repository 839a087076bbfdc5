package dev.blueline.harness;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The text a model has learned from.
 *
 * @param corpora whose training side it is
 * @param where it lies, for people
 */
public record TrainingText(List<Corpus> corpora, String where) {
    private static final int LEVELS = 3;

    /**
     * The text in the folder {@code corpus} of a run and of the study around it, and in {@code replay-corpus} of a run that goes on from
     * another; empty if there is none.
     */
    public static Optional<TrainingText> of(Path run) {
        List<Corpus> corpora = new ArrayList<>();
        List<String> where = new ArrayList<>();
        Path folder = run.toAbsolutePath().normalize();
        for (int level = 0; level < LEVELS; level++) {
            for (String name : List.of("corpus", "replay-corpus")) {
                Path text = folder.resolve(name);
                Optional<Corpus> corpus = Corpus.isPrepared(text) ? Corpus.prepared(text) : Optional.empty();
                corpus.ifPresent(found -> {
                    corpora.add(found);
                    where.add(text.toString());
                });
            }
            Path parent = folder.getParent();
            folder = parent == null ? folder : parent;
        }
        return corpora.isEmpty() ? Optional.empty() : Optional.of(new TrainingText(corpora, String.join(", ", where)));
    }

    /**
     * Text that is named: files and folders as {@code --corpus} takes them.
     *
     * @throws dev.blueline.ledger.BadInput if it cannot be read
     */
    public static TrainingText read(List<String> paths) {
        return new TrainingText(List.of(Corpus.read(paths)), String.join(", ", paths));
    }

    /** Every document, in no promised order. */
    Stream<Document> documents() {
        return corpora.stream().flatMap(corpus -> corpus.training().stream());
    }

    /** Number of documents. */
    long count() {
        return corpora.stream().mapToLong(corpus -> corpus.training().count()).sum();
    }
}
