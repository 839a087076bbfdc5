package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CorpusFilterCommandTest {
    @TempDir
    Path folder;

    @Test
    void what_is_kept_and_dropped_is_written_told_and_can_be_read_again() throws IOException {
        Path web = Files.writeString(folder.resolve("web.jsonl"), lines(120));
        Path book = Files.writeString(folder.resolve("book.txt"), "Too short to be kept.\n");
        Path out = folder.resolve("out");

        CommandRun text = CommandRun.of("corpus", "filter", web.toString(), "book=" + book, "--out", out.toString());
        CommandRun json = CommandRun.of(
                "corpus", "filter", web.toString(), "book=" + book, "--out", out.toString(), "--keep", "0.5", "--json");

        assertThat(text.code()).as(text.error()).isZero();
        assertThat(text.output())
                .contains("Score: share of 15 rules for web text", "79 of 121 documents (65.3%)")
                .contains("few words (Gopher)", "--- kept, best, 1.000: web, web.jsonl:", "--- dropped, worst, ")
                .contains("(few words, few sentences)");
        assertThat(text.output().lines()).allMatch(line -> line.length() <= 100);
        JsonNode root = json.json();
        assertThat(root.get("kept_documents").asInt()).isEqualTo(61);
        assertThat(root.get("dropped_documents").asInt()).isEqualTo(60);
        assertThat(root.get("dropped_at_threshold").asInt()).isEqualTo(18);
        assertThat(root.get("domains").get("book").get("dropped_documents").asInt())
                .isEqualTo(1);
        assertThat(root.get("samples").size()).isEqualTo(8);
        assertThat(JsonMapper.shared().readTree(Files.readString(out.resolve("filter.json"))))
                .isEqualTo(root);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("kept.jsonl", "dropped.jsonl", "filter.json");
        }
        List<String> all = new ArrayList<>(Files.readAllLines(out.resolve("kept.jsonl")));
        assertThat(all).hasSize(61).allMatch(line -> line.startsWith("{\"text\":\"Document "));
        all.addAll(Files.readAllLines(out.resolve("dropped.jsonl")));
        assertThat(all).hasSize(121);
        assertThat(all.stream()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .map(node -> node.get("domain").asString())
                        .distinct())
                .containsExactlyInAnyOrder("web", "book");
        assertThat(Corpus.read(List.of(out.resolve("kept.jsonl").toString()))
                        .report()
                        .domains())
                .containsOnlyKeys("kept");
    }

    @Test
    void copies_go_and_a_reference_is_learned_from() throws IOException {
        Path web = Files.writeString(folder.resolve("web.jsonl"), lines(150) + lines(150));
        Path good = Files.writeString(
                folder.resolve("good.jsonl"),
                lines(300)
                        .lines()
                        .skip(150)
                        .filter(line -> !line.contains("short"))
                        .reduce("", (a, b) -> a + b + "\n"));

        CommandRun copies = CommandRun.of(
                "corpus", "filter", web.toString(), "--out", folder + "/a", "--by", "duplicates", "--samples", "1");
        CommandRun learned = CommandRun.of(
                "corpus",
                "filter",
                web.toString(),
                "--out",
                folder + "/b",
                "--by",
                "classifier",
                "--reference",
                good.toString());

        assertThat(copies.code()).as(copies.error()).isZero();
        assertThat(copies.output())
                .contains("150 of 300 documents (50.0%)", "documents in the largest", "(one of 2 like web.jsonl:");
        assertThat(learned.code()).as(learned.error()).isZero();
        assertThat(learned.output()).contains("held-out AUC", "held-out accuracy", "documents of the reference itself");
    }

    @Test
    void a_model_of_a_reference_drops_what_it_cannot_predict() throws IOException {
        List<String> alike =
                lines(120).lines().filter(line -> !line.contains("short")).toList();
        StringBuilder good = new StringBuilder();
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            good.append(alike.get(2 * i)).append('\n');
            mixed.append(alike.get(2 * i + 1)).append('\n');
            mixed.append("{\"text\": \"").append("qx%".repeat(60 + i)).append("\"}\n");
        }
        Path reference = Files.writeString(folder.resolve("reference.jsonl"), good);
        Path web = Files.writeString(folder.resolve("web.jsonl"), mixed);

        CommandRun run = CommandRun.of(
                "corpus",
                "filter",
                web.toString(),
                "--out",
                folder + "/c",
                "--by",
                "perplexity",
                "--reference",
                reference.toString());

        assertThat(run.code()).as(run.error()).isZero();
        assertThat(run.output())
                .contains("probability of a byte under a model of the reference", "score that 95% of them exceed");
        assertThat(Files.readString(folder.resolve("c/kept.jsonl"))).doesNotContain("qx%qx%");
        assertThat(Files.readAllLines(folder.resolve("c/kept.jsonl"))).hasSizeGreaterThan(20);
    }

    @Test
    void a_refusal_leaves_nothing_behind() throws IOException {
        Path web = Files.writeString(folder.resolve("web.jsonl"), lines(30));

        CommandRun run =
                CommandRun.of("corpus", "filter", web.toString(), "--out", folder + "/out", "--threshold", "2");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).contains("the threshold 2.0 keeps none of 30 documents");
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    /** Documents of which every third is short. */
    static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"text\": \"Document ").append(i).append(i % 3 == 2 ? " is short." : " goes on.");
            for (int j = 0; j < (i % 3 == 2 ? 0 : 12); j++) {
                lines.append(" The ").append(word(i, j)).append(" that have ").append(word(j, i + 7));
                lines.append(" be ")
                        .append(word(i + j, 3))
                        .append(" of ")
                        .append(word(i * j, 5))
                        .append('.');
            }
            lines.append("\"}\n");
        }
        return lines.toString();
    }

    private static String word(int a, int b) {
        long hash = (a * 7919L + b * 104729L + 17) * 0x9E3779B97F4A7C15L >>> 34;
        return Long.toString(hash, 36).replaceAll("\\d", "e");
    }
}
