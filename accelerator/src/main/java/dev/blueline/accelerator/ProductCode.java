package dev.blueline.accelerator;

import dev.blueline.accelerator.Assembler.Condition;
import java.util.List;

/**
 * Machine code of three loops. Numbers in bfloat16 lie in pairs, as the instruction multiplies them: those of inner index
 * 2i and 2i + 1 side by side.
 *
 * <ul>
 *   <li>{@link #roundRows}: floats {@code [rows, 32]} to bfloat16 in the same order: pairs along a row;
 *   <li>{@link #roundPairs}: floats {@code [rows, 32]} to {@code [rows / 2][32][2]}: pairs along a column;
 *   <li>{@link #product}: {@code c[rows, 32 panels] (+)= a b}, with b in pairs along a column and a in either order.
 * </ul>
 *
 * <p>All follow the C calling convention of Linux: arguments in rdi, rsi, rdx, rcx, r8, r9, then on the stack.
 * Strides are in bytes.
 */
final class ProductCode {
    /** Rows of c that a tile holds in registers: 16 sums beside 2 vectors of b and 2 of a. */
    private static final int TILE = 8;

    /** Pairs that one round of the inner loop takes. */
    private static final int UNROLL = 2;

    private static final List<Register> SAVED =
            List.of(Register.RBX, Register.RBP, Register.R12, Register.R13, Register.R14, Register.R15);

    /** Where the seventh argument lies on the stack once {@link #SAVED} lie there too. */
    private static final int STACK = 8 + 8 * SAVED.size();

    private static final int B = 16;
    private static final int A = 18;

    private final Assembler code = new Assembler();

    private ProductCode() {}

    /** {@code void (float* from, long stride, long rows, bfloat16* to, long toStride, long mask)}, mask of 32 columns. */
    static byte[] roundRows() {
        ProductCode it = new ProductCode();
        Assembler code = it.code;
        it.masks(Register.R9, 1);
        int row = code.position();
        code.load(0, Place.at(Register.RDI), 1);
        code.load(1, Place.at(Register.RDI, 64), 2);
        code.round(0, 1, 0);
        code.store(Place.at(Register.RCX), 0);
        code.add(Register.RDI, Register.RSI);
        code.add(Register.RCX, Register.R8);
        code.add(Register.RDX, -1);
        code.jump(Condition.NOT_EQUAL, row);
        return it.end();
    }

    /**
     * {@code void (float* from, long stride, long pairs, bfloat16* to, long mask, long maskOfOdd, short* order)}. The
     * second mask is for the odd rows: 0 where the last pair has one row only.
     */
    static byte[] roundPairs() {
        ProductCode it = new ProductCode();
        Assembler code = it.code;
        it.masks(Register.R8, 1);
        it.masks(Register.R9, 3);
        code.argument(Register.RAX, 8);
        code.load(4, Place.at(Register.RAX));
        code.move(Register.RAX, Register.RSI);
        code.add(Register.RAX, Register.RSI);
        int pair = code.position();
        for (int half = 0; half < 2; half++) {
            code.load(0, Place.at(Register.RDI, 64 * half), 1 + half);
            code.load(1, Place.at(Register.RDI, Register.RSI, 1).plus(64 * half), 3 + half);
            code.round(0, 1, 0);
            code.permute(0, 4, 0);
            code.store(Place.at(Register.RCX, 64 * half), 0);
        }
        code.add(Register.RDI, Register.RAX);
        code.add(Register.RCX, 128);
        code.add(Register.RDX, -1);
        code.jump(Condition.NOT_EQUAL, pair);
        return it.end();
    }

    /** The lower 16 bits to one mask register, the next 16 to its follower. */
    private void masks(Register from, int mask) {
        code.mask(mask, from);
        code.shiftRight(from, 16);
        code.mask(mask + 1, from);
    }

    private byte[] end() {
        code.clearUpperHalves();
        code.leave();
        return code.bytes();
    }

    /**
     * {@code void (bfloat16* a, long aStride, bfloat16* b, long pairs, float* c, long cStride, long rows, long panels)}.
     * A few rows of c are written from left to right before the next ones: so the hardware fetches a cold c ahead.
     *
     * @param alongRows a is {@code [rows][pairs][2]} with a stride; else {@code [pairs][32][2]}, and the stride is unused
     * @param add add to c, instead of replacing it
     */
    static byte[] product(boolean alongRows, boolean add) {
        ProductCode it = new ProductCode();
        it.product(new Order(alongRows), add);
        return it.code.bytes();
    }

    /** Where the pairs of a lie. */
    private record Order(boolean alongRows) {

