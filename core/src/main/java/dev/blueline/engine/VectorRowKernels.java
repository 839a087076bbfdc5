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
                int from = x.row(row) + group * width;
                int to = y.row(row) + group * width;
                float squares = VectorSums.dot(x.data(), from, x.data(), from, width, partial);
                float scale = ScalarRowKernels.inverseRoot(squares, width, epsilon);
                inverse[inverseAt + row * groups + group] = scale;
                normalise(x.data(), from, scale, gain, gainAt, width, y.data(), to);
            }
        }
    }

    private static void normalise(
            float[] x, int from, float scale, float[] gain, int gainAt, int width, float[] y, int to) {
        for (int i = 0; i < width; i += LANES) {
            FloatVector.fromArray(S, x, from + i)
                    .mul(scale)
                    .mul(FloatVector.fromArray(S, gain, gainAt + i))
                    .intoArray(y, to + i);
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
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int xAt = x.row(row) + group * width;
                int dyAt = dy.row(row) + group * width;
                int dxAt = dx.row(row) + group * width;
                float scale = inverse[inverseAt + row * groups + group];
                products(x.data(), xAt, dy.data(), dyAt, gain, gainAt, width);
                float pull = ScalarRowKernels.pull(VectorSums.fold(partial), scale, width);
                gainGradient(x.data(), xAt, dy.data(), dyAt, scale, width, dGain, dGainAt);
                if (add) {
                    addGradient(x.data(), xAt, dy.data(), dyAt, gain, gainAt, scale, pull, width, dx.data(), dxAt);
                } else {
                    putGradient(x.data(), xAt, dy.data(), dyAt, gain, gainAt, scale, pull, width, dx.data(), dxAt);
                }
            }
        }
    }

    private void products(float[] x, int xAt, float[] dy, int dyAt, float[] gain, int gainAt, int width) {
        for (int lane = 0; lane < PartialSums.COUNT; lane += LANES) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = lane; i < width; i += PartialSums.COUNT) {
                sum = FloatVector.fromArray(S, dy, dyAt + i)
                        .mul(FloatVector.fromArray(S, gain, gainAt + i))
                        .fma(FloatVector.fromArray(S, x, xAt + i), sum);
            }
            sum.intoArray(partial, lane);
        }
    }

    private static void gainGradient(
            float[] x, int xAt, float[] dy, int dyAt, float scale, int width, float[] dGain, int dGainAt) {
        for (int i = 0; i < width; i += LANES) {
            FloatVector normalised = FloatVector.fromArray(S, x, xAt + i).mul(scale);
            FloatVector.fromArray(S, dy, dyAt + i)
                    .fma(normalised, FloatVector.fromArray(S, dGain, dGainAt + i))
                    .intoArray(dGain, dGainAt + i);
        }
    }

    private static void putGradient(
            float[] x,
            int xAt,
            float[] dy,
            int dyAt,
            float[] gain,
            int gainAt,
            float scale,
            float pull,
            int width,
            float[] dx,
            int dxAt) {
        FloatVector along = FloatVector.broadcast(S, pull);
        for (int i = 0; i < width; i += LANES) {
            FloatVector across = FloatVector.fromArray(S, dy, dyAt + i)
                    .mul(FloatVector.fromArray(S, gain, gainAt + i))
                    .mul(scale);
            FloatVector.fromArray(S, x, xAt + i).fma(along, across).intoArray(dx, dxAt + i);
        }
    }

    private static void addGradient(
            float[] x,
            int xAt,
            float[] dy,
            int dyAt,
            float[] gain,
            int gainAt,
            float scale,
            float pull,
            int width,
            float[] dx,
            int dxAt) {
        FloatVector along = FloatVector.broadcast(S, pull);
        for (int i = 0; i < width; i += LANES) {
            FloatVector across = FloatVector.fromArray(S, dy, dyAt + i)
                    .mul(FloatVector.fromArray(S, gain, gainAt + i))
                    .mul(scale);
            FloatVector gradient = FloatVector.fromArray(S, x, xAt + i).fma(along, across);
            FloatVector.fromArray(S, dx, dxAt + i).add(gradient).intoArray(dx, dxAt + i);
        }
    }

    @Override
    public void rotate(Rows x, int[] positions, int positionsAt, int rows, int heads, Rotary rotary, boolean back) {
        int half = rotary.headWidth() / 2;
        float sign = back ? -1 : 1;
        for (int row = 0; row < rows; row++) {
            int table = positions[positionsAt + row] * half;
            for (int head = 0; head < heads; head++) {
                turn(x.data(), x.row(row) + head * rotary.headWidth(), half, rotary, table, sign);
            }
        }
    }

    private static void turn(float[] x, int at, int half, Rotary rotary, int table, float sign) {
        for (int i = 0; i < half; i += HALF.length()) {
            FloatVector cosine = FloatVector.fromArray(HALF, rotary.cosines(), table + i);
            FloatVector sine =
                    FloatVector.fromArray(HALF, rotary.sines(), table + i).mul(sign);
            FloatVector a = FloatVector.fromArray(HALF, x, at + i);
            FloatVector b = FloatVector.fromArray(HALF, x, at + half + i);
            a.fma(cosine, b.mul(sine).neg()).intoArray(x, at + i);
            b.fma(cosine, a.mul(sine)).intoArray(x, at + half + i);
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
    public void swiGluBackward(Rows gate, Rows up, Rows dy, int rows, int width, Rows dGate, Rows dUp) {
        for (int row = 0; row < rows; row++) {
            swiGluBackward(
                    gate.data(),
                    gate.row(row),
                    up.data(),
                    up.row(row),
                    dy.data(),
                    dy.row(row),
                    width,
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
            d.mul(g.mul(sigmoid)).intoArray(dUp, dUpAt + i);
        }
    }

    @Override
    public void add(Rows x, int rows, int width, Rows y) {
        for (int row = 0; row < rows; row++) {
            add(x.data(), x.row(row), width, y.data(), y.row(row));
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
