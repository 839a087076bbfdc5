package dev.blueline.engine;

/**
 * Softmax and cross-entropy over the vocabulary. Logits are {@code [rows, vocabulary]} with any vocabulary; the columns
 * beyond it, up to a multiple of 32, are padding that these kernels overwrite, so the stride must have room for them.
 */
public interface LossKernels {

    /** What the gradient of one loss is multiplied by. */
    @FunctionalInterface
    interface Scale {
        /**
         * The factor of one row.
         *
         * @param place of the loss in {@code losses}
         * @param loss of the row's target, in nats
         */
        float of(int place, float loss);
    }

    /** Logarithm of the sum of exponentials of each row, in nats: the log-probability of token i is logit i minus it. */
    void logSums(Rows logits, int rows, int vocabulary, double[] logSums, int logSumsAt);

    /**
     * What tokens are drawn by, {@code exp(-(largest - l) * sharpness)} of every log probability l.
     *
     * @param logProbabilities {@code [vocabulary]}, as are the weights
     * @param sharpness 1 over the temperature
     */
    void weights(float[] logProbabilities, float sharpness, float[] weights);

    /** Entropy of each row's softmax, in nats: {@code log(sum) + (sum over i of e_i d_i) / sum}, with d the distance to the largest. */
    void entropies(Rows logits, int rows, int vocabulary, float[] entropies, int entropiesAt);

    /**
     * Loss of each row's target in nats, and logits replaced by their gradient {@code (softmax - one-hot) * scale}, with
     * zeros in the padding. A negative target is not learnt: its loss and gradient are 0.
     *
     * @param targets {@code [rows]} from {@code targetsAt} on
     * @param scale asked once for each row that is learnt
     * @param losses {@code [rows]} from {@code lossesAt} on
     */
    void learn(
            Rows logits,
            int rows,
            int vocabulary,
            int[] targets,
            int targetsAt,
            Scale scale,
            float[] losses,
            int lossesAt);

    /** The losses of {@link #learn}, bit for bit, without the gradient. */
    default void score(
            Rows logits, int rows, int vocabulary, int[] targets, int targetsAt, float[] losses, int lossesAt) {
        double[] logSum = new double[1];
        for (int row = 0; row < rows; row++) {
            int target = targets[targetsAt + row];
            logSums(logits.from(row), 1, vocabulary, logSum, 0);
            losses[lossesAt + row] = target < 0 ? 0 : (float) (logSum[0] - logits.data()[logits.row(row) + target]);
        }
    }
}
