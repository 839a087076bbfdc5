package dev.blueline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassagesTest {
    private static final Passages LECTURE = new Passages(Leakage.of(Lecture.excluded()));

    @Test
    void aBookLosesOneSentence() {
        String before = "It was a dark night. ".repeat(20_000).strip();
        String after = "The rain went on. ".repeat(20_000).strip();
        String text = before + " Reader, I sat on the edge of my seat\nthe whole time, as one does. " + after;
        assertThat(LECTURE.without(text)).isEqualTo(before + "\n\n" + after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A sum. Look: 3 + 8 + 4 = 15! Next. | A sum.#Next.",
                "3 + 8 + 4 = 15 | ''",
                "Go. 3+8+4=15. 3 + 8 + 4 = 15. Stay. | Go.#Stay.",
                "One.#No stop here 3 + 8 + 4 = 15#Two. | One.#Two.",
                "He said: \"On the edge of my seat the whole time.\" She did not. | She did not.",
                "Iroh left. Iroh went into the kitchen to make tea. Standing next to Iroh, Zuko pondered his destiny. Zuko left the kitchen. Then tea. | Iroh left.#Then tea.",
                "Nothing to cut. | Nothing to cut."
            })
    void sentencesThatHoldASoughtTextGo(String text, String left) {
        assertThat(LECTURE.without(text.replace("#", "\n\n"))).isEqualTo(left.replace("#", "\n\n"));
    }

    @Test
    void whereNoSentenceEndsNearbyLinesOrTheWordsGo() {
        String words = "word ".repeat(1_000);
        assertThat(LECTURE.without(words + "3 + 8 + 4 = 15 " + words))
                .isEqualTo(words.strip() + "\n\n" + words.strip());
        String lines = "int a;\n".repeat(500);
        assertThat(LECTURE.without(lines + "// 3 + 8 + 4 = 15\n" + lines))
                .isEqualTo(lines.strip() + "\n\n" + lines.strip());
    }

    @Test
    void wordsThatAreBroughtTogetherAreCutAsWell() {
        Leakage sought = Leakage.of(List.of("one two three", "four five six"));
        String text = "four\n\none two three\n\nfive six";
        assertThat(sought.isIn(new Passages(sought).without(text))).isFalse();
    }
}
