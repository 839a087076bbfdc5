package dev.blueline.corpus;

import java.io.IOException;
import java.util.List;

/**
 * Turns one kind of file into documents. Readers are found by {@link java.util.ServiceLoader}; the first that accepts a
 * file reads it. A reader holds no state: files are read in parallel.
 */
public interface CorpusReader {
    /** Whether this reader takes the file, judged by its name. */
    boolean accepts(SourceFile file);

    /**
     * The file's documents, in the file's order; empty when nothing in it is worth keeping.
     *
     * @throws java.nio.charset.CharacterCodingException if the file is not text; it is then skipped and counted
     */
    List<Document> read(SourceFile file) throws IOException;
}
