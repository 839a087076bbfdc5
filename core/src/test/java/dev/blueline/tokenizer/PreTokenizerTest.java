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
    private static final Pattern PATTERN = Pattern.compile(PreTokenizer.PATTERN, Pattern.UNICODE_CHARACTER_CLASS);

    @Property(tries = 5000)
    void the_scanner_cuts_where_the_regular_expression_does(@ForAll("texts") String text) {
        assertThat(scanned(text)).isEqualTo(matched(text));
    }

    @Example
    void every_character_is_classed_as_the_regular_expression_classes_it() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < 0xD800 || c > 0xDFFF) {
                String text = "a" + Character.toString(c) + Character.toString(c) + "b ";
                if (!scanned(text).equals(matched(text))) {
                    assertThat(scanned(text)).as("U+%04X", c).isEqualTo(matched(text));
                }
            }
        }
    }

    @Example
    void words_take_one_sign_before_them_digits_stand_alone_and_indents_keep_their_last_space() {
        assertThat(scanned("int x=42;\n    return foo(bar), don't\n\n"))
                .containsExactly(
                        "int", " x", "=", "4", "2", ";\n", "   ", " return", " foo", "(bar", "),", " don", "'t",
                        "\n\n");
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }

    private static List<String> scanned(String text) {
        List<String> words = new ArrayList<>();
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = PreTokenizer.wordEnd(text, start);
            words.add(text.substring(start, end));
        }
        return words;
    }

    private static List<String> matched(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = PATTERN.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
