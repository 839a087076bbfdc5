package dev.blueline.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.Safetensors;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is exported and imported again. */
class RoundTripTest {
    @TempDir
    Path folder;

    @Test
    void aHuggingFaceFolderComesBackBitForBit() {
        for (ModelShape shape : SmallModels.ALL) {
            Path run = SmallModels.run(folder.resolve("run" + shape.hashCode()), shape);
            Path out = export(run, ModelExport.Format.HUGGINGFACE, NumberFormat.F32, "hf" + shape.hashCode());
            requireSame(run, importOf(out), shape);
        }
    }

    @Test
    void aGgufFileComesBackBitForBit() {
        for (ModelShape shape : SmallModels.ALL) {
            Path run = SmallModels.run(folder.resolve("run" + shape.hashCode()), shape);
            Path out = export(run, ModelExport.Format.GGUF, NumberFormat.F32, shape.hashCode() + ".gguf");
            requireSame(run, importOf(out), shape);
        }
    }

    @Test
    void halfPrecisionIsTheNearestThereIs() {
        Path run = SmallModels.run(folder.resolve("run"), SmallModels.QWEN3);
        Map<String, float[]> weights = SmallModels.weights(SmallModels.QWEN3);
        for (NumberFormat format : List.of(NumberFormat.F16, NumberFormat.BF16, NumberFormat.Q8_0)) {
            Path back = importOf(export(run, ModelExport.Format.GGUF, format, format + ".gguf"));
            try (Safetensors read = Safetensors.open(back.resolve("model.safetensors"))) {
                weights.forEach((name, values) ->
                        requireNear(name, values, read.tensor(name).values(), format));
            }
        }
    }

    /** Half a step of each format: 11 and 8 bits of precision, and 1/127 of a block's largest. */
    private static void requireNear(String name, float[] values, float[] read, NumberFormat format) {
        boolean vector = name.contains("norm");
        for (int i = 0; i < values.length; i++) {
            double largest = 0;
            for (int j = i / 32 * 32; j < Math.min(values.length, i / 32 * 32 + 32); j++) {
                largest = Math.max(largest, Math.abs(values[j]));
            }
            double step = switch (format) {
                case F32 -> 0;
                case F16 -> Math.abs(values[i]) * 0x1p-11 + 0x1p-25;
                case BF16 -> Math.abs(values[i]) * 0x1p-8;
                case Q8_0 -> largest / 127 * 0.502 + largest * 0x1p-11;
            };
            assertThat((double) read[i]).as(name).isCloseTo(values[i], within(vector ? 0 : step));
        }
    }

    @Test
    void aBlockOfQ8IsWhatGgmlsReferenceMakesOfIt() {
        float[] block = new float[32];
        block[0] = 127;
        block[1] = -63.5f;
        block[2] = 0.5f;
        block[3] = -1.49f;
        byte[] bytes = NumberFormat.Q8_0.encode(block);
        assertThat(bytes).hasSize(34);
        // the scale 1 in half precision, then roundf: halves away from zero
        assertThat(new byte[] {bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6]})
                .containsExactly(0, 0x3C, 127, -64, 1, -1, 0);
    }

    @Test
    void anExportedFolderIsWhatTransformersAsksFor() throws IOException {
        Path run = SmallModels.run(folder.resolve("run"), SmallModels.QWEN2);
        Path out = export(run, ModelExport.Format.HUGGINGFACE, NumberFormat.F32, "hf");
        assertThat(Files.list(out).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder(
                        "config.json",
                        "generation_config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json");
        JsonNode config = JsonMapper.shared().readTree(SmallModels.bytes(out.resolve("config.json")));
        assertThat(config.path("architectures").path(0).asString()).isEqualTo("Qwen2ForCausalLM");
        assertThat(config.path("eos_token_id").intValue()).isZero();
        JsonNode tokens = JsonMapper.shared().readTree(SmallModels.bytes(out.resolve("tokenizer_config.json")));
        assertThat(tokens.path("eos_token").asString()).isEqualTo("<|endoftext|>");
    }

    @Test
    void aModelWritesTheSameBeforeAndAfter() {
        for (ModelShape shape : SmallModels.ALL) {
            Path run = SmallModels.run(folder.resolve("run" + shape.hashCode()), shape);
            Path back = importOf(export(run, ModelExport.Format.GGUF, NumberFormat.F32, shape.hashCode() + ".gguf"));
            assertThat(written(back)).isEqualTo(written(run));
        }
    }

    private static List<String> written(Path run) {
        try (TrainedModel model = TrainedModel.open(run, 1)) {
            return model.write(List.of("", "the mouse"), 20, 0, 1, 1);
        }
    }

    /** What llama.cpp reads; the import above takes the whole tokenizer.json instead. */
    @Test
    void theCutThatAFileNamesHasDigitsSinglyAsTheTokenizerHas() throws IOException {
        Path run = SmallModels.run(folder.resolve("run"), SmallModels.QWEN2);
        Path file = export(run, ModelExport.Format.GGUF, NumberFormat.F32, "model.gguf");
        assertThat(new String(SmallModels.bytes(file), StandardCharsets.ISO_8859_1))
                .containsPattern("tokenizer\\.ggml\\.pre....\\x05\\x00{7}qwen2");
        assertThat(SmallModels.TOKENIZER.encode("12")).hasSize(2);
    }

    @Test
    void foldersAroundTheOutputNeedNotBeThere() {
        Path run = SmallModels.run(folder.resolve("run"), SmallModels.QWEN3);
        Path file = export(run, ModelExport.Format.GGUF, NumberFormat.F32, "a/b/model.gguf");
        Path out = export(run, ModelExport.Format.HUGGINGFACE, NumberFormat.F32, "c/d/exported");
        Path back = folder.resolve("e/f/run");
        ModelImport.run(new ModelImport.Request(out, Optional.empty(), back, OptionalInt.empty(), false));
        requireSame(run, back, SmallModels.QWEN3);
        requireSame(run, importOf(file), SmallModels.QWEN3);
    }

    private Path export(Path run, ModelExport.Format format, NumberFormat numbers, String name) {
        Path out = folder.resolve(name);
        ModelExport.run(new ModelExport.Request(run, format, numbers, out));
        return out;
    }

    private Path importOf(Path path) {
        Path out = folder.resolve(path.getFileName() + ".run");
        ModelImport.run(new ModelImport.Request(path, Optional.empty(), out, OptionalInt.empty(), false));
        return out;
    }

    private static void requireSame(Path run, Path back, ModelShape shape) {
        // GGUF keeps these two as float32
        ModelShape found = ModelConfig.read(back);
        assertThat(found.withContext(shape.context()))
                .usingRecursiveComparison()
                .ignoringFields("ropeBase", "normEpsilon")
                .isEqualTo(shape);
        assertThat((float) found.ropeBase()).isEqualTo((float) shape.ropeBase());
        assertThat((float) found.normEpsilon()).isEqualTo((float) shape.normEpsilon());
        Map<String, float[]> weights = SmallModels.weights(shape);
        try (Safetensors read = Safetensors.open(back.resolve("model.safetensors"))) {
            assertThat(read.tensors().keySet()).containsExactlyElementsOf(weights.keySet());
            weights.forEach((name, values) ->
                    assertThat(read.tensor(name).values()).as(name).containsExactly(values));
        }
        assertThat(Tokenizer.load(back.resolve("tokenizer.json")).hash())
                .isEqualTo(Tokenizer.load(run.resolve("tokenizer.json")).hash());
    }
}
