package dev.blueline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFilesTest {
    private static final byte[] FIRST = "the first content".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "the second, which is longer".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("plan.json");
    }

    @Test
    void whatIsWrittenIsReadBackWithTheStandardChecksumBesideIt() throws IOException {
        SealedFiles.write(file(), "123456789");
        assertThat(SealedFiles.read(file())).isEqualTo("123456789".getBytes(StandardCharsets.UTF_8));
        // the check value of CRC-32C, RFC 3720 B.4 and the catalogue of parametrised CRCs
        assertThat(Files.readString(folder.resolve("checksums.jsonl")))
                .startsWith("{\"file\":\"plan.json\",\"bytes\":9,\"sum\":\"e3069283\"");
    }

    @Test
    void everyFlippedBitAndEveryMissingEndIsFound() throws IOException {
        SealedFiles.write(file(), FIRST);
        for (int bit = 0; bit < 8 * FIRST.length; bit++) {
            byte[] flipped = FIRST.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file(), flipped);
            assertThat(SealedFiles.isSound(file())).isFalse();
        }
        for (int cut = 0; cut < FIRST.length; cut++) {
            Files.write(file(), Arrays.copyOf(FIRST, cut));
            assertThatThrownBy(() -> SealedFiles.read(file()))
                    .isInstanceOf(DamagedFile.class)
                    .hasMessageContaining("plan.json is damaged")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void aKillBetweenChecksumAndNameLeavesTheOldContentGood() throws IOException {
        SealedFiles.write(file(), FIRST);
        for (int kill = 0; kill < 5; kill++) {
            SealedFiles.write(file(), SECOND);
            Files.write(file(), FIRST);
            assertThat(SealedFiles.read(file())).isEqualTo(FIRST);
            assertThat(Files.readAllLines(folder.resolve("checksums.jsonl"))).hasSize(4);
        }
    }

    @Test
    void aFolderOfAnotherProgramIsTakenAsItIsButAnUnknownFileAmongSealedOnesIsNot() throws IOException {
        Files.write(file(), FIRST);
        assertThat(SealedFiles.read(file())).isEqualTo(FIRST);
        SealedFiles.write(folder.resolve("other.json"), SECOND);
        assertThatThrownBy(() -> SealedFiles.read(file()))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("cannot be checked");
    }

    @Test
    void theChecksumsDoNotGrowForever() throws IOException {
        SealedFiles.write(folder.resolve("rare.json"), FIRST);
        Path checksums = folder.resolve("checksums.jsonl");
        Journal journal = new Journal(checksums);
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 2100; i++) {
            many.add("{\"file\":\"plan.json\",\"bytes\":1,\"sum\":\"%08x\"}".formatted(i));
        }
        journal.append(many);
        SealedFiles.write(file(), SECOND);
        assertThat(Files.readAllLines(checksums)).hasSizeLessThan(20);
        assertThat(SealedFiles.read(file())).isEqualTo(SECOND);
        assertThat(SealedFiles.read(folder.resolve("rare.json"))).isEqualTo(FIRST);
    }

    @Test
    void whatIsWrittenTwiceSurvivesDamageToAnyOneFile() throws IOException {
        for (String damaged : List.of("plan.json", "checksums.jsonl", ".copies/plan.json", ".copies/checksums.jsonl")) {
            for (int i = 0; i < 12; i++) {
                Path place = Files.createTempDirectory(folder, "place");
                Path plan = place.resolve("plan.json");
                SealedFiles.writeTwice(plan, FIRST);
                byte[] bytes = Files.readAllBytes(place.resolve(damaged));
                bytes[17 * i % bytes.length] ^= (byte) (1 << i % 8);
                Files.write(place.resolve(damaged), i % 2 == 0 ? bytes : Arrays.copyOf(bytes, 7 * i % bytes.length));
                List<String> said = new ArrayList<>();
                assertThat(SealedFiles.readTwice(plan, "", said::add)).contains(FIRST);
                assertThat(Files.readAllBytes(plan)).isEqualTo(FIRST);
                assertThat(said).as(damaged).hasSizeLessThanOrEqualTo(1);
                assertThat(SealedFiles.readTwice(plan, "", line -> {
                            throw new AssertionError(line);
                        }))
                        .as("repaired once for all")
                        .contains(FIRST);
            }
        }
    }

    @Test
    void whatIsDamagedTwiceIsRefused() throws IOException {
        SealedFiles.writeTwice(file(), FIRST);
        Files.write(file(), SECOND);
        Files.write(SealedFiles.copyOf(file()), SECOND);
        assertThatThrownBy(() -> SealedFiles.readTwice(file(), "give another", line -> {}))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("so is its copy");
    }

    @Test
    void aFolderThatWentAwayIsNotMadeAnew() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        SealedFiles.write(gone.resolve("a"), FIRST);
        Files.delete(gone.resolve("a"));
        Files.delete(gone.resolve("checksums.jsonl"));
        Files.delete(gone);
        assertThatThrownBy(() -> SealedFiles.write(gone.resolve("a"), FIRST))
                .isInstanceOf(WriteFailure.class)
                .hasMessageContaining("its folder is gone")
                .hasMessageContaining(gone.toString());
        assertThat(gone).doesNotExist();
    }

    @Test
    void anEditedFileWhoseChecksumsWereDeletedIsRestoredFromItsCopy() throws IOException {
        SealedFiles.writeTwice(file(), FIRST);
        Files.write(file(), SECOND);
        Files.delete(folder.resolve("checksums.jsonl"));
        assertThat(SealedFiles.isSound(file())).isFalse();
        List<String> said = new ArrayList<>();
        assertThat(SealedFiles.readTwice(file(), "remedy", said::add)).contains(FIRST);
        assertThat(SealedFiles.read(file())).isEqualTo(FIRST);
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).contains("plan.json could not be checked", "differed from its copy");
    }

    @Test
    void whereBothListsOfChecksumsAreGoneOnlyEqualCopiesStand() throws IOException {
        SealedFiles.writeTwice(file(), FIRST);
        Files.delete(folder.resolve("checksums.jsonl"));
        Files.delete(folder.resolve(".copies/checksums.jsonl"));
        List<String> said = new ArrayList<>();
        assertThat(SealedFiles.readTwice(file(), "remedy", said::add)).contains(FIRST);
        assertThat(said).hasSize(1);

        Files.write(file(), SECOND);
        Files.delete(folder.resolve("checksums.jsonl"));
        Files.delete(folder.resolve(".copies/checksums.jsonl"));
        assertThatThrownBy(() -> SealedFiles.readTwice(file(), "remedy", said::add))
                .isInstanceOf(DamagedFile.class);
    }
}
