package dev.blueline.corpus;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Java sources as two documents of one group, their package: {@code code} (without documentation comments, licence
 * header, package line and imports) and {@code documentation} (the comments' prose as plain text). Files that say they
 * were generated are left out: their repetitions would drive the law.
 */
public final class JavaReader implements CorpusReader {
    @Override
    public boolean accepts(SourceFile file) {
        return file.extension().equals("java");
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        JavaSource source = JavaSource.split(file.text());
        if (source.generated()) {
            return;
        }
        String group = "package " + (source.packageName().isEmpty() ? file.folder() : source.packageName());
        String name = source.packageName() + "/" + file.fileName();
        String prose = source.comments().stream()
                .map(JavadocProse::of)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
        if (!source.code().isBlank()) {
            documents.accept(new Document("code", group, name, source.code()));
        }
        if (!prose.isBlank()) {
            documents.accept(new Document("documentation", group, name, prose));
        }
    }
}
