package dev.blueline.corpus;

import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Any other text, one document a file: source code of other languages ({@code code}, grouped by folder), Markdown and
 * other marked-up prose ({@code markdown}), the rest ({@code text}). Inside folders and archives only files with a known
 * ending, or none, are taken; a file given by name is taken whatever its ending. A file above 64 MB becomes a document a
 * section, in groups of their own.
 */
public final class PlainTextReader implements CorpusReader {
    private static final Set<String> TEXT = Set.of("txt", "text", "");
    private static final Set<String> MARKDOWN = Set.of("md", "markdown", "rst", "adoc", "asciidoc", "org", "tex");
    private static final Set<String> CODE = Set.of(
            "py", "c", "h", "cc", "cpp", "cxx", "hpp", "cs", "js", "mjs", "ts", "tsx", "jsx", "go", "rs", "kt", "kts",
            "scala", "clj", "groovy", "rb", "php", "pl", "pm", "lua", "r", "jl", "swift", "m", "mm", "hs", "ml", "mli",
            "ex", "exs", "erl", "dart", "sh", "bash", "sql", "f90", "f", "pas", "lisp", "el", "scm", "vim", "zig",
            "nim");

    private final int whole;

    PlainTextReader() {
        this(SourceFile.LARGEST_WHOLE);
    }

    /**
     * @param whole bytes up to which a file is one document
     */
    PlainTextReader(int whole) {
        this.whole = whole;
    }

    @Override
    public boolean accepts(SourceFile file) {
        String ending = file.extension();
        return file.named() || TEXT.contains(ending) || MARKDOWN.contains(ending) || CODE.contains(ending);
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        boolean code = CODE.contains(file.extension());
        String domain = code ? "code" : MARKDOWN.contains(file.extension()) ? "markdown" : "text";
        Readable start = Readable.of(file.bytes(), whole + 1);
        if (start.bytes().length > whole) {
            int[] number = {0};
            file.readTo(() -> "after section " + number[0]);
            new LongText(file.characters(start.bytes())).sections(section -> {
                String place = " section " + ++number[0];
                documents.accept(new Document(domain, "file " + file.path() + place, file.path() + place, section));
            });
            return;
        }
        byte[] bytes = start.damage().isPresent() ? Readable.wholeLines(start.bytes()) : start.bytes();
        String text = file.text(bytes).strip();
        if (!text.isEmpty()) {
            String group = code && !file.named() ? "folder " + file.folder() : "file " + file.path();
            documents.accept(new Document(domain, group, file.path(), text));
        }
        if (start.damage().isPresent()) {
            file.readTo(() -> text.isEmpty() ? "" : "after line " + lineEnds(bytes));
            throw start.damage().get();
        }
    }

    private static int lineEnds(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }
}
