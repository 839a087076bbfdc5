package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A model that was made elsewhere is taken over, measured, taught, improved by reinforcement, trained on text, and given back. */
class ModelCircleTest {
    private static final int WIDTH = 32;
    private static final int HIDDEN = 64;
    private static final int LAYERS = 2;
    private static final int TOKENS = 257;

    @TempDir
    Path folder;

    /** Families as transformers names them, with heads whose keys are shared. */
    private enum Family {
        LLAMA("llama", 4, 2, 16),
        QWEN3("qwen3", 2, 1, 32);

        private final String type;
        private final int heads;
        private final int keyHeads;
        private final int headWidth;

        Family(String type, int heads, int keyHeads, int headWidth) {
            this.type = type;
            this.heads = heads;
            this.keyHeads = keyHeads;
            this.headWidth = headWidth;
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aForeignModelGoesTheFullCircle(Family family) throws IOException {
        Path foreign = foreign(family);
        String imported = path("new/folders/imported");
        JsonNode shape = ok("import", foreign.toString(), "--dialogue-tokens", "--out", imported, "--json")
                .json();
        assertThat(shape.path("tokens").intValue()).isEqualTo(TOKENS + 10);

        JsonNode measured = ok("evaluate", "--run", imported, "--tasks", "grammar", "--items", "20", "--json")
                .json();
        assertThat(measured.toString()).contains("grammar");

        String taught = path("taught");
        ok(arithmetic("train", imported, taught, "--style", "direct", "--steps", "60"));
        String tuned = path("tuned");
        ok(arithmetic("reason", taught, tuned, "--tokens", "8", "--flops", "5e8"));
        assertThat(weights(tuned)).isNotEqualTo(weights(taught));

        String read = path("read");
        Files.writeString(folder.resolve("notes.txt"), text());
        ok("train", "--from", tuned, "--corpus", path("notes.txt"), "--replay", "0", "--tokens", "4k", "--out", read);

        for (String run : List.of(tuned, read)) {
            ok("export", "--run", run, "--format", "huggingface", "--out", run + "-out/hf");
            ok("export", "--run", run, "--format", "gguf", "--out", run + "-out/model.gguf");
            requireSameNames(foreign, Path.of(run + "-out/hf"));
            ok("import", run + "-out/hf", "--out", run + "-from-hf");
            ok("import", run + "-out/model.gguf", "--out", run + "-from-gguf");
            assertThat(weights(run + "-from-hf")).isEqualTo(weights(run)).isEqualTo(weights(run + "-from-gguf"));
            assertThat(written(run + "-from-hf"))
                    .isEqualTo(written(run))
                    .isEqualTo(written(run + "-from-gguf"));
        }
    }

    private String[] arithmetic(String command, String from, String out, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "--task", "arithmetic", "--levels", "1"));
        all.addAll(List.of("--from", from, "--out", out, "--threads", "1"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun ok(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.code()).as(String.join(" ", arguments) + "\n" + run.error()).isZero();
        return run;
    }

    private static String written(String run) {
        return ok("generate", "--run", run, "--prompt", "2 + 3", "--temperature", "0", "--tokens", "12")
                .output();
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append("Note ").append(i).append(" tells of ").append(i * 7 % 97).append(" bees on the lime tree.\n");
            text.append(i % 10 == 9 ? "\n" : "");
        }
        return text.toString();
    }

    /** Each tensor's bytes by its name. */
    private static Map<String, ByteBuffer> weights(String run) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(Path.of(run, "model.safetensors")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(file.getLong());
        Map<String, ByteBuffer> weights = new LinkedHashMap<>();
        JsonNode named = JsonMapper.shared().readTree(file.array(), 8, header);
        for (Map.Entry<String, JsonNode> tensor : named.properties()) {
            JsonNode place = tensor.getValue().path("data_offsets");
            if (!tensor.getKey().equals("__metadata__")) {
                int from = place.path(0).intValue();
                weights.put(
                        tensor.getKey(),
                        file.slice(8 + header + from, place.path(1).intValue() - from));
            }
        }
        return weights;
    }

