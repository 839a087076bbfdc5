package dev.blueline.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.blueline.ledger.BadInput;

/**
 * A model size on the ladder, written {@code 64x2}: width by layers.
 *
 * @param width model width
 * @param layers transformer blocks
 */
public record Size(int width, int layers) {

    @JsonCreator
    public static Size of(String text) {
        String[] parts = text.split("x", -1);
        try {
            if (parts.length == 2) {
                return new Size(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
            }
        } catch (NumberFormatException notNumbers) {
            // said below, as for any other text that is no size
        }
        throw new BadInput("size \"" + text + "\" is not of the form WIDTHxLAYERS; write for example \"64x2\"");
    }

    @JsonValue
    @Override
    public String toString() {
        return width + "x" + layers;
    }
}
