package dev.blueline.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Text to try tokenizers on. */
final class Texts {
    private Texts() {}

    /** Pieces in which words, line ends, digits, scripts and oddities meet. */
    static final List<String> PIECES = List.of(
            "the",
            "The",
            " ",
            "  ",
            "    ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "7",
            "1984",
            "½",
            "Ⅷ",
            "٣",
            "'",
            "'s",
            "don't",
            "(",
            ").",
            " =",
            "==",
            "_",
            "<|endoftext",
            "|>",
            "Привет",
            "мир",
            "日本語",
            "한국어",
            "ไทย",
            "नमस्ते",
            "é",
            "e\u0301",
            "😀",
            "👩‍👩‍👧",
            "🇩🇪",
            "𝔘",
            "𝟘",
            "\u00a0",
            "\u2003",
            "\u2028",
            "\u3000",
            "\u0085",
            "\u0000",
            "\u0007",
            "\u001f",
            "\u007f",
            "\u200b",
            "\ufeff",
            "\ufffd",
            "İ",
            "ſ",
            "ß",
            "ǅ");

    static Arbitrary<String> mixed() {
        return Arbitraries.of(PIECES).list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    static Arbitrary<String> any() {
        return Arbitraries.oneOf(mixed(), Arbitraries.strings().all().ofMaxLength(60));
    }

    /** Words drawn with skewed frequencies, so that there is something to learn. */
    static List<String> training() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        String[] words =
                ("the a model learns from data and text of many kinds : return value ; public static int x = 0 ;"
                                + " привет мир données größer 日本語 scaling laws forecast 2024 hello hello world")
                        .split(" ", -1);
        for (int i = 0; i < 30_000; i++) {
            text.append(words[(int) (words.length * Math.pow(random.nextDouble(), 2))]);
            text.append(random.nextInt(12) == 0 ? "\n    " : " ");
            text.append(random.nextInt(40) == 0 ? PIECES.get(random.nextInt(PIECES.size())) : "");
            text.append((char) ('a' + random.nextInt(26))).append((char) ('a' + random.nextInt(6)));
        }
        return List.of(text.toString());
    }

    /** What UTF-8 can hold of the text. */
    static String storable(String text) {
        int[] scalars = text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .toArray();
        return new String(scalars, 0, scalars.length);
    }

    static byte[] utf8(String text) {
        return storable(text).getBytes(StandardCharsets.UTF_8);
    }
}
