package dev.blueline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContaminationTest {
    private static final String LONG =
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";

    @TempDir
    Path folder;

    @Test
    void itemsInTheTrainingTextAreCountedAndLeftOut() throws IOException {
        Path text = Files.createDirectories(folder.resolve("text"));
        Files.writeString(
                text.resolve("a.txt"),
                "The harbour was quiet that morning, and nobody noticed how the clerk wrote down all of this. "
                        + "\"One two THREE four; five six seven eight nine ten eleven twelve thirteen fourteen.\" "
                        + "Then the small green lamp went out and everybody walked home along the river in silence.\n");
        Files.writeString(folder.resolve("t.yaml"), """
                task: t
                dataset_path: json
                dataset_kwargs: {data_files: {test: t.jsonl}}
                output_type: multiple_choice
                test_split: test
                doc_to_text: "{{q}}"
                doc_to_target: 0
                doc_to_choice: ["a", "b"]
                doc_to_decontamination_query: "{{q}}"
                metric_list: [{metric: acc}]
                """);
        Files.writeString(folder.resolve("t.jsonl"), """
                {"q": "%s"}
                {"q": "the small green lamp went out"}
                {"q": "the small blue lamp went out"}
                {"q": "..."}
                """.formatted(LONG));
        EvaluationRequest request =
                new EvaluationRequest(OptionalInt.empty(), OptionalInt.empty(), List.of(EvaluationRequest.SEED));
        Evaluation evaluation = Evaluation.of(
                TaskLibrary.find(List.of(folder.resolve("t.yaml").toString()), List.of()),
                new ScriptedModel(),
                request,
                Optional.of(TrainingText.read(List.of(text.toString()))),
                share -> {});
        Contamination found = Objects.requireNonNull(evaluation.contamination().get("t"));
        assertThat(found.items()).isEqualTo(4);
        assertThat(found.found()).isEqualTo(2);
        // 16 words are four runs of 13, of which the text has the first two
        assertThat(found.overlaps().get(0)).isCloseTo(0.5, within(1e-12));
        assertThat(found.overlaps().get(1)).isEqualTo(1);
        assertThat(found.overlaps().get(2)).isZero();
        assertThat(found.wordless()).isEqualTo(1);
        assertThat(found.clean().getFirst().estimate().clusters()).isEqualTo(2);
        assertThat(found.foundFigures().getFirst().estimate().clusters()).isEqualTo(2);
    }

    /** Against the plain way: runs of words compared as lists. */
    @Property(tries = 200)
    void runsAreEqualWhereTheirWordsAre(
            @ForAll @Size(max = 30) List<@IntRange(max = 3) Integer> one,
            @ForAll @Size(max = 30) List<@IntRange(max = 3) Integer> other,
            @ForAll @IntRange(min = 1, max = 6) int length) {
        Set<List<Integer>> plain = new HashSet<>();
        for (int i = 0; i + length <= other.size(); i++) {
            plain.add(other.subList(i, i + length));
        }
        Set<Long> hashes = new HashSet<>(WordGrams.of(words(other), length));
        List<Long> grams = WordGrams.of(words(one), length);
        assertThat(grams).hasSize(Math.max(0, one.size() - length + 1));
        for (int i = 0; i < grams.size(); i++) {
            assertThat(hashes.contains(grams.get(i))).isEqualTo(plain.contains(one.subList(i, i + length)));
        }
    }

    private static long[] words(List<Integer> numbers) {
        List<String> names = List.of("red", "green", "blue", "grey");
        return WordGrams.words(
                String.join(", ", numbers.stream().map(names::get).toList()));
    }

    @Test
    void wordsAreLettersAndDigitsInLowerCaseAndIdeographsAlone() {
        assertThat(WordGrams.words("Don't  STOP—now")).isEqualTo(WordGrams.words("don t stop now"));
        assertThat(WordGrams.words("中文 字")).isEqualTo(WordGrams.words("中 文字")).hasSize(3);
        assertThat(WordGrams.words("ab")).isNotEqualTo(WordGrams.words("a b"));
        assertThat(WordGrams.words(" .,! ")).isEmpty();
    }
}
