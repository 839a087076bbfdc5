package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

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
}
