package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CorpusInspectCommandTest {
    @TempDir
    Path folder;

    @Test
    void what_is_there_is_told_to_people_and_to_machines() throws IOException {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            lines.append("{\"text\": \"Document number ").append(i);
            for (int j = 0; j < 100; j++) {
                lines.append(' ')
                        .append(Long.toString(random.nextLong(1 << 20), 36).replaceAll("\\d", "e"));
            }
            lines.append("\"}\n");
        }
        lines.append("{\"text\": \"Document number\n");
        Path web = Files.writeString(folder.resolve("web.jsonl"), lines);
        Path book = Files.writeString(folder.resolve("book.txt"), "Слова и слова, и ещё слова.\n".repeat(50));

        CommandRun text = CommandRun.of("corpus", "inspect", web.toString(), "ru=" + book);
        CommandRun json = CommandRun.of("corpus", "inspect", web.toString(), "ru=" + book, "--json", "--samples", "1");

        assertThat(text.code()).as(text.error()).isZero();
        assertThat(text.output())
                .contains("301 documents", "from 2 files in web.jsonl, book.txt", "web.jsonl line 301: not JSON")
                .contains("Cyrillic 100.0%", "--- web: web.jsonl:", "tokens to train on")
                .contains("% of the lines of ru repeat");
        assertThat(text.output().lines().filter(line -> !line.startsWith("Warning: ")))
                .allMatch(line -> line.length() <= 100);
        JsonNode root = json.json();
        assertThat(root.get("documents").asInt()).isEqualTo(301);
        assertThat(root.get("domains").get("ru").get("repeated_lines").asDouble())
                .isEqualTo(0.98);
        assertThat(root.get("domains")
                        .get("ru")
                        .get("quality")
                        .get("repeated_lines")
                        .asDouble())
                .isEqualTo(1);
        assertThat(root.get("domains").get("web").get("samples").size()).isEqualTo(1);
        assertThat(root.get("kinds").get("jsonl").get("documents").asInt()).isEqualTo(300);
        assertThat(root.get("left_out").get("bad_record").get("count").asInt()).isEqualTo(1);
        assertThat(root.get("reach").get("token_counts").size()).isZero();
    }

    @Test
    void what_looks_wrong_is_said_with_what_to_do() throws IOException {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            table.append(i)
                    .append('\t')
                    .append(i * 7919)
                    .append('\t')
                    .append(i * 31)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("numbers.txt"), table);
        Path code = Files.writeString(folder.resolve("packed.js"), "var a=function(b){return b};".repeat(2_000));

        String output = CommandRun.of("corpus", "inspect", file.toString(), code.toString(), "--text-column", "x")
                .output();

        assertThat(output.replaceAll("\\s+", " "))
                .contains("text looks like a table: name the file .csv or .tsv and choose --text-column")
                .contains("is this minified or packed?")
                .contains("only 0% of the characters of text are letters")
                .contains("--text-column was given, but nothing read has columns")
                .contains("kB can be held out");
    }

    @Test
    void a_vocabulary_is_learned_from_less_where_words_are_long_and_that_is_said() throws IOException {
        StringBuilder chinese = new StringBuilder();
        Random random = new Random(7);
        while (chinese.length() < 600_000) {
            chinese.append((char) (0x4E00 + random.nextInt(20) * random.nextInt(20)));
            chinese.append(random.nextInt(400) == 0 ? "。\n\n" : "");
        }
        Path file = Files.writeString(folder.resolve("zh.txt"), chinese);

        assertThat(CorpusReach.first(List.of(new Document("d", "g", "n", chinese.toString())), 2_000_000))
                .allMatch(part -> part.length() < 500)
                .extracting(String::length)
                .satisfies(lengths -> assertThat(
                                lengths.stream().mapToInt(Integer::intValue).sum())
                        .isBetween(333_000, 336_000));
        assertThat(CorpusReach.first(List.of(new Document("d", "g", "n", "word ".repeat(500_000))), 2_000_000))
                .singleElement()
                .satisfies(part -> assertThat(part).hasSize(2_000_000));
        CommandRun run = CommandRun.of("corpus", "inspect", file.toString());
        assertThat(run.error()).contains("learning a vocabulary of ").contains(" characters of the text");
        assertThat(run.output()).contains("rules for English web pages would leave out 0.0% of the documents");
    }

    @Test
    void refusals_are_one_line_and_exit_code_two() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "first,second\nx,y\n");
        Files.writeString(folder.resolve("bad.jsonl"), "{\"text\": \"one\"}\n{x\n{y\n");
        Files.writeString(folder.resolve("empty.jsonl"), "{\"text\": \"\"}\n{\"text\": null}\n");
        Files.writeString(folder.resolve("a.parquet"), "not parquet at all");
        for (List<String> refusal : List.of(
                List.of("IN/none", "does not exist"),
                List.of("IN/a.csv", "a.csv: no column text, only first, second; choose with --text-column"),
                List.of("IN/a.csv --text-column third", "no column third, only first, second"),
                List.of("IN/bad.jsonl", "2 bad records against 1 good ones; the first is bad.jsonl line 2"),
                List.of("IN/empty.jsonl", "no text in any of its 2 records"),
                List.of("IN/a.parquet", "is damaged (it is not Parquet)"),
                List.of("IN/none:0", "the weight 0 of"),
                List.of("a=IN/none:1 a=IN/other:2", "two weighted sources are called a"),
                List.of("- -", "named twice"),
                List.of("IN/a.csv --samples -1", "-1 samples"),
                List.of("IN/a.csv --study none", "there is no study"))) {
            CommandRun run =
                    CommandRun.of(("corpus inspect " + refusal.getFirst().replace("IN", folder.toString())).split(" "));

            assertThat(run.code()).as(refusal.toString()).isEqualTo(2);
            assertThat(run.output()).isEmpty();
            assertThat(run.error().lines().filter(line -> line.startsWith("blueline: ")))
                    .singleElement()
                    .asString()
                    .contains(refusal.getLast());
        }
    }
}
