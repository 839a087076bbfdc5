package dev.blueline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    private static Run run(String id) {
        return new Run(
                id,
                "64x2/4M",
                "64x2/1",
                Run.Role.LADDER,
                2,
                64,
                new Run.Parameters(164_000, 98_000, 131_000),
                4_000_000,
                3.932e12,
                1,
                1,
                52.5,
                Run.Status.FINISHED,
                "naïve — ok",
                new Provenance(
                        "s",
                        "c",
                        "t",
                        "java",
                        1,
                        "0.1",
                        "25",
                        "two cores",
                        2,
                        Instant.parse("2026-03-01T10:00:00Z"),
                        Instant.parse("2026-03-01T10:01:00.123456Z")));
    }

    private static List<Measurement> measured(String id, double value) {
        return List.of(new Measurement(id, "bits_per_byte", "all", value, 0.003));
    }

    private Ledger ledger() {
        return new Ledger(folder);
    }

    private Path file() {
        return ledger().file();
    }

    @Test
    void whatIsAppendedIsReadBackEqual() {
        ledger().append(run("a"), measured("a", 1.5));
        ledger().append(run("b"), measured("b", 1.25));
        assertThat(ledger().entries())
                .containsExactly(
                        new Ledger.Entry(run("a"), measured("a", 1.5)),
                        new Ledger.Entry(run("b"), measured("b", 1.25)));
        assertThat(ledger().find("b").orElseThrow().measurement("bits_per_byte", "all"))
                .contains(measured("b", 1.25).getFirst());
        assertThat(ledger().find("c")).isEmpty();
    }

    @Test
    void anEmptyFolderHoldsNoRuns() {
        assertThat(ledger().entries()).isEmpty();
        assertThat(file()).doesNotExist();
    }

    @Test
    void theLaterLineOfARunCounts() {
        ledger().append(run("a"), measured("a", 1.5));
        ledger().append(run("b"), measured("b", 1.25));
        ledger().append(run("a"), measured("a", 1.4));
        assertThat(ledger().entries())
                .containsExactly(
                        new Ledger.Entry(run("a"), measured("a", 1.4)),
                        new Ledger.Entry(run("b"), measured("b", 1.25)));
    }

    @Test
    void aKillAtAnyByteOfTheLastLineLosesOnlyThatLine() throws IOException {
        ledger().append(run("a"), measured("a", 1.5));
        byte[] whole = Files.readAllBytes(file());
        Path copy = SealedFiles.copyOf(file());
        ledger().append(run("b"), measured("b", 1.25));
        byte[] both = Files.readAllBytes(file());
        for (int cut = whole.length + 1; cut < both.length; cut += 7) {
            Files.write(file(), java.util.Arrays.copyOf(both, cut));
            Files.write(copy, whole); // a line reaches the copy after the file
            assertThat(ledger().entries()).hasSize(1);
            assertThat(Files.size(file())).as("reading leaves the file alone").isEqualTo(cut);
            ledger().append(run("b"), measured("b", 1.25));
            assertThat(Files.readAllBytes(file())).isEqualTo(both);
            assertThat(Files.readAllBytes(copy)).isEqualTo(both);
        }
    }

    @Test
    void aDamagedLineIsRefusedByNumber() throws IOException {
        ledger().append(run("a"), measured("a", 1.5));
        ledger().append(run("b"), measured("b", 1.25));
        String text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("52.5", "52.6"));
        assertThatThrownBy(() -> ledger().entries())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("checksum");
    }

    @Test
    void aSoundLineThatIsNoRunIsRefused() {
        new Journal(file()).append("{\"other\":1}");
        assertThatThrownBy(() -> ledger().entries())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 1 is not a run");
    }

    @Test
    void theChecksumIsTheCrc32cOfTheObjectWithoutIt() throws IOException {
        new Journal(file()).append("{\"x\":1}");
        CRC32C crc = new CRC32C();
        crc.update("{\"x\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(file())).isEqualTo("{\"x\":1,\"crc32c\":\"%08x\"}\n".formatted(crc.getValue()));
    }

    @Test
    void zeroesLeftByACrashOfTheMachineAreCutOff() throws IOException {
        ledger().append(run("a"), measured("a", 1.5));
        Files.write(file(), new byte[40], StandardOpenOption.APPEND);
        assertThat(ledger().entries()).hasSize(1);
    }

    private static ImportedRun imported(String id, double loss) {
        return new ImportedRun(
                id,
                "theirs",
                "theirs",
                Map.of("parameters", 1e6, "tokens", 1e9),
                Map.of("seed", "7"),
                new RateSchedule(RateSchedule.Kind.WSD, OptionalLong.of(100), OptionalLong.empty()),
                ImportedRun.Stage.FINISHED,
                new Origin("x.csv", "00", "table", Instant.EPOCH, ""),
                List.of(new Measurement(id, "loss", "all", loss, Double.NaN)));
    }

    @Test
    void runsOfOtherProgramsStandBesideThoseOfTheLaboratory() {
        ledger().append(run("a"), measured("a", 1.5));
        assertThat(ledger().append(imported("b", 3.5))).isTrue();
        assertThat(ledger().append(imported("b", 3.5))).isFalse();
        assertThat(ledger().entries()).hasSize(1);
        assertThat(ledger().imported()).containsExactly(imported("b", 3.5));
        ledger().append(imported("b", 3.25));
        assertThat(ledger().imported()).containsExactly(imported("b", 3.25));
    }

    @Test
    void laterScoresJoinRunsOfBothKinds() {
        ledger().append(run("a"), measured("a", 1.5));
        ledger().append(imported("b", 3.5));
        Origin origin = new Origin("results.json", "11", "harness", Instant.EPOCH, "");
        for (String id : List.of("a", "b")) {
            Scores scores = new Scores(id, origin, List.of(new Measurement(id, "acc", "arc_easy", 0.4, 0.01)));
            assertThat(ledger().append(scores)).isTrue();
            assertThat(ledger().append(scores)).isFalse();
        }
        assertThat(LedgerTable.rows(folder))
                .hasSize(2)
                .allSatisfy(row ->
                        assertThat(row).containsEntry("arc_easy_acc", 0.4).containsEntry("arc_easy_acc_stderr", 0.01));
        assertThat(LedgerTable.rows(file()).get(1))
                .containsEntry("n", 1e6)
                .containsEntry("d", 1e9)
                .containsEntry("loss", 3.5)
                .containsEntry("seed", "7")
                .doesNotContainKeys("c", "loss_stderr");
    }

    @Test
    void aLedgerThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> LedgerTable.rows(folder.resolve("none")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no ledger");
    }
}
