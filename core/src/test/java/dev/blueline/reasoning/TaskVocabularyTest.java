package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.problems.Style;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskVocabularyTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Tokenizer of(String task, long seed) {
        return TaskVocabulary.of(Teaching.of(List.of(task), List.of(1, 2), List.of(Style.SUMMARY), 8, seed));
    }

    @Test
    void numbersBelowAHundredAreOneTokenEach() {
        Tokenizer tokenizer = of("countdown", 1);
        assertThat(tokenizer.encode("10+8=18,18-9=9")).hasSize(11);
        assertThat(tokenizer.encode("(10-8)*9")).hasSize(6); // ")*" is a word
        assertThat(tokenizer.vocabularySize()).isLessThan(400);
    }

    @Test
    void wordsOfStoriesAreOneTokenEach() {
        Tokenizer tokenizer = of("word-problems", 1);
        assertThat(tokenizer.vocabularySize()).isEqualTo(TaskVocabulary.MOST);
        String text = "Mia has 12 apples.";
        assertThat(tokenizer.encode(text).length).isLessThan(text.length() / 2);
    }

    @Test
    void gridsAreReadCellByCell() {
        String grid = "23..45/45.362/315.24/62.5.3/143256/562431";
        assertThat(of("sudoku-6", 1).encode(grid)).hasSize(grid.length());
    }

    @Test
    void itIsTheSameForEverySeedAndComesBackFromItsFile() {
        Tokenizer tokenizer = of("countdown", 1);
        assertThat(of("countdown", 2).hash()).isEqualTo(tokenizer.hash());
        Path file = folder.resolve("tokenizer.json");
        tokenizer.save(file);
        Tokenizer read = Tokenizer.load(file);
        assertThat(read.hash()).isEqualTo(tokenizer.hash());
        assertThat(read.encode("10 8 9>18 123")).isEqualTo(tokenizer.encode("10 8 9>18 123"));
        assertThat(read.decode(read.encode("10 8 9>18 123"))).isEqualTo("10 8 9>18 123");
    }
}
