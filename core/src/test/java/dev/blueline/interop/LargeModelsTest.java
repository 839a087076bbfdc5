package dev.blueline.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.Safetensors;
import dev.blueline.engine.StoredTensor;
import dev.blueline.engine.SyntheticModel;
import dev.blueline.pretraining.TrainedModel;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in BF16 and Q8_0, from another program's folder or file to what they write. */
class LargeModelsTest {
    private static final ModelShape SHAPE = new ModelShape(320, 64, 2, 64, 4, 2, 16, 96, false, false, 10_000, 1e-5);

    @TempDir
    Path folder;

    private Path model(NumberFormat format) throws Exception {
        Path made = folder.resolve("of-" + format);
        SyntheticModel.write(made, SHAPE, format, 3);
        SmallModels.TOKENIZER.save(made.resolve("tokenizer.json"));
        // as another program leaves it
        Files.delete(made.resolve("checksums.jsonl"));
        return made;
    }

    private Path imported(Path path, boolean dialogue) {
        Path out = folder.resolve(path.getFileName() + "-run" + dialogue);
        ModelImport.run(new ModelImport.Request(path, Optional.empty(), out, OptionalInt.empty(), dialogue));
        return out;
    }

    @Test
    void bfloat16StaysAsItIs() throws Exception {
        Path before = model(NumberFormat.BF16);
        requireSameMatrices(before, imported(before, false), NumberFormat.BF16);
    }

    /** The rows of queries and keys are in another order in the file; their blocks are the same. */
    @Test
    void blocksOfAGgufFileStayAsTheyAre() throws Exception {
        Path run = imported(model(NumberFormat.F32), false);
        Path file = folder.resolve("model.gguf");
        ModelExport.run(new ModelExport.Request(run, ModelExport.Format.GGUF, NumberFormat.Q8_0, file));
        Path back = imported(file, false);
        try (GgufFile gguf = GgufFile.open(file);
                Safetensors read = Safetensors.open(back.resolve("model.safetensors"))) {
            for (String name : List.of("model.embed_tokens.weight", "model.layers.1.mlp.down_proj.weight")) {
                assertThat(read.tensor(name).format()).isEqualTo(NumberFormat.Q8_0);
                assertThat(bytes(read.tensor(name))).containsExactly(bytes(tensor(gguf, GgufModel.ggufName(name))));
            }
            StoredTensor keys = read.tensor("model.layers.0.self_attn.k_proj.weight");
            float[] moved = keys.row(1);
            StoredTensor neighbours = tensor(gguf, "blk.0.attn_k.weight");
            assertThat(moved).containsExactly(neighbours.row(2));
        }
    }

    private static StoredTensor tensor(GgufFile gguf, String name) {
        return Optional.ofNullable(gguf.tensors().get(name)).orElseThrow();
    }

    @Test
    void addedTokensHaveTheMeanInTheFormatOfTheOthers() throws Exception {
        Path run = imported(model(NumberFormat.BF16), true);
        try (Safetensors read = Safetensors.open(run.resolve("model.safetensors"))) {
            StoredTensor embedding = read.tensor("model.embed_tokens.weight");
            assertThat(embedding.format()).isEqualTo(NumberFormat.BF16);
            if (embedding.rows() > SHAPE.vocabulary()) {
                double sum = 0;
                for (int row = 0; row < SHAPE.vocabulary(); row++) {
                    sum += embedding.row(row)[5];
                }
                double mean = sum / SHAPE.vocabulary();
                assertThat((double) embedding.row(SHAPE.vocabulary())[5])
                        .isBetween(mean - Math.abs(mean) / 256, mean + Math.abs(mean) / 256);
            }
        }
    }

    /** What opens for everything widens to float32; what opens to write does not: greedily they write the same. */
    @Test
    void everyCommandTakesThemAndGenerateLeavesThemInTheFile() throws Exception {
        for (NumberFormat format : List.of(NumberFormat.BF16, NumberFormat.F32)) {
            Path run = imported(model(format), false);
            try (TrainedModel widened = TrainedModel.open(run, 1);
                    TrainedModel stored = TrainedModel.openToWrite(run, 2)) {
                List<String> prompts = List.of("", "the mouse");
                assertThat(stored.write(prompts, 20, 0, 1, 1)).isEqualTo(widened.write(prompts, 20, 0, 1, 1));
                assertThat(stored.writeTimed("the", 5, 0, 1, 1).text())
                        .isEqualTo(widened.write(List.of("the"), 5, 0, 1, 1).getFirst());
            }
        }
    }

    private static void requireSameMatrices(Path before, Path after, NumberFormat format) {
        try (Safetensors first = Safetensors.open(before.resolve("model.safetensors"));
                Safetensors second = Safetensors.open(after.resolve("model.safetensors"))) {
            first.tensors().forEach((name, tensor) -> {
                if (tensor.shape().length == 2) {
                    assertThat(second.tensor(name).format()).isEqualTo(format);
                }
                assertThat(bytes(second.tensor(name))).as(name).containsExactly(bytes(tensor));
            });
        }
    }

    private static byte[] bytes(StoredTensor tensor) {
        return tensor.bytes().toArray(ValueLayout.JAVA_BYTE);
    }
}
