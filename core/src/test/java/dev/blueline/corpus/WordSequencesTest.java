package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WordSequencesTest {
    @Property(tries = 200)
    void shares_are_those_counted_by_sets_of_strings(@ForAll long seed, @ForAll @IntRange(max = 120) int count) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("abcdefgh".substring(0, 1 + random.nextInt(4)));
        }
        WordSequences found = WordSequences.of(String.join(" ", words));

        for (int length = 2; length <= 4; length++) {
            assertThat(found.commonest(length)).isCloseTo(commonest(words, length), within(1e-12));
        }
        for (int length = 5; length <= 10; length++) {
            assertThat(found.repeated(length)).isCloseTo(repeated(words, length), within(1e-12));
        }
    }

    private static double commonest(List<String> words, int length) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + length <= words.size(); i++) {
            counts.merge(String.join(" ", words.subList(i, i + length)), 1, Integer::sum);
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int characters = counts.entrySet().stream()
                .filter(entry -> most > 1 && entry.getValue() == most)
                .mapToInt(
                        entry -> most * characters(Arrays.asList(entry.getKey().split(" ", -1))))
                .max()
                .orElse(0);
        return words.isEmpty() ? 0 : Math.min(1, (double) characters / characters(words));
    }

    private static double repeated(List<String> words, int length) {
        Set<List<String>> seen = new HashSet<>();
        int characters = 0;
        for (int i = 0; i + length <= words.size(); ) {
            List<String> sequence = words.subList(i, i + length);
            if (seen.add(sequence)) {
                i++;
            } else {
                characters += characters(sequence);
                i += length;
            }
        }
        return words.isEmpty() ? 0 : (double) characters / characters(words);
    }

    private static int characters(List<String> words) {
        return words.stream().mapToInt(String::length).sum();
    }

    @Test
    void lines_and_paragraphs_that_repeat_are_counted_with_their_characters() {
        String text = "one\ntwo\n\n one \ntwo\n\nthree\n\n\nthree\nfour";

        assertThat(Repetition.ofLines(text)).isEqualTo(new Repetition(3 / 7.0, 13 / 28.0));
        assertThat(Repetition.ofParagraphs("a b\nc\n\na  b\nc\n \nd\n").units()).isEqualTo(1 / 3.0);
        assertThat(Repetition.ofParagraphs("")).isEqualTo(new Repetition(0, 0));
        assertThat(Repetition.ofParagraphs("\n\n\n")).isEqualTo(new Repetition(0, 0));
    }

    @Test
    void sentences_are_counted_in_lines_as_c4_keeps_them() {
        assertThat(LineShapes.of("""
                        - One sentence stands in here. \"And a second one?\"

                        Too few words.
                        No mark ends these five words
                        This one fades out at last ...
                        Enable Javascript to see these words here.
                        • Is version 1.2 really one sentence!?
                        """)).isEqualTo(new LineShapes(6, 2, 1, 3));
    }
}
