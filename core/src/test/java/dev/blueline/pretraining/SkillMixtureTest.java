package dev.blueline.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.evaluation.TaskFigures;
import dev.blueline.ledger.Measurement;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Leakage;
import dev.blueline.tasks.Lecture;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.SkillText;
import dev.blueline.tokenizer.TokenStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The split rules over the whole text of a study: natural text of the user, with items planted in it, and the skills' text. */
class SkillMixtureTest {
    private static final Study STUDY = StudyFile.read(Path.of("src", "test", "resources", "skilled.toml"));

    @TempDir
    static Path folder;

    private static List<Item> planted;
    private static TextData text;

    @BeforeAll
    static void readTextThatStatesAnItemAndAnExampleOfTheLecture() throws IOException {
        planted = SkillMixture.items(STUDY.skills()).stream()
                .filter(item ->
                        item.skill().equals("arithmetic") || item.skill().equals("spatial"))
                .limit(3)
                .toList();
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("lecture.txt"), lecture("Chapter one. "));
        Files.writeString(
                own.resolve("items.txt"),
                planted.stream().map(Item::text).collect(Collectors.joining(".\n\n")) + ".\n" + filler("items"));
        for (int i = 0; i < 40; i++) {
            Files.writeString(own.resolve("other-" + i + ".txt"), filler("text " + i));
        }
        text = text();
    }

    private static TextData text() {
        Corpus corpus = Corpus.read(
                CorpusSelection.of(
                        List.of(
                                folder.resolve("own").toString(),
                                Path.of("..", "laws", "src", "main", "java").toString()),
                        List.of()),
                folder.resolve("corpus"),
                line -> {});
        return TextData.of(STUDY, corpus, folder.resolve("study"), line -> {});
    }

    private static String lecture(String before) {
        return before + Lecture.suite().items().getFirst().text() + ". " + filler("lecture");
    }

    private static String filler(String name) {
        return "This is the story of " + name + ", which went on for a long while and then came to its end.\n";
    }

    @Test
    void noItemThatIsAskedAndNoExampleOfTheLectureStandsInTheTrainingText() {
        String all = decoded(text.training());
        List<String> sought = text.skills().items().stream().map(Item::text).toList();
        assertThat(Leakage.of(sought).all(all)).isEmpty();
        assertThat(Leakage.of(Lecture.excluded()).all(all)).isEmpty();
        assertThat(Leakage.of(List.of("items, which went on for a long while")).isIn(all))
                .isTrue();
    }

    @Test
    void anItemThatNaturalTextStatesIsNotAsked() {
        assertThat(text.skills().withheld()).isEqualTo(planted.size());
        assertThat(text.skills().items()).doesNotContainAnyElementsOf(planted);
        assertThat(text.skills().inWords()).contains("3 more are not").contains("too long for the models' context");
    }

    @Test
    void theSkillsTextHasTheShareThatTheStudyStatesInEqualParts() {
        double each =
                text.natural().length() * 0.2 / 0.8 / text.skills().skills().size();
        text.skills().text().forEach(skill -> {
            assertThat((double) skill.length()).isGreaterThanOrEqualTo(each);
            assertThat(withoutItsLastDocument(skill)).isLessThan(each);
        });
        assertThat(text.natural().length() + text.skills().tokens())
                .isEqualTo(text.training().length());
        assertThat(decoded(text.natural())).doesNotContain("Exam answer key: ");
    }

    private double withoutItsLastDocument(TokenStream stream) {
        long end = stream.length() - 1;
        while (end > 0 && stream.get(end - 1) != text.tokenizer().endOfText()) {
            end--;
        }
        return end;
    }

    @Test
    void textReadAgainIsTheSameToTheLastToken() {
        TextData again = text();
        assertThat(Arrays.hashCode(ids(again.training()))).isEqualTo(Arrays.hashCode(ids(text.training())));
        assertThat(again.skills().identity()).isEqualTo(text.skills().identity());
        assertThat(again.skills().items()).isEqualTo(text.skills().items());
    }

    @Test
    void aDamagedTokenFileOfASkillIsMadeAgain() throws IOException {
        Path file = folder.resolve("corpus").resolve("skills").resolve("spatial.tokens");
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 4;
        Files.delete(file); // what is mapped from it must not change
        Files.write(file, damaged);
        text();
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    /** Against the sentences themselves, counted one by one. */
    @Test
    void factsAreCountedInTheTextThatIsTrainedOn() {
        Skill knowledge = text.skills().skills().stream()
                .filter(skill -> skill.name().equals("knowledge"))
                .findFirst()
                .orElseThrow();
        int at = text.skills().skills().indexOf(knowledge);
        String stated = decoded(text.skills().text().get(at));
        assertThat(stated)
                .startsWith(SkillText.endless(knowledge, 1)
                        .findFirst()
                        .orElseThrow()
                        .text());
        long sentences = stated.lines().filter(line -> !line.isBlank()).count();
        long counted = text.skills().stated().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(counted).isPositive().isLessThan(sentences);
        text.skills().stated().forEach((fact, times) -> {
            if (knowledge.parts(fact).orElseThrow() == 0) {
                assertThat(times).as("%s", fact).isLessThan(3);
            }
        });
    }

    /** Half as many items would be of a direction that no sentence states, and the curve is said to reach always right. */
    @Test
    void memoryAsksTheTrainedDirectionAloneWithItemsForEveryClassOfFacts() {
        assertThat(text.skills().facts()).isNotEmpty().allMatch(item -> item.level() == 1);
        Study.Model model = STUDY.model();
        Learner learner = Learners.create(
                "java", model.shape(new Size(16, 1), text.tokenizer().vocabularySize()), 1, 1);
        List<Measurement> figures = text.skills().measure("run", learner, text.tokenizer(), 0.5, 0.5);
        double asked = figures.stream()
                .filter(figure -> figure.metric().equals(TaskFigures.ITEMS)
                        && figure.slice().startsWith("knowledge/stated:"))
                .mapToDouble(Measurement::value)
                .sum();
        long ofLevel = text.skills().items().stream()
                .filter(item -> item.skill().equals("knowledge") && item.level() == 1)
                .count();
        assertThat(asked).isEqualTo(ofLevel + text.skills().facts().size()).isGreaterThan(4.0 * ofLevel);
        assertThat(figures.stream()
                        .filter(figure -> figure.metric().equals(TaskFigures.ITEMS)
                                && figure.slice().equals("knowledge/1"))
                        .findFirst()
                        .orElseThrow()
                        .value())
                .isEqualTo(ofLevel);
    }

    private static int[] ids(TokenStream stream) {
        int[] ids = new int[(int) stream.length()];
        stream.copy(0, ids.length, ids, 0);
        return ids;
    }

    private static String decoded(TokenStream stream) {
        int end = text.tokenizer().endOfText();
        StringBuilder all = new StringBuilder();
        int[] ids = ids(stream);
        int from = 0;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == end) {
                all.append(text.tokenizer().decode(Arrays.copyOfRange(ids, from, i)))
                        .append('\n');
                from = i + 1;
            }
        }
        return all.toString().strip();
    }
}
