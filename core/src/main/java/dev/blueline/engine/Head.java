package dev.blueline.engine;

/**
 * From the last norm's output to losses, in tiles of {@link Activations#headTile} rows, so that the logits of a whole batch
 * never exist at once.
 */
final class Head {
    private final int vocabulary;
    private final Weights weights;
    private final ForwardWeights forward;
    private final Kernels kernels;
    private double[] logSums = new double[0];

    Head(ModelShape shape, Weights weights, ForwardWeights forward, Kernels kernels) {
        this.vocabulary = shape.vocabulary();
        this.weights = weights;
        this.forward = forward;
        this.kernels = kernels;
    }

    /** What is learnt from logits. */
    @FunctionalInterface
    interface Objective {
        /** Replaces the logits of {@code count} rows, of which row {@code first} is the first, by the objective's gradient. */
        void of(Rows logits, int first, int count);
    }

    /**
     * Replaces the first rows of {@code a.output} by the objective's gradient with respect to them, and adds the head's
     * gradient to {@code gradient}.
     */
    void learn(Activations a, int rows, Objective objective, Weights gradient) {
        for (int row = 0; row < rows; row += a.headTile) {
            int count = Math.min(a.headTile, rows - row);
            Rows x = a.outputTiles.get(row / a.headTile);
            kernels.matrix().multiply(x, forward.head, a.logits, count);
            objective.of(a.logits, row, count);
            kernels.matrix().addOuter(a.logits, x, count, gradient.head);
            kernels.matrix().multiply(a.logits, weights.head, x, count);
        }
    }

    /**
     * Losses in nats after the first rows of {@code a.output}.
     *
     * @param targets {@code rows} targets from {@code at} on
     */
    void score(Activations a, int rows, int[] targets, int at, float[] losses, int lossesAt) {
        for (int row = 0; row < rows; row += a.headTile) {
            int count = Math.min(a.headTile, rows - row);
            kernels.matrix().multiply(a.outputTiles.get(row / a.headTile), forward.head, a.logits, count);
            kernels.loss().score(a.logits, count, vocabulary, targets, at + row, losses, lossesAt + row);
        }
    }

    /**
     * Natural-log probabilities after {@code count} rows of {@code a.output} from {@code first} on, at most
     * {@code a.headTile}: the negative of {@link #score}, to the bit.
     *
     * @param logProbabilities {@code [count][vocabulary]}
     */
    void logProbabilities(Activations a, int first, int count, float[][] logProbabilities) {
        kernels.matrix().multiply(a.output.from(first), forward.head, a.logits, count);
        kernels.loss().logSums(a.logits, count, vocabulary, logSums(count), 0);
        for (int row = 0; row < count; row++) {
            logProbabilities(a, row, logProbabilities[row]);
        }
    }

    /**
     * Natural-log probabilities of targets after the first rows of {@code a.output}, and the likeliest tokens there.
     *
     * @param targets {@code [rows]}; a negative one is not scored
     * @param logProbabilities {@code [rows]}: takes what {@link #logProbabilities} gives for the targets, to the bit
     * @param wanted {@code [rows]}: where the likeliest token is wanted
     * @param likeliest {@code [rows]}: takes it, as {@link TokenChoice#likeliest} tells it
     */
    void score(Activations a, int rows, int[] targets, float[] logProbabilities, boolean[] wanted, int[] likeliest) {
        float[] all = new float[vocabulary];
        for (int first = 0; first < rows; first += a.headTile) {
            int count = Math.min(a.headTile, rows - first);
            kernels.matrix().multiply(a.output.from(first), forward.head, a.logits, count);
            kernels.loss().logSums(a.logits, count, vocabulary, logSums(count), 0);
            for (int row = 0; row < count; row++) {
                int target = targets[first + row];
                if (target >= 0) {
                    logProbabilities[first + row] =
                            (float) (a.logits.data()[a.logits.row(row) + target] - logSums[row]);
                }
                if (wanted[first + row]) {
                    logProbabilities(a, row, all);
                    likeliest[first + row] = TokenChoice.likeliest(all);
                }
            }
        }
    }

    private void logProbabilities(Activations a, int row, float[] to) {
        int at = a.logits.row(row);
        double logSum = logSums[row];
        for (int token = 0; token < vocabulary; token++) {
            to[token] = (float) (a.logits.data()[at + token] - logSum);
        }
    }

    private double[] logSums(int count) {
        if (logSums.length < count) {
            logSums = new double[count];
        }
        return logSums;
    }
}
