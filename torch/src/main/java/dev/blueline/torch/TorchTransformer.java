package dev.blueline.torch;

import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Rotary;
import dev.blueline.torch.Setting.Precision;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of {@code dev.blueline.engine.Transformer} in libtorch's operations; backward is autograd's. Shapes in
 * comments: R rows, L positions, D width, H query heads, K key heads, W head width, F hidden, V vocabulary.
 */
final class TorchTransformer {
    private final ModelShape shape;
    private final Parameters weights;
    private final ScalarType products;

    /** {@code [context, 1, W]}: a pair's cosine at both of its components. */
    private final Tensor cosines;

    /** {@code [context, 1, W]}: minus the sine at a pair's first component, the sine at its second. */
    private final Tensor sines;

    TorchTransformer(ModelShape shape, Parameters weights, Device device, Precision precision, Kept kept) {
        this.shape = shape;
        this.weights = weights;
        products = precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float;
        Rotary rotary = Rotary.of(shape);
        int half = shape.headWidth() / 2;
        Tensor c = HostArrays.upload(rotary.cosines(), device, shape.context(), 1, half);
        Tensor s = HostArrays.upload(rotary.sines(), device, shape.context(), 1, half);
        cosines = kept.keep(torch.cat(new TensorVector(c, c), -1));
        sines = kept.keep(torch.cat(new TensorVector(s.neg(), s), -1));
    }

    /**
     * Logits after every token.
     *
     * @param tokens {@code [R, L]}, whole numbers
     * @return {@code [R * L, V]}, float32
     */
    Tensor logits(Tensor tokens) {
        Tensor x = torch.embedding(weights.embedding, tokens); // [R, L, D]
        for (Parameters.Block block : weights.blocks) {
            x = x.add(attend(block, norm(x, block.inputGain())));
            x = x.add(feedForward(block, norm(x, block.middleGain())));
        }
        Tensor last = norm(x, weights.lastGain).view(-1, shape.width());
        return product(last, weights.head.to(products)).to(ScalarType.Float);
    }

    private Tensor attend(Parameters.Block block, Tensor x) {
        long rows = x.size(0);
        long length = x.size(1);
        long[] widths = {shape.queryWidth(), shape.keyValueWidth(), shape.keyValueWidth()};
        Tensor projected = product(x, block.queryKeyValue());
        Tensor bias = block.bias();
        TensorVector parts = (bias == null ? projected : projected.add(bias)).split(widths, -1);
        Tensor queries = turned(heads(parts.get(0), shape.heads()), block.queryGain());
        Tensor keys = turned(heads(parts.get(1), shape.keyValueHeads()), block.keyGain());
        Tensor values = heads(parts.get(2), shape.keyValueHeads()).to(ScalarType.Float);
        Tensor attended = torch.scaled_dot_product_attention(
                queries.transpose(1, 2), // [R, H, L, W]
                keys.transpose(1, 2),
                values.transpose(1, 2),
                new TensorOptional(),
                0,
                true,
                new DoubleOptional(),
                shape.heads() != shape.keyValueHeads());
        Tensor joined = attended.transpose(1, 2).reshape(rows, length, shape.queryWidth());
        return product(joined, block.output());
    }

    private Tensor feedForward(Parameters.Block block, Tensor x) {
        TensorVector parts = product(x, block.gateUp()).split(shape.hidden(), -1);
        return product(torch.silu(parts.get(0)).mul(parts.get(1)), block.down());
    }

    /** {@code [R, L, count * W]} to {@code [R, L, count, W]}. */
    private Tensor heads(Tensor x, int count) {
        return x.view(x.size(0), x.size(1), count, shape.headWidth());
    }

    /**
     * Normalises each head, if the shape says so, and turns it to its position: component i with component
     * {@code i + W / 2}, as {@link Rotary} has them.
     *
     * @param x {@code [R, L, count, W]}
     */
    private Tensor turned(Tensor x, @Nullable Tensor gain) {
        Tensor exact = x.to(ScalarType.Float);
        Tensor normed = gain == null ? exact : norm(exact, gain);
        long length = x.size(1);
        Tensor swapped = normed.roll(new long[] {shape.headWidth() / 2}, -1);
        Tensor turned = torch.addcmul(normed.mul(cosines.narrow(0, 0, length)), swapped, sines.narrow(0, 0, length));
        return turned;
    }

    /** RMSNorm with gain over the last dimension, in float32. */
    private Tensor norm(Tensor x, Tensor gain) {
        return torch.rms_norm(
                x, new long[] {gain.numel()}, new TensorOptional(gain), new DoubleOptional(shape.normEpsilon()));
    }

    /** {@code [..., in]} times {@code [out, in]} transposed, in the precision of products. */
    private Tensor product(Tensor x, Tensor matrix) {
        return torch.linear(x.to(products), matrix);
    }
}
