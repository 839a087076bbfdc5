package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_gives_documents_by_kind_and_counts_what_it_passes_over() throws IOException {
        write("notes/one.txt", "Some notes.\r\nMore notes.");
        write("notes/two.md", "# Heading\n\nMarkdown text.");
        write("src/A.java", "package p; /** Says hello. */ class A { void hello() {} }");
        write("src/tool.py", "print('hello')");
        write(".git/config", "hidden");
        write("table.csv", "1,2");
        write("empty.txt", "");
        Files.write(folder.resolve("picture.txt"), new byte[] {1, 0, 2});

        Corpus corpus = Corpus.read(List.of(folder.toString()));

        assertThat(corpus.report().domains().keySet())
                .containsExactlyInAnyOrder("text", "markdown", "code", "documentation");
        assertThat(corpus.report().files()).isEqualTo(4);
        assertThat(corpus.report().skipped())
                .containsEntry(Skipped.HIDDEN, 1L)
                .containsEntry(Skipped.NO_TEXT_COLUMN, 1L)
                .containsEntry(Skipped.NOTHING_TO_KEEP, 1L)
                .containsEntry(Skipped.BINARY, 1L);
        assertThat(all(corpus)).extracting(Document::text).contains("Some notes.\nMore notes.", "Says hello.");
    }

    @Test
    void packed_files_and_archives_are_read_as_what_is_inside() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.txt.gz")))) {
            out.write("Packed text.".getBytes(StandardCharsets.UTF_8));
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("b.zip")))) {
            zip.putNextEntry(new ZipEntry("inside/c.txt"));
            zip.write("Zipped text.".getBytes(StandardCharsets.UTF_8));
        }

        Corpus byName = Corpus.read(List.of(
                folder.resolve("a.txt.gz").toString(), folder.resolve("b.zip").toString()));

        assertThat(all(byName)).extracting(Document::text).containsExactlyInAnyOrder("Packed text.", "Zipped text.");
        assertThat(all(Corpus.read(List.of(folder.toString()))))
                .extracting(Document::text)
                .containsExactlyInAnyOrder("Packed text.", "Zipped text.");
    }

    @Test
    void duplicates_go_across_files_whatever_their_white_space() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("t" + i + ".txt", "Text number " + i);
        }
        write("copy.txt", "Text  number\r\n7");

        CorpusReport report = Corpus.read(List.of(folder.toString())).report();

        assertThat(report.skipped()).containsEntry(Skipped.DUPLICATE, 1L);
        assertThat(documents(report)).isEqualTo(40);
    }

    @Test
    void a_long_paragraph_that_repeats_is_kept_once() throws IOException {
        String notice = "This notice stands in every file of the collection and says the same in each one, at length.  "
                .repeat(2);
        for (int i = 0; i < 40; i++) {
            write("t" + i + ".txt", notice + "\n\nText number " + i);
        }

        Corpus corpus = Corpus.read(List.of(folder.toString()));

        assertThat(corpus.report().skipped()).containsEntry(Skipped.REPEATED_PARAGRAPH, 39L);
        assertThat(all(corpus).stream().filter(document -> document.text().contains("This notice")))
                .hasSize(1);
    }

    @Test
    void a_single_file_is_split_by_sections_at_paragraph_breaks() throws IOException {
        StringBuilder book = new StringBuilder();
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            book.append("Paragraph ")
                    .append(i)
                    .append(" says ")
                    .append(random.nextLong())
                    .append(".\n\n");
        }
        write("book.txt", book.toString());

        Corpus corpus = Corpus.read(List.of(folder.resolve("book.txt").toString()));

        assertThat(corpus.validation()).isNotEmpty();
        assertThat(corpus.report().validationBytes()).isLessThan(corpus.report().trainingBytes() / 3);
        assertThat(corpus.report().sharedLongLines()).isZero();
        Set<String> read = all(corpus).stream()
                .flatMap(document -> Stream.of(document.text().split("\n\n")))
                .collect(Collectors.toSet());
        assertThat(read).isEqualTo(Set.of(book.toString().strip().split("\n\n")));
    }

    @Test
    void a_document_stays_on_its_side_when_others_come_and_go() throws IOException {
        for (int i = 0; i < 200; i++) {
            write("t" + i + ".txt", "Text number " + i);
        }
        Set<String> before = names(Corpus.read(List.of(folder.toString())).validation());
        for (int i = 0; i < 100; i++) {
            Files.delete(folder.resolve("t" + i + ".txt"));
        }
        Set<String> after = names(Corpus.read(List.of(folder.toString())).validation());

        assertThat(before).hasSizeBetween(5, 40);
        assertThat(before).containsAll(after);
        assertThat(before.stream().filter(name -> name.compareTo("t") > 0 && number(name) >= 100))
                .containsExactlyInAnyOrderElementsOf(after);
    }

    @Test
    void reading_twice_gives_the_same_corpus_and_other_text_another_hash() throws IOException {
        for (int i = 0; i < 50; i++) {
            write("t" + i + ".txt", "Text number " + i);
        }
        Corpus first = Corpus.read(List.of(folder.toString()));
        Corpus second = Corpus.read(List.of(folder.toString()));
        write("t0.txt", "Other text");

        assertThat(second.report()).isEqualTo(first.report());
        assertThat(all(second)).isEqualTo(all(first));
        assertThat(Corpus.read(List.of(folder.toString())).report().hash())
                .isNotEqualTo(first.report().hash());
    }

    @Test
    void a_source_that_cannot_be_used_is_one_line_of_bad_input() throws IOException {
        write("empty.txt", "");
        write("damaged.zip", "this is no archive");
        write("damaged.txt.gz", "this is no archive");
        Files.write(folder.resolve("binary.dat"), new byte[] {5, 0, 6});
        Files.createDirectories(folder.resolve("hollow"));

        assertRefused("missing.txt", "does not exist");
        assertRefused("empty.txt", "is empty");
        assertRefused("binary.dat", "is not text");
        assertRefused("damaged.zip", "is damaged");
        assertRefused("damaged.txt.gz", "is damaged");
        assertRefused("hollow", "no readable text");
    }

    private void assertRefused(String name, String reason) {
        String path = folder.resolve(name).toString();
        assertThatThrownBy(() -> Corpus.read(List.of(path)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(path)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<Document> all(Corpus corpus) {
        return Stream.concat(corpus.training().stream(), corpus.validation().stream())
                .toList();
    }

    private static Set<String> names(Documents documents) {
        return documents.stream().map(Document::name).collect(Collectors.toSet());
    }

    private static int number(String name) {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }

    private static long documents(CorpusReport report) {
        return report.domains().values().stream()
                .mapToLong(size -> size.trainingDocuments() + size.validationDocuments())
                .sum();
    }
}
