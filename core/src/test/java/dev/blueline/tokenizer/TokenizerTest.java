package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    private static final Tokenizer TOKENIZER = BytePairTrainer.train(Texts.training(), 512);

    @Property
    void any_text_comes_back_as_it_was(@ForAll("texts") String text) {
        assertThat(TOKENIZER.decode(TOKENIZER.encode(text))).isEqualTo(Texts.storable(text));
    }

    @Property
    void any_bytes_come_back_as_they_were(@ForAll byte[] bytes) {
        int[] ids = new int[bytes.length];
        Arrays.setAll(ids, i -> Tokenizer.FIRST_BYTE + (bytes[i] & 0xFF));

        assertThat(TOKENIZER.decodeBytes(ids)).isEqualTo(bytes);
        assertThat(TOKENIZER.decode(ids)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property
    void broken_bytes_survive_as_the_text_they_decode_to(@ForAll byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);

        assertThat(TOKENIZER.decodeBytes(TOKENIZER.encode(text))).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void merging_a_word_gives_what_applying_the_merges_one_after_another_gives(@ForAll("texts") String text) {
        int[] slow = new int[0];
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = PreTokenizer.wordEnd(text, start, Digits.SINGLE);
            int[] word = Tokenizer.byteIds(text.substring(start, end));
            for (int rank = 0; rank < TOKENIZER.merges().size(); rank++) {
                word = applyEverywhere(word, TOKENIZER.merges().get(rank), Tokenizer.FIRST_MERGE + rank);
            }
            slow = IntStream.concat(Arrays.stream(slow), Arrays.stream(word)).toArray();
        }

        assertThat(TOKENIZER.encode(text)).isEqualTo(slow);
    }

    @Test
    void the_vocabulary_counts_special_tokens_bytes_and_merges() {
        assertThat(TOKENIZER.vocabularySize()).isEqualTo(512);
        assertThat(TOKENIZER.merges()).hasSize(512 - 256 - 32);
        assertThat(SpecialTokens.NAMES).hasSize(32).doesNotHaveDuplicates();
    }

    @Test
    void text_that_spells_a_special_token_is_encoded_as_text() {
        int[] ids = TOKENIZER.encode("<|endoftext|>");

        assertThat(ids).hasSizeGreaterThan(1).doesNotContain(TOKENIZER.endOfText());
        assertThat(TOKENIZER.decode(ids)).isEqualTo("<|endoftext|>");
        assertThat(TOKENIZER.endOfText()).isZero();
        assertThat(TOKENIZER.decode(new int[] {TOKENIZER.special(SpecialTokens.USER)}))
                .isEmpty();
    }

    @Test
    void digits_are_never_part_of_a_longer_token() {
        assertThat(TOKENIZER.encode("2024")).hasSize(4);
    }

    @Test
    void a_saved_tokenizer_loads_as_the_same(@TempDir Path folder) {
        Path file = folder.resolve("tokenizer.json");
        TOKENIZER.save(file);

        Tokenizer loaded = Tokenizer.load(file);

        assertThat(loaded.hash()).isEqualTo(TOKENIZER.hash());
        assertThat(loaded.encode("Привет, hello world 42")).isEqualTo(TOKENIZER.encode("Привет, hello world 42"));
    }

    @Test
    void a_file_that_is_not_such_a_tokenizer_is_refused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        assertRefused(file);
        Files.writeString(file, "not json");
        assertRefused(file);
        Files.writeString(file, "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a a\"]}}");
        assertRefused(file);
        TOKENIZER.save(file);
        Files.writeString(
                file, Files.readString(file).replace("\"behavior\" : \"Isolated\"", "\"behavior\" : \"Removed\""));
        assertRefused(file);
    }

    private static void assertRefused(Path file) {
        assertThatThrownBy(() -> Tokenizer.load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("\n");
    }

    private static int[] applyEverywhere(int[] word, Merge merge, int token) {
        int[] merged = new int[word.length];
        int to = 0;
        for (int i = 0; i < word.length; i++) {
            boolean here = i + 1 < word.length && word[i] == merge.left() && word[i + 1] == merge.right();
            merged[to++] = here ? token : word[i];
            i += here ? 1 : 0;
        }
        return Arrays.copyOf(merged, to);
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }
}
