package dev.blueline.interop;

import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.RopeScaling;
import dev.blueline.engine.Rotary;
import dev.blueline.engine.StoredTensor;
import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A model in a GGUF file: architectures llama, qwen2 and qwen3, as llama.cpp's {@code convert_hf_to_gguf.py} writes them. */
final class GgufModel {
    static final String ROPE_FACTORS = "rope_freqs.weight";
    private static final List<RopeScaling.Llama3> PUBLISHED =
            List.of(new RopeScaling.Llama3(8, 1, 4, 8192), new RopeScaling.Llama3(32, 1, 4, 8192));

    private final GgufFile file;
    private final String family;

    private GgufModel(GgufFile file) {
        this.file = file;
        this.family = file.text("general.architecture").orElse("");
    }

    static ForeignModel open(Path path) {
        return of(GgufFile.open(path));
    }

    static ForeignModel of(GgufFile file) {
        try {
            return new GgufModel(file).read();
        } catch (BadInput bad) {
            file.close();
            throw bad;
        }
    }

    private ForeignModel read() {
        if (!List.of("llama", "qwen2", "qwen3").contains(family)) {
            throw file.wrong("general.architecture", "is \"" + family + "\"; only llama, qwen2 and qwen3 can be read");
        }
        ModelShape shape = shape();
        Map<String, ForeignModel.Tensor> tensors = new LinkedHashMap<>();
        TreeSet<String> unused = new TreeSet<>(file.tensors().keySet());
        unused.remove(ROPE_FACTORS);
        NamedTensor.shapes(shape).forEach((name, wanted) -> {
            StoredTensor tensor = tensor(ggufName(name));
            unused.remove(tensor.name());
            tensor.require(wanted);
            tensors.put(name, new ForeignModel.Tensor(tensor, turned(family, name) ? shape.headWidth() : 0));
        });
        if (!unused.isEmpty()) {
            throw file.wrong(unused.getFirst(), "is a tensor that the architecture " + family + " does not have");
        }
        return new ForeignModel(shape, tensors, GgufTokenizer.of(file, shape.vocabulary()), file::close);
    }

    /** Whether the rows of a tensor are in the order of neighbouring channels in a file. */
    static boolean turned(String family, String name) {
        return family.equals("llama") && (name.endsWith("q_proj.weight") || name.endsWith("k_proj.weight"));
    }

    /** What GGUF files call a tensor of Hugging Face's. */
    static String ggufName(String name) {
        return name.replace("model.embed_tokens", "token_embd")
                .replace("model.norm", "output_norm")
                .replace("lm_head", "output")
                .replace("model.layers.", "blk.")
                .replace("input_layernorm", "attn_norm")
                .replace("post_attention_layernorm", "ffn_norm")
                .replace("self_attn.o_proj", "attn_output")
                .replaceAll("self_attn\\.([qkv])_proj", "attn_$1")
                .replaceAll("self_attn\\.([qk])_norm", "attn_$1_norm")
                .replaceAll("mlp\\.(gate|up|down)_proj", "ffn_$1");
    }

    private StoredTensor tensor(String name) {
        StoredTensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw file.wrong(name, "is missing; the architecture " + family + " needs this tensor");
        }
        return tensor;
    }

    private int whole(String key) {
        return file.whole(family + "." + key).orElseThrow(() -> file.wrong(family + "." + key, "is missing"));
    }

    private ModelShape shape() {
        int width = whole("embedding_length");
        int heads = whole("attention.head_count");
        if (heads < 1) {
            throw file.wrong(family + ".attention.head_count", "is " + heads + "; a model has one or more");
        }
        int head = file.whole(family + ".attention.key_length").orElse(width / heads);
        requireSame("attention.value_length", head);
        requireSame("rope.dimension_count", head);
        int[] embedding = tensor("token_embd.weight").shape();
        return new ModelShape(
                embedding[0],
                whole("context_length"),
                whole("block_count"),
                width,
                heads,
                file.whole(family + ".attention.head_count_kv").orElse(heads),
                head,
                whole("feed_forward_length"),
                family.equals("qwen3"),
                !file.tensors().containsKey("output.weight"),
                file.real(family + ".rope.freq_base").orElse(10_000),
                file.real(family + ".attention.layer_norm_rms_epsilon").orElse(1e-5),
                family.equals("qwen2"),
                scaling(head));
    }

    private void requireSame(String key, int head) {
        Optional<Integer> other = file.whole(family + "." + key);
        if (other.isPresent() && other.get() != head) {
            throw file.wrong(
                    family + "." + key,
                    "is " + other.get() + ", but a head is " + head + " wide; this cannot be computed");
        }
    }

    /** Linear scaling stands in the metadata; that of Llama 3 is a tensor of divisors, one a pair of channels. */
    private RopeScaling scaling(int head) {
        String type = file.text(family + ".rope.scaling.type").orElse("none");
        Optional<StoredTensor> factors = Optional.ofNullable(file.tensors().get(ROPE_FACTORS));
        if (factors.isPresent()) {
            float[] divisors = factors.get().require(head / 2).finiteValues();
            double base = file.real(family + ".rope.freq_base").orElse(10_000);
            return PUBLISHED.stream()
                    .filter(known -> same(divisors, divisors(known, base, head)))
                    .findFirst()
                    .orElseThrow(() -> file.wrong(ROPE_FACTORS, "is a scaling of rotary positions that is not known"));
        }
        return switch (type) {
            case "none" -> RopeScaling.NONE;
            case "linear" ->
                new RopeScaling.Linear(file.real(family + ".rope.scaling.factor")
                        .orElseThrow(() -> file.wrong(family + ".rope.scaling.factor", "is missing")));
            default ->
                throw file.wrong(family + ".rope.scaling.type", "is " + type + ", which this program cannot compute");
        };
    }

    private static boolean same(float[] found, float[] expected) {
        for (int i = 0; i < found.length; i++) {
            if (Math.abs(found[i] - expected[i]) > 1e-4 * expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** What each frequency is divided by. */
    static float[] divisors(RopeScaling scaling, double base, int head) {
        float[] divisors = new float[head / 2];
        for (int i = 0; i < divisors.length; i++) {
            double frequency = Rotary.frequency(base, i, head);
            divisors[i] = (float) (frequency / scaling.scaled(frequency));
        }
        return divisors;
    }
}
