package dev.blueline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRepairTest {
    private static final List<String> OBJECTS = List.of(
            "{\"id\":\"a\",\"loss\":1.5}", "{\"id\":\"b\",\"note\":\"naïve\"}", "{\"id\":\"c\"}", "{\"id\":\"b\"}");

    @TempDir
    Path folder;

    private Path file;
    private Path copy;

    @BeforeEach
    void write() {
        file = folder.resolve("ledger.jsonl");
        copy = folder.resolve(".copies/ledger.jsonl");
        OBJECTS.forEach(Journal.twice(file)::append);
    }

    @Test
    void damageToOneOfTheTwoIsNeverReadAndIsRepairedWithoutLoss() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(whole, 53 * i % whole.length) : whole.clone();
            if (i % 3 > 0) {
                damaged[53 * i % whole.length] ^= (byte) (1 << i % 8);
            }
            Files.write(i % 2 == 0 ? file : copy, damaged);
            try {
                assertThat(json(Journal.twice(file).read())).isEqualTo(OBJECTS);
            } catch (DamagedFile found) {
                refused++;
                assertThat(found).hasMessageContaining("ledger.jsonl").hasMessageContaining("copy");
            }
            List<String> said = Journal.twice(file).repair();
            assertThat(said).hasSizeLessThanOrEqualTo(1);
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
            assertThat(Files.readAllBytes(copy)).isEqualTo(whole);
            assertThat(Journal.twice(file).repair()).isEmpty();
        }
        assertThat(refused).isGreaterThan(60);
        assertThat(Journal.twice(file).asideFile()).doesNotExist();
    }

    @Test
    void linesDamagedInBothAreKeptAsideAndTheOthersStay() throws IOException {
        for (Path each : List.of(file, copy)) {
            Files.writeString(each, Files.readString(each).replace("1.5", "1.6"));
        }
        assertThat(Journal.twice(file).repair()).singleElement().asString().contains("ledger.damaged.jsonl");
        assertThat(json(Journal.twice(file).read())).isEqualTo(OBJECTS.subList(1, 4));
        assertThat(folder.resolve("ledger.damaged.jsonl")).content().contains("1.6");
    }

    @Test
    void linesDamagedInDifferentPlacesAreMergedInOrder() throws IOException {
        Files.writeString(file, Files.readString(file).replace("1.5", "1.6"));
        Files.writeString(copy, Files.readString(copy).replace("\"c\"", "\"d\""));
        Journal.twice(file).repair();
        assertThat(json(Journal.twice(file).read())).isEqualTo(OBJECTS);
    }

    @Test
    void twoPartsOfAnySequenceMergeToAllThatEitherHas() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            List<String> all = new ArrayList<>();
            for (int line = 0; line < 8; line++) {
                all.add("{\"id\":" + line + "}");
            }
            List<String> a = new ArrayList<>(all);
            List<String> b = new ArrayList<>(all);
            all.forEach(line -> {
                switch (random.nextInt(4)) {
                    case 0 -> a.remove(line);
                    case 1 -> b.remove(line);
                    default -> {}
                }
            });
            new Journal(file).rewrite(a);
            new Journal(copy).rewrite(b);
            Journal.twice(file).repair();
            List<String> expected =
                    all.stream().filter(l -> a.contains(l) || b.contains(l)).toList();
            assertThat(json(Journal.twice(file).read())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aFileCutOrTakenAwayWhileInUseIsNotWrittenOn() throws IOException {
        Journal journal = Journal.twice(file);
        journal.read();
        Files.writeString(file, Files.readAllLines(file).getFirst() + "\n");
        assertThatThrownBy(() -> journal.append("{\"id\":\"e\"}"))
                .isInstanceOf(WriteFailure.class)
                .hasMessageContaining("cut or taken away");
        Files.delete(file);
        assertThatThrownBy(() -> journal.append("{\"id\":\"e\"}")).isInstanceOf(WriteFailure.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatWentAwayIsNotMadeAnew() throws IOException {
        Journal journal = Journal.twice(folder.resolve("deep/ledger.jsonl"));
        journal.append("{\"id\":\"a\"}");
        try (var all = Files.walk(folder.resolve("deep"))) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        assertThatThrownBy(() -> journal.append("{\"id\":\"b\"}"))
                .isInstanceOf(WriteFailure.class)
                .hasMessageContaining("its folder is gone");
        assertThat(folder.resolve("deep")).doesNotExist();
    }

    @Test
    void aLedgerFromBeforeThereWereCopiesGetsOneWithItsNextLine() throws IOException {
        Files.delete(copy);
        assertThat(json(Journal.twice(file).read())).isEqualTo(OBJECTS);
        Journal.twice(file).append("{\"id\":\"e\"}");
        assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(file));
    }

    private static List<String> json(List<Journal.Line> lines) {
        return lines.stream().map(Journal.Line::json).toList();
    }

    @Test
    void aReaderBesideAWriterNeverTakesALineUnderWayForALostOne(@TempDir Path shared) throws Exception {
        Path file = shared.resolve("shared.jsonl");
        List<String> before =
                IntStream.range(0, 5000).mapToObj(i -> "{\"i\":" + i + "}").toList();
        Journal.twice(file).append(before); // long enough to be appended to while it is read
        Thread writer = Thread.ofPlatform().start(() -> {
            Journal journal = Journal.twice(file);
            for (int i = 0; i < 150; i++) {
                journal.append("{\"i\":" + i + "}");
            }
        });
        int most = 0;
        while (writer.isAlive()) {
            int lines = Journal.twice(file).read().size();
            assertThat(lines).isGreaterThanOrEqualTo(most);
            most = lines;
        }
        writer.join();
        assertThat(Journal.twice(file).read()).hasSize(5150);
    }
}
