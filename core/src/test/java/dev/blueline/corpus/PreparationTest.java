package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private Path folder;

    @BeforeTry
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("preparation");
    }

    @AfterTry
    @AfterEach
    void deleteFolder() {
        Corpus.delete(folder);
    }

    @Property(tries = 60)
    void what_is_made_on_disk_equals_what_is_made_in_memory(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 120) int count,
            @ForAll @IntRange(min = 1, max = 90) int groups) {
        List<Document> found = MadeUpInput.documents(new Random(seed), count, groups);
        InMemoryCorpus expected = InMemoryCorpus.of(found);

        Corpus corpus = prepare(MadeUpInput.of(found), folder, new ArrayList<>());

        assertThat(corpus.training().stream().map(Document::name))
                .containsExactlyElementsOf(
                        expected.training().stream().map(Document::name).toList());
        assertThat(corpus.validation().stream().map(Document::name))
                .containsExactlyElementsOf(
                        expected.validation().stream().map(Document::name).toList());
        assertThat(corpus.report().hash()).isEqualTo(expected.hash());
    }

    @Test
    void stopped_before_any_document_it_goes_on_to_the_same_bytes() throws IOException {
        List<Document> found = large(1, 24, 40);
        Path whole = Files.createTempDirectory("preparation");
        Corpus expected = prepare(MadeUpInput.of(found), whole, new ArrayList<>());
        for (int kill = 0; kill < found.size(); kill++) {
            Corpus.delete(folder);
            MadeUpInput killed = MadeUpInput.of(found).stoppingAfter(kill);
            assertThatThrownBy(() -> prepare(killed, folder, new ArrayList<>())).isInstanceOf(MadeUpInput.Killed.class);
            List<String> said = new ArrayList<>();

            Corpus corpus = prepare(MadeUpInput.of(found), folder, said);

            assertThat(corpus.report()).isEqualTo(expected.report());
            assertThat(bytes(folder)).isEqualTo(bytes(whole));
            assertThat(said).isEmpty();
        }
        Corpus.delete(whole);
    }

    @Test
    void a_store_cut_anywhere_and_a_folder_without_its_last_files_are_completed_to_the_same_bytes() throws IOException {
        for (int groups : List.of(5, 60)) {
            List<Document> found = large(2, 24, groups);
            Corpus.delete(folder);
            prepare(MadeUpInput.of(found), folder, new ArrayList<>());
            Map<String, String> expected = bytes(folder);
            Random random = new Random(groups);
            for (int i = 0; i < 12; i++) {
                List<String> last = List.of("corpus.json", "cuts", "order");
                for (String name : last.subList(0, random.nextInt(last.size() + 1))) {
                    Files.deleteIfExists(folder.resolve(name));
                }
                Path store = folder.resolve(groups == 5 && random.nextBoolean() ? "sections.store" : "documents.store");
                try (var channel = Files.newByteChannel(store, java.nio.file.StandardOpenOption.WRITE)) {
                    channel.truncate(random.nextLong(channel.size() + 1));
                }

                prepare(MadeUpInput.of(found), folder, new ArrayList<>());

                assertThat(bytes(folder)).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_flipped_bit_in_any_file_is_found_and_made_good() throws IOException {
        List<Document> found = large(3, 10, 40);
        prepare(MadeUpInput.of(found), folder, new ArrayList<>());
        Map<String, String> expected = bytes(folder);
        Random random = new Random(4);
        for (String name : List.of("documents.store", "order", "cuts", "corpus.json", "reading.json")) {
            for (int i = 0; i < 25; i++) {
                Path file = folder.resolve(name);
                byte[] bytes = Files.readAllBytes(file);
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
                List<String> said = new ArrayList<>();

                prepare(MadeUpInput.of(found), folder, said);

                assertThat(bytes(folder)).as("a flip in %s", name).isEqualTo(expected);
                assertThat(said)
                        .as("what is said of a flip in %s", name)
                        .singleElement()
                        .asString()
                        .contains(file.toString())
                        .doesNotContain("not as it was");
            }
        }
    }

    @Test
    void sources_that_have_not_changed_are_not_read_again() {
        List<Document> found = large(5, 10, 40);
        Corpus first = prepare(MadeUpInput.of(found), folder, new ArrayList<>());

        Corpus second = prepare(MadeUpInput.of(found).stoppingAfter(0), folder, new ArrayList<>());

        assertThat(second.report()).isEqualTo(first.report());
        assertThat(second.training().stream()).containsExactlyElementsOf(first.training());
    }

    @Test
    void sources_that_changed_are_read_again_and_it_is_said() throws IOException {
        List<Document> found = large(6, 20, 40);
        List<Document> other = new ArrayList<>(found);
        other.set(3, other.get(3).withText("something else"));
        Corpus expected = prepare(MadeUpInput.of(other), folder, new ArrayList<>());
        Corpus.delete(folder);
        prepare(MadeUpInput.of(found), folder, new ArrayList<>());
        List<String> said = new ArrayList<>();

        Corpus changed = prepare(MadeUpInput.of(other).inState(Optional.of("another state")), folder, said);

        assertThat(changed.report()).isEqualTo(expected.report());
        assertThat(said).singleElement().asString().contains("not as it was");

        // half read, then changed without a sign of it: the documents themselves show it
        Corpus.delete(folder);
        assertThatThrownBy(() -> prepare(MadeUpInput.of(found).stoppingAfter(18), folder, new ArrayList<>()))
                .isInstanceOf(MadeUpInput.Killed.class);
        said.clear();
        assertThat(prepare(MadeUpInput.of(other), folder, said).report()).isEqualTo(expected.report());
        assertThat(said).singleElement().asString().contains("changed");
    }

    @Test
    void what_can_be_read_only_once_is_compared_with_what_was_read_before() {
        List<Document> found = large(7, 10, 40);
        MadeUpInput piped = MadeUpInput.of(found).inState(Optional.empty());
        Corpus first = prepare(piped, folder, new ArrayList<>());

        List<String> said = new ArrayList<>();
        assertThat(prepare(piped, folder, said).report()).isEqualTo(first.report());
        assertThat(said).isEmpty();
        MadeUpInput shorter = MadeUpInput.of(found.subList(0, 5)).inState(Optional.empty());
        assertThat(prepare(shorter, folder, said).report().hash())
                .isNotEqualTo(first.report().hash());
        assertThat(said).isNotEmpty();
    }

    /** Documents so large that three or four fill a block. */
    private static List<Document> large(long seed, int count, int groups) {
        Random random = new Random(seed);
        List<Document> documents = new ArrayList<>();
        for (Document small : MadeUpInput.documents(random, count, groups)) {
            documents.add(small.withText(small.text() + "\n\n" + MadeUpInput.words(random, 8_000)));
        }
        return documents;
    }

    private static Corpus prepare(Preparation.Input input, Path folder, List<String> said) {
        return Corpus.in(folder, input, said::add, (removed, kept) -> {});
    }

    private static Map<String, String> bytes(Path folder) throws IOException {
        Map<String, String> contents = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("checksums.jsonl")) {
                    var digest = TextHash.sha256();
                    digest.update(Files.readAllBytes(file));
                    contents.put(name, TextHash.hex(digest));
                }
            }
        }
        return contents;
    }

    @Test
    void text_under_another_spelling_of_its_path_is_the_same_text() throws IOException {
        Path text = Files.createTempDirectory("spelled");
        for (int i = 0; i < 40; i++) {
            Files.writeString(text.resolve("t" + i + ".txt"), "Text number " + i);
        }
        Path relative = Path.of("").toAbsolutePath().relativize(text.toAbsolutePath());
        Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), text);
        List<String> said = new ArrayList<>();
        Corpus first = Corpus.read(CorpusSelection.of(List.of(text.toString()), List.of()), folder, said::add);
        var before = Files.getLastModifiedTime(folder.resolve("reading.json"));

        for (String spelled :
                List.of(relative.toString(), text + "/", text + "/../" + text.getFileName(), link.toString())) {
            Corpus again = Corpus.read(CorpusSelection.of(List.of(spelled), List.of()), folder, said::add);
            assertThat(again.report()).isEqualTo(first.report());
        }

        assertThat(said).isEmpty();
        assertThat(Files.getLastModifiedTime(folder.resolve("reading.json"))).isEqualTo(before);
        Files.delete(link);
        Corpus.delete(text);
    }

    @Test
    void text_that_does_not_fit_on_the_disk_is_refused_before_what_was_prepared_is_touched() throws IOException {
        prepare(MadeUpInput.of(large(8, 10, 40)), folder, new ArrayList<>());
        Map<String, String> before = bytes(folder);
        MadeUpInput huge =
                MadeUpInput.of(large(9, 10, 40)).inState(Optional.of("another")).ofBytes(1L << 60);
        List<String> said = new ArrayList<>();

        assertThatThrownBy(() -> prepare(huge, folder, said))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("GB of disk");

        assertThat(bytes(folder)).isEqualTo(before);
        assertThat(said).isEmpty();
    }

    @Test
    void a_missing_source_is_refused_before_what_was_prepared_is_touched() throws IOException {
        prepare(MadeUpInput.of(large(8, 10, 40)), folder, new ArrayList<>());
        Map<String, String> before = bytes(folder);
        CorpusSelection missing = CorpusSelection.of(List.of("no/such/text"), List.of());

        assertThatThrownBy(() -> Corpus.read(missing, folder, line -> {})).isInstanceOf(BadInput.class);

        assertThat(bytes(folder)).isEqualTo(before);
    }
}
