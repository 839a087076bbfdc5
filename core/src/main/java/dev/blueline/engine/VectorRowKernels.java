package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowKernels} on vectors; the embedding's copies are the scalar ones, which the JIT vectorises itself. */
final class VectorRowKernels implements RowKernels {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    /** Half a head may be 8 wide. */
    private static final VectorSpecies<Float> HALF = LANES > 8 ? FloatVector.SPECIES_256 : S;

    private final float[] partial = new float[PartialSums.COUNT];
    private final RowKernels scalar = new ScalarRowKernels();
    private float[] pulls = new float[0];

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
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int at = x.row(row) + group * width;
                inverse[inverseAt + row * groups + group] = VectorSums.dot(x.data(), at, x.data(), at, width, partial);
            }
        }
        inverseRoots(inverse, inverseAt, rows * groups, width, (float) epsilon);
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < width; i += LANES) {
                int column = group * width + i;
                scale(
                        x.data(),
                        x.at() + column,
                        x.stride(),
                        rows,
                        inverse,
                        inverseAt + group,
                        groups,
                        gain,
                        gainAt + i,
                        y.data(),
                        y.at() + column,
                        y.stride());
            }
        }
    }

    @Override
    public void normalise(
            Rows x, float[] gain, int gainAt, int rows, int width, float[] inverse, int inverseAt, Rows y) {
        for (int i = 0; i < width; i += LANES) {
            scale(
                    x.data(),
                    x.at() + i,
                    x.stride(),
                    rows,
                    inverse,
                    inverseAt,
                    1,
                    gain,
                    gainAt + i,
                    y.data(),
                    y.at() + i,
                    y.stride());
        }
    }

    /** Sums of squares become {@code 1 / sqrt(mean + epsilon)}. */
    private static void inverseRoots(float[] sums, int at, int count, int width, float epsilon) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector mean = FloatVector.fromArray(S, sums, at + i).div(width).add(epsilon);
            FloatVector.broadcast(S, 1f).div(mean.sqrt()).intoArray(sums, at + i);
        }
        for (; i < count; i++) {
            sums[at + i] = 1 / (float) Math.sqrt(sums[at + i] / width + epsilon);
        }
    }

    /** One vector of columns, down all rows. */
    private static void scale(
            float[] x,
            int xAt,
            int xStride,
            int rows,
            float[] factors,
            int factorsAt,
            int factorsStride,
            float[] gain,
            int gainAt,
            float[] y,
            int yAt,
            int yStride) {
        FloatVector gains = FloatVector.fromArray(S, gain, gainAt);
        for (int row = 0; row < rows; row++) {
            FloatVector.fromArray(S, x, xAt + row * xStride)
                    .mul(factors[factorsAt + row * factorsStride])
                    .mul(gains)
                    .intoArray(y, yAt + row * yStride);
        }
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
        if (pulls.length < rows * groups) {
            pulls = new float[rows * groups];
        }
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int column = group * width;
                pulls[row * groups + group] = VectorSums.dot(
                        x.data(), x.row(row) + column, dy.data(), dy.row(row) + column, gain, gainAt, width, partial);
            }
        }
        pullAlong(pulls, inverse, inverseAt, rows * groups, width);
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < width; i += LANES) {
                int column = group * width + i;
                gradients(
                        x,
                        dy,
                        column,
                        rows,
                        groups,
                        inverse,
                        inverseAt + group,
                        pulls,
                        group,
                        gain,
                        gainAt + i,
                        dx,
                        add,
                        dGain,
                        dGainAt + i);
            }
        }
    }

    /** Sums of products become {@code -sum * scale^3 / width}. */
    private static void pullAlong(float[] sums, float[] inverse, int inverseAt, int count, int width) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector scale = FloatVector.fromArray(S, inverse, inverseAt + i);
            FloatVector cube =
                    FloatVector.fromArray(S, sums, i).mul(scale).mul(scale).mul(scale);
            cube.div(width).neg().intoArray(sums, i);
        }
        for (; i < count; i++) {
            float scale = inverse[inverseAt + i];
            sums[i] = -(sums[i] * scale * scale * scale / width);
        }
    }

    /** One vector of columns, down all rows; the gain's gradient stays in a register meanwhile. */
    private static void gradients(
            Rows x,
            Rows dy,
            int column,
            int rows,
            int groups,
            float[] inverse,
            int inverseAt,
            float[] pulls,
            int pullsAt,
            float[] gain,
            int gainAt,
            Rows dx,
            boolean add,
            float[] dGain,
            int dGainAt) {
        FloatVector gains = FloatVector.fromArray(S, gain, gainAt);
        FloatVector gainGradient = FloatVector.fromArray(S, dGain, dGainAt);
        for (int row = 0; row < rows; row++) {
            float scale = inverse[inverseAt + row * groups];
            FloatVector xs = FloatVector.fromArray(S, x.data(), x.row(row) + column);
            FloatVector dys = FloatVector.fromArray(S, dy.data(), dy.row(row) + column);
            gainGradient = dys.fma(xs.mul(scale), gainGradient);
            FloatVector pull = FloatVector.broadcast(S, pulls[pullsAt + row * groups]);
            FloatVector gradient = xs.fma(pull, dys.mul(gains).mul(scale));
            int at = dx.row(row) + column;
            (add ? FloatVector.fromArray(S, dx.data(), at).add(gradient) : gradient).intoArray(dx.data(), at);
        }
        gainGradient.intoArray(dGain, dGainAt);
    }

    @Override
    public void rotate(Rows x, int[] positions, int positionsAt, int rows, int heads, Rotary rotary, boolean back) {
        int half = rotary.headWidth() / 2;
        float sign = back ? -1 : 1;
        for (int i = 0; i < half; i += HALF.length()) {
            for (int row = 0; row < rows; row++) {
                int table = positions[positionsAt + row] * half + i;
                turn(x.data(), x.row(row) + i, half, heads, rotary, table, sign);
            }
        }
    }

    /** The same channels of every head of a row. */
    private static void turn(float[] x, int first, int half, int heads, Rotary rotary, int table, float sign) {
        FloatVector cosine = FloatVector.fromArray(HALF, rotary.cosines(), table);
        FloatVector sine = FloatVector.fromArray(HALF, rotary.sines(), table).mul(sign);
        for (int head = 0; head < heads; head++) {
            int at = first + head * 2 * half;
            FloatVector a = FloatVector.fromArray(HALF, x, at);
            FloatVector b = FloatVector.fromArray(HALF, x, at + half);
            a.fma(cosine, b.mul(sine).neg()).intoArray(x, at);
            b.fma(cosine, a.mul(sine)).intoArray(x, at + half);
        }
    }

    @Override
    public void swiGlu(Rows gate, Rows up, int rows, int width, Rows y) {
        for (int row = 0; row < rows; row++) {
            swiGlu(gate.data(), gate.row(row), up.data(), up.row(row), width, y.data(), y.row(row));
        }
    }

    private static void swiGlu(float[] gate, int gateAt, float[] up, int upAt, int width, float[] y, int yAt) {
        for (int i = 0; i < width; i += LANES) {
            FloatVector g = FloatVector.fromArray(S, gate, gateAt + i);
            FloatVector e = VectorExponential.ofMinus(g.abs());
            FloatVector r = FloatVector.broadcast(S, 1f).div(e.add(1f));
            VectorMask<Float> positive = g.compare(VectorOperators.GE, 0f);
            FloatVector sigmoid = e.mul(r).blend(r, positive);
            g.mul(sigmoid).mul(FloatVector.fromArray(S, up, upAt + i)).intoArray(y, yAt + i);
        }
    }

    @Override
    public void swiGluBackward(Rows gate, Rows up, Rows dy, int rows, int width, Rows y, Rows dGate, Rows dUp) {
        for (int row = 0; row < rows; row++) {
            swiGluBackward(
                    gate.data(),
                    gate.row(row),
                    up.data(),
                    up.row(row),
                    dy.data(),
                    dy.row(row),
                    width,
                    y.data(),
                    y.row(row),
                    dGate.data(),
                    dGate.row(row),
                    dUp.data(),
                    dUp.row(row));
        }
    }

    private static void swiGluBackward(
            float[] gate,
            int gateAt,
            float[] up,
            int upAt,
            float[] dy,
            int dyAt,
            int width,
            float[] y,
            int yAt,
            float[] dGate,
            int dGateAt,
            float[] dUp,
            int dUpAt) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < width; i += LANES) {
            FloatVector g = FloatVector.fromArray(S, gate, gateAt + i);
            FloatVector u = FloatVector.fromArray(S, up, upAt + i);
            FloatVector d = FloatVector.fromArray(S, dy, dyAt + i);
            FloatVector e = VectorExponential.ofMinus(g.abs());
            FloatVector r = one.div(e.add(1f));
            VectorMask<Float> positive = g.compare(VectorOperators.GE, 0f);
            FloatVector sigmoid = e.mul(r).blend(r, positive);
            FloatVector slope = sigmoid.mul(g.fma(one.sub(sigmoid), one));
            d.mul(u).mul(slope).intoArray(dGate, dGateAt + i);
            FloatVector gated = g.mul(sigmoid);
            gated.mul(u).intoArray(y, yAt + i);
            d.mul(gated).intoArray(dUp, dUpAt + i);
        }
    }

    private static void add(float[] x, int xAt, int width, float[] y, int yAt) {
        for (int i = 0; i < width; i += LANES) {
            FloatVector.fromArray(S, y, yAt + i)
                    .add(FloatVector.fromArray(S, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
    }

    @Override
    public void gather(Panels table, int[] tokens, int tokensAt, int rows, Rows x) {
        scalar.gather(table, tokens, tokensAt, rows, x);
    }

    @Override
    public void scatterAdd(Rows dx, int[] tokens, int tokensAt, int rows, Panels dTable) {
        for (int column = 0; column < dTable.columns(); column += Panels.WIDTH) {
            int width = Math.min(Panels.WIDTH, dTable.columns() - column);
            for (int row = 0; row < rows; row++) {
                int to = dTable.index(tokens[tokensAt + row], column);
                add(dx.data(), dx.row(row) + column, width, dTable.data(), to);
            }
        }
    }
}
