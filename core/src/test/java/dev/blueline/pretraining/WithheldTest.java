package dev.blueline.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import dev.blueline.tasks.Fact;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Skills;
import dev.blueline.tasks.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithheldTest {
    private static final String BOOK = "The night went on. ".repeat(500);

    @TempDir
    Path folder;

    private Corpus corpus(String... texts) {
        List<Document> documents = java.util.Arrays.stream(texts)
                .map(text -> new Document("prose", text, "n", text))
                .toList();
        long bytes = documents.stream().mapToLong(Document::bytes).sum();
        CorpusReport report = new CorpusReport(
                List.of("own"),
                1,
                Map.of("prose", new CorpusReport.DomainSize(documents.size(), bytes, 0, 0)),
                0.1,
                Map.of(),
                0,
                0,
                "hash of " + List.of(texts).hashCode(),
                List.of());
        return new Corpus(Documents.of(documents), Documents.of(List.of()), report, folder);
    }

    @Test
    void oneSentenceOfTheLectureCostsABookOneSentence() {
        String sentence = "I was on the edge of my seat the whole time. ";
        Corpus whole = corpus(BOOK + sentence + BOOK, "3 + 8 + 4 = 15", "Another text.");
        for (int read = 0; read < 2; read++) { // found, and read from the folder
            Withheld withheld = Withheld.of(whole, List.of());
            Corpus left = withheld.from(whole);
            assertThat(left.training().stream().map(Document::text))
                    .containsExactly(BOOK.strip() + "\n\n" + BOOK.strip() + "", "Another text.");
            assertThat(left.report().trainingBytes())
                    .isEqualTo(
                            left.training().stream().mapToLong(Document::bytes).sum());
            assertThat(withheld.inWords().orElseThrow())
                    .startsWith("2 training documents hold")
                    .contains("59 bytes in all")
                    .contains("of 1 nothing is left");
            assertThat(left.report().hash()).isNotEqualTo(whole.report().hash());
        }
    }

    @Test
    void textWithoutTheLectureStaysAsItIs() {
        Corpus whole = corpus(BOOK);
        Withheld withheld = Withheld.of(whole, List.of());
        assertThat(withheld.from(whole)).isSameAs(whole);
        assertThat(withheld.inWords()).isEmpty();
    }

    @Test
    void statementsOfFactsInNaturalTextAreCounted() {
        List<Item> items = Suite.of(Skills.named("knowledge"), 1, 20).items();
        Fact fact = items.getFirst().fact().orElseThrow();
        Corpus whole = corpus(
                "So " + fact.subject() + " has " + fact.object() + ". Once more: " + fact.object() + " and "
                        + fact.subject() + ".",
                "Only " + fact.subject() + " here.");
        assertThat(Withheld.of(whole, items).statements()).containsEntry(fact, 2L);
    }
}
