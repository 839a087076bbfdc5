package dev.blueline.engine;

/**
 * Shape of a decoder-only transformer, loadable as Hugging Face {@code LlamaForCausalLM}, or {@code Qwen3ForCausalLM}
 * with query-key norm.
 *
 * @param vocabulary tokens
 * @param context longest sequence
 * @param layers blocks
 * @param width model width
 * @param heads query heads
 * @param keyValueHeads key and value heads, a divisor of heads
 * @param headWidth width of one head
 * @param hidden width of the gated feed-forward layer
 * @param queryKeyNorm normalise queries and keys per head
 * @param tied the head is the token embedding
 * @param ropeBase base of the rotary positions' frequencies
 * @param normEpsilon added to the mean square in RMSNorm
 */
public record ModelShape(
        int vocabulary,
        int context,
        int layers,
        int width,
        int heads,
        int keyValueHeads,
        int headWidth,
        int hidden,
        boolean queryKeyNorm,
        boolean tied,
        double ropeBase,
        double normEpsilon) {}
