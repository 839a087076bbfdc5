package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void whatIsWrittenIsReadBackBitForBit() {
        float[] odd = {Float.MIN_VALUE, -0f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, 1 / 3f, 5};
        float[] large = new float[100_003];
        for (int i = 0; i < large.length; i++) {
            large[i] = (float) KeyedRandom.normal(1, 1, i);
        }
        Safetensors.write(
                file,
                Map.of("step", "12"),
                List.of(
                        new Safetensors.Tensor("b.odd", new int[] {2, 3}, odd),
                        new Safetensors.Tensor("a.large", new int[] {100_003}, large)));
        Safetensors.Content content = Safetensors.read(file);
        assertThat(content.metadata()).containsExactlyEntriesOf(Map.of("step", "12"));
        assertThat(content.tensors().keySet()).containsExactly("b.odd", "a.large");
        assertThat(content.values("b.odd", 2, 3)).containsExactly(odd);
        assertThat(content.values("a.large", 100_003)).containsExactly(large);
    }

    @Test
    void theBytesFollowThePublishedFormat() throws IOException {
        Safetensors.write(
                file, Map.of("format", "pt"), List.of(new Safetensors.Tensor("w", new int[] {1, 2}, new float[] {1, -2
                })));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong();
        assertThat(header % 8).isZero();
        String json = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
        assertThat(json.stripTrailing())
                .isEqualTo("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}");
        assertThat(bytes.capacity()).isEqualTo(8 + header + 8);
        assertThat(bytes.getFloat(8 + header)).isEqualTo(1);
        assertThat(bytes.getFloat(8 + header + 4)).isEqualTo(-2);
    }

    @Test
    void aFileMadeByHandInAnotherOrderIsRead() throws IOException {
        String json = "{\"y\":{\"data_offsets\":[4,12],\"shape\":[2],\"dtype\":\"F32\"},"
                + "\"x\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length() + 12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length())
                .put(json.getBytes(StandardCharsets.UTF_8))
                .putFloat(7)
                .putFloat(8)
                .putFloat(9);
        Files.write(file, bytes.array());
        Safetensors.Content content = Safetensors.read(file);
        assertThat(content.values("x")).containsExactly(7);
        assertThat(content.values("y", 2)).containsExactly(8, 9);
    }

    @Test
    void equalContentsAreEqualFiles() throws IOException {
        List<Safetensors.Tensor> tensors = List.of(new Safetensors.Tensor("w", new int[] {1}, new float[] {1}));
        Map<String, String> forwards = new LinkedHashMap<>();
        Map<String, String> backwards = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            forwards.put("key" + i, "value");
            backwards.put("key" + (8 - i), "value");
        }
        Safetensors.write(file, forwards, tensors);
        Safetensors.write(folder.resolve("other"), backwards, tensors);
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(folder.resolve("other")));
    }

    @Test
    void everyFormatKeepsItsBytes() {
        float[] values = new Sample(3).floats(2 * 64, 1);
        List<Safetensors.Pending> pending = Arrays.stream(NumberFormat.values())
                .map(format -> new Safetensors.Pending(
                        format.name(), new int[] {2, 64}, format, () -> MemorySegment.ofArray(format.encode(values))))
                .toList();
        Safetensors.writePending(file, Map.of("format", "pt"), pending);
        try (Safetensors open = Safetensors.open(file)) {
            for (NumberFormat format : NumberFormat.values()) {
                StoredTensor read = open.tensor(format.name()).require(2, 64);
                assertThat(read.format()).isEqualTo(format);
                assertThat(read.bytes().toArray(ValueLayout.JAVA_BYTE)).containsExactly(format.encode(values));
            }
        }
    }

    @Test
    void blocksAreBytesOfWhichTheMetadataSpeak() throws IOException {
        Safetensors.writePending(
                file,
                Map.of(),
                List.of(new Safetensors.Pending(
                        "w", new int[] {1, 32}, NumberFormat.Q8_0, () -> MemorySegment.ofArray(new byte[34]))));
        byte[] bytes = Files.readAllBytes(file);
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo("{\"__metadata__\":{\"U8\":\"ggml block_q8_0\"},"
                        + "\"w\":{\"dtype\":\"U8\",\"shape\":[1,34],\"data_offsets\":[0,34]}}");
    }

    @Test
    void damagedFilesAreNamedInOneLine() throws IOException {
        Safetensors.write(file, Map.of(), List.of(new Safetensors.Tensor("w", new int[] {4}, new float[4])));
        byte[] whole = Files.readAllBytes(file);
        for (int cut : new int[] {0, 5, 20, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("model.safetensors")
                    .message()
                    .doesNotContain("\n");
        }
        Files.writeString(file, "not at all a safetensors file, only some words");
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("missing")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("missing");
    }

    @Test
    void aTensorOfAnotherShapeIsRefused() {
        Safetensors.write(file, Map.of(), List.of(new Safetensors.Tensor("w", new int[] {4}, new float[4])));
        Safetensors.Content content = Safetensors.read(file);
        assertThatThrownBy(() -> content.values("w", 2, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[4]")
                .hasMessageContaining("[2, 2]");
        assertThatThrownBy(() -> content.values("v", 4))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no tensor v");
    }
}
