package dev.blueline.logs;

import static dev.blueline.logs.SampleLogs.eventFile;
import static dev.blueline.logs.SampleLogs.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalarEventsTest {
    private static final Instant BEGUN = Instant.ofEpochSecond(1_600_000_000L);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** RFC 3720, B.4: the CRC32C of 32 zero bytes is 8a9136aa; the mask turns it right by 15 bits and adds a282ead8. */
    @Test
    void theMaskedChecksumIsThatOfTheDefinition() {
        int crc = 0x8a9136aa;
        int byHand = (0x6d551522) + 0xa282ead8; // 8a9136aa turned right by 15 bits is 6d551522
        assertThat(Integer.rotateRight(crc, 15)).isEqualTo(0x6d551522);
        assertThat(EventFile.masked(new byte[32])).isEqualTo(byHand);
    }

    @Test
    void theBytesAreThoseOfTheFormatsRules() {
        ScalarEvents events = new ScalarEvents(BEGUN);
        events.add(BEGUN.plusMillis(1500), 300, Map.of("loss", 2.5));
        byte[] file = events.bytes();
        String version = "09 0000000084d7d741" // field 1, 64 bits: 1.6e9 as a double
                + "1a 0d" + hex("brain.Event:2"); // field 3, 13 bytes
        String scalar = "09 0000600084d7d741" // 1.6e9 + 1.5
                + "10 ac02" // field 2, varint 300
                + "2a 0d" // field 5, 13 bytes: the summary
                + "0a 0b" // its field 1, 11 bytes: a value
                + "0a 04" + hex("loss") // its tag
                + "15 00002040"; // its number, 2.5 as a float
        List<byte[]> records = EventFile.records(Path.of("events"), file, false);
        assertThat(records)
                .extracting(HexFormat.of()::formatHex)
                .containsExactly(version.replace(" ", ""), scalar.replace(" ", ""));
        assertThat(HexFormat.of().formatHex(file, 0, 12)).isEqualTo("1800000000000000a37f4b22");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The oracle writes with Google's protobuf library and a framing of its own. */
    @Property(tries = 200)
    void anyScalarsAreWrittenAsTheProtobufLibraryWritesThem(
            @ForAll @LongRange(min = 0) long step,
            @ForAll @Size(max = 5) Map<String, Float> scalars,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        Map<String, Double> values = new LinkedHashMap<>();
        scalars.forEach((tag, value) -> values.put(sound(tag), (double) value));
        ScalarEvents events = new ScalarEvents(BEGUN);
        events.add(time, step, values);
        byte[] summary = message(out -> {
            for (Map.Entry<String, Double> value : values.entrySet()) {
                out.writeByteArray(
                        1, SampleLogs.scalar(value.getKey(), value.getValue().floatValue()));
            }
        });
        byte[] event = message(out -> {
            out.writeDouble(1, time.getEpochSecond() + time.getNano() * 1e-9);
            if (step != 0) {
                out.writeInt64(2, step);
            }
            out.writeByteArray(5, summary);
        });
        assertThat(events.bytes()).isEqualTo(eventFile(List.of(SampleLogs.version(), event)));
    }

    /** Lone surrogates have no UTF-8. */
    private static String sound(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void theReaderReadsBackWhatWasWritten() throws IOException {
        ScalarEvents events = new ScalarEvents(BEGUN);
        for (int i = 1; i <= 40; i++) {
            Map<String, Double> scalars = new LinkedHashMap<>();
            scalars.put("train/loss", 4 - i / 16.0);
            scalars.put("train/learning_rate", 0.001);
            events.add(BEGUN.plusSeconds(i), 16L * i, scalars);
        }
        Path file = Files.write(folder.resolve("events.out.tfevents.0000000000.blueline"), events.bytes());
        TrainingLog log = TrainingLogs.read(file, Reading.standard());
        List<Double> expected = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            expected.add(4 - i / 16.0);
        }
        assertThat(log.points()).extracting(LogPoint::loss).isEqualTo(expected);
        assertThat(log.points().getLast().step()).isEqualTo(640);
        assertThat(log.points().getLast().time()).contains(BEGUN.plusSeconds(40));
    }
}
