package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each weight lies in one flat array, and under which Hugging Face names it is known. Gradients and optimizer
 * moments have the same layout. Three groups follow each other, each with a learning rate of its own: the token
 * embedding, the matrices (blocks and head), the gains.
 *
 * <p>Matrices that read the same input are one matrix here: q, k and v; gate and up. A name is then a slice of rows.
 */
final class Layout {

    /** A matrix {@code [rows, columns]} in column panels from {@code at} on. */
    record Matrix(int at, int rows, int columns) {
        Panels in(float[] data) {
            return new Panels(data, at, rows, columns);
        }
    }

    /**
     * One block.
     *
     * @param queryKeyValue {@code [query width + 2 key width, width]}
     * @param output {@code [width, query width]}
     * @param gateUp {@code [2 hidden, width]}
     * @param down {@code [width, hidden]}
     * @param inputGain where the first norm's gain starts
     * @param middleGain where the second norm's gain starts
     * @param queryGain where the queries' gain starts, if the shape has query-key norm; the keys' follows it
     * @param bias where the queries' bias starts, if the shape has biases; the keys' and the values' follow it
     */
    record Block(
            Matrix queryKeyValue,
            Matrix output,
            Matrix gateUp,
            Matrix down,
            int inputGain,
            int middleGain,
            int queryGain,
            int bias) {}

    /** How a tensor is drawn at the start. */
    enum Start {
        NORMAL,
        ZERO,
        ONE
    }

    /**
     * A tensor as a checkpoint names it: some rows of a matrix, or a gain.
     *
     * @param rows rows of the slice; 0 for a gain or a bias, which is a plain run of {@code matrix.columns} floats
     * @param deviation standard deviation of a normal start
     */
    record Named(String name, Matrix matrix, int firstRow, int rows, Start start, double deviation) {
        int[] shape() {
            return rows == 0 ? new int[] {matrix.columns} : new int[] {rows, matrix.columns};
        }

        /** Size and place decide: a gain has no rows, and the embedding is the first matrix. */
        NamedTensor.Group group() {
            return rows == 0
                    ? NamedTensor.Group.GAIN
                    : matrix.at == 0 ? NamedTensor.Group.EMBEDDING : NamedTensor.Group.MATRIX;
        }

        /** Freshly drawn values, row by row; each is keyed by the seed, the tensor's name and its row-major index. */
        float[] drawn(long seed) {
            float[] plain = new float[Math.multiplyExact(Math.max(1, rows), matrix.columns)];
            long purpose = KeyedRandom.purpose(name);
            for (int i = 0; i < plain.length; i++) {
                plain[i] = switch (start) {
                    case NORMAL -> (float) (deviation * KeyedRandom.normal(seed, purpose, i));
                    case ZERO -> 0;
                    case ONE -> 1;
                };
            }
            return plain;
        }

