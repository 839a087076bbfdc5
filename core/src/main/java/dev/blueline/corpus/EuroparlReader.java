package dev.blueline.corpus;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The Europarl passages that Lucene tests with: a line holds title, date and passage, separated by tabs. One document a
 * passage, in the domain {@code parliament}; the passages are in many languages and often begin and end inside a
 * sentence, which is kept as it is. Runs of spaces, which stand for the speech's paragraphs, become line ends.
 */
public final class EuroparlReader implements CorpusReader {
    private static final Pattern PARAGRAPH = Pattern.compile("  +");

    @Override
    public boolean accepts(SourceFile file) {
        return file.fileName().equals("europarl.lines.txt");
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            String[] fields = line.split("\t", 3);
            if (fields.length == 3 && !fields[2].isBlank()) {
                String text = PARAGRAPH.matcher(fields[2].strip()).replaceAll("\n");
                String group = "passage " + Long.toHexString(TextHash.of(TextHash.normalised(text)));
                documents.accept(new Document("parliament", group, fields[0] + ", " + fields[1], text));
            }
        }
    }
}
