package dev.blueline.benchmark;

import dev.blueline.engine.AdamWStep;
import dev.blueline.engine.AttentionKernels;
import dev.blueline.engine.Heads;
import dev.blueline.engine.Kernels;
import dev.blueline.engine.KeyValues;
import dev.blueline.engine.LossKernels;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rotary;
import dev.blueline.engine.RowKernels;
import dev.blueline.engine.Rows;
import dev.blueline.engine.UpdateKernels;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a step's time goes: kernels that count the time and the FLOPs of every call. Two readings of the clock cost about
 * 50 ns, a call of a matrix kernel takes 10 microseconds and more. One thread.
 */
final class KernelClock {

    /** What a kernel does, as a profile lists it. */
    enum Part {
        PRODUCT("matrix products, forward and dX"),
        OUTER("weight gradients"),
        ATTENTION("attention forward"),
        ATTENTION_BACKWARD("attention backward"),
        ROWS("norms, rotary, gate"),
        LOSS("softmax and cross-entropy"),
        UPDATE("optimizer"),
        TRANSPOSE("packing of weights");

        final String title;

        Part(String title) {
            this.title = title;
        }
    }

    /** Time and FLOPs of one part so far. */
    record Share(double seconds, double flops) {}

    private final long[] nanos = new long[Part.values().length];
    private final double[] flops = new double[Part.values().length];

    void reset() {
        Arrays.fill(nanos, 0);
        Arrays.fill(flops, 0);
    }