        float[] plain(float[] data) {
            if (rows == 0) {
                return Arrays.copyOfRange(data, matrix.at, matrix.at + matrix.columns);
            }
            float[] plain = new float[Math.multiplyExact(rows, matrix.columns)];
            Panels panels = matrix.in(data);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < matrix.columns; column++) {
                    plain[row * matrix.columns + column] = panels.get(firstRow + row, column);
                }
            }
            return plain;
        }

        void fill(float[] data, float[] plain) {
            if (rows == 0) {
                System.arraycopy(plain, 0, data, matrix.at, matrix.columns);
                return;
            }
            Panels panels = matrix.in(data);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < matrix.columns; column++) {
                    data[panels.index(firstRow + row, column)] = plain[row * matrix.columns + column];
                }
            }
        }
    }

    /** Standard deviation of a tied embedding's start: the head must not begin with loud logits (GPT-2's 0.02). */
    private static final double TIED_DEVIATION = 0.02;

    /** Weights that one array holds, but for padding. */
    private static final double MOST = 0x1p31 - 0x1p26;

    private final List<Named> tensors = new ArrayList<>();
    private int size;

    final Matrix embedding;
    final List<Block> blocks = new ArrayList<>();
    final Matrix head;
    final int lastGain;

    /** End of the embedding, start of the matrices. */
    final int matricesFrom;

    /** End of the blocks' matrices, start of the head, if it is one of its own. */
    final int headFrom;

    /** End of the matrices, start of the gains, which run to {@link #size()}. */
    final int gainsFrom;

    /**
     * Lays out a shape and says how it starts: embedding N(0, 1) because the first norm rescales it, matrices that read
     * the stream N(0, 1 / inputs) so that their outputs have unit variance, matrices that write to the stream and the
     * head zero, so that every block begins as the identity and every token as likely as any other.
     */
    Layout(ModelShape shape) {
        requireHeld(shape);
        int width = shape.width();
        embedding = matrix(shape.vocabulary(), width);
        matricesFrom = size;
        List<Matrix[]> matrices = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            matrices.add(new Matrix[] {
                matrix(shape.queryWidth() + 2 * shape.keyValueWidth(), width),
                matrix(width, shape.queryWidth()),
                matrix(2 * shape.hidden(), width),
                matrix(width, shape.hidden())
            });
        }
        headFrom = size;
        head = shape.tied() ? embedding : matrix(shape.vocabulary(), width);
        gainsFrom = size;
        double start = 1 / Math.sqrt(width);
        name(
                "model.embed_tokens.weight",
                embedding,
                0,
                shape.vocabulary(),
                Start.NORMAL,
                shape.tied() ? TIED_DEVIATION : 1);
        for (int layer = 0; layer < shape.layers(); layer++) {
            Matrix[] block = matrices.get(layer);
            String prefix = "model.layers." + layer + ".";
            int keys = shape.keyValueWidth();
            int inputGain = gain(prefix + "input_layernorm.weight", width);
            int bias = size;
            if (shape.biased()) {
                bias(prefix + "self_attn.q_proj.bias", shape.queryWidth());
                bias(prefix + "self_attn.k_proj.bias", keys);
                bias(prefix + "self_attn.v_proj.bias", keys);
            }
            name(prefix + "self_attn.q_proj.weight", block[0], 0, shape.queryWidth(), Start.NORMAL, start);
            name(prefix + "self_attn.k_proj.weight", block[0], shape.queryWidth(), keys, Start.NORMAL, start);
            name(prefix + "self_attn.v_proj.weight", block[0], shape.queryWidth() + keys, keys, Start.NORMAL, start);
            int queryGain = size;
            if (shape.queryKeyNorm()) {
                gain(prefix + "self_attn.q_norm.weight", shape.headWidth());
                gain(prefix + "self_attn.k_norm.weight", shape.headWidth());
            }
            name(prefix + "self_attn.o_proj.weight", block[1], 0, width, Start.ZERO, 0);
            int middleGain = gain(prefix + "post_attention_layernorm.weight", width);
            name(prefix + "mlp.gate_proj.weight", block[2], 0, shape.hidden(), Start.NORMAL, start);
            name(prefix + "mlp.up_proj.weight", block[2], shape.hidden(), shape.hidden(), Start.NORMAL, start);
            name(prefix + "mlp.down_proj.weight", block[3], 0, width, Start.ZERO, 0);
            blocks.add(new Block(block[0], block[1], block[2], block[3], inputGain, middleGain, queryGain, bias));
        }
        lastGain = gain("model.norm.weight", width);
        if (!shape.tied()) {
            name("lm_head.weight", head, 0, shape.vocabulary(), Start.ZERO, 0);
        }
    }

    /** In double precision, so that no size overflows on the way. */
    private static void requireHeld(ModelShape shape) {
        double projected = (shape.heads() + 2.0 * shape.keyValueHeads()) * shape.headWidth();
        double rows = projected + shape.width() + 2.0 * shape.hidden();
        double inputs = Math.max(shape.width(), Math.max(shape.hidden(), (double) shape.heads() * shape.headWidth()));
        double most = rows * (inputs + 64) * shape.layers() + 2.0 * shape.vocabulary() * (shape.width() + 64.0);
        double least = shape.parameters().total();
        double rotary = (double) shape.context() * shape.headWidth();
        if (projected > Integer.MAX_VALUE || most > Long.MAX_VALUE / 8.0 || least > MOST || rotary > MOST) {
            throw new BadInput("model shape: " + shape
                    + " is larger than this program holds, 2^31 weights; use a smaller model, or a"
                    + " shorter context");
        }
    }

    /** Floats in the flat array, padding included. */
    int size() {
        return size;
    }

    /** Every tensor of a checkpoint, in the order of Hugging Face's own files. */
    List<Named> tensors() {
        return tensors;
    }

    /** The matrices inside the blocks, q, k and v each on its own, and gate and up. */
    List<Named> blockMatrices() {
        return tensors.stream()
                .filter(named -> named.rows > 0 && named.matrix.at >= matricesFrom && named.matrix.at < headFrom)
                .toList();
    }

    /** Freshly drawn weights. */
    float[] draw(long seed) {
        float[] data = new float[size];
        for (Named tensor : tensors) {
            tensor.fill(data, tensor.drawn(seed));
        }
        return data;
    }

    private Matrix matrix(int rows, int columns) {
        Matrix matrix = new Matrix(size, rows, columns);
        size = Math.addExact(size, Panels.size(rows, columns));
        return matrix;
    }

    private void name(String name, Matrix matrix, int firstRow, int rows, Start start, double deviation) {
        tensors.add(new Named(name, matrix, firstRow, rows, start, deviation));
    }

    private int gain(String name, int width) {
        return vector(name, width, Start.ONE);
    }

    /** A bias learns at the rate of a gain, undecayed as that. */
    private void bias(String name, int width) {
        vector(name, width, Start.ZERO);
    }

    private int vector(String name, int width, Start start) {
        int at = size;
        tensors.add(new Named(name, new Matrix(at, 1, width), 0, 0, start, 0));
        size = Math.addExact(size, width);
        return at;
    }
}
