package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocProseTest {
    @Test
    void inline_tags_become_what_a_reader_sees() {
        assertThat(JavadocProse.of("Sorts a {@code List<String>} like {@link java.util.List#sort(Comparator) sort}"
                        + " or {@link #merge} or {@linkplain java.util.Map.Entry}, if {@literal a < b}."))
                .isEqualTo("Sorts a List<String> like sort or merge or Map.Entry, if a < b.");
    }

    @Test
    void html_is_rendered_and_entities_are_characters() {
        assertThat(JavadocProse.of("One &amp;\n two.\n<p>Then <b>bold</b>:\n<ul><li>first</li>\n<li>second</ul>"))
                .isEqualTo("One & two.\n\nThen bold:\n\n- first\n- second");
    }

    @Test
    void preformatted_code_keeps_its_lines() {
        assertThat(JavadocProse.of("Use:\n<pre>{@code\nif (a < b) {\n  @Override\n  run();\n}}</pre>\nDone."))
                .isEqualTo("Use:\n\nif (a < b) {\n  @Override\n  run();\n}\n\nDone.");
    }

    @Test
    void block_tags_become_sentences_and_bare_references_go() {
        assertThat(JavadocProse.of("""
                Adds.
                @param <T> kind of thing
                @param count how many,
                    at least one
                @return the sum
                @throws IllegalArgumentException if {@code count < 1}
                @see Other
                @since 1.2
                @author Somebody
                """)).isEqualTo("""
                Adds.
                T: kind of thing
                count: how many, at least one
                Returns the sum
                Throws IllegalArgumentException if count < 1""");
    }

    @Test
    void an_unclosed_tag_is_read_to_the_end() {
        assertThat(JavadocProse.of("See {@code never closed")).isEqualTo("See never closed");
    }
}
