package dev.blueline.torch;

import dev.blueline.interop.ForeignFolder;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Llama, Qwen2 and Qwen3 as transformers' {@code modeling_llama.py} and its kin define them: tensors under their own names, one
 * product each, positions by {@code rotate_half}, keys repeated for their query heads, a mask of minus infinity; all in float64. It
 * shares nothing with {@link TorchTransformer} but libtorch. Shapes in comments: L positions, D width, H heads, W head width.
 */
final class PlainForward {
    private final ForeignFolder model;
    private final Map<String, float[]> weights;
    private final Map<String, int[]> sizes;

    PlainForward(ForeignFolder model) {
        Libtorch.load();
        this.model = model;
        weights = model.weights();
        sizes = model.tensors();
    }

    /** Of every token after every position: {@code [L][vocabulary]}. */
    float[][] logProbabilities(int[] tokens) {
        try (PointerScope scope = new PointerScope()) {
            long[] ids = IntStream.of(tokens).asLongStream().toArray();
            Tensor x = tensor("model.embed_tokens.weight")
                    .index_select(0, HostArrays.upload(ids, new Device("cpu"), ids.length)); // [L, D]
            Tensor angles = angles(tokens.length);
            for (int i = 0; i < model.layers(); i++) {
                String layer = "model.layers." + i + ".";
                x = x.add(attention(layer + "self_attn.", norm(x, layer + "input_layernorm"), angles));
                x = x.add(feedForward(layer + "mlp.", norm(x, layer + "post_attention_layernorm")));
            }
            Tensor head = tensor(model.tied() ? "model.embed_tokens.weight" : "lm_head.weight");
            Tensor told = norm(x, "model.norm").matmul(head.t()).log_softmax(1).to(ScalarType.Float);
            float[] all = HostArrays.download(told);
            float[][] rows = new float[tokens.length][ForeignFolder.TOKENS];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(all, i * ForeignFolder.TOKENS, rows[i], 0, ForeignFolder.TOKENS);
            }
            return rows;
        }
    }

    private Tensor attention(String name, Tensor x, Tensor angles) {
        Tensor queries = heads(linear(x, name + "q_proj"), model.heads()); // [L, H, W]
        Tensor keys = heads(linear(x, name + "k_proj"), model.keyHeads());
        Tensor values = heads(linear(x, name + "v_proj"), model.keyHeads());
        if (model.family() == ForeignFolder.Family.QWEN3) {
            queries = norm(queries, name + "q_norm");
            keys = norm(keys, name + "k_norm");
        }
        Tensor q = turned(queries, angles).transpose(0, 1); // [H, L, W]
        Tensor k = repeated(turned(keys, angles)).transpose(0, 1);
        Tensor v = repeated(values).transpose(0, 1);
        Tensor scores = q.matmul(k.transpose(1, 2)).div(new Scalar(Math.sqrt(model.headWidth()))); // [H, L, L]
        Tensor later = torch.ones(x.size(0), x.size(0)).triu(1).to(ScalarType.Bool);
        Tensor shares =
                scores.masked_fill(later, new Scalar(Double.NEGATIVE_INFINITY)).softmax(-1);
        Tensor mixed = shares.matmul(v).transpose(0, 1).reshape(x.size(0), (long) model.heads() * model.headWidth());
        return linear(mixed, name + "o_proj");
    }

    private Tensor feedForward(String name, Tensor x) {
        return linear(torch.silu(linear(x, name + "gate_proj")).mul(linear(x, name + "up_proj")), name + "down_proj");
    }

    private Tensor heads(Tensor x, int count) {
        return x.view(x.size(0), count, model.headWidth());
    }

    /** Each key head before all query heads that share it. */
    private Tensor repeated(Tensor x) {
        int each = model.heads() / model.keyHeads();
        Tensor many = x.unsqueeze(2).expand(x.size(0), model.keyHeads(), each, model.headWidth());
        return many.reshape(x.size(0), model.heads(), model.headWidth());
    }

    /** {@code x * cos + rotate_half(x) * sin}. */
    private Tensor turned(Tensor x, Tensor angles) {
        long half = model.headWidth() / 2;
        Tensor rotated = torch.cat(new TensorVector(x.narrow(2, half, half).neg(), x.narrow(2, 0, half)), 2);
        return x.mul(angles.cos()).add(rotated.mul(angles.sin()));
    }

    /** {@code [L, 1, W]}: the frequencies of the pairs, twice, times the position. */
    private Tensor angles(int length) {
        int half = model.headWidth() / 2;
        double[] angles = new double[length * 2 * half];
        for (int i = 0; i < angles.length; i++) {
            double frequency = Math.pow(ForeignFolder.ROPE_BASE, -2.0 * (i % half) / model.headWidth());
            angles[i] = i / (2 * half) * scaled(frequency);
        }
        return Tensor.create(angles, length, 1, 2L * half);
    }

    /** {@code _compute_linear_scaling_rope_parameters} and {@code _compute_llama3_parameters} with the numbers of the test. */
    private double scaled(double frequency) {
        if (model.rope().contains("linear")) {
            return frequency / 4;
        }
        if (!model.rope().contains("llama3")) {
            return frequency;
        }
        double wave = 2 * Math.PI / frequency;
        double smooth = (64 / wave - 1) / (4 - 1);
        return wave > 64.0
                ? frequency / 8
                : wave < 16.0 ? frequency : (1 - smooth) * frequency / 8 + smooth * frequency;
    }

    private Tensor norm(Tensor x, String name) {
        Tensor square = x.mul(x).mean(new long[] {-1}, true, new ScalarTypeOptional());
        return x.mul(square.add(new Scalar(ForeignFolder.EPSILON)).rsqrt()).mul(tensor(name + ".weight"));
    }

    private Tensor linear(Tensor x, String name) {
        Tensor product = x.matmul(tensor(name + ".weight").t());
        return weights.containsKey(name + ".bias") ? product.add(tensor(name + ".bias")) : product;
    }

    private Tensor tensor(String name) {
        long[] shape = IntStream.of(Objects.requireNonNull(sizes.get(name)))
                .asLongStream()
                .toArray();
        return Tensor.create(Objects.requireNonNull(weights.get(name)), shape).to(ScalarType.Double);
    }
}
