package dev.blueline.logs;

import static dev.blueline.logs.SampleLogs.history;
import static dev.blueline.logs.SampleLogs.item;
import static dev.blueline.logs.SampleLogs.message;
import static dev.blueline.logs.SampleLogs.wandbFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WandbTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static final byte[] RUN = message(record -> record.writeByteArray(17, message(run -> {
        run.writeString(1, "abc123");
        run.writeByteArray(4, message(config -> {
            config.writeByteArray(1, item("seed", "7"));
            config.writeByteArray(1, item("model", "{\"n_params\": 124000000}"));
        }));
        run.writeString(8, "brave-river-1");
    })));
    private static final byte[] EXIT = message(record -> record.writeByteArray(18, new byte[0]));

    /** Long enough for several blocks, with records across their ends. */
    private static byte[] run(int steps) {
        List<byte[]> records = new ArrayList<>(List.of(RUN));
        for (int i = 1; i <= steps; i++) {
            records.add(history(Map.of(
                    "_step",
                    Integer.toString(i),
                    "loss",
                    Double.toString(10.0 / i),
                    "_timestamp",
                    Double.toString(1.6e9 + i),
                    "text",
                    "\"" + "x".repeat(i % 97) + "\"")));
        }
        records.add(EXIT);
        return wandbFile(records);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("run-abc123.wandb"), bytes);
    }

    @Test
    void aRunOverSeveralBlocksIsReadWhole() throws IOException {
        byte[] bytes = run(1500);
        assertThat(bytes.length).isGreaterThan(3 * 32768);
        TrainingLog log = TrainingLogs.read(write(bytes), Reading.standard());
        assertThat(log.name()).isEqualTo("brave-river-1");
        assertThat(log.config()).containsEntry("seed", "7").containsEntry("model/n_params", "124000000");
        assertThat(log.points()).hasSize(1500);
        for (LogPoint point : log.points()) {
            assertThat(point.loss()).isEqualTo(10.0 / point.step());
        }
    }

    @Test
    void aRecordLongerThanABlockIsPutTogether() throws IOException {
        byte[] long1 = history(Map.of("_step", "1", "loss", "2.5", "text", "\"" + "y".repeat(100_000) + "\""));
        TrainingLog log = TrainingLogs.read(write(wandbFile(List.of(RUN, long1, EXIT))), Reading.standard());
        assertThat(log.points()).hasSize(1);
    }

    @Test
    void theRunsOwnStepCountsBeforeTheCallsOfTheLogger() throws IOException {
        byte[] file = wandbFile(List.of(
                RUN,
                history(Map.of("_step", "0", "train/global_step", "500", "train/loss", "3")),
                history(Map.of("_step", "1", "train/global_step", "1000", "train/loss", "2"))));
        assertThat(TrainingLogs.read(write(file), Reading.standard()).points())
                .extracting(LogPoint::step)
                .containsExactly(500L, 1000L);
    }

    @Test
    void aCutOffFileIsRefusedWithThePlaceAndReadableWhileWritten() throws IOException {
        byte[] whole = run(20);
        Path file = write(Arrays.copyOf(whole, whole.length - 15));
        assertThatThrownBy(() -> TrainingLogs.read(file, Reading.standard()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cut off inside the record at byte offset ");
        assertThat(TrainingLogs.read(file, Reading.standard().whileWritten()).points())
                .hasSize(19);
    }

    @Test
    void theFolderIsEnoughAndItsSettingsCount() throws IOException {
        Path run = folder.resolve("offline-run-1");
        Files.createDirectories(run.resolve("files"));
        Files.write(run.resolve("run-abc123.wandb"), run(5));
        Files.writeString(run.resolve("files/config.yaml"), "wandb_version: 1\nlr:\n  desc: null\n  value: 0.001\n");
        TrainingLog log = TrainingLogs.read(folder, Reading.standard());
        assertThat(log.config()).containsEntry("lr", "0.001");
    }

    @Test
    void historyOfOldVersionsIsRead() throws IOException {
        Path file = folder.resolve("wandb-history.jsonl");
        Files.writeString(file, "{\"_step\": 0, \"loss\": 3.5}\n{\"_step\": 1, \"loss\": NaN}\n{\"_step\": 2, \"lo");
        assertThatThrownBy(() -> TrainingLogs.read(file, Reading.standard()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 3 is not a whole JSON object");
        List<LogPoint> points =
                TrainingLogs.read(file, Reading.standard().whileWritten()).points();
        assertThat(points).hasSize(2);
        assertThat(points.getLast().loss()).isNaN();
    }

    @Property(tries = 300)
    void damageIsRefusedOrShortensTheSeries(
            @ForAll long seed, @ForAll boolean live, @ForAll @IntRange(min = 0, max = 3) int flips) throws IOException {
        Random random = new Random(seed);
        byte[] whole = run(400);
        byte[] damaged = Arrays.copyOf(whole, flips == 0 ? random.nextInt(whole.length) : whole.length);
        for (int i = 0; i < flips; i++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Path file = Files.createTempFile("run-", ".wandb");
        try {
            Files.write(file, damaged);
            Reading reading = live ? Reading.standard().whileWritten() : Reading.standard();
            LoggedRun run = TrainingLogs.find(file, reading).getFirst();
            for (LoggedStep step : run.steps()) {
                assertThat(step.values()).containsEntry("loss", 10.0 / step.step());
            }
        } catch (BadInput refused) {
            assertThat(refused.getMessage()).contains("byte offset").doesNotContain("\n");
        } finally {
            Files.delete(file);
        }
    }
}
