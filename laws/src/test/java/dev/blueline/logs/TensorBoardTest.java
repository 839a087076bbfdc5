package dev.blueline.logs;

import static dev.blueline.logs.SampleLogs.event;
import static dev.blueline.logs.SampleLogs.eventFile;
import static dev.blueline.logs.SampleLogs.floatBytes;
import static dev.blueline.logs.SampleLogs.scalar;
import static dev.blueline.logs.SampleLogs.tensor;
import static dev.blueline.logs.SampleLogs.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] tenSteps() {
        List<byte[]> records = new ArrayList<>(List.of(version()));
        for (int i = 1; i <= 10; i++) {
            records.add(event(1.6e9 + i, i, scalar("train/loss", 4 - 0.25f * i)));
            records.add(event(1.6e9 + i, i, scalar("train/learning_rate", 0.001f)));
        }
        return eventFile(records);
    }

    @Test
    void theFirstBytesOfEveryEventFileAreThoseKnown() {
        // how event files of TensorFlow begin: a record of 24 bytes and the masked checksum of that length
        byte[] file = eventFile(List.of(version()));
        assertThat(Arrays.copyOf(file, 12)).containsExactly(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22);
        assertThat(EventFile.masked(EventFile.littleEndian(24))).isEqualTo(0x224b7fa3);
    }

    @Test
    void scalarsAreReadWithStepTimeAndRate() throws IOException {
        TrainingLog log = TrainingLogs.read(write("events.out.tfevents.1.host", tenSteps()), Reading.standard());
        assertThat(log.metric()).isEqualTo("train/loss");
        assertThat(log.points()).hasSize(10);
        LogPoint last = log.points().getLast();
        assertThat(last.step()).isEqualTo(10);
        assertThat(last.loss()).isEqualTo(1.5);
        assertThat(last.learningRate().orElse(0)).isEqualTo((double) 0.001f);
        assertThat(last.time()).contains(Instant.ofEpochSecond(1_600_000_010));
    }

    @Test
    void scalarsInTensorsAreReadInEveryType() throws IOException {
        byte[] file = eventFile(List.of(
                version(),
                event(1, 1, tensor("loss", 1, floatBytes(2.5f))),
                event(1, 2, tensor("loss", 14, new byte[] {0x20, 0x40})),
                event(1, 3, tensor("loss", 19, new byte[] {0x00, 0x41}))));
        TrainingLog log = TrainingLogs.read(write("events.out.tfevents.2", file), Reading.standard());
        // bfloat16 0x4020 and half 0x4100 are both 2.5
        assertThat(log.points()).extracting(LogPoint::loss).containsExactly(2.5, 2.5, 2.5);
    }

    @Test
    void aResumedRunReplacesWhatItLoggedBefore() throws IOException {
        byte[] first = eventFile(List.of(
                version(),
                event(1, 10, scalar("loss", 3)),
                event(2, 20, scalar("loss", 2)),
                event(3, 30, scalar("loss", 9))));
        byte[] second = eventFile(List.of(version(), event(4, 20, scalar("loss", 2.5f))));
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.write(run.resolve("events.out.tfevents.1"), first);
        Files.write(run.resolve("events.out.tfevents.2"), second);
        TrainingLog log = TrainingLogs.read(run, Reading.standard());
        assertThat(log.name()).isEqualTo("run");
        assertThat(log.points()).extracting(LogPoint::step).containsExactly(10L, 20L);
        assertThat(log.points().getLast().loss()).isEqualTo(2.5);
    }

    @Test
    void aCutOffFileIsRefusedWithThePlaceAndReadableWhileWritten() throws IOException {
        byte[] whole = tenSteps();
        Path file = write("events.out.tfevents.3", Arrays.copyOf(whole, whole.length - 5));
        assertThatThrownBy(() -> TrainingLogs.read(file, Reading.standard()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cut off inside the record at byte offset ")
                .hasMessageContaining("--live");
        assertThat(TrainingLogs.read(file, Reading.standard().whileWritten()).points())
                .hasSize(10);
    }

    @Test
    void anotherFileOfThatNameIsRefused() throws IOException {
        Path file = write("events.out.tfevents.4", "not an event file at all".getBytes());
        assertThatThrownBy(() -> TrainingLogs.read(file, Reading.standard()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no event file");
    }

    /** Values that survive damage are those that were written. */
    @Property(tries = 400)
    void damageIsRefusedOrShortensTheSeries(
            @ForAll long seed, @ForAll boolean live, @ForAll @IntRange(min = 0, max = 3) int flips) throws IOException {
        Random random = new Random(seed);
        byte[] whole = tenSteps();
        byte[] damaged = Arrays.copyOf(whole, flips == 0 ? random.nextInt(whole.length) : whole.length);
        for (int i = 0; i < flips; i++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Path file = Files.createTempFile("events.out.tfevents.", "");
        try {
            Files.write(file, damaged);
            Reading reading = live ? Reading.standard().whileWritten() : Reading.standard();
            LoggedRun run = TrainingLogs.find(file, reading).getFirst();
            for (LoggedStep step : run.steps()) {
                assertThat(step.step()).isBetween(1L, 10L);
                step.values()
                        .forEach((name, value) -> assertThat(value)
                                .isEqualTo(name.equals("train/loss") ? 4 - 0.25 * step.step() : (double) 0.001f));
            }
        } catch (BadInput refused) {
            assertThat(refused.getMessage()).contains("byte offset").doesNotContain("\n");
        } finally {
            Files.delete(file);
        }
    }
}
