package dev.blueline.engine;

/** What happens to each row on its own: norms, rotary positions, the gate, the embedding. */
public interface RowKernels {

    /**
     * RMSNorm (Zhang and Sennrich 2019): {@code y = x / sqrt(mean(x^2) + epsilon) * gain}, over each of {@code groups}
     * runs of {@code width} columns of a row, all with the same gain: one group for a layer's norm, one for each head
     * for query-key norm.
     *
     * @param gain {@code [width]}
     * @param inverse {@code [rows, groups]} from {@code inverseAt} on: takes {@code 1 / sqrt(mean(x^2) + epsilon)}
     * @param y may be x
     */
    void rmsNorm(
            Rows x,
            float[] gain,
            int gainAt,
            int rows,
            int groups,
            int width,
            double epsilon,
            Rows y,
            float[] inverse,
            int inverseAt);

    /** The y of {@link #rmsNorm} again, of one group, from the inverse that it left. */
    void normalise(Rows x, float[] gain, int gainAt, int rows, int width, float[] inverse, int inverseAt, Rows y);

    /**
     * Gradient of {@link #rmsNorm}; x and inverse are those of the forward pass.
     *
     * @param dx takes the gradient, or has it added; may be dy or x when not added
     * @param dGain {@code [width]}: the gradient of the gain is added
     */
    void rmsNormBackward(
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
            int dGainAt);

    /**
     * Turns each head of each row by the row's position, in place.
     *
     * @param x {@code [rows, heads * rotary.headWidth]}
     * @param positions {@code [rows]} from {@code positionsAt} on
     * @param back turn the other way: the gradient
     */
    void rotate(Rows x, int[] positions, int positionsAt, int rows, int heads, Rotary rotary, boolean back);

    /** SwiGLU (Shazeer 2020): {@code y = gate * sigmoid(gate) * up}. y may be gate or up. */
    void swiGlu(Rows gate, Rows up, int rows, int width, Rows y);

    /**
     * Gradient of {@link #swiGlu}, and its result again, which costs one product here and saves keeping it.
     *
     * @param y takes what the forward pass gave
     * @param dGate may be gate or dy
     * @param dUp may be up or dy
     */
    void swiGluBackward(Rows gate, Rows up, Rows dy, int rows, int width, Rows y, Rows dGate, Rows dUp);

    /** Row r of x becomes row {@code tokens[tokensAt + r]} of the table {@code [vocabulary, width]}, padding included. */
    void gather(Panels table, int[] tokens, int tokensAt, int rows, Rows x);

    /** Gradient of {@link #gather}: row r of dx is added to row {@code tokens[tokensAt + r]}, in ascending order of r. */
    void scatterAdd(Rows dx, int[] tokens, int tokensAt, int rows, Panels dTable);
}
