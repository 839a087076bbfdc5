package dev.blueline.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's folder as transformers saves it, written by none of this program's writers: random weights, and a tokenizer of the 256
 * bytes with one token that ends a text.
 *
 * @param headWidth of a query and of a key head
 * @param hidden width of the feed-forward part
 * @param context tokens
 * @param tied whether the head is the embedding
 * @param rope {@code rope_scaling} in JSON
 */
public record ForeignFolder(
        Family family,
        int layers,
        int width,
        int heads,
        int keyHeads,
        int headWidth,
        int hidden,
        int context,
        boolean tied,
        String rope) {
    /** Tokens of the vocabulary. */
    public static final int TOKENS = 257;

    /** The base of rotary positions. */
    public static final double ROPE_BASE = 50_000;

    /** Added to a mean square. */
    public static final double EPSILON = 1e-5;

    /** As transformers names them. */
    public enum Family {
        LLAMA("LlamaForCausalLM"),
        QWEN2("Qwen2ForCausalLM"),
        QWEN3("Qwen3ForCausalLM");

        private final String architecture;

        Family(String architecture) {
            this.architecture = architecture;
        }
    }

    /** Writes the folder and tells it. */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config());
        Files.write(folder.resolve("model.safetensors"), safetensors());
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|endoftext|>\"}");
        return folder;
    }

    private String config() {
        return """
                {"architectures": ["%s"], "model_type": "%s", "vocab_size": %d, "hidden_size": %d,
                 "num_hidden_layers": %d, "num_attention_heads": %d, "num_key_value_heads": %d, "head_dim": %d,
                 "intermediate_size": %d, "hidden_act": "silu", "max_position_embeddings": %d, "rms_norm_eps": %s,
                 "rope_theta": %s, "rope_scaling": %s, "tie_word_embeddings": %s, "use_sliding_window": false}
                """.formatted(
                        family.architecture,
                        family.name().toLowerCase(Locale.ROOT),
                        TOKENS,
                        width,
                        layers,
                        heads,
                        keyHeads,
                        headWidth,
                        hidden,
                        context,
                        EPSILON,
                        ROPE_BASE,
                        rope,
                        tied);
    }

    /** Sizes of each tensor, by its name in Hugging Face's folders. */
    public Map<String, int[]> tensors() {
        Map<String, int[]> tensors = new LinkedHashMap<>();
        tensors.put("model.embed_tokens.weight", new int[] {TOKENS, width});
        int queries = heads * headWidth;
        int keys = keyHeads * headWidth;
        for (int i = 0; i < layers; i++) {
            String layer = "model.layers." + i + ".";
            tensors.put(layer + "self_attn.q_proj.weight", new int[] {queries, width});
            tensors.put(layer + "self_attn.k_proj.weight", new int[] {keys, width});
            tensors.put(layer + "self_attn.v_proj.weight", new int[] {keys, width});
            tensors.put(layer + "self_attn.o_proj.weight", new int[] {width, queries});
            if (family == Family.QWEN2) {
                tensors.put(layer + "self_attn.q_proj.bias", new int[] {queries});
                tensors.put(layer + "self_attn.k_proj.bias", new int[] {keys});
                tensors.put(layer + "self_attn.v_proj.bias", new int[] {keys});
            }
            if (family == Family.QWEN3) {
                tensors.put(layer + "self_attn.q_norm.weight", new int[] {headWidth});
                tensors.put(layer + "self_attn.k_norm.weight", new int[] {headWidth});
            }
            tensors.put(layer + "mlp.gate_proj.weight", new int[] {hidden, width});
            tensors.put(layer + "mlp.up_proj.weight", new int[] {hidden, width});
            tensors.put(layer + "mlp.down_proj.weight", new int[] {width, hidden});
            tensors.put(layer + "input_layernorm.weight", new int[] {width});
            tensors.put(layer + "post_attention_layernorm.weight", new int[] {width});
        }
        tensors.put("model.norm.weight", new int[] {width});
        if (!tied) {
            tensors.put("lm_head.weight", new int[] {TOKENS, width});
        }
        return tensors;
    }

    /**
     * Each tensor's numbers, row by row: the same at every call. A head of its own knows printable characters only (the rows of all other
     * tokens are 0), so that whatever such a model writes is text.
     */
    public Map<String, float[]> weights() {
        Random random = new Random(5);
        Map<String, float[]> weights = new LinkedHashMap<>();
        tensors().forEach((name, sizes) -> {
            float[] values = new float[sizes.length == 1 ? sizes[0] : sizes[0] * sizes[1]];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        (float) (name.contains("norm") ? 1 + 0.1 * random.nextGaussian() : 0.1 * random.nextGaussian());
            }
            if (name.equals("lm_head.weight")) {
                Arrays.fill(values, 0, ' ' * width, 0);
                Arrays.fill(values, 127 * width, values.length, 0);
            }
            weights.put(name, values);
        });
        return weights;
    }

    private byte[] safetensors() {
        ObjectNode header = JsonMapper.shared().createObjectNode();
        Map<String, float[]> weights = weights();
        int end = 0;
        for (Map.Entry<String, int[]> tensor : tensors().entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "F32");
            int bytes = 4;
            for (int size : tensor.getValue()) {
                bytes *= size;
                entry.withArray("shape").add(size);
            }
            entry.withArray("data_offsets").add(end).add(end + bytes);
            end += bytes;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(json.length).put(json);
        for (float[] values : weights.values()) {
            for (float value : values) {
                all.putFloat(value);
            }
        }
        return all.array();
    }

    /** GPT-2's letters for bytes: those that can be printed stand for themselves, the others for 256, 257 and so on. */
    private static String tokenizer() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.withArray("added_tokens")
                .addObject()
                .put("id", 256)
                .put("content", "<|endoftext|>")
                .put("special", true);
        root.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false);
        root.putObject("decoder").put("type", "ByteLevel");
        ObjectNode model = root.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        int others = 256;
        for (int b = 0; b < 256; b++) {
            boolean printed = b > ' ' && b < 127 || b > 160 && b != 173;
            vocabulary.put(Character.toString(printed ? b : others++), b);
        }
        vocabulary.put("<|endoftext|>", 256);
        model.putArray("merges");
        return root.toString();
    }
}
