package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's shape as Hugging Face {@code config.json}: a {@code LlamaForCausalLM}, a {@code Qwen3ForCausalLM} where queries and keys
 * are normalised, a {@code Qwen2ForCausalLM} where they have biases. What a configuration asks for beyond that is refused by name:
 * the weights alone would not tell, and another model would be computed.
 */
public final class ModelConfig {
    /** Name of the file inside a model's folder. */
    public static final String FILE = "config.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Map<String, String> ARCHITECTURES =
            Map.of("llama", "LlamaForCausalLM", "qwen2", "Qwen2ForCausalLM", "qwen3", "Qwen3ForCausalLM");

    private ModelConfig() {}

    /** Writes the shape to {@code config.json} in the folder. */
    public static void write(Path folder, ModelShape shape) {
        SealedFiles.write(folder.resolve(FILE), JSON.writeValueAsString(json(shape)) + "\n");
    }

    /** The family that a shape belongs to: llama, qwen2 or qwen3. */
    public static String family(ModelShape shape) {
        return shape.queryKeyNorm() ? "qwen3" : shape.biased() ? "qwen2" : "llama";
    }

    /** The configuration, to be added to. */
    public static ObjectNode json(ModelShape shape) {
        String family = family(shape);
        ObjectNode config = JSON.createObjectNode();
        config.putArray("architectures").add(ARCHITECTURES.get(family));
        config.put("model_type", family);
        config.put("vocab_size", shape.vocabulary());
        config.put("max_position_embeddings", shape.context());
        config.put("num_hidden_layers", shape.layers());
        config.put("hidden_size", shape.width());
        config.put("num_attention_heads", shape.heads());
        config.put("num_key_value_heads", shape.keyValueHeads());
        config.put("head_dim", shape.headWidth());
        config.put("intermediate_size", shape.hidden());
        config.put("hidden_act", "silu");
        if (!shape.biased()) {
            config.put("attention_bias", false);
        }
        if (family.equals("llama")) {
            config.put("mlp_bias", false);
        }
        config.put("attention_dropout", 0.0);
        config.put("rms_norm_eps", shape.normEpsilon());
        config.put("rope_theta", shape.ropeBase());
        scaling(config, shape.ropeScaling());
        config.put("tie_word_embeddings", shape.tied());
        config.put("torch_dtype", "float32");
        config.put("use_cache", true);
        return config;
    }

    private static void scaling(ObjectNode config, RopeScaling scaling) {
        switch (scaling) {
            case RopeScaling.None none -> config.putNull("rope_scaling");
            case RopeScaling.Linear linear ->
                config.putObject("rope_scaling").put("rope_type", "linear").put("factor", linear.factor());
            case RopeScaling.Llama3 llama ->
                config.putObject("rope_scaling")
                        .put("rope_type", "llama3")
                        .put("factor", llama.factor())
                        .put("low_freq_factor", llama.lowFactor())
                        .put("high_freq_factor", llama.highFactor())
                        .put("original_max_position_embeddings", llama.original());
        }
    }

