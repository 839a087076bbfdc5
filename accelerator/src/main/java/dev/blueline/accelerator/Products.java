package dev.blueline.accelerator;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The loops of {@link ProductCode} as methods. Nothing here checks a bound. */
final class Products {
    private static final MethodHandle ROUND_ROWS =
            MachineCode.function(ProductCode.roundRows(), ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle ROUND_PAIRS = MachineCode.function(
            ProductCode.roundPairs(), ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);
    private static final MethodHandle STORE = product(true, false);
    private static final MethodHandle ADD = product(true, true);
    private static final MethodHandle ADD_OUTER = product(false, true);

    /** Where each half of 16 bits comes from when two rows of 16 are woven into pairs. */
    private static final MemorySegment WEAVE = weave();

    private Products() {}

    /** Makes the machine code, which otherwise happens at the first product; a system may refuse it. */
    static void load() {
        // loading the class does it
    }

    private static MethodHandle product(boolean alongRows, boolean add) {
        byte[] code = ProductCode.product(alongRows, add);
        return MachineCode.function(
                code, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    }

    private static MemorySegment weave() {
        MemorySegment order = Arena.global().allocate(64, 64);
        for (short i = 0; i < 32; i++) {
            order.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (i / 2 + i % 2 * 16));
        }
        return order;
    }

    /** Floats {@code [rows, width]}, width at most 32, to bfloat16 {@code [rows, 32]}. Strides in bytes. */
    static void roundRows(MemorySegment from, long stride, long rows, MemorySegment to, long toStride, int width) {
        try {
            ROUND_ROWS.invokeExact(from, stride, rows, to, toStride, mask(width));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Floats {@code [rows, width]}, width at most 32, to bfloat16 {@code [ceil(rows / 2)][32][2]}. */
    static void roundPairs(MemorySegment from, long stride, long rows, MemorySegment to, int width) {
        long mask = mask(width);
        long pairs = rows / 2;
        try {
            if (pairs > 0) {
                ROUND_PAIRS.invokeExact(from, stride, pairs, to, mask, mask, WEAVE);
            }
            if (rows % 2 != 0) {
                MemorySegment last = from.asSlice(stride * (rows - 1));
                ROUND_PAIRS.invokeExact(last, stride, 1L, to.asSlice(pairs * 128), mask, 0L, WEAVE);
            }
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long mask(int width) {
        return (1L << width) - 1;
    }

    /** {@code c[rows, 32 panels] (+)= a b} with a {@code [rows][pairs][2]} and b {@code [panels][pairs][32][2]}. */
    static void multiply(
            MemorySegment a,
            long aStride,
            MemorySegment b,
            long pairs,
            MemorySegment c,
            long cStride,
            long rows,
            long panels,
            boolean add) {
        try {
            if (add) {
                ADD.invokeExact(a, aStride, b, pairs, c, cStride, rows, panels);
            } else {
                STORE.invokeExact(a, aStride, b, pairs, c, cStride, rows, panels);
            }
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** {@code c[rows, 32] += a^T b}, rows at most 32, with a and b {@code [pairs][32][2]}; c is dense. */
    static void addOuter(MemorySegment a, MemorySegment b, long pairs, MemorySegment c, long rows) {
        try {
            ADD_OUTER.invokeExact(a, 0L, b, pairs, c, 128L, rows, 1L);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
