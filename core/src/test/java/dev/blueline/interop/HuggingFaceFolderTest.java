package dev.blueline.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.Safetensors;
import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Folders as other programs write them, made by hand here. */
class HuggingFaceFolderTest {
    private static final ModelShape SHAPE = SmallModels.QWEN2;

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void make() throws IOException {
        model = Files.createDirectories(folder.resolve("model"));
        ModelConfig.write(model, SHAPE);
        SmallModels.TOKENIZER.save(model.resolve("tokenizer.json"));
        // as another program leaves it
        Files.delete(model.resolve("checksums.jsonl"));
    }

    @Test
    void severalFilesOfBfloat16AndHalfAreOneModel() throws IOException {
        List<String> names = List.copyOf(SmallModels.weights(SHAPE).keySet());
        write("model-00001-of-00002.safetensors", NumberFormat.BF16, names.subList(0, 9));
        write("model-00002-of-00002.safetensors", NumberFormat.F16, names.subList(9, names.size()));
        index(names, 9);
        Path run = importOf();
        Map<String, float[]> weights = SmallModels.weights(SHAPE);
        try (Safetensors read = Safetensors.open(run.resolve("model.safetensors"))) {
            for (int i = 0; i < names.size(); i++) {
                float[] exact =
                        Objects.requireNonNull(weights.get(names.get(i))).clone();
                for (int j = 0; j < exact.length; j++) {
                    exact[j] = i < 9 ? bfloat16(exact[j]) : Float.float16ToFloat(Float.floatToFloat16(exact[j]));
                }
                assertThat(read.tensor(names.get(i)).values()).containsExactly(exact);
            }
        }
    }

    /** The nearest bfloat16 by search: of the two neighbours the nearer. */
    private static float bfloat16(float value) {
        float below = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xFFFF0000);
        float above = Float.intBitsToFloat(Float.floatToRawIntBits(below) + 0x10000);
        return Math.abs(value - below) <= Math.abs(above - value) ? below : above;
    }

    @Test
    void aTiedHeadThatIsStoredAllTheSameMustBeTheEmbedding() throws IOException {
        ModelShape tied = SmallModels.LLAMA;
        ModelConfig.write(model, tied);
        Files.delete(model.resolve("checksums.jsonl"));
        Map<String, float[]> weights = SmallModels.weights(tied);
        Map<String, int[]> shapes = new LinkedHashMap<>(NamedTensor.shapes(tied));
        shapes.put("lm_head.weight", shapes.get("model.embed_tokens.weight"));
        weights.put(
                "lm_head.weight",
                Objects.requireNonNull(weights.get("model.embed_tokens.weight")).clone());
        Files.write(model.resolve("model.safetensors"), safetensors(NumberFormat.F32, shapes, weights));
        assertThat(ModelConfig.read(importOf()).tied()).isTrue();
        weights.get("lm_head.weight")[5] += 1;
        Files.write(model.resolve("model.safetensors"), safetensors(NumberFormat.F32, shapes, weights));
        assertThatThrownBy(() -> importTo("other"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("lm_head.weight differs");
    }

    @Test
    void whatContradictsTheTensorsIsNamed() throws IOException {
        List<String> names = List.copyOf(SmallModels.weights(SHAPE).keySet());
        write("model.safetensors", NumberFormat.F32, names);
        refused("num_hidden_layers", 3, "model.layers.2.input_layernorm.weight is in none");
        refused("num_hidden_layers", 1, "model.layers.1.input_layernorm.weight is a tensor that config.json");
        refused("intermediate_size", 81, "has shape [80, 48]");
        refused("vocab_size", 311, "has shape [310, 48]");
        refused("num_key_value_heads", 4, "has shape [32]");
        refused("num_key_value_heads", 3, "does not divide");
        refused("head_dim", 1 << 30, "");
        refused("hidden_size", -5, "");
        write("model.safetensors", NumberFormat.F32, names.subList(1, names.size()));
        refused("vocab_size", 310, "model.embed_tokens.weight is in none of its files");
    }

    @Test
    void tokensOfADialogueAreAddedOnRequest() throws IOException {
        write(
                "model.safetensors",
                NumberFormat.F32,
                List.copyOf(SmallModels.weights(SHAPE).keySet()));
        Path run = folder.resolve("run");
        ModelImport.Imported made =
                ModelImport.run(new ModelImport.Request(model, Optional.empty(), run, OptionalInt.of(32), true));
        // the program's own tokenizer has them all
        assertThat(made.shape()).isEqualTo(SHAPE.withContext(32));
    }

    private void refused(String key, int value, String message) throws IOException {
        Path config = model.resolve("config.json");
        byte[] before = Files.readAllBytes(config);
        ObjectNode changed = (ObjectNode) JsonMapper.shared().readTree(before);
        Files.writeString(config, JsonMapper.shared().writeValueAsString(changed.put(key, value)));
        assertThatThrownBy(() -> importTo("refused"))
                .as("%s %d", key, value)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
        assertThat(folder.resolve("refused")).doesNotExist();
        Files.write(config, before);
    }

    private Path importOf() {
        return importTo("run");
    }

    private Path importTo(String name) {
        Path out = folder.resolve(name);
        ModelImport.run(new ModelImport.Request(model, Optional.empty(), out, OptionalInt.empty(), false));
        return out;
    }

    private void write(String name, NumberFormat format, List<String> names) throws IOException {
        Map<String, int[]> shapes = new LinkedHashMap<>(NamedTensor.shapes(SHAPE));
        shapes.keySet().retainAll(names);
        Files.write(model.resolve(name), safetensors(format, shapes, SmallModels.weights(SHAPE)));
    }

    private void index(List<String> names, int inFirst) throws IOException {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode map = root.putObject("weight_map");
        for (int i = 0; i < names.size(); i++) {
            map.put(
                    names.get(i),
                    i < inFirst ? "model-00001-of-00002.safetensors" : "model-00002-of-00002.safetensors");
        }
        Files.writeString(
                model.resolve("model.safetensors.index.json"),
                JsonMapper.shared().writeValueAsString(root));
    }

    static byte[] safetensors(NumberFormat format, Map<String, int[]> shapes, Map<String, float[]> weights) {
        ObjectNode header = JsonMapper.shared().createObjectNode();
        List<byte[]> parts = new ArrayList<>();
        int end = 0;
        for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
            byte[] bytes = format.encode(Objects.requireNonNull(weights.get(tensor.getKey())));
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", format.name());
            for (int size : tensor.getValue()) {
                entry.withArray("shape").add(size);
            }
            entry.withArray("data_offsets").add(end).add(end + bytes.length);
            end += bytes.length;
            parts.add(bytes);
        }
        byte[] json = JsonMapper.shared().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(json.length).put(json);
        parts.forEach(all::put);
        return all.array();
    }
}