    /**
     * Reads the shape from {@code config.json} in the folder.
     *
     * @throws BadInput if the file is missing, damaged, contradicts itself, or describes a model that this program cannot compute
     */
    public static ModelShape read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            SealedFiles.verify(file);
            return new Reader(file, JSON.readTree(Files.readString(file))).shape();
        } catch (JacksonException damaged) {
            throw new BadInput(file + ": is not JSON; the file is damaged", damaged);
        } catch (IOException failure) {
            throw new BadInput(
                    file + ": cannot be read (" + WriteFailure.reason(failure) + "); give a model's folder", failure);
        }
    }

    private record Reader(Path file, JsonNode config) {

        ModelShape shape() {
            String family = config.path("model_type").asString("").replaceAll("\\p{Cntrl}+", " ");
            if (!ARCHITECTURES.containsKey(family)) {
                throw new BadInput(
                        file + ": model_type is \"" + family + "\"; only llama, qwen2 and qwen3 can be read");
            }
            requireSupported(family);
            int vocabulary = whole("vocab_size");
            int width = whole("hidden_size");
            int heads = whole("num_attention_heads");
            boolean head = !config.path("head_dim").isMissingNode()
                    && !config.path("head_dim").isNull();
            if (!head && (heads < 1 || width % heads != 0)) {
                throw contradicts("num_attention_heads", "does not divide hidden_size");
            }
            boolean grouped = config.has("num_key_value_heads");
            return new ModelShape(
                    vocabulary,
                    whole("max_position_embeddings"),
                    whole("num_hidden_layers"),
                    width,
                    heads,
                    grouped ? whole("num_key_value_heads") : heads,
                    head ? whole("head_dim") : width / heads,
                    whole("intermediate_size"),
                    family.equals("qwen3"),
                    config.path("tie_word_embeddings").asBoolean(false),
                    number(config.has("rope_theta") ? config : rope(), "rope_theta", 10_000),
                    number(config, "rms_norm_eps", 1e-6),
                    family.equals("qwen2"),
                    scaling());
        }

        /** What would make another model of the same weights. */
        private void requireSupported(String family) {
            only("hidden_act", config.path("hidden_act").asString("silu"), "silu");
            if (!family.equals("qwen2")) {
                never("attention_bias");
            }
            never("mlp_bias");
            never("use_sliding_window");
            for (String absent : List.of("quantization_config", "no_rope_layers", "layer_scale", "num_experts")) {
                if (config.hasNonNull(absent)) {
                    throw unsupported(absent, config.path(absent).toString());
                }
            }
            double partial = number(config, "partial_rotary_factor", 1);
            if (partial != 1) {
                throw unsupported("partial_rotary_factor", Double.toString(partial));
            }
            for (JsonNode layer : config.path("layer_types")) {
                only("layer_types", layer.asString(""), "full_attention");
            }
        }

        private void only(String key, String found, String supported) {
            if (!found.equals(supported)) {
                throw unsupported(key, found);
            }
        }

        private void never(String key) {
            if (config.path(key).asBoolean(false)) {
                throw unsupported(key, "true");
            }
        }

        private BadInput unsupported(String key, String value) {
            String shown = value.length() > 60 ? value.substring(0, 60) + "..." : value;
            return new BadInput(file + ": " + key + " is " + shown.replaceAll("\\p{Cntrl}+", " ")
                    + ", which this program cannot compute; docs/interop.md says what it can");
        }

        private BadInput contradicts(String key, String what) {
            return new BadInput(file + ": " + key + " " + what + "; the configuration contradicts itself");
        }

        /** Under this name since transformers 5; the base stands there then. */
        private JsonNode rope() {
            return config.hasNonNull("rope_parameters") ? config.path("rope_parameters") : config.path("rope_scaling");
        }

        private RopeScaling scaling() {
            JsonNode rope = rope();
            String type = rope.path("rope_type").asString(rope.path("type").asString("default"));
            return switch (type) {
                case "default" -> RopeScaling.NONE;
                case "linear" -> new RopeScaling.Linear(positive(rope, "factor"));
                case "llama3" -> {
                    double low = positive(rope, "low_freq_factor");
                    double high = positive(rope, "high_freq_factor");
                    if (high <= low) {
                        throw contradicts("high_freq_factor", "is not above low_freq_factor");
                    }
                    double original = positive(rope, "original_max_position_embeddings");
                    yield new RopeScaling.Llama3(positive(rope, "factor"), low, high, original);
                }
                default -> throw unsupported("rope_type", type);
            };
        }

        private double positive(JsonNode node, String key) {
            double value = number(node, key, -1);
            if (!(value > 0) || Double.isInfinite(value)) {
                throw contradicts(key, "of rope_scaling is not a positive number");
            }
            return value;
        }

        private double number(JsonNode node, String key, double otherwise) {
            JsonNode value = node.path(key);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            if (!value.isNumber()) {
                throw contradicts(key, "is not a number");
            }
            return value.doubleValue();
        }

        private int whole(String key) {
            JsonNode value = config.path(key);
            if (!value.isInt()) {
                throw new BadInput(file + ": " + key + " is missing or not a whole number");
            }
            return value.intValue();
        }
    }
}
