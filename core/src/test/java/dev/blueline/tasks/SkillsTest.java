package dev.blueline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.corpus.Document;
import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every skill promises. */
class SkillsTest {
    private static final int EACH = 150;

    static Stream<String> skills() {
        return Skills.all().stream().map(Skill::name);
    }

    @Test
    void theSkillsOfTheLectureAreThere() {
        assertThat(skills())
                .containsExactly(
                        "arithmetic",
                        "comparison",
                        "grammar",
                        "knowledge",
                        "sentiment",
                        "spatial",
                        "translation-russian",
                        "translation-spanish");
    }

    @ParameterizedTest
    @MethodSource("skills")
    void itemsAreDistinctHeldOutAndTheSameAgain(String name) {
        Skill skill = Skills.named(name);
        List<Item> items = Suite.of(skill, 3, EACH).items();
        assertThat(items).isEqualTo(Suite.of(skill, 3, EACH).items());
        assertThat(items).isNotEqualTo(Suite.of(skill, 4, EACH).items());
        Set<String> texts = new HashSet<>();
        for (Item item : items) {
            assertThat(texts.add(item.text())).as(item.text()).isTrue();
            assertThat(item.split()).isEqualTo(Split.HELD_OUT);
            assertThat(item.skill()).isEqualTo(name);
            assertThat(item.text()).doesNotContain("@").doesNotContain("  ");
        }
        assertThat(items.stream().map(Item::level).distinct()).hasSameSizeAs(skill.levels());
        assertThat(items.stream().map(Item::template).distinct().count()).isGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("skills")
    void aSkillHasAThousandItems(String name) {
        assertThat(Suite.of(Skills.named(name), 1, 500).items()).hasSizeGreaterThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("skills")
    void trainingTextIsOfItsDomainAndLength(String name) {
        Skill skill = Skills.named(name);
        List<Document> documents = SkillText.of(skill, 5, 20_000).toList();
        int bytes = documents.stream().mapToInt(Document::bytes).sum();
        assertThat(bytes).isBetween(20_000, 20_000 + documents.getLast().bytes());
        assertThat(documents).allMatch(document -> document.domain().equals("skill:" + name));
        assertThat(documents).isEqualTo(SkillText.of(skill, 5, 20_000).toList());
        assertThat(documents.stream().map(Document::group)).doesNotHaveDuplicates();
    }

    @Test
    void noHeldOutItemStandsInTheMixture() {
        List<Item> items = new ArrayList<>();
        for (Skill skill : Skills.all()) {
            items.addAll(Suite.of(skill, 1, 200).items());
            items.addAll(Suite.of(skill, 2, 200).items());
        }
        Leakage leakage = Leakage.ofItems(items);
        List<Leakage.Found> found =
                leakage.in(Skills.all().parallelStream().flatMap(skill -> SkillText.of(skill, 1, 250_000)));
        assertThat(found.stream().map(Leakage.Found::text)).isEmpty();
        Document leaky =
                new Document("skill:x", "x", "x", "Some text. " + items.get(7).text() + " and more.");
        assertThat(leakage.in(Stream.of(leaky))).hasSize(1);
    }

    /** Measured figures of every policy stand in docs/skills.md; here those that a language or a prior cannot explain. */
    @ParameterizedTest
    @MethodSource("skills")
    void lengthAlphabetAndPlaceTellNothing(String name) {
        List<Item> items = Suite.of(Skills.named(name), 1, 600).items();
        Map<String, Integer> frequency = new HashMap<>();
        SkillText.of(Skills.named(name), 1, 200_000)
                .forEach(document ->
                        Words.normalised(document.text()).forEach(word -> frequency.merge(word, 1, Integer::sum)));
        double chance = items.stream().mapToDouble(Item::chance).average().orElse(0);
        for (TrivialPolicy policy : TrivialPolicy.values()) {
            double most = policy == TrivialPolicy.LIKE_THE_PROMPT ? 0.25 : 0.04;
            assertThat(policy.accuracy(items, frequency) - chance)
                    .as(name + " " + policy)
                    .isLessThan(most);
        }
    }

    @Test
    void theLectureIsShownWordForWordAndKeptOutOfTraining() {
        assertThat(Lecture.suite().items().stream().map(Item::text))
                .contains(
                        "In my free time, I like to code",
                        "The capital of Azerbaijan is Baku",
                        "Arithmetic exam answer key: 3 + 8 + 4 = 15");
        assertThat(Lecture.suite().evidence()).isFalse();
        Document document = new Document("d", "g", "n", "He wrote: the CAPITAL of\nAzerbaijan is “Baku”, and left.");
        Leakage lecture = Leakage.of(Lecture.excluded());
        assertThat(lecture.removedFrom(Stream.of(document))).isEmpty();
        assertThat(lecture.isIn("3+8+4=15")).isTrue();
        assertThat(lecture.isIn("13 + 8 + 4 = 25")).isFalse();
    }

    @Test
    void anUnknownSkillIsBadInput() {
        assertThatThrownBy(() -> Skills.named("telepathy"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("arithmetic, comparison");
    }
}
