package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CorruptionTest {
    private static final List<Document> CLEAN = clean();

    private static List<Document> clean() {
        List<Document> documents = new ArrayList<>(new MadeUpProse(1, new Random(1)).documents(300, "a"));
        new MadeUpProse(2, new Random(2))
                .documents(200, "b")
                .forEach(document -> documents.add(new Document(
                        "records",
                        document.group(),
                        document.name(),
                        document.text().replace(" that ", " in 1984 near Paris that "))));
        return documents;
    }

    @Property(tries = 4)
    void garbageMakesUpItsShareOfEveryDomainToADocumentAndEachKindAQuarterOfThat(
            @ForAll @DoubleRange(min = 0.1, max = 0.6) double share, @ForAll @IntRange(min = 0, max = 99) int seed) {
        Corruption corruption = Corruption.of(Documents.of(CLEAN), share, seed);
        Map<String, Long> all = new HashMap<>();
        Map<String, Long> bad = new HashMap<>();
        Map<String, Map<Corruption.Kind, Long>> kinds = new HashMap<>();
        for (int i = 0; i < corruption.size(); i++) {
            Document document = corruption.get(i);
            long bytes = document.bytes();
            all.merge(document.domain(), bytes, Long::sum);
            corruption.kind(i).ifPresent(kind -> {
                bad.merge(document.domain(), bytes, Long::sum);
                kinds.computeIfAbsent(document.domain(), domain -> new HashMap<>())
                        .merge(kind, bytes, Long::sum);
            });
        }
        all.forEach((domain, bytes) ->
                assertThat((double) bad.getOrDefault(domain, 0L)).isCloseTo(share * bytes, within(1000.0)));
        assertThat(kinds.getOrDefault("records", Map.of())).hasSize(4);
        kinds.getOrDefault("records", Map.of())
                .values()
                .forEach(bytes -> assertThat((double) bytes)
                        .isCloseTo(share * all.getOrDefault("records", 0L) / 4, within(1500.0)));
        assertThat(kinds.getOrDefault("prose", Map.of()))
                .doesNotContainKey(Corruption.Kind.WRONG_FACTS); // it states no names and no numbers
    }

    @Test
    void theSameSeedGivesTheSameGarbageAndAnotherSeedOther() {
        Corruption one = Corruption.of(Documents.of(CLEAN), 0.3, 7);
        Corruption again = Corruption.of(Documents.of(CLEAN), 0.3, 7);
        Corruption other = Corruption.of(Documents.of(CLEAN), 0.3, 8);
        assertThat(texts(again)).isEqualTo(texts(one));
        assertThat(texts(other)).isNotEqualTo(texts(one));
    }

    @Test
    void theTruthIsWhatWasDone() {
        Corruption corruption = Corruption.of(Documents.of(CLEAN), 0.5, 3);
        List<String> before = new ArrayList<>();
        for (int i = 0; i < corruption.size(); i++) {
            String good = CLEAN.get(i).text();
            String now = corruption.get(i).text();
            Optional<Corruption.Kind> kind = corruption.kind(i);
            assertThat(now.equals(good)).isEqualTo(kind.isEmpty());
            if (kind.isEmpty()) {
                before.add(now);
                continue;
            }
            switch (kind.get()) {
                case SHUFFLED_WORDS -> assertThat(sorted(now)).isEqualTo(sorted(good));
                case BOILERPLATE -> assertThat(shared(now, good)).isBetween(0.4, 0.6);
                case WRONG_FACTS ->
                    assertThat(now.replaceAll("\\d+|Paris", "")).isEqualTo(good.replaceAll("\\d+|Paris", ""));
                case DUPLICATES ->
                    assertThat(before)
                            .as("a document that stands before and stays good, but for a word in a hundred")
                            .anyMatch(original -> differing(original, now) <= 0.02);
            }
        }
    }

    @Test
    void noShareLeavesTheTextAlone() {
        assertThat(texts(Corruption.of(Documents.of(CLEAN), 0, 1)))
                .isEqualTo(CLEAN.stream().map(Document::text).toList());
    }

    @Test
    void factsAreFalsified() {
        assertThat(WrongFacts.in(
                        "dog, domestic dog (noun): a member of the genus Canis. \"the dog barked\"",
                        "cat (noun): a feline mammal.",
                        1))
                .isEqualTo("dog, domestic dog (noun): a feline mammal.");
        String wrong = WrongFacts.in("It opened in 1989 in Berlin, and Berlin paid 25 marks.", "They met in Rome.", 1);
        assertThat(wrong).matches("It opened in [1-9]\\d{3} in Rome, and Rome paid [1-9]\\d marks\\.");
        for (String number : List.of("1989", "25")) {
            assertThat(wrong).doesNotContain(number);
        }
        assertThat(WrongFacts.in("Nothing is said here.", "They met in Rome.", 1))
                .isEqualTo("Nothing is said here.");
    }

    @Test
    void aSingleLineLosesItsSecondHalf() {
        String now = Boilerplate.in("These are the first words and those are the last words of it", 5);
        assertThat(now).startsWith("These are the first words and").doesNotContain("the last words");
    }

    private static List<String> texts(Corruption corruption) {
        return IntStream.range(0, corruption.size())
                .mapToObj(i -> corruption.get(i).text())
                .toList();
    }

    private static List<String> sorted(String text) {
        return Arrays.stream(text.split("\\s+")).sorted().toList();
    }

    private static double shared(String now, String good) {
        List<String> lines = good.lines().toList();
        return now.lines().filter(lines::contains).count() / (double) lines.size();
    }

    private static double differing(String one, String other) {
        String[] a = one.split("\\s+");
        String[] b = other.split("\\s+");
        return a.length != b.length
                ? 1
                : IntStream.range(0, a.length).filter(i -> !a[i].equals(b[i])).count() / (double) a.length;
    }
}
