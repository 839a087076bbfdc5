package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PreTokenizerTest {
    @Property(tries = 5000)
    void the_scanner_cuts_where_the_regular_expression_does(@ForAll("texts") String text, @ForAll Digits digits) {
        assertThat(scanned(text, digits)).isEqualTo(matched(text, digits));
    }

    @Example
    void every_character_is_classed_as_the_regular_expression_classes_it() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < 0xD800 || c > 0xDFFF) {
                String text = "a" + Character.toString(c) + Character.toString(c) + "b ";
                for (Digits digits : Digits.values()) {
                    if (!scanned(text, digits).equals(matched(text, digits))) {
                        assertThat(scanned(text, digits)).as("U+%04X", c).isEqualTo(matched(text, digits));
                    }
                }
            }
        }
    }

    @Example
    void words_take_one_sign_before_them_digits_stand_alone_and_indents_keep_their_last_space() {
        assertThat(scanned("int x=42;\n    return foo(bar), don't\n\n", Digits.SINGLE))
                .containsExactly(
                        "int", " x", "=", "4", "2", ";\n", "   ", " return", " foo", "(bar", "),", " don", "'t",
                        "\n\n");
    }

    @Example
    void pairs_of_digits_are_cut_from_the_left() {
        assertThat(scanned("10+8=18,123", Digits.PAIRS)).containsExactly("10", "+", "8", "=", "18", ",", "12", "3");
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }

    private static List<String> scanned(String text, Digits digits) {
        List<String> words = new ArrayList<>();
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = PreTokenizer.wordEnd(text, start, digits);
            words.add(text.substring(start, end));
        }
        return words;
    }

    private static List<String> matched(String text, Digits digits) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile(digits.pattern(), Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