        int nextPair() {
            return alongRows ? 4 : 128;
        }

        /** Registers that walk along a: one for every three rows, or one for all. */
        List<Register> walkers(int rows) {
            List<Register> all = List.of(Register.R10, Register.R11, Register.RBX);
            return all.subList(0, alongRows ? (rows + 2) / 3 : 1);
        }

        Place place(int row, int pair) {
            if (!alongRows) {
                return Place.at(Register.R10, row * 4 + pair * 128);
            }
            Register walker = walkers(row + 1).getLast();
            Place place = row % 3 == 0 ? Place.at(walker) : Place.at(walker, Register.RSI, row % 3);
            return place.plus(4 * pair);
        }
    }

    private void product(Order order, boolean add) {
        SAVED.forEach(code::push);
        code.argument(Register.R15, STACK);
        int tooFew = code.position();
        code.compare(Register.R15, TILE);
        int rest = code.jumpAhead(Condition.LESS);
        tile(order, add, TILE);
        code.jump(tooFew);
        code.land(rest);
        for (int rows = TILE - 1; rows > 0; rows--) {
            code.compare(Register.R15, rows);
            int other = code.jumpAhead(Condition.NOT_EQUAL);
            tile(order, add, rows);
            code.land(other);
        }
        SAVED.reversed().forEach(code::pop);
        code.clearUpperHalves();
        code.leave();
    }

    /** All panels of a few rows of c, from rdi and r8 on, and moves them on; r15 counts the rows left. */
    private void tile(Order order, boolean add, int rows) {
        List<Register> walkers = order.walkers(rows);
        code.move(Register.RAX, Register.R8);
        code.move(Register.R12, Register.RDX);
        code.argument(Register.RBP, STACK + 8);
        int panel = code.position();
        code.move(walkers.getFirst(), Register.RDI);
        for (int i = 1; i < walkers.size(); i++) {
            code.address(walkers.get(i), Place.at(walkers.get(i - 1), Register.RSI, 2));
            code.add(walkers.get(i), Register.RSI);
        }
        sums(rows, add, false);
        products(order, rows);
        sums(rows, true, true);
        code.add(Register.R8, 128);
        code.add(Register.RBP, -1);
        code.jump(Condition.NOT_EQUAL, panel);
        for (int row = 0; row < rows; row++) {
            code.add(Register.RAX, Register.R9);
            if (order.alongRows()) {
                code.add(Register.RDI, Register.RSI);
            }
        }
        if (!order.alongRows()) {
            code.add(Register.RDI, 4 * rows);
        }
        code.move(Register.R8, Register.RAX);
        code.add(Register.R15, -rows);
    }

    /** Adds all pairs of one panel to the sums; leaves r12 at the next panel. */
    private void products(Order order, int rows) {
        code.move(Register.R13, Register.RCX);
        code.add(Register.R13, -UNROLL);
        int few = code.jumpAhead(Condition.LESS);
        int many = code.position();
        pairs(order, rows, UNROLL);
        code.add(Register.R13, -UNROLL);
        code.jump(Condition.NOT_LESS, many);
        code.land(few);
        code.add(Register.R13, UNROLL);
        int none = code.jumpAhead(Condition.EQUAL);
        int one = code.position();
        pairs(order, rows, 1);
        code.add(Register.R13, -1);
        code.jump(Condition.NOT_EQUAL, one);
        code.land(none);
    }

    /** Loads, zeroes or stores the sums of the rows from r8 on. */
    private void sums(int rows, boolean memory, boolean store) {
        code.move(Register.R14, Register.R8);
        for (int row = 0; row < rows; row++) {
            for (int half = 0; half < 2; half++) {
                Place place = Place.at(Register.R14, 64 * half);
                if (store) {
                    code.store(place, 2 * row + half);
                } else if (memory) {
                    code.load(2 * row + half, place);
                } else {
                    code.zero(2 * row + half);
                }
            }
            code.add(Register.R14, Register.R9);
        }
    }

    private void pairs(Order order, int rows, int count) {
        for (int pair = 0; pair < count; pair++) {
            code.load(B, Place.at(Register.R12, 128 * pair));
            code.load(B + 1, Place.at(Register.R12, 128 * pair + 64));
            for (int row = 0; row < rows; row++) {
                int a = A + row % 2;
                code.broadcastPair(a, order.place(row, pair));
                code.addProducts(2 * row, B, a);
                code.addProducts(2 * row + 1, B + 1, a);
            }
        }
        code.add(Register.R12, 128 * count);
        for (Register walker : order.walkers(rows)) {
            code.add(walker, order.nextPair() * count);
        }
    }
}
