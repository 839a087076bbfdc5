package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void line_ends_are_one_character_and_controls_go() throws CharacterCodingException {
        assertThat(text("\uFEFFa\r\nb\rc\td\u0007\u0085e\ff")).isEqualTo("a\nb\nc\tde\nf");
    }

    @Test
    void a_broken_byte_among_sound_ones_is_removed() throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Größe und Länge".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xC3);
        bytes.writeBytes(" enden".getBytes(StandardCharsets.UTF_8));

        assertThat(CleanText.of(bytes.toByteArray())).isEqualTo(new CleanText("Größe und Länge enden", true));
    }

    @Test
    void western_text_that_is_not_utf8_is_decoded() throws CharacterCodingException {
        String text = "Die Größe eines Modells und seine Länge in Schritten";

        assertThat(CleanText.of(text.getBytes(Charset.forName("windows-1252")))).isEqualTo(new CleanText(text, true));
    }

    @Test
    void other_encodings_are_no_text_but_utf16_with_its_mark_is() throws CharacterCodingException {
        byte[] cyrillic = "Привет, как дела сегодня".getBytes(Charset.forName("windows-1251"));
        assertThatThrownBy(() -> CleanText.of(cyrillic)).isInstanceOf(CharacterCodingException.class);
        assertThat(CleanText.of("Привет".getBytes(StandardCharsets.UTF_16)).text())
                .isEqualTo("Привет");
    }

    @Test
    void bytes_with_a_nul_or_at_random_are_no_text() {
        assertThatThrownBy(() -> CleanText.of(new byte[] {'a', 0, 'b'})).isInstanceOf(CharacterCodingException.class);
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == 0 ? 1 : noise[i];
        }
        assertThatThrownBy(() -> CleanText.of(noise)).isInstanceOf(CharacterCodingException.class);
    }

    @Property
    void clean_text_stays_as_it_is(@ForAll String text) {
        String clean = CleanText.clean(text);

        assertThat(CleanText.clean(clean)).isEqualTo(clean);
        assertThat(clean.chars().filter(c -> c < ' ')).allMatch(c -> c == '\n' || c == '\t');
        assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(clean);
    }

    private static String text(String raw) throws CharacterCodingException {
        return CleanText.of(raw.getBytes(StandardCharsets.UTF_8)).text();
    }
}
