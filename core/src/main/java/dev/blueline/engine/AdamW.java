package dev.blueline.engine;

/**
 * Gradient buffers and AdamW over the flat weights. Whatever the threads do, the sums are the same: a fixed number of
 * micro-batches each fill a buffer of their own, the buffers are added up in a fixed tree, squares are summed in fixed
 * chunks.
 */
final class AdamW {
    /** Floats that one task reduces or updates: several vectors wide, and a few hundred tasks at most. */
    private static final int CHUNK = 16_384;

    final float[] mean;
    final float[] square;

    /** Steps taken. */
    long step;

    private final Weights weights;
    private final Weights[] gradients;
    private final double[] squares;

    AdamW(Weights weights, int microBatches) {
        this.weights = weights;
        int size = weights.layout.size();
        mean = new float[size];
        square = new float[size];
        gradients = new Weights[microBatches];
        for (int i = 0; i < microBatches; i++) {
            gradients[i] = Weights.of(weights.layout);
        }
        squares = new double[chunks()];
    }

    /** The buffer of one micro-batch; {@link #reduce} leaves the whole gradient in the first. */
    Weights gradient(int microBatch) {
        return gradients[microBatch];
    }

    private int chunks() {
        return (weights.layout.size() + CHUNK - 1) / CHUNK;
    }

    /** Adds up the first {@code used} buffers in a tree and returns the Euclidean norm of the sum. */
    double reduce(int used, Workers workers, Kernels[] kernels) {
        int size = weights.layout.size();
        workers.run(chunks(), (worker, chunk) -> {
            int at = chunk * CHUNK;
            int length = Math.min(CHUNK, size - at);
            UpdateKernels update = kernels[worker].update();
            for (int distance = 1; distance < used; distance *= 2) {
                for (int to = 0; to + distance < used; to += 2 * distance) {
                    update.addScaled(gradients[to + distance].data, at, 1, gradients[to].data, at, length);
                }
            }
            squares[chunk] = update.sumOfSquares(gradients[0].data, at, length);
        });
        double sum = 0;
        for (double part : squares) {
            sum += part;
        }
        return Math.sqrt(sum);
    }

    /** Moves the weights along the reduced gradient, whose norm is given; the blocks' matrices only if AdamW moves them. */
    void apply(Update update, double norm, Workers workers, Kernels[] kernels) {
        step++;
        double scale = update.gradientScale(norm);
        Layout layout = weights.layout;
        int adamWFrom = update.optimizer() == Optimizer.ADAMW ? layout.matricesFrom : layout.headFrom;
        AdamWStep embedding = factors(update, scale, update.embeddingRate(), 0);
        AdamWStep matrices = factors(update, scale, update.matrixRate(), update.weightDecay());
        AdamWStep gains = factors(update, scale, update.gainRate(), 0);
        workers.run(chunks(), (worker, chunk) -> {
            int from = chunk * CHUNK;
            int to = Math.min(from + CHUNK, layout.size());
            UpdateKernels moving = kernels[worker].update();
            move(moving, from, Math.min(to, layout.matricesFrom), embedding);
            move(moving, Math.max(from, adamWFrom), Math.min(to, layout.gainsFrom), matrices);
            move(moving, Math.max(from, layout.gainsFrom), to, gains);
        });
    }

    private AdamWStep factors(Update update, double scale, double rate, double decay) {
        return AdamWStep.of(step, scale, rate, update.beta1(), update.beta2(), update.epsilon(), decay);
    }

    private void move(UpdateKernels kernels, int from, int to, AdamWStep factors) {
        if (to > from) {
            kernels.adamW(weights.data, gradients[0].data, mean, square, from, to - from, factors);
        }
    }
}
