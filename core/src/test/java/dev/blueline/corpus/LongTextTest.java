package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LongTextTest {
    @Test
    void a_text_too_long_to_hold_is_cut_where_a_shorter_one_is() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("  \n\n");
        while (text.length() < 5_000_000) {
            text.append("Wörter 😀 ").append(random.nextInt()).append(random.nextInt(20) == 0 ? "\r\n\r\n" : " ");
        }
        text.append("x".repeat(100_000));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        List<Document> whole = read(bytes, 1 << 30);
        List<Document> cut = read(bytes, 1_000_000);

        assertThat(whole).hasSize(1);
        assertThat(cut).hasSizeGreaterThan(100).isEqualTo(InMemoryCorpus.divided(whole));
    }

    @Property(tries = 300)
    void a_stream_is_decoded_as_the_whole_is(@ForAll String text, @ForAll @IntRange(min = 8, max = 40) int block)
            throws IOException {
        String sound = text.replaceAll("[\0\uFEFF\uFFFD]", "").replaceAll("\\p{Cntrl}", "\n");
        byte[] bytes = sound.getBytes(StandardCharsets.UTF_8);

        StringWriter decoded = new StringWriter();
        RepairedText stream = new RepairedText(new ByteArrayInputStream(bytes), block);
        stream.transferTo(decoded);

        assertThat(decoded.toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        assertThat(stream.repaired()).isFalse();
    }

    @Test
    void a_block_that_is_not_text_is_left_out_and_counted() throws IOException {
        byte[] bytes = ("good line\n".repeat(10) + "\0\0\0\0\0\0\0\0\0\n".repeat(10) + "good line\n".repeat(10))
                .getBytes(StandardCharsets.ISO_8859_1);
        StringWriter decoded = new StringWriter();
        RepairedText stream = new RepairedText(new ByteArrayInputStream(bytes), 100);
        stream.transferTo(decoded);

        assertThat(stream.lostBlocks()).isEqualTo(1);
        assertThat(decoded.toString().lines().filter("good line"::equals)).hasSize(20);
    }

    private static List<Document> read(byte[] bytes, int whole) throws IOException {
        List<Document> documents = new ArrayList<>();
        new PlainTextReader(whole).read(new SourceFile("x", "book.txt", bytes, true), documents::add);
        return documents;
    }
}
