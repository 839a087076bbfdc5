package dev.blueline.torch;

import dev.blueline.engine.ModelShape;
import dev.blueline.torch.Setting.Precision;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A model's weights on a device: one flat float32 tensor, which the optimizer moves, and the leaves that a forward pass
 * reads and gradients are taken for. A leaf is a window on the flat tensor; only where products run in bfloat16 a matrix
 * is a rounded copy, made anew after every update.
 */
final class Parameters {

    /**
     * The leaves of one block.
     *
     * @param queryKeyValue {@code [query width + 2 key width, width]}
     * @param output {@code [width, query width]}
     * @param gateUp {@code [2 hidden, width]}
     * @param down {@code [width, hidden]}
     * @param bias {@code [query width + 2 key width]}, if the shape has biases
     * @param queryGain {@code [head width]}, with query-key norm only, as {@code keyGain}
     */
    record Block(
            Tensor inputGain,
            Tensor queryKeyValue,
            @Nullable Tensor bias,
            @Nullable Tensor queryGain,
            @Nullable Tensor keyGain,
            Tensor output,
            Tensor middleGain,
            Tensor gateUp,
            Tensor down) {}

    /** A leaf, where its stretch of the flat tensor begins, and whether it is a rounded copy of that stretch. */
    private record Leaf(Tensor tensor, int start, boolean rounded) {
        Tensor in(Tensor flat) {
            return flat.narrow(0, start, tensor.numel());
        }
    }

    final FlatLayout layout;

    /** All weights, {@code [layout.size]}, float32. */
    final Tensor flat;

    final Tensor embedding;
    final List<Block> blocks = new ArrayList<>();
    final Tensor lastGain;

    /** {@code [vocabulary, width]}; the embedding itself where the shape is tied. */
    final Tensor head;

    private final Precision precision;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Kept kept;

    Parameters(ModelShape shape, FlatLayout layout, float[] values, Device device, Precision precision, Kept kept) {
        this.layout = layout;
        this.precision = precision;
        this.kept = kept;
        flat = kept.keep(HostArrays.upload(values, device, layout.size()));
        long width = shape.width();
        embedding = leaf("model.embed_tokens.weight", false, shape.vocabulary(), width);
        for (int layer = 0; layer < shape.layers(); layer++) {
            String block = "model.layers." + layer + ".";
            long keysAndValues = 2L * shape.keyValueWidth();
            blocks.add(new Block(
                    leaf(block + "input_layernorm.weight", false, width),
                    leaf(block + "self_attn.q_proj.weight", true, shape.queryWidth() + keysAndValues, width),
                    shape.biased()
                            ? leaf(block + "self_attn.q_proj.bias", false, shape.queryWidth() + keysAndValues)
                            : null,
                    shape.queryKeyNorm() ? leaf(block + "self_attn.q_norm.weight", false, shape.headWidth()) : null,
                    shape.queryKeyNorm() ? leaf(block + "self_attn.k_norm.weight", false, shape.headWidth()) : null,
                    leaf(block + "self_attn.o_proj.weight", true, width, shape.queryWidth()),
                    leaf(block + "post_attention_layernorm.weight", false, width),
                    leaf(block + "mlp.gate_proj.weight", true, 2L * shape.hidden(), width),
                    leaf(block + "mlp.down_proj.weight", true, width, shape.hidden())));
        }
        lastGain = leaf("model.norm.weight", false, width);
        head = shape.tied() ? embedding : leaf("lm_head.weight", true, shape.vocabulary(), width);
    }

    private Tensor leaf(String first, boolean inProducts, long... shape) {
        int start = layout.start(first);
        long size = shape.length == 1 ? shape[0] : shape[0] * shape[1];
        Tensor window = flat.narrow(0, start, size).view(shape);
        boolean rounded = inProducts && precision == Precision.BFLOAT16;
        Tensor leaf = kept.keep(rounded ? window.to(ScalarType.BFloat16) : window.detach());
        leaf.set_requires_grad(true);
        leaves.add(new Leaf(leaf, start, rounded));
        return leaf;
    }

    /** All leaves, for autograd; belongs to the caller's scope. */
    TensorVector leaves() {
        return new TensorVector(leaves.stream().map(Leaf::tensor).toArray(Tensor[]::new));
    }

    /** Copies gradients, one for each leaf, to where their weights lie in a flat float32 tensor. */
    void gather(TensorVector gradients, Tensor to) {
        for (int i = 0; i < leaves.size(); i++) {
            leaves.get(i).in(to).copy_(gradients.get(i).reshape(-1));
        }
    }

    /** Makes the rounded copies anew, after {@link #flat} changed. */
    void refresh() {
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Leaf leaf : leaves) {
                if (leaf.rounded()) {
                    leaf.tensor().copy_(leaf.in(flat).view_as(leaf.tensor()));
                }
            }
        }
    }
}
