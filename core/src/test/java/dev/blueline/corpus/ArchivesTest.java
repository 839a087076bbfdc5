package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdOutputStream;
import dev.blueline.ledger.BadInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchivesTest {
    @TempDir
    Path folder;

    private Path tree;

    @BeforeEach
    void aFolderOfFiles() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        for (int i = 0; i < 12; i++) {
            write(tree.resolve("t" + i + ".txt"), "Text number " + i + "\n" + "line\n".repeat(i * 100));
        }
        write(tree.resolve("sub/lines.jsonl"), "{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "t.tar, tar cf",
        "t.tgz, tar czf",
        "t.tar.gz, tar czf",
        "t.tar.bz2, tar cjf",
        "t.tar.xz, tar cJf",
        "t.tar.zst, tar --zstd -cf",
        "t.zip, jar --create --no-manifest --file"
    })
    void archives_made_by_the_usual_tools_give_what_the_folder_gives(String name, String tool)
            throws IOException, InterruptedException {
        Path archive = folder.resolve(name);
        String program = tool.startsWith("jar")
                ? tool.replaceFirst(
                        "jar",
                        Path.of(System.getProperty("java.home"), "bin", "jar").toString())
                : tool;
        assumeTrue(run((program + " " + archive + " -C " + tree + " .").split(" ")), "there is such a tool");

        assertThat(Found.in(archive).texts())
                .containsExactlyInAnyOrderElementsOf(Found.in(tree).texts());
        assertThat(Found.in(archive).names())
                .containsExactlyInAnyOrderElementsOf(Found.in(tree).names());
    }

    @ParameterizedTest
    @CsvSource({"zstd -q, .zst", "xz, .xz", "bzip2, .bz2", "gzip, .gz"})
    void packed_files_give_what_is_inside(String tool, String ending) throws IOException, InterruptedException {
        assumeTrue(run((tool + " -k " + tree.resolve("sub/lines.jsonl")).split(" ")), "there is such a tool");

        Found found = Found.in(tree.resolve("sub/lines.jsonl" + ending));

        assertThat(found.texts()).containsExactly("one", "two");
        assertThat(found.names()).containsExactly("lines.jsonl:1", "lines.jsonl:2");
    }

    @Test
    void archives_inside_archives_are_read_two_deep() throws IOException {
        byte[] inner = tar("deep.txt", "Deep text.".getBytes(StandardCharsets.UTF_8));
        byte[] middle = zip("inner.tar", inner);
        Files.write(folder.resolve("outer.zip"), zip("sub/inner.tar", inner));
        Files.write(folder.resolve("deeper.zip"), zip("middle.zip", middle));

        assertThat(Found.in(folder.resolve("outer.zip")).names()).containsExactly("sub/inner.tar/deep.txt");
        assertThatThrownBy(() -> Found.in(folder.resolve("deeper.zip")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "text in archives inside archives inside archives (deeper.zip/middle.zip/inner.tar)");
        assertThat(Found.in(folder).skipped(Skipped.TOO_DEEP)).isEqualTo(1);
    }

    @Test
    void a_jar_of_code_gives_code_and_text_and_a_javadoc_jar_its_pages() throws IOException {
        byte[] page = "<html><nav>Menu</nav><main><p>Words.</p></main></html>".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("x-sources.jar"), zip("p/package.html", page));
        Files.write(folder.resolve("x-javadoc.jar"), zip("p/package.html", page));

        assertThatThrownBy(() -> Found.in(folder.resolve("x-sources.jar"))).isInstanceOf(BadInput.class);
        assertThat(Found.in(folder.resolve("x-javadoc.jar")).texts()).containsExactly("Words.");
    }

    @Test
    void what_a_cut_archive_holds_before_its_end_is_read_and_the_cut_is_named() throws IOException {
        Random random = new Random(4);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            for (int i = 0; i < 50; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = 0; j < 300; j++) {
                    text.append(random.nextLong()).append('\n');
                }
                add(tar, "t" + i + ".txt", text.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        Path cut = folder.resolve("cut.tgz");
        Files.write(cut, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));

        Found found = Found.in(cut);

        assertThat(found.documents()).hasSizeBetween(15, 28);
        assertThat(found.examples(Skipped.DAMAGED)).hasSize(2).last().asString().contains("cut.tgz: it ends too early");
    }

    @Test
    void damage_inside_a_folder_is_counted_and_the_rest_is_read() throws IOException {
        write(tree.resolve("a.zip"), "no archive");
        write(tree.resolve("b.tar.zst"), "no archive");
        write(tree.resolve("c.txt.gz"), "no archive");
        write(tree.resolve("d.parquet"), "no parquet");

        Found found = Found.in(tree);

        assertThat(found.documents()).hasSize(14);
        assertThat(found.skipped(Skipped.DAMAGED)).isEqualTo(4);
        assertThat(found.examples(Skipped.DAMAGED)).anyMatch(example -> example.startsWith("a.zip: "));
    }

    @Test
    void a_small_file_that_would_unpack_to_far_more_is_not_followed() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) 'a');
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream zstd = new ZstdOutputStream(bomb)) {
            for (int i = 0; i < 80; i++) {
                zstd.write(zeros);
            }
        }
        Files.write(tree.resolve("bomb.txt.zst"), bomb.toByteArray());
        Path zipped = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipped))) {
            zip.putNextEntry(new ZipEntry("bomb.txt"));
            for (int i = 0; i < 80; i++) {
                zip.write(zeros);
            }
        }

        assertThatThrownBy(() -> Found.in(tree.resolve("bomb.txt.zst")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than 250 times its size");
        assertThatThrownBy(() -> Found.in(zipped)).isInstanceOf(BadInput.class).hasMessageContaining("250 times");
        assertThat(Found.in(tree).skipped(Skipped.BOMB)).isEqualTo(1);
        Files.move(zipped, tree.resolve("bomb.zip"));
        assertThat(Found.in(tree).examples(Skipped.BOMB)).anyMatch(said -> said.startsWith("bomb.zip/bomb.txt: "));
    }

    @Test
    void standard_input_is_known_by_its_first_bytes() throws IOException {
        byte[] lines = "{\"text\": \"one\"}\n{\"text\": \"two\"}\n".getBytes(StandardCharsets.UTF_8);
        byte[] plain = "Just text.".getBytes(StandardCharsets.UTF_8);
        assertThat(piped(lines)).extracting(Document::text).containsExactly("one", "two");
        assertThat(piped(gzip(lines))).extracting(Document::text).containsExactly("one", "two");
        assertThat(piped(gzip(tar("a.txt", plain)))).extracting(Document::name).containsExactly("a.txt");
        assertThat(piped(zip("a.txt", plain))).extracting(Document::text).containsExactly("Just text.");
        assertThat(piped(plain)).containsExactly(new Document("text", "file stdin", "stdin", "Just text."));
        assertThat(piped("<!DOCTYPE html><p>A page.".getBytes(StandardCharsets.UTF_8)))
                .extracting(Document::text)
                .containsExactly("A page.");
        assertThat(piped("id,body\n1,A cell\n".getBytes(StandardCharsets.UTF_8), "body"))
                .extracting(Document::text)
                .containsExactly("A cell");
    }

    @Test
    void a_name_given_by_the_user_is_the_domain_of_all_documents() {
        assertThat(Found.in("mine=" + tree).documents())
                .hasSize(14)
                .extracting(Document::domain)
                .containsOnly("mine");
    }

    @Test
    void documents_come_in_the_order_of_paths_whatever_the_time_each_file_takes() throws IOException {
        for (int i = 0; i < 400; i++) {
            write(tree.resolve(String.format("many/f%03d.jsonl", i)), "{\"text\": \"x\"}\n".repeat((i * 37) % 3000));
        }
        List<String> names = Found.in(tree).names();
        assertThat(names).isEqualTo(Found.in(tree).names());
        assertThat(names.stream().map(name -> name.replaceFirst(":.*", "")).distinct())
                .isSorted();
    }

    private static List<Document> piped(byte[] bytes, String... columns) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(bytes));
            return Found.in("-", columns).documents();
        } finally {
            System.setIn(before);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
            add(tar, name, content);
        }
        return packed.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl.gz", "csv.gz", "txt.gz", "jsonl.zst", "csv.bz2", "jsonl.xz"})
    void of_a_cut_packed_file_all_lines_before_the_cut_are_read(String ending) throws IOException {
        Random random = new Random(5);
        StringBuilder lines = new StringBuilder(ending.startsWith("csv") ? "text\n" : "");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            String text = "text " + i + " " + Long.toString(random.nextLong(), 36);
            texts.add(text);
            lines.append(ending.startsWith("jsonl") ? "{\"text\": \"" + text + "\"}" : text)
                    .append('\n');
        }
        byte[] whole = packed(lines.toString().getBytes(StandardCharsets.UTF_8), ending);
        Path cut = folder.resolve("cut." + ending);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

        Found found = Found.in(cut);

        List<String> read =
                ending.startsWith("txt") ? found.texts().getFirst().lines().toList() : found.texts();
        // all but gzip unpack whole blocks only
        assertThat(read).hasSizeBetween(ending.contains("gz") ? 29_000 : 10_000, 31_000);
        assertThat(read).isEqualTo(texts.subList(0, read.size()));
        int header = ending.startsWith("csv") ? 1 : 0;
        assertThat(found.examples(Skipped.DAMAGED))
                .singleElement()
                .asString()
                .startsWith("cut." + ending.replaceFirst("\\..*", "") + " after line " + (read.size() + header) + ": ");
    }

    @Test
    void a_short_packed_file_that_is_cut_gives_its_whole_lines() throws IOException {
        byte[] whole = gzip(
                "{\"text\": \"one\"}\n{\"text\": \"two\"}\n{\"text\": \"three\"}\n".getBytes(StandardCharsets.UTF_8));
        Path cut = folder.resolve("cut.jsonl.gz");
        Files.write(cut, Arrays.copyOf(whole, whole.length - 12));

        assertThat(Found.in(cut).texts()).startsWith("one", "two");
    }

    @Test
    void a_folder_named_by_a_link_is_read_and_links_inside_it_are_not_followed()
            throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("tree"));
        Files.createSymbolicLink(tree.resolve("again"), tree.resolve("sub"));
        Files.createSymbolicLink(tree.resolve("gone.txt"), Path.of("nothing"));
        Files.createSymbolicLink(tree.resolve("file.txt"), write(folder.resolve("outside.txt"), "From outside."));
        assumeTrue(run("mkfifo", tree.resolve("pipe.txt").toString()), "there is such a tool");

        Found found = Found.in(link);

        assertThat(found.documents()).hasSize(15);
        assertThat(found.names()).contains("t0.txt", "file.txt", "sub/lines.jsonl:1");
        assertThat(found.examples(Skipped.LINK))
                .containsExactly(
                        "again: a link to a folder; name it to have it read",
                        "gone.txt: a link to no file",
                        "pipe.txt: a pipe, a socket or a device");
    }

    @Test
    void what_is_left_out_of_a_tar_has_its_own_reason() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
            add(tar, "./good.txt", "Good text.".getBytes(StandardCharsets.UTF_8));
            add(tar, "../../up.txt", "Up.".getBytes(StandardCharsets.UTF_8));
            TarArchiveEntry link = new TarArchiveEntry("link.txt", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            add(tar, ".hidden.txt", "Hidden.".getBytes(StandardCharsets.UTF_8));
        }
        Path evil = folder.resolve("evil.tar");
        Files.write(evil, packed.toByteArray());

        Found found = Found.in(evil);

        assertThat(found.texts()).containsExactly("Good text.");
        assertThat(found.examples(Skipped.OUTSIDE)).containsExactly("evil.tar/../../up.txt");
        assertThat(found.examples(Skipped.LINK)).containsExactly("evil.tar/link.txt: a link to /etc/passwd");
        assertThat(found.examples(Skipped.HIDDEN)).containsExactly("evil.tar/.hidden.txt");
        assertThat(found.skipped(Skipped.NOTHING_TO_KEEP)).isZero();
    }

    @Test
    void names_with_line_ends_stay_on_one_line() throws IOException {
        Path odd = write(folder.resolve("a\nb.txt"), "Text.");
        Path table = write(folder.resolve("c\td\n.csv"), "a,b\n1,2\n");

        assertThat(Found.in(odd).names()).containsExactly("a\\nb.txt");
        for (Path bad : List.of(table, folder.resolve("no\nsuch"))) {
            assertThatThrownBy(() -> Found.in(bad)).isInstanceOf(BadInput.class).hasMessageNotContainingAny("\n", "\t");
        }
    }

    private static byte[] packed(byte[] content, String ending) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = switch (ending.replaceFirst(".*\\.", "")) {
            case "gz" -> new GZIPOutputStream(packed);
            case "zst" -> new ZstdOutputStream(packed);
            case "bz2" -> new BZip2CompressorOutputStream(packed, 1);
            default -> new XZOutputStream(packed, new LZMA2Options(1));
        }) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
