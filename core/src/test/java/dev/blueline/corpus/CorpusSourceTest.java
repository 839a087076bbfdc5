package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusSourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "books, books, , ",
        "books:0.3, books, books, 0.3",
        "data/books.jsonl.gz:3, data/books.jsonl.gz, books, 3",
        "prose=books, books, prose, ",
        "prose=books:0.3, books, prose, 0.3",
        "prose=a=b:1e-2, a=b, prose, 0.01",
        "'C:\\books', 'C:\\books', , ",
        "'C:\\books:0.5', 'C:\\books', books, 0.5",
        "'prose=C:\\books:0.5', 'C:\\books', prose, 0.5",
        "C:/books, C:/books, , ",
        "some/a=b, some/a=b, , ",
        "-, -, , ",
        "-:0.5, -, stdin, 0.5",
        "web=-, -, web, ",
        "jdk:2, jdk, jdk, 2",
        "books:half, books:half, , "
    })
    void a_source_is_a_path_with_or_without_a_name_and_a_weight(String given, String path, String name, Double weight) {
        CorpusSource source = CorpusSource.parse(given);

        assertThat(source.path()).isEqualTo(path);
        assertThat(source.name()).isEqualTo(Optional.ofNullable(name));
        assertThat(source.weight()).isEqualTo(weight == null ? OptionalDouble.empty() : OptionalDouble.of(weight));
    }

    @Test
    void what_exists_as_it_is_written_is_a_path() throws IOException {
        for (String odd : List.of("a=b.txt", "log:12", "x=y:0.5")) {
            String path = Files.writeString(folder.resolve(odd), "text").toString();
            assertThat(CorpusSource.parse(path))
                    .isEqualTo(new CorpusSource(path, Optional.empty(), OptionalDouble.empty()));
            assertThat(CorpusSource.parse(path + ":0.25").path()).isEqualTo(path);
            assertThat(CorpusSource.parse("n=" + path))
                    .isEqualTo(new CorpusSource(path, Optional.of("n"), OptionalDouble.empty()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "books:0, the weight 0 of books",
        "books:-1, the weight -1 of books",
        "books:1e300, the weight 1e300 of books",
        "prose=, names no path",
        "' ', an empty path"
    })
    void what_cannot_be_meant_is_one_line(String given, String says) {
        assertThatThrownBy(() -> CorpusSource.parse(given))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(says)
                .hasMessageNotContaining("\n");
    }

    @Test
    void weighted_sources_need_names_of_their_own_and_standard_input_is_read_once() {
        assertThatThrownBy(() -> CorpusSelection.of(List.of("a/books:1", "b/books:2"), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two weighted sources are called books");
        assertThatThrownBy(() -> CorpusSelection.of(List.of("-", "x=-"), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("named twice");
        assertThat(CorpusSelection.of(List.of("x=a", "x=b"), List.of("title, body", "notes"))
                        .textColumns())
                .containsExactly("title", "body", "notes");
    }

    @Property(tries = 300)
    void what_is_written_is_read_again(
            @ForAll @AlphaChars @StringLength(min = 1, max = 12) String name,
            @ForAll @AlphaChars @StringLength(min = 2, max = 12) String file,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double weight) {
        CorpusSource source = new CorpusSource("no/" + file, Optional.of(name), OptionalDouble.of(weight));

        assertThat(CorpusSource.parse(source.toString())).isEqualTo(source);
    }

    @Property(tries = 500)
    void any_text_is_a_source_or_bad_input(@ForAll String given) {
        try {
            CorpusSource source = CorpusSource.parse(given);
            assertThat(given).contains(source.path());
            assertThat(source.path()).isNotBlank();
        } catch (BadInput bad) {
            assertThat(bad.getMessage()).startsWith("corpus: ");
        }
    }
}