    Map<Part, Share> shares() {
        Map<Part, Share> shares = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            shares.put(part, new Share(nanos[part.ordinal()] * 1e-9, flops[part.ordinal()]));
        }
        return shares;
    }

    private void add(Part part, long start, double count) {
        nanos[part.ordinal()] += System.nanoTime() - start;
        flops[part.ordinal()] += count;
    }

    /** Kernels that do what the given ones do, under this clock. */
    Kernels timed(Kernels kernels) {
        return new Kernels(
                new TimedMatrix(kernels.matrix()),
                new TimedRows(kernels.rows()),
                new TimedAttention(kernels.attention()),
                new TimedLoss(kernels.loss()),
                new TimedUpdate(kernels.update()));
    }

    private final class TimedMatrix implements MatrixKernels {
        private final MatrixKernels kernels;

        TimedMatrix(MatrixKernels kernels) {
            this.kernels = kernels;
        }

        @Override
        public void multiply(Rows x, Panels b, Rows y, int rows) {
            long start = System.nanoTime();
            kernels.multiply(x, b, y, rows);
            add(Part.PRODUCT, start, 2.0 * rows * b.rows() * b.columns());
        }

        @Override
        public void multiplyAdd(Rows x, Panels b, Rows c, Rows y, int rows) {
            long start = System.nanoTime();
            kernels.multiplyAdd(x, b, c, y, rows);
            add(Part.PRODUCT, start, 2.0 * rows * b.rows() * b.columns());
        }

        @Override
        public void addOuter(Rows a, Rows b, int rows, Panels g) {
            long start = System.nanoTime();
            kernels.addOuter(a, b, rows, g);
            add(Part.OUTER, start, 2.0 * rows * g.rows() * g.columns());
        }

        @Override
        public void transpose(Panels from, Panels to) {
            long start = System.nanoTime();
            kernels.transpose(from, to);
            add(Part.TRANSPOSE, start, 0);
        }
    }

    private final class TimedAttention implements AttentionKernels {
        private final AttentionKernels kernels;

        TimedAttention(AttentionKernels kernels) {
            this.kernels = kernels;
        }

        /** Queries at positions first.. see one key more each: 4 FLOPs for every channel of every key seen. */
        private static double forwardFlops(Heads heads, int first, int count) {
            return 4.0 * heads.queries() * heads.width() * (count * (first + 1.0) + 0.5 * count * (count - 1.0));
        }

        @Override
        public void attend(Rows queries, int first, int count, KeyValues past, Rows output, Rows statistics) {
            long start = System.nanoTime();
            kernels.attend(queries, first, count, past, output, statistics);
            add(Part.ATTENTION, start, forwardFlops(past.heads(), first, count));
        }

        /** Counted as twice the forward pass, although the weights are computed once more. */
        @Override
        public void attendBackward(
                Rows queries,
                Rows keys,
                Rows values,
                int count,
                Heads heads,
                Rows output,
                Rows statistics,
                Rows dOutput,
                Rows dQueries,
                Rows dKeys,
                Rows dValues) {
            long start = System.nanoTime();
            kernels.attendBackward(
                    queries, keys, values, count, heads, output, statistics, dOutput, dQueries, dKeys, dValues);
            add(Part.ATTENTION_BACKWARD, start, 2 * forwardFlops(heads, 0, count));
        }
    }

    private final class TimedRows implements RowKernels {
        private final RowKernels kernels;

        TimedRows(RowKernels kernels) {
            this.kernels = kernels;
        }

        @Override
        public void rmsNorm(
                Rows x,
                float[] gain,
                int gainAt,
                int rows,
                int groups,
                int width,
                double epsilon,
                Rows y,
                float[] inverse,
                int inverseAt) {
            long start = System.nanoTime();
            kernels.rmsNorm(x, gain, gainAt, rows, groups, width, epsilon, y, inverse, inverseAt);
            add(Part.ROWS, start, 0);
        }

        @Override
        public void normalise(
                Rows x, float[] gain, int gainAt, int rows, int width, float[] inverse, int inverseAt, Rows y) {
            long start = System.nanoTime();
            kernels.normalise(x, gain, gainAt, rows, width, inverse, inverseAt, y);
            add(Part.ROWS, start, 0);
        }

        @Override
        public void rmsNormBackward(
                Rows x,
                float[] gain,
                int gainAt,
                int rows,
                int groups,
                int width,
                float[] inverse,
                int inverseAt,
                Rows dy,
                Rows dx,
                boolean add,
                float[] dGain,
                int dGainAt) {
            long start = System.nanoTime();
            kernels.rmsNormBackward(
                    x, gain, gainAt, rows, groups, width, inverse, inverseAt, dy, dx, add, dGain, dGainAt);
            add(Part.ROWS, start, 0);
        }

        @Override
        public void rotate(Rows x, int[] positions, int positionsAt, int rows, int heads, Rotary rotary, boolean back) {
            long start = System.nanoTime();
            kernels.rotate(x, positions, positionsAt, rows, heads, rotary, back);
            add(Part.ROWS, start, 0);
        }

        @Override
        public void swiGlu(Rows gate, Rows up, int rows, int width, Rows y) {
            long start = System.nanoTime();
            kernels.swiGlu(gate, up, rows, width, y);
            add(Part.ROWS, start, 0);
        }

        @Override
        public void swiGluBackward(Rows gate, Rows up, Rows dy, int rows, int width, Rows y, Rows dGate, Rows dUp) {
            long start = System.nanoTime();
            kernels.swiGluBackward(gate, up, dy, rows, width, y, dGate, dUp);
            add(Part.ROWS, start, 0);
        }

        @Override
        public void gather(Panels table, int[] tokens, int tokensAt, int rows, Rows x) {
            long start = System.nanoTime();
            kernels.gather(table, tokens, tokensAt, rows, x);
            add(Part.ROWS, start, 0);
        }

        @Override
        public void scatterAdd(Rows dx, int[] tokens, int tokensAt, int rows, Panels dTable) {
            long start = System.nanoTime();
            kernels.scatterAdd(dx, tokens, tokensAt, rows, dTable);
            add(Part.ROWS, start, 0);
        }
    }

    private final class TimedLoss implements LossKernels {
        private final LossKernels kernels;

        TimedLoss(LossKernels kernels) {
            this.kernels = kernels;
        }

        @Override
        public void logSums(Rows logits, int rows, int vocabulary, double[] logSums, int logSumsAt) {
            long start = System.nanoTime();
            kernels.logSums(logits, rows, vocabulary, logSums, logSumsAt);
            add(Part.LOSS, start, 0);
        }

        @Override
        public void weights(float[] logProbabilities, float sharpness, float[] weights) {
            long start = System.nanoTime();
            kernels.weights(logProbabilities, sharpness, weights);
            add(Part.LOSS, start, 0);
        }

        @Override
        public void entropies(Rows logits, int rows, int vocabulary, float[] entropies, int entropiesAt) {
            long start = System.nanoTime();
            kernels.entropies(logits, rows, vocabulary, entropies, entropiesAt);
            add(Part.LOSS, start, 0);
        }

        @Override
        public void learn(
                Rows logits,
                int rows,
                int vocabulary,
                int[] targets,
                int targetsAt,
                Scale scale,
                float[] losses,
                int lossesAt) {
            long start = System.nanoTime();
            kernels.learn(logits, rows, vocabulary, targets, targetsAt, scale, losses, lossesAt);
            add(Part.LOSS, start, 0);
        }
    }

    private final class TimedUpdate implements UpdateKernels {
        private final UpdateKernels kernels;

        TimedUpdate(UpdateKernels kernels) {
            this.kernels = kernels;
        }

        @Override
        public void adamW(
                float[] weights, float[] gradient, float[] mean, float[] square, int at, int length, AdamWStep step) {
            long start = System.nanoTime();
            kernels.adamW(weights, gradient, mean, square, at, length, step);
            add(Part.UPDATE, start, 0);
        }

        @Override
        public double sumOfSquares(float[] data, int at, int length) {
            long start = System.nanoTime();
            double sum = kernels.sumOfSquares(data, at, length);
            add(Part.UPDATE, start, 0);
            return sum;
        }

        @Override
        public void addScaled(float[] from, int fromAt, float scale, float[] to, int toAt, int length) {
            long start = System.nanoTime();
            kernels.addScaled(from, fromAt, scale, to, toAt, length);
            add(Part.UPDATE, start, 0);
        }
    }
}
