package dev.blueline.engine;

/**
 * Cosines and sines of rotary positions (Su et al. 2021, RoFormer, section 3.2.2), in Hugging Face Llama's pairing:
 * component i turns with component {@code i + headWidth / 2} by {@code position * base^(-2i / headWidth)}.
 *
 * @param cosines {@code [context, headWidth / 2]}
 * @param sines {@code [context, headWidth / 2]}
 */
@SuppressWarnings("ArrayRecordComponent") // a view: the array is meant to be shared
public record Rotary(float[] cosines, float[] sines, int headWidth) {

    /** Tables for positions 0 to {@code context - 1} of a shape. */
    public static Rotary of(ModelShape shape) {
        int headWidth = shape.headWidth();
        int context = shape.context();
        int half = headWidth / 2;
        float[] cosines = new float[context * half];
        float[] sines = new float[context * half];
        for (int i = 0; i < half; i++) {
            double frequency = shape.ropeScaling().scaled(frequency(shape.ropeBase(), i, headWidth));
            for (int position = 0; position < context; position++) {
                cosines[position * half + i] = (float) StrictMath.cos(position * frequency);
                sines[position * half + i] = (float) StrictMath.sin(position * frequency);
            }
        }
        return new Rotary(cosines, sines, headWidth);
    }

    /** The unscaled frequency of a pair of channels, radians a position. */
    public static double frequency(double base, int pair, int headWidth) {
        return StrictMath.pow(base, -2.0 * pair / headWidth);
    }
}
