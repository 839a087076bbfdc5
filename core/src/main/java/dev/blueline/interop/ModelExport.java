package dev.blueline.interop;

import dev.blueline.engine.Checkpoint;
import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.Safetensors;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.tokenizer.TextEnds;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a run's model as other programs load it: the folder that Hugging Face transformers opens with {@code from_pretrained}, or the
 * one GGUF file that llama.cpp and its kin open.
 */
public final class ModelExport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ModelExport() {}

    /** Whose format. */
    public enum Format {
        HUGGINGFACE,
        GGUF
    }

    /**
     * What to write.
     *
     * @param run folder of a run
     * @param numbers how weights are stored; a Hugging Face folder takes F32 only
     * @param out folder or file, not there yet
     */
    public record Request(Path run, Format format, NumberFormat numbers, Path out) {}

    /**
     * What was written.
     *
     * @param family llama, qwen2 or qwen3
     * @param bytes of the weights' file
     */
    public record Exported(String family, ModelShape shape, long bytes) {}

    /**
     * Writes the folder or the file.
     *
     * @throws BadInput if the run's folder is damaged, or the output is there already
     */
    public static Exported run(Request request) {
        if (request.format() == Format.HUGGINGFACE && request.numbers() != NumberFormat.F32) {
            throw new BadInput("--type " + request.numbers().name().toLowerCase(Locale.ROOT)
                    + " is for --format gguf; a Hugging Face folder is written in f32");
        }
        requireNew(request.out());
        ModelShape shape = ModelConfig.read(request.run());
        Tokenizer tokenizer = Tokenizer.load(request.run().resolve("tokenizer.json"));
        try (Safetensors weights = Safetensors.open(request.run().resolve(Checkpoint.MODEL))) {
            Path file = request.format() == Format.GGUF
                    ? GgufWriter.write(request.out(), shape, tokenizer, weights, request.numbers())
                    : huggingFace(request.out(), shape, tokenizer, weights);
            return new Exported(ModelConfig.family(shape), shape, Files.size(file));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + request.out() + ": " + failure.getMessage(), failure);
        }
    }

    private static void requireNew(Path out) {
        try {
            if (Files.isDirectory(out)) {
                try (Stream<Path> entries = Files.list(out)) {
                    if (entries.findAny().isEmpty()) {
                        return;
                    }
                }
            }
            if (Files.exists(out)) {
                throw new BadInput(out + " is there already; give another --out");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + out + ": " + failure.getMessage(), failure);
        }
    }

    private static Path huggingFace(Path folder, ModelShape shape, Tokenizer tokenizer, Safetensors weights) {
        DurableFiles.createFolders(folder);
        Path file = folder.resolve(Checkpoint.MODEL);
        Checkpoint.exportModel(file, shape, name -> weights.tensor(name).values());
        write(folder, ModelConfig.FILE, ends(ModelConfig.json(shape), tokenizer));
        ObjectNode generation = ends(JSON.createObjectNode(), tokenizer);
        write(folder, "generation_config.json", generation.put("max_length", shape.context()));
        DurableFiles.write(folder.resolve("tokenizer.json"), tokenizer.json());
        ObjectNode config = (ObjectNode) JSON.readTree(tokenizer.ends().json());
        write(folder, TextEnds.FILE, config.put("model_max_length", shape.context()));
        return file;
    }

    private static ObjectNode ends(ObjectNode config, Tokenizer tokenizer) {
        return config.put("bos_token_id", tokenizer.beginning()).put("eos_token_id", tokenizer.endOfText());
    }

    private static void write(Path folder, String name, ObjectNode json) {
        DurableFiles.write(
                folder.resolve(name), (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
