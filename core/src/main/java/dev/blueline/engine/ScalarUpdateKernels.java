package dev.blueline.engine;

/** The specification of {@link UpdateKernels}. */
final class ScalarUpdateKernels implements UpdateKernels {
    static final int BLOCK = 4096;
    private final float[] partial = new float[PartialSums.COUNT];

    @Override
    public void adamW(
            float[] weights, float[] gradient, float[] mean, float[] square, int at, int length, AdamWStep step) {
        for (int i = at; i < at + length; i++) {
            update(weights, gradient, mean, square, i, step);
        }
    }

    static void update(float[] weights, float[] gradient, float[] mean, float[] square, int i, AdamWStep step) {
        float g = gradient[i] * step.gradientScale();
        float m = Math.fma(step.beta1(), mean[i], (1 - step.beta1()) * g);
        float v = Math.fma(step.beta2(), square[i], (1 - step.beta2()) * (g * g));
        mean[i] = m;
        square[i] = v;
        float root = (float) Math.sqrt(v * step.correction2());
        float move = m * step.correction1() / (root + step.epsilon());
        weights[i] = Math.fma(-step.rate(), move, Math.fma(-step.decay(), weights[i], weights[i]));
    }

    @Override
    public double sumOfSquares(float[] data, int at, int length) {
        double sum = 0;
        for (int block = 0; block < length; block += BLOCK) {
            sum += PartialSums.dot(data, at + block, data, at + block, Math.min(BLOCK, length - block), partial);
        }
        return sum;
    }

    @Override
    public void addScaled(float[] from, int fromAt, float scale, float[] to, int toAt, int length) {
        for (int i = 0; i < length; i++) {
            to[toAt + i] = Math.fma(scale, from[fromAt + i], to[toAt + i]);
        }
    }
}
