package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RecordsTest {
    @TempDir
    Path folder;

    @Test
    void bad_lines_are_counted_and_named_and_the_rest_is_read() throws IOException {
        Path file = write("a.jsonl", """
                {"text": "one", "id": 1}
                {"text": oops}
                {"id": 3, "meta": {"text": "not this"}, "text": "three"}
                [1, 2]
                {"text": "five"} x

                {"other": "seven"}
                {"text": ["eight", "and more"]}
                "nine"
                {"text": "ten\\u0000\\r\\nlines "}
                """);

        Found found = Found.in(file);

        assertThat(found.texts()).containsExactly("one", "three", "five", "eight\nand more", "nine", "ten\nlines");
        assertThat(found.names()).first().isEqualTo("a.jsonl:1");
        assertThat(found.documents()).extracting(Document::domain).containsOnly("a");
        assertThat(found.skipped(Skipped.BAD_RECORD)).isEqualTo(3);
        assertThat(found.skipped(Skipped.EMPTY_RECORD)).isEqualTo(1);
        assertThat(found.examples(Skipped.BAD_RECORD).getFirst()).startsWith("a.jsonl line 2: not JSON");
        assertThat(found.examples(Skipped.BAD_RECORD).get(2)).startsWith("a.jsonl line 5");
    }

    @Test
    void json_is_an_array_of_objects_or_strings_or_one_object_or_lines() throws IOException {
        assertThat(Found.in(write("a.json", "[\n {\"text\": \"one\"},\n {\"text\": \"two\"}]"))
                        .texts())
                .containsExactly("one", "two");
        assertThat(Found.in(write("b.json", "[\"one\", \"two\"]")).texts()).containsExactly("one", "two");
        assertThat(Found.in(write("c.json", "{\n \"text\": \"one\"\n}")).texts())
                .containsExactly("one");
        assertThat(Found.in(write("d.json", "{\"text\": \"one\"}\n{\"text\": }\n{\"text\": \"two\"}\n"))
                        .texts())
                .containsExactly("one", "two");
        Found broken = Found.in(write("e.json", "[{\"text\": \"one\"}, {\"text\": \"two\"}, {\"text\" \"three\"}]"));
        assertThat(broken.texts()).containsExactly("one", "two");
        assertThat(broken.examples(Skipped.BAD_RECORD))
                .singleElement()
                .asString()
                .contains("nothing after it");
    }

    @ParameterizedTest
    @CsvSource({
        "'id;text;n\n1;\"a\nb\";2\n', 'a\nb'",
        "'id,text\r\n1,\"say \"\"a\"\"\"\r\n', 'say \"a\"'",
        "'id\ttext\n1\t\"a\" b\n', '\"a\" b'",
        "'text\nonly\n', 'only'",
        "'sentence\nonly\n', 'only'",
        "'a|CONTENT\n1|x, y\n', 'x, y'"
    })
    void separators_and_quotes_are_seen_from_the_text(String csv, String text) throws IOException {
        assertThat(Found.in(write("a.csv", csv)).texts()).containsExactly(text);
    }

    @Test
    void several_columns_are_joined_in_the_order_asked_for() throws IOException {
        Path csv = write("a.csv", "Title,Body,n\nOne,Text of one,1\n,Text of two,2\n");
        assertThat(Found.in(csv, "body,title").texts()).containsExactly("Text of one\n\nOne", "Text of two");
        Path json = write("a.jsonl", "{\"n\": 1, \"title\": \"One\", \"body\": \"Text\"}\n");
        assertThat(Found.in(json, "title", "body", "n").texts()).containsExactly("One\n\nText\n\n1");
    }

    @Test
    void short_rows_and_rows_with_broken_quotes_are_left_out() throws IOException {
        Found found = Found.in(write("a.csv", "id,text\n" + "1,good\n".repeat(20_000) + "2\n3,\"a\"b\n4,last\n"));

        assertThat(found.texts()).hasSize(20_001).endsWith("last");
        assertThat(found.skipped(Skipped.BAD_RECORD)).isEqualTo(2);
        assertThat(found.examples(Skipped.BAD_RECORD).getFirst()).startsWith("a.csv line 20002: 1 of 2 columns");
        assertThat(found.examples(Skipped.BAD_RECORD).getLast()).startsWith("a.csv line 20003: not a row");
    }

    @Test
    void tables_are_read_as_duckdb_reads_them() throws SQLException, IOException {
        Path parquet = folder.resolve("t.parquet");
        Path csv = folder.resolve("t.csv");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT i AS id, 'Text ' || i || ', \"quoted\";' || chr(10) || 'line '"
                    + " || repeat('x', (i % 50)::INT) AS body, CASE WHEN i % 7 = 0 THEN NULL ELSE 'note' || i END AS note"
                    + " FROM range(5000) r(i)");
            statement.execute("COPY t TO '" + parquet + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
            statement.execute("COPY t TO '" + csv + "' (HEADER, DELIMITER ';')");
            List<String> expected = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT body FROM t ORDER BY id")) {
                while (rows.next()) {
                    expected.add(rows.getString(1).strip());
                }
            }
            assertThat(Found.in(parquet, "body").texts()).isEqualTo(expected);
            assertThat(Found.in(csv, "body").texts()).isEqualTo(expected);
        }
        Found notes = Found.in(parquet, "NOTE");
        assertThat(notes.documents()).hasSize(5000 - 715);
        assertThat(notes.skipped(Skipped.EMPTY_RECORD)).isEqualTo(715);
        assertThat(notes.names()).first().isEqualTo("t.parquet:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "windows-1252"})
    void encodings_are_seen_in_records_too(String charset) throws IOException {
        String text = "{\"text\": \"naïve façade\"}\n";
        Path file = folder.resolve("a.jsonl");
        Files.write(file, text.repeat(3).getBytes(charset));

        assertThat(Found.in(file).texts()).containsOnly("naïve façade").hasSize(3);
        assertThat(Found.in(file).reading().repaired()).isEqualTo(charset.equals("windows-1252") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "train-00001-of-00010.jsonl, train",
        "c4-train.00001-of-00512.json, c4-train",
        "reviews.csv, reviews",
        "part.0.parquet, part",
        "0001.parquet, text",
        "news2024.jsonl, news"
    })
    void the_domain_is_the_name_of_the_file_without_numbers_of_shards(String file, String domain) {
        assertThat(Records.domain(file)).isEqualTo(domain);
    }

    @Property(tries = 100)
    void json_lines_give_back_what_was_written(@ForAll("texts") @Size(max = 20) List<String> texts) throws IOException {
        String lines = texts.stream()
                .map(text -> JsonMapper.shared().writeValueAsString(Map.of("text", text)))
                .collect(Collectors.joining("\n"));

        assertThat(read("p.jsonl", lines, new JsonReader())).isEqualTo(kept(texts));
    }

    @Property(tries = 200)
    void tables_give_back_what_was_written(
            @ForAll("texts") @Size(max = 20) List<String> texts, @ForAll("separators") char separator)
            throws IOException {
        String rows = IntStream.range(0, texts.size())
                .mapToObj(i -> i + "" + separator + '"' + texts.get(i).replace("\"", "\"\"") + '"' + separator + "end")
                .collect(Collectors.joining("\n"));
        String table = String.join("" + separator, "id", "text", "last") + "\n" + rows;

        assertThat(read("p.csv", table, new TableReader())).isEqualTo(kept(texts));
    }

    private static List<String> read(String name, String content, CorpusReader reader) throws IOException {
        List<String> found = new ArrayList<>();
        SourceFile file = new SourceFile("p", name, content.getBytes(StandardCharsets.UTF_8), true);
        reader.read(file, document -> found.add(document.text()));
        return found;
    }

    private static List<String> kept(List<String> texts) {
        return texts.stream()
                .map(text -> CleanText.clean(text).strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<Character> characters = Arbitraries.oneOf(
                Arbitraries.of('"', ';', ',', '\t', '|', '\n', ' ', '\\', '\'', 'é', '漢', '\u200d'),
                Arbitraries.chars().range('a', 'z'));
        return characters.list().ofMaxSize(30).map(RecordsTest::joined).list();
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    private static String joined(List<Character> characters) {
        return characters.stream().map(String::valueOf).collect(Collectors.joining());
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void a_quote_that_never_closes_costs_its_own_line_and_no_other() throws IOException {
        String rows = "1,\"good, quoted\"\n".repeat(50);
        Found found = Found.in(write("a.csv", "id,text\n" + rows + "2,\"open\n" + "3,plain\n".repeat(1000)));

        assertThat(found.texts()).hasSize(1050).contains("good, quoted").endsWith("plain");
        assertThat(found.examples(Skipped.BAD_RECORD))
                .containsExactly("a.csv line 52: not a row: the quote that opens in line 52 is never closed");

        Found later = Found.in(write("b.csv", "id,text\n" + rows + "2,\"open\n3,x\n4,\"quoted\"\n5,y\n"));
        assertThat(later.texts()).hasSize(53).endsWith("x", "quoted", "y");
        assertThat(later.examples(Skipped.BAD_RECORD))
                .containsExactly(
                        "b.csv line 52: not a row: the quote that opens in line 52 does not close at the end of a cell");
    }

    @Test
    void a_lone_quote_in_a_table_without_quoted_cells_is_a_character() throws IOException {
        assertThat(Found.in(write("a.csv", "id,text\n1,\"open\n2,plain\n")).texts())
                .containsExactly("\"open", "plain");
    }

    @Test
    void lines_inside_a_cell_whose_quote_is_broken_are_no_rows() throws IOException {
        String rows = "1,\"good\",x\n".repeat(50);
        Found found = Found.in(write("a.csv", "id,text,n\n" + rows + "2,\"several\nlines of\"text,y\n3,last,z\n"));

        assertThat(found.texts()).hasSize(51).endsWith("last");
        assertThat(found.skipped(Skipped.BAD_RECORD)).isEqualTo(2);
    }

    @Test
    void cells_beyond_the_columns_are_not_dropped_without_a_word() throws IOException {
        Found found = Found.in(write("a.csv", "id,text\n1,Hello, world\n2,one,\n"));

        assertThat(found.texts()).containsExactly("one");
        assertThat(found.examples(Skipped.BAD_RECORD)).containsExactly("a.csv line 2: 3 cells for 2 columns");
    }

    @Test
    void a_single_column_whose_first_line_is_no_name_has_no_header() throws IOException {
        assertThat(Found.in(write("a.csv", "What a film\nBad; one, two\n")).texts())
                .containsExactly("What a film", "Bad; one, two");
        assertThat(Found.in(write("b.csv", "review_text\nGood, really\n")).texts())
                .containsExactly("Good, really");
        assertThat(Found.in(write("c.tsv", "今天天气很好。\n明天。\n")).texts()).containsExactly("今天天气很好。", "明天。");
    }

    @Test
    void a_missing_header_is_suspected_and_names_are_shortened() throws IOException {
        Path file = write("a.csv", "0,This film was so long that I slept through most of it,neg\n1,Short,pos\n");

        assertRefused(
                file,
                "a.csv: no column text, only 0, This film was so long that I slept th..., neg;"
                        + " its first line looks like data: put a line with names of columns above it");
        assertRefused(
                write("b.csv", "id,title\n1,x\n"), "b.csv: no column text, only id, title; choose with --text-column");
    }

    @Test
    void two_columns_of_one_name_are_refused() throws IOException {
        assertRefused(write("a.csv", "text,text\na,b\n"), "two columns are called text; give each a name of its own");
        assertRefused(write("b.csv", "Text,TEXT\na,b\n"), "two columns are called text");
        assertThat(Found.in(write("c.csv", "Text,text\na,b\n")).texts()).containsExactly("b");
        Found json = Found.in(write("a.jsonl", "{\"text\": \"a\", \"text\": \"b\"}\n{\"text\": \"c\"}\n"));
        assertThat(json.texts()).containsExactly("c");
        assertThat(json.examples(Skipped.BAD_RECORD)).containsExactly("a.jsonl line 1: column text stands twice in it");
    }

    @Test
    void only_strings_are_text_in_parquet_and_json_alike() throws SQLException, IOException {
        Path numbers = parquet("numbers", "SELECT i AS text FROM range(5) r(i)");
        Path nested = parquet("nested", "SELECT {'a': 'x'} AS text FROM range(5) r(i)");
        Path lists = parquet("lists", "SELECT ['one', 'two'] AS text, i AS n FROM range(5) r(i)");
        assertRefused(
                numbers, "numbers.parquet: column text holds BIGINT, not text; choose another with --text-column");
        assertRefused(nested, "column text holds STRUCT(a VARCHAR), not text");
        assertThat(Found.in(lists).texts()).hasSize(5).containsOnly("one\ntwo");
        assertThat(Found.in(lists, "n").texts()).containsExactly("0", "1", "2", "3", "4");
        assertThat(Found.in(write("n.jsonl", "{\"text\": 1}\n{\"text\": \"a\"}\n"))
                        .texts())
                .containsExactly("a");
    }

    @Test
    void what_is_wrong_with_a_parquet_file_is_said_in_its_own_words() throws SQLException, IOException {
        Path whole = parquet("whole", "SELECT repeat('words ' || hash(i), 20) AS text FROM range(20000) r(i)");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.parquet");
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Path holed = folder.resolve("holed.parquet");
        java.util.Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 3000, (byte) 0x55);
        Files.write(holed, bytes);

        assertRefused(write("no.parquet", "no parquet at all"), "is damaged (it is not Parquet); get it again");
        assertRefused(cut, "it is cut off: the mark at the end of a Parquet file is missing");
        assertThat(Found.in(folder).examples(Skipped.DAMAGED))
                .anyMatch(said ->
                        said.matches("holed.parquet( after row \\d+)?: a part of it cannot be read as Parquet"));
    }

    @Test
    void json_that_is_nested_too_deeply_is_said_to_be_so() throws IOException {
        Found found = Found.in(write("a.jsonl", "{\"text\": \"one\"}\n{\"a\": " + "[".repeat(2000) + "\n"));

        assertThat(found.examples(Skipped.BAD_RECORD)).containsExactly("a.jsonl line 2: nested more than 500 deep");
    }

    private Path parquet(String name, String query) throws SQLException {
        Path file = folder.resolve(name + ".parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private static void assertRefused(Path file, String says) {
        assertThatThrownBy(() -> Found.in(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(says)
                .hasMessageNotContaining("\n");
    }
}
