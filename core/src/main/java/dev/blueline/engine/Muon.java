package dev.blueline.engine;

import java.util.Arrays;
import java.util.List;

/**
 * The rule {@link Optimizer#MUON}: the matrices inside the blocks move along their momentum made orthogonal, so that every
 * direction of a matrix moves alike, the rare ones as far as the common ones. Jordan 2024
 * (kellerjordan.github.io/posts/muon) for the rule, Liu et al. 2025 (arXiv 2502.16982, section 2.2) for scale and decay.
 *
 * <p>Its momentum lies in AdamW's mean and so in the checkpoint; of AdamW's square it uses nothing. A matrix is one task
 * for one thread, so the number of threads changes the time only.
 *
 * <p>What it costs beyond the step itself is {@link #flops}: with feed-forward width {@code 8/3 w}, 310 w^3 a block and
 * step, whatever the batch. At the 2,048 tokens of a step that the studies take, it is 7% of the step's FLOPs at width 64
 * and 101% at width 512: it grows with the width over the batch.
 */
final class Muon {
    static final double MOMENTUM = 0.95;

    /** Root mean square of a step at rate 1, near what AdamW's has in practice (Liu et al. 2025, section 2.2). */
    static final double STEP_RMS = 0.2;

    private final Weights weights;
    private final AdamW state;
    private final List<Layout.Named> matrices;
    private final NewtonSchulz[] scratch;

    /** Works on the reduced gradient and the mean of {@code state}. */
    Muon(Weights weights, AdamW state, int threads) {
        this.weights = weights;
        this.state = state;
        matrices = weights.layout.blockMatrices();
        scratch = new NewtonSchulz[threads];
        Arrays.setAll(scratch, worker -> new NewtonSchulz());
    }

    /** Newton-Schulz FLOPs of one step: they do not depend on the batch. */
    static double flops(ModelShape shape) {
        return new Layout(shape)
                .blockMatrices().stream()
                        .mapToDouble(named ->
                                NewtonSchulz.flops(named.rows(), named.matrix().columns()))
                        .sum();
    }

    /** Moves the blocks' matrices along the reduced gradient, whose norm is given. */
    void apply(Update update, double norm, Workers workers, Kernels[] kernels) {
        float gradientShare = (float) ((1 - MOMENTUM) * update.gradientScale(norm));
        workers.run(
                matrices.size(),
                (worker, matrix) ->
                        move(matrices.get(matrix), update, gradientShare, kernels[worker], scratch[worker]));
    }

    private void move(
            Layout.Named named, Update update, float gradientShare, Kernels kernels, NewtonSchulz newtonSchulz) {
        int columns = named.matrix().columns();
        // A panel holds the rows of q, k or v one after another, so its part of a slice is one run of floats.
        int length = named.rows() * Panels.WIDTH;
        Panels whole = named.matrix().in(weights.data);
        float[] gradient = state.gradient(0).data;
        float[] momentum = state.mean;
        UpdateKernels moving = kernels.update();
        Panels direction = newtonSchulz.zeros(named.rows(), columns);
        for (int column = 0; column < columns; column += Panels.WIDTH) {
            int at = whole.index(named.firstRow(), column);
            moving.addScaled(momentum, at, (float) (MOMENTUM - 1), momentum, at, length);
            moving.addScaled(gradient, at, gradientShare, momentum, at, length);
            int to = direction.panel(column);
            moving.addScaled(gradient, at, gradientShare, direction.data(), to, length);
            moving.addScaled(momentum, at, (float) MOMENTUM, direction.data(), to, length);
        }
        newtonSchulz.orthogonalize(direction, kernels);
        float decay = (float) (update.muonRate() * update.weightDecay());
        float step = (float) (update.muonRate() * STEP_RMS * Math.sqrt(Math.max(named.rows(), columns)));
        for (int column = 0; column < columns; column += Panels.WIDTH) {
            int at = whole.index(named.firstRow(), column);
            moving.addScaled(weights.data, at, -decay, weights.data, at, length);
            moving.addScaled(direction.data(), direction.panel(column), -step, weights.data, at, length);
        }
    }
}
