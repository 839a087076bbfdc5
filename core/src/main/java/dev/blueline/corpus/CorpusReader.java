package dev.blueline.corpus;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Turns one kind of file into documents. Readers are found by {@link java.util.ServiceLoader}; the first that accepts a
 * file reads it. A reader holds no state: files are read in parallel.
 */
public interface CorpusReader {
    /** Whether this reader takes the file, judged by its name. */
    boolean accepts(SourceFile file);

    /**
     * Hands over the file's documents one by one, in the file's order; none when nothing in it is worth keeping.
     *
     * @throws java.nio.charset.CharacterCodingException if the file is not text; it is then skipped and counted
     */
    void read(SourceFile file, Consumer<Document> documents) throws IOException;
}
