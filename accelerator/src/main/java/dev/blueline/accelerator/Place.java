package dev.blueline.accelerator;

import org.jspecify.annotations.Nullable;

/** An operand in memory: base + scale * index + displacement, in bytes. */
record Place(Register base, @Nullable Register index, int scale, int displacement) {

    static Place at(Register base) {
        return at(base, 0);
    }

    static Place at(Register base, int displacement) {
        return new Place(base, null, 1, displacement);
    }

    static Place at(Register base, Register index, int scale) {
        return new Place(base, index, scale, 0);
    }

    Place plus(int bytes) {
        return new Place(base, index, scale, displacement + bytes);
    }
}
