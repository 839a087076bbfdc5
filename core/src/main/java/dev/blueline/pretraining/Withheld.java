package dev.blueline.pretraining;

import dev.blueline.corpus.Corpus;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Leakage;
import dev.blueline.tasks.Lecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What keeps questions and training text apart: documents that hold an example of the lecture are not trained on, and items
 * whose true text stands in training text are not asked.
 *
 * @param key of the text and the items that it was found for
 * @param documents indices in the training side, rising
 * @param items texts of items, prompt and answer
 */
record Withheld(String key, long[] documents, Set<String> items) {
    private static final String FILE = "withheld.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads all training text once; what was found is kept in the corpus's folder. */
    static Withheld of(Corpus corpus, List<Item> items) {
        Path file = corpus.folder().resolve(FILE);
        List<String> sought = Stream.concat(items.stream().map(Item::text), Lecture.excluded().stream())
                .toList();
        String key = Fingerprint.of(corpus.report().hash() + String.join("\n", sought));
        if (SealedFiles.isSound(file)) {
            Withheld kept = JSON.readValue(SealedFiles.read(file), Withheld.class);
            if (kept.key().equals(key)) {
                return kept;
            }
        }
        Withheld found = search(corpus, key, sought);
        if (Files.isDirectory(corpus.folder())) {
            SealedFiles.write(file, JSON.writeValueAsBytes(found));
        }
        return found;
    }

    private static Withheld search(Corpus corpus, String key, List<String> sought) {
        Leakage leakage = Leakage.of(sought);
        Set<String> lecture = new HashSet<>(Lecture.excluded());
        Set<Long> documents = new TreeSet<>();
        Set<String> items = new TreeSet<>();
        LongStream.range(0, corpus.training().count()).parallel().forEach(i -> {
            Set<String> found = leakage.all(corpus.training().get(i).text());
            if (!found.isEmpty()) {
                synchronized (items) {
                    if (found.stream().anyMatch(lecture::contains)) {
                        documents.add(i);
                    } else {
                        items.addAll(found);
                    }
                }
            }
        });
        return new Withheld(key, documents.stream().mapToLong(Long::longValue).toArray(), items);
    }

    /** The corpus without the documents. */
    Corpus from(Corpus corpus) {
        if (documents.length == 0) {
            return corpus;
        }
        long[] kept = LongStream.range(0, corpus.training().count())
                .filter(i -> Arrays.binarySearch(documents, i) < 0)
                .toArray();
        return corpus.withTraining(corpus.training().in(i -> kept[(int) i], kept.length));
    }

    /** The items without those that training text states. */
    List<Item> from(List<Item> asked) {
        List<Item> kept = new ArrayList<>(asked);
        kept.removeIf(item -> items.contains(item.text()));
        return List.copyOf(kept);
    }
}