    /** What goes out has the tensors and the architecture that came in. */
    private static void requireSameNames(Path foreign, Path out) throws IOException {
        assertThat(weights(out.toString()).keySet())
                .containsExactlyInAnyOrderElementsOf(weights(foreign.toString()).keySet());
        for (String key : List.of("architectures", "num_key_value_heads", "head_dim", "rope_theta", "rms_norm_eps")) {
            assertThat(config(out).path(key)).as(key).isEqualTo(config(foreign).path(key));
        }
    }

    private static JsonNode config(Path folder) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("config.json")));
    }

    /** A folder as another program leaves it: bytes as tokens, one that ends a text, random weights. */
    private Path foreign(Family family) throws IOException {
        Path made = Files.createDirectories(folder.resolve("foreign"));
        boolean norms = family == Family.QWEN3;
        Files.writeString(made.resolve("config.json"), """
                {"architectures": ["%s"], "model_type": "%s", "vocab_size": %d, "hidden_size": %d,
                 "num_hidden_layers": %d, "num_attention_heads": %d, "num_key_value_heads": %d, "head_dim": %d,
                 "intermediate_size": %d, "hidden_act": "silu", "max_position_embeddings": 96, "rms_norm_eps": 1e-5,
                 "rope_theta": 50000.0, "tie_word_embeddings": false, "attention_bias": false}
                """.formatted(
                        norms ? "Qwen3ForCausalLM" : "LlamaForCausalLM",
                        family.type,
                        TOKENS,
                        WIDTH,
                        LAYERS,
                        family.heads,
                        family.keyHeads,
                        family.headWidth,
                        HIDDEN));
        Map<String, int[]> tensors = new LinkedHashMap<>();
        tensors.put("model.embed_tokens.weight", new int[] {TOKENS, WIDTH});
        int queries = family.heads * family.headWidth;
        int keys = family.keyHeads * family.headWidth;
        for (int i = 0; i < LAYERS; i++) {
            String layer = "model.layers." + i + ".";
            tensors.put(layer + "self_attn.q_proj.weight", new int[] {queries, WIDTH});
            tensors.put(layer + "self_attn.k_proj.weight", new int[] {keys, WIDTH});
            tensors.put(layer + "self_attn.v_proj.weight", new int[] {keys, WIDTH});
            tensors.put(layer + "self_attn.o_proj.weight", new int[] {WIDTH, queries});
            if (norms) {
                tensors.put(layer + "self_attn.q_norm.weight", new int[] {family.headWidth});
                tensors.put(layer + "self_attn.k_norm.weight", new int[] {family.headWidth});
            }
            tensors.put(layer + "mlp.gate_proj.weight", new int[] {HIDDEN, WIDTH});
            tensors.put(layer + "mlp.up_proj.weight", new int[] {HIDDEN, WIDTH});
            tensors.put(layer + "mlp.down_proj.weight", new int[] {WIDTH, HIDDEN});
            tensors.put(layer + "input_layernorm.weight", new int[] {WIDTH});
            tensors.put(layer + "post_attention_layernorm.weight", new int[] {WIDTH});
        }
        tensors.put("model.norm.weight", new int[] {WIDTH});
        tensors.put("lm_head.weight", new int[] {TOKENS, WIDTH});
        Files.write(made.resolve("model.safetensors"), safetensors(tensors));
        Files.writeString(made.resolve("tokenizer.json"), tokenizer());
        Files.writeString(made.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|endoftext|>\"}");
        return made;
    }

    private static byte[] safetensors(Map<String, int[]> tensors) {
        ObjectNode header = JsonMapper.shared().createObjectNode();
        int end = 0;
        for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
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
        Random random = new Random(5);
        tensors.forEach((name, sizes) -> {
            int count = sizes.length == 1 ? sizes[0] : sizes[0] * sizes[1];
            for (int i = 0; i < count; i++) {
                all.putFloat((float) (name.contains("norm") ? 1 : 0.08 * random.nextGaussian()));
            }
        });
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
