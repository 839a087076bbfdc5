package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hugging Face's own library, through its DJL binding, reads our file and must give the same ids. */
class HuggingFaceAgreementTest {
    private static final Tokenizer OURS = BytePairTrainer.train(Texts.training(), 640);

    @TempDir
    static Path folder;

    private static HuggingFaceTokenizer theirs;

    @BeforeAll
    static void load() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        OURS.save(file);
        theirs = HuggingFaceTokenizer.newInstance(file);
    }

    @AfterAll
    static void close() {
        theirs.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The model learns from data, and text of many kinds.",
                "int x = 42;\n\tif (x != 1984) {\n        return foo(bar)[3].baz();\n    }\r\n",
                "😀 👩‍👩‍👧 🇩🇪🇪🇸 smile😀smile 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "Привет, мир! Как дела? Ёлка 2024 года.",
                "日本語のテキスト、漢字とかな。中文没有空格 한국어 띄어쓰기 ไทย नमस्ते العربية עברית",
                "tab\tnul\u0001bell\u0007escape\u001b[0m delete\u007f next\u0085line feed\f\u000b",
                "                    many spaces          \n\n\n   \n  end   ",
                "1 22 333 4444 55555 3.14159 1,000,000 ½ Ⅷ ٣٤ ²",
                "caf\u00e9 cafe\u0301 \u00a0nbsp\u2003em\u2028ls\u3000ideographic\u200bzero\ufeffbom\ufffd",
                "don't I'LL we've 'quoted' \"double\" it's",
                "x",
                ""
            })
    void written_text_has_the_same_ids_in_both(String text) {
        assertThat(OURS.encode(text)).isEqualTo(theirIds(text));
    }

    @Test
    void thousands_of_random_mixtures_have_the_same_ids_in_both() {
        Random random = new Random(11);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(25); j >= 0; j--) {
                text.append(Texts.PIECES.get(random.nextInt(Texts.PIECES.size())));
            }
            // what spells a special token is the one stated difference
            String mixture = text.toString().replace("<|endoftext|>", "");
            assertThat(OURS.encode(mixture)).as(mixture).isEqualTo(theirIds(mixture));
        }
    }

    @Test
    void pairs_of_digits_have_the_same_ids_in_both() throws IOException {
        Tokenizer pairs =
                BytePairTrainer.upTo(List.of("10+8=18, 18-9=9? 10-8=2, 2*9=18!", "12 345 6789"), 640, Digits.PAIRS);
        Path file = folder.resolve("pairs.json");
        pairs.save(file);
        try (HuggingFaceTokenizer library = HuggingFaceTokenizer.newInstance(file)) {
            Random random = new Random(13);
            for (int i = 0; i < 1000; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = random.nextInt(25); j >= 0; j--) {
                    text.append("0123456789+-=? a٣".charAt(random.nextInt(17)));
                }
                assertThat(Arrays.stream(library.encode(text.toString(), false, false)
                                        .getIds())
                                .mapToInt(Math::toIntExact))
                        .as(text.toString())
                        .containsExactly(Arrays.stream(pairs.encode(text.toString()))
                                .boxed()
                                .toArray(Integer[]::new));
            }
        }
    }

    @Test
    void broken_bytes_have_the_same_ids_in_both_once_decoded() {
        Random random = new Random(12);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            // the binding passes text as a C string, which ends at a NUL
            String text = new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
            assertThat(OURS.encode(text)).as(text).isEqualTo(theirIds(text));
        }
    }

    @Test
    void every_letter_and_sign_of_the_basic_plane_has_the_same_ids_in_both() {
        StringBuilder different = new StringBuilder();
        for (int c = 1; c < 0x10000; c++) {
            // older than the library's Unicode tables: those lag behind Java's
            if (Character.getType(c) != Character.SURROGATE && Character.getType(c) != Character.UNASSIGNED) {
                String text = "a" + (char) c + (char) c + "b ";
                if (!Arrays.equals(OURS.encode(text), theirIds(text))) {
                    different.append("U+%04X ".formatted(c));
                }
            }
        }
        assertThat(different.toString()).isEmpty();
    }

    @Test
    void their_library_gives_a_special_token_where_ours_gives_its_letters() {
        assertThat(theirIds("<|endoftext|>")).containsExactly(OURS.endOfText());
        assertThat(theirIds(SpecialTokens.USER)).containsExactly(OURS.special(SpecialTokens.USER));
    }

    @Test
    void their_library_decodes_what_ours_encodes() {
        for (String text : List.of("Привет hello  world\n", "日本語 😀")) {
            long[] ids = Arrays.stream(OURS.encode(text)).asLongStream().toArray();
            assertThat(theirs.decode(ids, true)).isEqualTo(text);
        }
    }

    private static int[] theirIds(String text) {
        return Arrays.stream(theirs.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }
}
