package dev.blueline.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.MappedBytes;
import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.StoredTensor;
import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that lie: sound ones changed at random, ten thousand times each, and the known tricks. */
class HostileFilesTest {
    private static final int CASES = 10_000;
    private static final Path NAME = Path.of("model.file");
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        1L << 60,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 31,
        Integer.MAX_VALUE,
        1L << 32,
        0xFFFFFFFFL,
        65_536
    };

    private static final ModelShape TINY = new ModelShape(310, 64, 2, 16, 2, 1, 8, 16, true, false, 10_000, 1e-5);

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Reader {
        void read(byte[] content) throws Exception;
    }

    @Test
    void changedSafetensorsAreReadOrRefusedInOneLine() {
        byte[] whole = HuggingFaceFolderTest.safetensors(
                NumberFormat.BF16, NamedTensor.shapes(TINY), SmallModels.weights(TINY));
        int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0) + 8;
        survives(
                whole,
                header,
                content -> MappedBytes.tensors(NAME, content).values().forEach(StoredTensor::values));
    }

    @Test
    void changedGgufFilesAreReadOrRefusedInOneLine() throws IOException {
        byte[] whole = gguf();
        survives(whole, 9_000, content -> {
            try (ForeignModel model = GgufModel.of(GgufFile.of(NAME, content))) {
                readAll(model);
            }
        });
    }

    @Test
    void changedLlama2cCheckpointsAreReadOrRefusedInOneLine() {
        byte[] whole = llama2c();
        survives(whole, 28, content -> {
            try (ForeignModel model = Llama2cFile.of(NAME, content)) {
                readAll(model);
            }
        });
    }

    @Test
    void changedConfigurationsAreReadOrRefusedInOneLine() throws IOException {
        ModelConfig.write(folder, SmallModels.LLAMA);
        Path file = folder.resolve(ModelConfig.FILE);
        byte[] whole = Files.readAllBytes(file);
        Files.delete(folder.resolve("checksums.jsonl"));
        survives(whole, whole.length, content -> {
            Files.write(file, content);
            NamedTensor.shapes(ModelConfig.read(folder));
        });
    }

    @Test
    void changedTokenizersAreReadOrRefusedInOneLine() {
        byte[] scored = scored();
        survives(scored, scored.length, content -> {
            ForeignModel.Vocabulary read = Llama2cFile.vocabulary(NAME, content, 1 << 20);
            Tokenizer.of(NAME, read.json(), read.ends().orElseThrow());
        });
        byte[] json = Llama2cFile.vocabulary(NAME, scored, 1 << 20).json();
        survives(
                json,
                json.length,
                content -> Tokenizer.of(NAME, content, "{\"eos_token\":\"<s>\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void knownTricksOfSafetensorsAreNamed() {
        safetensors(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                4,
                1L << 60,
                "not a safetensors file");
        safetensors(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1152921504606846976],\"data_offsets\":[0,4]}}",
                4,
                0,
                "w has a size that");
        safetensors(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                8,
                0,
                "uplicate");
        safetensors(
                "{\"v\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                8,
                0,
                "w overlaps another tensor");
        safetensors(
                "{\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
                12,
                0,
                "w leaves bytes unused");
        safetensors("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 8, 0, "w does not lie inside");
        safetensors("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", 8, 0, "w does not lie inside");
        safetensors("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 8, 0, "w does not lie inside");
        safetensors("{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, 0, "w has a size that");
        safetensors("{\"w\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4, 0, "w.shape");
        safetensors("{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4, 0, "F8_E4M3");
        safetensors("[1]", 0, 0, "its header is no object");
    }

    @Test
    void knownTricksOfGgufAreNamed() throws IOException {
        refusedGguf(content -> content.putLong(8, 1L << 60), "tensor_count");
        refusedGguf(content -> content.putLong(16, 1L << 60), "metadata_kv_count");
        refusedGguf(content -> content.putLong(24, 1L << 60), "the key of entry 0");
        refusedGguf(content -> content.putInt(4, 1), "version is 1");
        refusedGguf(content -> content.putInt(0, 7), "the header");
        byte[] whole = gguf();
        int nan = whole.length - 4;
        refusedGguf(content -> content.putFloat(nan, Float.NaN), "holds NaN");
        int first = place(whole, "token_embd.weight") + "token_embd.weight".length();
        refusedGguf(content -> content.putLong(first + 4, 1L << 60), "token_embd.weight has a size");
        refusedGguf(content -> content.putLong(first + 4, 15), "token_embd.weight has shape");
        refusedGguf(content -> content.putLong(first + 24, 32), "overlaps another tensor");
        refusedGguf(content -> content.putLong(first + 24, 33), "no multiple of 32");
        refusedGguf(content -> content.putLong(first + 24, 1L << 40), "does not lie inside");
        refusedGguf(content -> content.putInt(first + 20, 12), "ggml type 12");
        // two tensors of one name
        int second = place(whole, "blk.1.attn_norm.weight");
        refusedGguf(content -> content.put(second + 4, (byte) '0'), "blk.0.attn_norm.weight stands there twice");
    }

    private static int place(byte[] whole, String text) {
        return new String(whole, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @FunctionalInterface
    private interface Change {
        void apply(ByteBuffer content);
    }

    private static void readAll(ForeignModel model) {
        model.tensors().values().forEach(tensor -> assertThat(tensor.get()).isNotNull());
    }

    private void refusedGguf(Change change, String message) throws IOException {
        byte[] whole = gguf();
        change.apply(ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> {
                    try (ForeignModel model = GgufModel.of(GgufFile.of(NAME, whole))) {
                        readAll(model);
                    }
                })
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("model.file")
                .hasMessageContaining(message);
    }

    private static void safetensors(String json, int bytes, long length, String message) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(8 + header.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length == 0 ? header.length : length)
                .put(header)
                .array();
        assertThatThrownBy(() -> MappedBytes.tensors(NAME, content))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("model.file")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    /** Most changes fall on the first bytes, where the lies are. */
    private static void survives(byte[] whole, int header, Reader reader) {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            byte[] changed = changed(whole, Math.min(header, whole.length), new Random(i));
            try {
                reader.read(changed);
                outcomes.merge("read", 1, Integer::sum);
            } catch (BadInput bad) {
                assertThat(bad.getMessage()).doesNotContain("\n");
                outcomes.merge("refused", 1, Integer::sum);
            } catch (Exception | StackOverflowError | OutOfMemoryError failure) {
                throw new AssertionError("case " + i + " is neither read nor refused: " + failure, failure);
            }
        }
        // a fuzz that only ever sees one of the two tests nothing
        assertThat(outcomes.get("refused")).as("%s", outcomes).isGreaterThan(CASES / 10);
    }

    private static byte[] changed(byte[] whole, int header, Random random) {
        byte[] changed = whole.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(random.nextInt(8) == 0 ? changed.length : Math.min(header, changed.length));
            switch (random.nextInt(7)) {
                case 0 -> changed[at] = (byte) random.nextInt();
                case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> changed = Arrays.copyOf(changed, Math.max(1, at));
                case 3 -> changed = Arrays.copyOf(changed, changed.length + 1 + random.nextInt(64));
                case 4 -> {
                    ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
                    if (at + 8 <= changed.length) {
                        buffer.putLong(at, EXTREMES[random.nextInt(EXTREMES.length)]);
                    }
                }
                case 5 -> {
                    // a digit, for what is written in text
                    for (int i = at; i < Math.min(changed.length, at + 200); i++) {
                        if (changed[i] >= '0' && changed[i] <= '9') {
                            changed[i] = (byte) ('0' + random.nextInt(10));
                            break;
                        }
                    }
                }
                default -> {
                    int length = Math.min(changed.length - at, 1 + random.nextInt(40));
                    int to = random.nextInt(changed.length - length + 1);
                    System.arraycopy(changed.clone(), at, changed, to, length);
                }
            }
        }
        return changed;
    }

    private byte[] gguf() throws IOException {
        Path file = folder.resolve("sound.gguf");
        if (Files.notExists(file)) {
            Path run = SmallModels.run(folder.resolve("run"), TINY);
            ModelExport.run(new ModelExport.Request(run, ModelExport.Format.GGUF, NumberFormat.F32, file));
        }
        return Files.readAllBytes(file);
    }

    /** A model of one layer as llama2.c's first format has it. */
    private static byte[] llama2c() {
        int floats = 32 * 16 + 16 + 16 * 16 * 2 + 16 * 8 * 2 + 16 + 3 * 16 * 24 + 16 + 8 * 8;
        ByteBuffer all = ByteBuffer.allocate(28 + 4 * floats).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : new int[] {16, 24, 1, 2, 1, 32, 8}) {
            all.putInt(number);
        }
        for (int i = 0; i < floats; i++) {
            all.putFloat(i % 7 - 3);
        }
        return all.array();
    }

    private static byte[] scored() {
        ByteBuffer all = ByteBuffer.allocate(4_000).order(ByteOrder.LITTLE_ENDIAN);
        all.putInt(7);
        String[] pieces = {
            "<unk>", "\n<s>\n", "\n</s>\n", "<0x41>", "<0x42>", " ", "a", "b", " a", "ab", " ab", "bb", "é"
        };
        for (int i = 0; i < pieces.length; i++) {
            byte[] text = pieces[i].getBytes(StandardCharsets.UTF_8);
            all.putFloat(-i).putInt(text.length).put(text);
        }
        return Arrays.copyOf(all.array(), all.position());
    }
}
