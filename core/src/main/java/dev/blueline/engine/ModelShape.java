package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;

/**
 * Shape of a decoder-only transformer, loadable as Hugging Face {@code LlamaForCausalLM}, {@code Qwen3ForCausalLM}
 * with query-key norm, or {@code Qwen2ForCausalLM} with biases. Every count that a scaling law needs follows from it.
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
 * @param biased queries, keys and values have a bias
 * @param ropeScaling how the rotary frequencies were slowed down
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
        double normEpsilon,
        boolean biased,
        RopeScaling ropeScaling) {

    public ModelShape {
        positive("vocabulary", vocabulary);
        positive("context", context);
        positive("layers", layers);
        positive("width", width);
        positive("heads", heads);
        positive("keyValueHeads", keyValueHeads);
        positive("headWidth", headWidth);
        positive("hidden", hidden);
        if (vocabulary < 2) {
            throw new BadInput("model shape: vocabulary is " + vocabulary + ", but it takes two tokens to predict one");
        }
        if (heads % keyValueHeads != 0) {
            throw new BadInput("model shape: keyValueHeads is " + keyValueHeads + ", which does not divide heads = "
                    + heads + "; every key head serves the same number of query heads");
        }
        if (headWidth % 2 != 0) {
            throw new BadInput("model shape: headWidth is " + headWidth
                    + "; make it even, rotary positions turn pairs of channels");
        }
        if (!(ropeBase > 1) || Double.isInfinite(ropeBase)) {
            throw new BadInput("model shape: ropeBase is " + ropeBase + "; give a number above 1, such as 10000");
        }
        if (!(normEpsilon > 0) || normEpsilon > 0.1) {
            throw new BadInput("model shape: normEpsilon is " + normEpsilon + "; give a small number such as 1e-5");
        }
        if (biased && queryKeyNorm) {
            throw new BadInput("model shape: queries and keys have both a norm and a bias, which no family that is"
                    + " supported has; use one of the two");
        }
    }

    /** A shape as this program trains it: without biases, rotary frequencies as they are. */
    public ModelShape(
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
            double normEpsilon) {
        this(
                vocabulary,
                context,
                layers,
                width,
                heads,
                keyValueHeads,
                headWidth,
                hidden,
                queryKeyNorm,
                tied,
                ropeBase,
                normEpsilon,
                false,
                RopeScaling.NONE);
    }

    /** The same weights read at most that many tokens at once. */
    public ModelShape withContext(int tokens) {
        return with(vocabulary, tokens);
    }

    /** The same with more tokens, or fewer. */
    public ModelShape withVocabulary(int tokens) {
        return with(tokens, context);
    }

    private ModelShape with(int vocabulary, int context) {
        return new ModelShape(
                vocabulary,
                context,
                layers,
                width,
                heads,
                keyValueHeads,
                headWidth,
                hidden,
                queryKeyNorm,
                tied,
                ropeBase,
                normEpsilon,
                biased,
                ropeScaling);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new BadInput("model shape: " + name + " is " + value + "; give a whole number of at least 1");
        }
    }

    /** Channels of all query heads: rows of {@code q_proj}, columns of {@code o_proj}. */
    public int queryWidth() {
        return heads * headWidth;
    }

    /** Channels of all key heads, and as many of all value heads: rows of {@code k_proj} and of {@code v_proj}. */
    public int keyValueWidth() {
        return keyValueHeads * headWidth;
    }

    /**
     * Weights, counted the three ways that papers count them. A tied head adds nothing to the total, but is in a matrix
     * product all the same.
     */
    public Run.Parameters parameters() {
        long attention = (long) width * (2L * queryWidth() + 2L * keyValueWidth());
        long feedForward = 3L * width * hidden;
        long matrices = layers * (attention + feedForward);
        long biases = biased ? queryWidth() + 2L * keyValueWidth() : 0;
        long gains = layers * (2L * width + (queryKeyNorm ? 2L * headWidth : 0) + biases) + width;
        long lookup = (long) vocabulary * width;
        return new Run.Parameters(matrices + gains + lookup * (tied ? 1 : 2), matrices + gains, matrices + lookup);
    }

    /**
     * Floating-point operations of one forward pass over a sequence: two for every weight in a matrix product at every
     * position, head included, and in attention four for every channel of every key looked at ({@code QK^T} and
     * {@code PV}). Position t looks at t + 1 keys: what causality masks is neither computed nor counted. Norms, rotations
     * and softmax are left out, as is usual (Kaplan et al. 2020, section 2.1).
     *
     * @param length positions
     */
    public double forwardFlopsPerSequence(int length) {
        double products = 2.0 * parameters().matmul() * length;
        double keysSeen = 0.5 * length * (length + 1.0);
        return products + layers * 4.0 * queryWidth() * keysSeen;
    }

    /**
     * As {@link #forwardFlopsPerSequence(int)} where only some positions are asked for the token after them, as those of an answer: the
     * others do without the head.
     *
     * @param length positions
     * @param predicting positions with the head
     */
    public double forwardFlopsPerSequence(int length, int predicting) {
        return forwardFlopsPerSequence(length) - 2.0 * vocabulary * width * (length - predicting);
    }

    /**
     * Floating-point operations of reading a prompt, so that an answer can follow. Of the last block, positions before the last
     * give their keys and values (and queries, which come with them in one product); what comes after in it, and the head, is
     * computed of the last position alone.
     *
     * @param length positions, at least 1
     */
    public double promptFlops(int length) {
        double after = 2.0 * ((double) queryWidth() * width + 3.0 * width * hidden);
        double attention = 4.0 * queryWidth() * 0.5 * length * (length - 1.0);
        return forwardFlopsPerSequence(length, 1) - after * (length - 1) - attention;
    }

    /**
     * Floating-point operations of training on that many tokens in sequences of the full context: backward costs twice
     * the forward pass.
     */
    public double trainingFlops(long tokens) {
        return 3.0 * forwardFlopsPerSequence(context) * tokens / context;
    }

    /**
     * Bytes of keys and values that decoding keeps of a sequence, in float32, and reads for every further token.
     *
     * @param length positions so far
     */
    public long decodingStateBytes(int length) {
        return 2L * Float.BYTES * layers * keyValueWidth() * length;
    }

    /**
     * Bytes that training takes on the java learner, in float32: the weights eight times (themselves, transposed, two
     * moments, the gradients of four micro-batches; the embedding is not transposed), and for every thread what the
     * backward pass needs of one sequence. Exact but for padding and some scratch memory.
     *
     * @param threads threads of a step
     */
    public long trainingBytes(int threads) {
        Run.Parameters count = parameters();
        long projected = queryWidth() + 2L * keyValueWidth();
        long turned = queryKeyNorm ? (long) queryWidth() + keyValueWidth() : 0;
        long block = 2L * width + projected + turned + queryWidth() + 2L * hidden + 3L * heads;
        long around = 2L * width + queryWidth() + 2L * keyValueWidth();
        int padding = 16 * (6 * layers + 6);
        long tile = width < 256 ? 128 : 256;
        long tiles = tile * (2L * width + 2L * hidden) + (width <= 64 ? 64L : 128L) * vocabulary;
        long scratch = 256L * (Math.min(width, hidden) + 32);
        long positions = context * (layers * block + around + padding);
        return Float.BYTES * (7 * count.total() + count.matmul() + threads * (positions + tiles + scratch));
    }
}
