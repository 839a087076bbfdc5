package dev.blueline.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * A model's weights as they lie in its file: matrices stay there, in the format that they are stored in; gains and biases, few, are
 * widened to float32.
 *
 * @param embedding {@code [vocabulary, width]}
 * @param blocks in their order
 * @param lastGain {@code [width]}
 * @param head {@code [vocabulary, width]}; the embedding where the shape is tied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredWeights(StoredTensor embedding, List<Block> blocks, float[] lastGain, StoredTensor head) {

    /**
     * One block, as {@link Layout.Block} has it but for q, k, v and gate, up, which are matrices of their own.
     *
     * @param queryGain the queries' gain, then the keys', if the shape has query-key norm
     * @param bias of queries, keys and values, if the shape has biases
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(
            StoredTensor query,
            StoredTensor key,
            StoredTensor value,
            StoredTensor output,
            StoredTensor gate,
            StoredTensor up,
            StoredTensor down,
            float[] inputGain,
            float[] middleGain,
            float[] queryGain,
            float[] bias) {

        long bytes() {
            return List.of(query, key, value, output, gate, up, down).stream()
                    .mapToLong(matrix -> matrix.bytes().byteSize())
                    .sum();
        }
    }

    /**
     * Finds a shape's weights.
     *
     * @throws dev.blueline.ledger.BadInput if one is missing or of another shape
     */
    static StoredWeights of(ModelShape shape, Safetensors file) {
        NamedTensor.shapes(shape).forEach((name, wanted) -> file.tensor(name).require(wanted));
        StoredTensor embedding = file.tensor("model.embed_tokens.weight");
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            blocks.add(new Block(
                    file.tensor(prefix + "self_attn.q_proj.weight"),
                    file.tensor(prefix + "self_attn.k_proj.weight"),
                    file.tensor(prefix + "self_attn.v_proj.weight"),
                    file.tensor(prefix + "self_attn.o_proj.weight"),
                    file.tensor(prefix + "mlp.gate_proj.weight"),
                    file.tensor(prefix + "mlp.up_proj.weight"),
                    file.tensor(prefix + "mlp.down_proj.weight"),
                    vectors(file, prefix + "input_layernorm.weight"),
                    vectors(file, prefix + "post_attention_layernorm.weight"),
                    shape.queryKeyNorm()
                            ? vectors(file, prefix + "self_attn.q_norm.weight", prefix + "self_attn.k_norm.weight")
                            : new float[0],
                    shape.biased()
                            ? vectors(
                                    file,
                                    prefix + "self_attn.q_proj.bias",
                                    prefix + "self_attn.k_proj.bias",
                                    prefix + "self_attn.v_proj.bias")
                            : new float[0]));
        }
        return new StoredWeights(
                embedding,
                blocks,
                vectors(file, "model.norm.weight"),
                shape.tied() ? embedding : file.tensor("lm_head.weight"));
    }

    /** A few vectors, one after the other. */
    private static float[] vectors(Safetensors file, String... names) {
        float[] all = new float[0];
        for (String name : names) {
            float[] more = file.tensor(name).values();
            int at = all.length;
            all = java.util.Arrays.copyOf(all, at + more.length);
            System.arraycopy(more, 0, all, at, more.length);
        }
        return all;
    }

    /** Bytes of the matrices that every token goes through: those of the blocks and of the head. */
    long bytesOfAToken() {
        return blocks.stream().mapToLong(Block::bytes).sum() + head.bytes().byteSize();
    }
}
