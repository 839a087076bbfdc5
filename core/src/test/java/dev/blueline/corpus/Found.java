package dev.blueline.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Documents as they come out of sources, before they are deduplicated and split. */
record Found(List<Document> documents, Reading reading) {
    static Found in(Path path, String... textColumns) {
        return in(path.toString(), textColumns);
    }

    static Found in(String source, String... textColumns) {
        CorpusSelection selection = CorpusSelection.of(List.of(source), List.of(textColumns));
        List<CorpusReader> readers = new ArrayList<>();
        ServiceLoader.load(CorpusReader.class).forEach(readers::add);
        readers.add(new PlainTextReader());
        List<Document> documents = new ArrayList<>();
        Sources sources = new Sources(readers, selection.textColumns(), documents::add, bytes -> {});
        selection.sources().forEach(sources::read);
        return new Found(documents, sources.reading());
    }

    List<String> texts() {
        return documents.stream().map(Document::text).toList();
    }

    List<String> names() {
        return documents.stream().map(Document::name).toList();
    }

    long skipped(Skipped why) {
        return reading.passedOver().count(why);
    }

    List<String> examples(Skipped why) {
        return reading.passedOver().examples(why);
    }
}
