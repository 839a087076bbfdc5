package dev.blueline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeakageTest {

    @Test
    void textsAreComparedAsWordsWithoutCaseSpaceAndQuotes() {
        Leakage leakage = Leakage.of(List.of("The word for \"pretty\" in Spanish is bonita", "91 + 9 = 100", "Yes"));
        assertThat(leakage.first("(the word for 'pretty' in\n  Spanish  is «Bonita».)"))
                .isPresent();
        assertThat(leakage.first("The word for pretty in Spanish is bonitas")).isEmpty();
        assertThat(leakage.first("so 91+9=100, see")).contains("91 + 9 = 100");
        assertThat(leakage.first("so 191 + 9 = 100, and 91 + 9 = 1000")).isEmpty();
        assertThat(leakage.first("yes")).contains("Yes");
        assertThat(leakage.first("")).isEmpty();
    }

    @Test
    void lettersOfOtherScriptsAndSignsBeyondSixteenBitsAreComparedToo() {
        Leakage leakage = Leakage.of(List.of("Дешёвое дерево", "ο Σίσυφος είναι", "𝕏 marks"));
        assertThat(leakage.first("the answer is дешёвое  ДЕРЕВО.")).isPresent();
        assertThat(leakage.first("Ο ΣΊΣΥΦΟΣ ΕΊΝΑΙ")).isPresent();
        assertThat(leakage.first("here 𝕏 marks it")).isPresent();
        assertThat(leakage.first("дешёвое красное дерево")).isEmpty();
    }

    /** Against the plain search for one padded text in another, on words of two letters that often half match. */
    @Property(tries = 300)
    void theSearchAgreesWithThePlainOne(
            @ForAll @IntRange(min = 0, max = 1_000_000) int seed, @ForAll @IntRange(min = 1, max = 9) int most) {
        Draw draw = new Draw("leakage", seed, most, 0);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            texts.add(words(draw, draw.between(1, most)));
        }
        String document = words(draw, 30);
        boolean plain = texts.stream().anyMatch(text -> (" " + document + " ").contains(" " + text + " "));
        assertThat(Leakage.of(texts).isIn(document)).isEqualTo(plain);
    }

    private static String words(Draw draw, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> draw.of(List.of("a", "b", "ab")))
                .collect(Collectors.joining(" "));
    }
}
