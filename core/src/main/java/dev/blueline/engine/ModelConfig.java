package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's shape as Hugging Face {@code config.json}: a {@code LlamaForCausalLM}, or a {@code Qwen3ForCausalLM} where
 * queries and keys are normalised.
 */
public final class ModelConfig {
    /** Name of the file inside a model's folder. */
    public static final String FILE = "config.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ModelConfig() {}

    /** Writes the shape to {@code config.json} in the folder. */
    public static void write(Path folder, ModelShape shape) {
        ObjectNode config = JSON.createObjectNode();
        config.putArray("architectures").add(shape.queryKeyNorm() ? "Qwen3ForCausalLM" : "LlamaForCausalLM");
        config.put("model_type", shape.queryKeyNorm() ? "qwen3" : "llama");
        config.put("vocab_size", shape.vocabulary());
        config.put("max_position_embeddings", shape.context());
        config.put("num_hidden_layers", shape.layers());
        config.put("hidden_size", shape.width());
        config.put("num_attention_heads", shape.heads());
        config.put("num_key_value_heads", shape.keyValueHeads());
        config.put("head_dim", shape.headWidth());
        config.put("intermediate_size", shape.hidden());
        config.put("hidden_act", "silu");
        config.put("attention_bias", false);
        if (!shape.queryKeyNorm()) {
            config.put("mlp_bias", false);
        }
        config.put("attention_dropout", 0.0);
        config.put("rms_norm_eps", shape.normEpsilon());
        config.put("rope_theta", shape.ropeBase());
        config.putNull("rope_scaling");
        config.put("tie_word_embeddings", shape.tied());
        config.put("torch_dtype", "float32");
        config.put("use_cache", true);
        SealedFiles.write(folder.resolve(FILE), JSON.writeValueAsString(config) + "\n");
    }

    /**
     * Reads the shape from {@code config.json} in the folder.
     *
     * @throws BadInput if the file is missing, damaged, or describes another family of models
     */
    public static ModelShape read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            SealedFiles.verify(file);
            JsonNode config = JSON.readTree(Files.readString(file));
            String type = config.path("model_type").asString("");
            boolean qwen = type.equals("qwen3");
            if (!qwen && !type.equals("llama")) {
                throw new BadInput(file + ": model_type is \"" + type + "\"; only llama and qwen3 can be read");
            }
            return new ModelShape(
                    whole(file, config, "vocab_size"),
                    whole(file, config, "max_position_embeddings"),
                    whole(file, config, "num_hidden_layers"),
                    whole(file, config, "hidden_size"),
                    whole(file, config, "num_attention_heads"),
                    whole(file, config, "num_key_value_heads"),
                    config.has("head_dim")
                            ? whole(file, config, "head_dim")
                            : whole(file, config, "hidden_size") / whole(file, config, "num_attention_heads"),
                    whole(file, config, "intermediate_size"),
                    qwen,
                    config.path("tie_word_embeddings").asBoolean(false),
                    config.path("rope_theta").asDouble(10_000),
                    config.path("rms_norm_eps").asDouble(1e-6));
        } catch (JacksonException damaged) {
            throw new BadInput(file + ": is not JSON; the file is damaged", damaged);
        } catch (IOException failure) {
            throw new BadInput(
                    file + ": cannot be read (" + WriteFailure.reason(failure) + "); give a model's folder", failure);
        }
    }

    private static int whole(Path file, JsonNode config, String key) {
        JsonNode value = config.path(key);
        if (!value.isInt()) {
            throw new BadInput(file + ": " + key + " is missing or not a whole number");
        }
        return value.intValue();
    }
}
