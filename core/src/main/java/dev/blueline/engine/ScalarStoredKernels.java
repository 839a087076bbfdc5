package dev.blueline.engine;

/** The specification of {@link StoredKernels}: a row is widened, then summed. */
final class ScalarStoredKernels implements StoredKernels {
    private final float[] partial = new float[PartialSums.COUNT];

    @Override
    public void multiply(StoredTensor w, int from, int to, Rows x, int rows, Rows y) {
        for (int i = from; i < to; i++) {
            float[] weights = w.row(i);
            for (int row = 0; row < rows; row++) {
                y.data()[y.row(row) + i] = PartialSums.dot(weights, 0, x.data(), x.row(row), weights.length, partial);
            }
        }
    }
}
