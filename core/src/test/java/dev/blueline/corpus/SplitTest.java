package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static StoredDocument document(String domain, String group, int characters) {
        Document document = new Document(domain, group, group, "x".repeat(characters));
        return new StoredDocument(MemorySegment.ofArray(StoredDocument.bytes(document, 0)), 0);
    }

    /** Groups of which none lies below a fortieth, by their names. */
    private static List<String> above(int count) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "folder " + i)
                .filter(group -> Split.position(group) >= 0.025)
                .limit(count)
                .toList();
    }

    @Test
    void aDomainOfFewGroupsIsHeldOutToo() {
        List<StoredDocument> documents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            documents.add(document("many", "file " + i, 100));
        }
        List<String> few = above(5);
        few.forEach(group -> documents.add(document("few", group, group.equals(few.getFirst()) ? 10_000 : 100)));
        documents.add(document("alone", "folder alone", 100));
        DoublePredicate held = Split.validation(0.025, documents);
        assertThat(few.stream().filter(group -> held.test(Split.position(group))))
                .as("one group, and not the one that holds most of the text")
                .hasSize(1)
                .doesNotContain(few.getFirst());
        assertThat(held.test(Split.position("folder alone"))).isEqualTo(Split.position("folder alone") < 0.025);
    }

    @Test
    void whereEveryDomainIsHeldOutTheFractionAloneDecides() {
        List<StoredDocument> documents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            documents.add(document(i % 2 == 0 ? "one" : "other", "file " + i, 100));
        }
        DoublePredicate held = Split.validation(0.05, documents);
        for (double position = 0; position < 1; position += 0.001) {
            assertThat(held.test(position)).isEqualTo(position < 0.05);
        }
    }
}
