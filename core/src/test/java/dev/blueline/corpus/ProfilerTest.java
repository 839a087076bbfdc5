package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ProfilerTest {
    @Test
    void characters_are_counted_by_kind_and_script() {
        Profile profile = profile("Ab 12, Жя漢字é!");

        assertThat(profile.letters()).isEqualTo(7 / 11.0, within(1e-12));
        assertThat(profile.digits()).isEqualTo(2 / 11.0, within(1e-12));
        assertThat(profile.symbols()).isEqualTo(2 / 11.0, within(1e-12));
        assertThat(profile.scripts())
                .containsEntry("Latin", 3 / 7.0)
                .containsEntry("Cyrillic", 2 / 7.0)
                .containsEntry("Han", 2 / 7.0)
                .hasSize(3);
        assertThat(profile.scripts().keySet()).first().isEqualTo("Latin");
    }

    @Test
    void repeated_lines_are_those_that_stood_before() {
        String often = "This line is longer than twenty characters.";
        Profile profile = profile(often + "\nshort\nAnother line of some length, once.\n  " + often + "\nshort", often);

        assertThat(profile.repeatedLines()).isEqualTo(0.5);
        assertThat(profile.commonestLine()).isEqualTo(often);
        assertThat(profile.commonestLineCount()).isEqualTo(3);
        assertThat(profile.longestLine()).isEqualTo(often.length() + 2);
        assertThat(profile.shortDocuments()).isEqualTo(0.5);
    }

    @Test
    void beyond_what_is_held_the_share_of_repeated_lines_is_that_of_a_sample() {
        RepeatedLines lines = new RepeatedLines();
        for (int i = 0; i < 400_000; i++) {
            String line = "line with a number in it: " + i % 300_000;
            lines.add(line, 0, line.length());
            if (i % 50 == 0) {
                String often = "a line that stands again and again";
                lines.add(often, 0, often.length());
            }
        }

        assertThat(lines.share()).isEqualTo(107_999 / 408_000.0, within(0.02));
        assertThat(lines.commonest()).isEqualTo("a line that stands again and again");
        assertThat(lines.commonestCount()).isEqualTo(8_000);
    }

    @Test
    void a_table_is_seen_by_its_separators() {
        assertThat(Profiler.isTable("a\tb\tc\n1\t2\t3\n4\t5\t6\n7\t8\t9")).isTrue();
        assertThat(Profiler.isTable("One, two, three.\nAnd more, of it.\nNo comma here.\nNone."))
                .isFalse();
        assertThat(Profiler.isTable("a,b,c\n1,2,3")).isFalse();
    }

    @Property(tries = 200)
    void bytes_are_those_of_utf8(@ForAll String text) {
        String clean = CleanText.clean(text);

        assertThat(profile(clean).bytes()).isEqualTo(clean.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void shares_of_nothing_are_none() {
        assertThat(new Profiler(3).profile().scripts()).isEqualTo(Map.of());
    }

    private static Profile profile(String... texts) {
        Profiler profiler = new Profiler(2);
        for (int i = 0; i < texts.length; i++) {
            profiler.accept(new Document("d", "g" + i, "n" + i, texts[i]));
        }
        return profiler.profile();
    }

    @Test
    void documents_that_rules_for_web_pages_would_leave_out_are_counted_by_rule() {
        String good = "The house that we have seen stands with others of its kind in a row.\n".repeat(1)
                + "Words and more words follow, one after another, until there are enough of them to count as text. "
                        .repeat(3);
        String few = "The end of it and that is that.";
        String symbolic = good + " # # # # # # # # ...".repeat(2);
        String unlettered = good + " 12 34 56 78 90".repeat(6);
        String foreign = "lorem ipsum dolor sit amet ".repeat(12);
        String cyrillic = "слова и ещё слова ".repeat(20);
        String repeating = good + "\nthe same line of words\nthe same line of words".repeat(2);
        String chinese = "天地玄黄宇宙洪荒".repeat(10);

        assertThat(profile(good).quality()).isEqualTo(new Profile.Quality(0, 0, 0, 0, 0, 0));
        assertThat(profile(few).quality()).isEqualTo(new Profile.Quality(1, 1, 0, 0, 0, 0));
        assertThat(profile(symbolic).quality().symbols()).isEqualTo(1);
        assertThat(profile(unlettered).quality()).isEqualTo(new Profile.Quality(1, 0, 0, 1, 0, 0));
        assertThat(profile(foreign).quality()).isEqualTo(new Profile.Quality(1, 0, 0, 0, 1, 0));
        assertThat(profile(cyrillic).quality()).isEqualTo(new Profile.Quality(0, 0, 0, 0, 0, 0));
        assertThat(profile(chinese).quality()).isEqualTo(new Profile.Quality(0, 0, 0, 0, 0, 0));
        assertThat(profile(repeating).quality()).isEqualTo(new Profile.Quality(1, 0, 0, 0, 0, 1));
        assertThat(profile(good, few, foreign, good).quality())
                .isEqualTo(new Profile.Quality(0.5, 0.25, 0, 0, 0.25, 0));
    }
}
