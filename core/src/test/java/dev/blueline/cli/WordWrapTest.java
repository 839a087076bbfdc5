package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordWrapTest {
    @Test
    void a_sentence_breaks_at_words_and_goes_on_indented() {
        assertThat(wrapped("one two three four", 9)).isEqualTo("one two\n  three\n  four");
        assertThat(wrapped("one two\n", 7)).isEqualTo("one two\n");
    }

    @Test
    void what_follows_a_label_stays_beside_it() {
        assertThat(wrapped("  size  N one, D two three four\n", 26))
                .isEqualTo("  size  N one, D two three\n        four\n");
    }

    @Test
    void a_path_and_a_command_to_type_stay_whole() {
        assertThat(wrapped("in /a/very/long/folder of\n", 10)).isEqualTo("in\n  /a/very/long/folder\n  of\n");
        assertThat(wrapped("Go on with: ./blueline run --budget 10m\n", 20))
                .isEqualTo("Go on with: ./blueline run --budget 10m\n");
    }

    @Test
    void escapes_have_no_width_and_drawn_lines_are_left_alone() {
        assertThat(wrapped("\u001b[97;48;5;22mone\u001b[0m two\n", 7))
                .isEqualTo("\u001b[97;48;5;22mone\u001b[0m two\n");
        assertThat(wrapped("\rLadder 10% [==   ] 1 min 00 s left", 10))
                .isEqualTo("\rLadder 10% [==   ] 1 min 00 s left");
        assertThat(wrapped("\r          \r", 4)).isEqualTo("\r          \r");
    }

    @Test
    void east_asian_letters_are_two_wide() {
        assertThat(wrapped("量子 力学\n", 8)).isEqualTo("量子\n  力学\n");
        assertThat(wrapped("量子 力学\n", 9)).isEqualTo("量子 力学\n");
    }

    /** Any text keeps its words and their order, and no line is wider than the terminal. */
    @Test
    void no_line_is_wider_and_no_word_is_lost() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder(" ".repeat(random.nextInt(5)));
            for (int word = 0; word < 40; word++) {
                text.append("x".repeat(1 + random.nextInt(9))).append(" ".repeat(1 + random.nextInt(3)));
            }
            int width = 20 + random.nextInt(80);
            String wrapped = wrapped(text + "\n", width);
            assertThat(wrapped.lines()).allMatch(line -> line.length() <= width);
            assertThat(wrapped.split("\\s+"))
                    .isEqualTo(text.append('\n').toString().split("\\s+"));
        }
    }

    private static String wrapped(String text, int width) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (WordWrap wrap = new WordWrap(out, width)) {
            wrap.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
