package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.corpus.Mixture;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFilesTest {
    private static final Tokenizer TOKENIZER = BytePairTrainer.train(Texts.training(), 400);

    @TempDir
    Path folder;

    @Test
    void ids_of_any_vocabulary_come_back_as_they_were() {
        for (int width : new int[] {2, 4}) {
            int[] ids = new Random(1)
                    .ints(1_500_000, 0, width == 2 ? 65_536 : 1 << 20)
                    .toArray();
            TokenFile file = new TokenFile(folder.resolve("t" + width), 7, width);
            file.write(tokens -> {
                for (int id : ids) {
                    tokens.add(id);
                }
            });

            MemorySegment read = ((TokenFile.Sound) file.read()).tokens();

            int[] copied = new int[ids.length];
            TokenStream.of(List.of(read), width).copy(0, ids.length, copied, 0);
            assertThat(copied).isEqualTo(ids);
        }
        assertThat(TokenStream.width(65_536)).isEqualTo(2);
        assertThat(TokenStream.width(65_537)).isEqualTo(4);
    }

    @Test
    void a_flipped_bit_or_a_cut_anywhere_in_a_file_is_found() throws IOException {
        TokenFile file = new TokenFile(folder.resolve("t"), 7, 2);
        file.write(tokens -> IntStream.range(0, 1_000_000).forEach(i -> tokens.add(i & 0xFFFF)));
        byte[] bytes = Files.readAllBytes(file.path());
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            // the head and the checksums are small: aim at them as often as at the tokens
            int at = switch (i % 3) {
                case 0 -> random.nextInt(32);
                case 1 -> bytes.length - 1 - random.nextInt(8);
                default -> random.nextInt(bytes.length);
            };
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file.path(), i % 10 == 9 ? Arrays.copyOf(bytes, at) : damaged);

            assertThat(file.read()).as("byte %d", at).isInstanceOf(TokenFile.Damaged.class);
        }
        Files.write(file.path(), bytes);
        assertThat(new TokenFile(file.path(), 8, 2).read()).isInstanceOf(TokenFile.Damaged.class);
        assertThat(file.read()).isInstanceOf(TokenFile.Sound.class);
    }

    @Test
    void files_are_the_same_for_any_number_of_threads_and_only_those_missing_or_damaged_are_made_again()
            throws Exception {
        Corpus corpus = corpus("text", 40, 600_000);
        EncodedCorpus.of(corpus, TOKENIZER, line -> {});
        Map<String, byte[]> expected = contents();
        assertThat(expected).hasSizeGreaterThan(2);

        deleteTokens();
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            one.submit(() -> EncodedCorpus.of(corpus, TOKENIZER, line -> {})).get();
        }
        assertEqual(expected);

        List<Path> files = tokenFiles();
        Files.delete(files.get(0));
        byte[] damaged = Files.readAllBytes(files.get(1));
        damaged[damaged.length / 2] ^= 1;
        Files.write(files.get(1), damaged);
        Object untouched = Files.getAttribute(files.get(2), "unix:ino");
        List<String> said = new ArrayList<>();

        EncodedCorpus.of(corpus, TOKENIZER, said::add);

        assertEqual(expected);
        assertThat(said)
                .singleElement()
                .asString()
                .contains(files.get(1).toString())
                .contains("made again");
        assertThat(Files.getAttribute(files.get(2), "unix:ino")).isEqualTo(untouched);
    }

    @Test
    void weighted_sources_have_their_shares_of_the_tokens_and_of_what_is_measured() throws IOException {
        write("prose", 120, 3_000);
        write("code", 60, 9_000);
        Corpus corpus = Corpus.read(
                CorpusSelection.of(
                        List.of("a=" + folder.resolve("prose") + ":0.3", "b=" + folder.resolve("code") + ":0.7"),
                        List.of()),
                folder.resolve("out"),
                line -> {});

        EncodedCorpus encoded = EncodedCorpus.of(corpus, TOKENIZER, line -> {});

        long all = encoded.parts().stream().mapToLong(Mixture.Part::used).sum();
        assertThat(all).isEqualTo(encoded.training().length() - 1);
        for (Mixture.Part part : encoded.parts()) {
            assertThat((double) part.used() / all).isBetween(part.asked() - 0.01, part.asked() + 0.01);
        }
        assertThat(encoded.parts()).extracting(Mixture.Part::leftOver).anyMatch(left -> left > 0);
        List<EncodedDocument> measured = EncodedCorpus.heldOut(corpus, TOKENIZER, 1e9);
        double bytes = measured.stream().mapToLong(EncodedDocument::bytes).sum();
        double ofA = measured.stream()
                .filter(document -> document.domain().equals("a"))
                .mapToLong(EncodedDocument::bytes)
                .sum();
        assertThat(ofA / bytes).isBetween(0.15, 0.45);
    }

    private Corpus corpus(String name, int files, int characters) throws IOException {
        write(name, files, characters);
        return Corpus.read(
                CorpusSelection.of(List.of(folder.resolve(name).toString()), List.of()),
                folder.resolve("out"),
                line -> {});
    }

    private void write(String name, int files, int characters) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        Random random = new Random(name.hashCode());
        for (int i = 0; i < files; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < characters) {
                text.append("word").append(random.nextInt(100_000)).append(' ');
            }
            Files.writeString(to.resolve("file" + i + ".txt"), text);
        }
    }

    private List<Path> tokenFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
            return all.filter(file -> file.toString().endsWith(".tokens"))
                    .sorted()
                    .toList();
        }
    }

    private void deleteTokens() throws IOException {
        for (Path file : tokenFiles()) {
            Files.delete(file);
        }
    }

    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (Path file : tokenFiles()) {
            contents.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        return contents;
    }

    private void assertEqual(Map<String, byte[]> expected) throws IOException {
        Map<String, byte[]> found = contents();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) -> assertThat(found.get(name)).isEqualTo(bytes));
    }
}
