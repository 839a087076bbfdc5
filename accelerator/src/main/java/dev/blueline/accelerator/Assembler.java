package dev.blueline.accelerator;

import java.util.Arrays;

/**
 * Writes the few x86-64 instructions that the products need, one method each, named by what it does; the mnemonic stands
 * in its comment. Encodings are those of the Intel manual, volume 2. Vector registers are 512 bits wide and numbered 0
 * to 31.
 */
final class Assembler {
    private static final int MAP_0F = 1;
    private static final int MAP_0F38 = 2;
    private static final int NO_PREFIX = 0;
    private static final int PREFIX_66 = 1;
    private static final int PREFIX_F3 = 2;
    private static final int PREFIX_F2 = 3;

    /** Bytes of a whole vector, and of one pair of bfloat16: units of the displacements of such operands. */
    private static final int VECTOR = 64;

    private static final int PAIR = 4;

    /** Conditions of {@link #jump}. */
    enum Condition {
        EQUAL(0x4),
        NOT_EQUAL(0x5),
        LESS(0xC),
        NOT_LESS(0xD);

        private final int code;

        Condition(int code) {
            this.code = code;
        }
    }

    private byte[] code = new byte[1024];
    private int length;

    /** Where the next instruction will lie: a target for jumps. */
    int position() {
        return length;
    }

    /** The instructions so far. */
    byte[] bytes() {
        return Arrays.copyOf(code, length);
    }

    // Vectors

    /** vmovups: loads 16 floats. */
    void load(int to, Place from) {
        vector(MAP_0F, NO_PREFIX, 0, 0x10, to, 0, from, VECTOR, 0);
    }

    /** vmovups with a zeroing mask: floats whose bit in the mask register is off are not read but zero. */
    void load(int to, Place from, int mask) {
        vector(MAP_0F, NO_PREFIX, 0, 0x10, to, 0, from, VECTOR, mask);
    }

    /** vmovups: stores 16 floats. */
    void store(Place to, int from) {
        vector(MAP_0F, NO_PREFIX, 0, 0x11, from, 0, to, VECTOR, 0);
    }

    /** vpbroadcastd: one pair of bfloat16 into all 16 places. */
    void broadcastPair(int to, Place from) {
        vector(MAP_0F38, PREFIX_66, 0, 0x58, to, 0, from, PAIR, 0);
    }

    /** vpxord: sixteen zeros. */
    void zero(int to) {
        vector(MAP_0F, PREFIX_66, 0, 0xEF, to, to, to);
    }

    /** vdpbf16ps: sum += odd a * odd b, then sum += even a * even b, in each of 16 places. */
    void addProducts(int sum, int a, int b) {
        vector(MAP_0F38, PREFIX_F3, 0, 0x52, sum, a, b);
    }

    /** vcvtne2ps2bf16: rounds 16 floats into the lower half and 16 into the upper. */
    void round(int to, int upper, int lower) {
        vector(MAP_0F38, PREFIX_F2, 0, 0x72, to, upper, lower);
    }

    /** vpermw: 32 halves of 16 bits in the order that {@code order} says. */
    void permute(int to, int order, int from) {
        vector(MAP_0F38, PREFIX_66, 1, 0x8D, to, order, from);
    }

    /** kmovw: the lower 16 bits of a register into a mask register. */
    void mask(int mask, Register from) {
        int number = from.number;
        emit(0xC4, 0xC1 | (number < 8 ? 0x20 : 0), 0x78, 0x92, 0xC0 | mask << 3 | number & 7);
    }

    /** vzeroupper: leaves the vector registers as ordinary code expects them. */
    void clearUpperHalves() {
        emit(0xC5, 0xF8, 0x77);
    }

    // Integers of 64 bits

    void move(Register to, Register from) {
        wide(0x89, from.number, to.number);
    }

    /** Loads an argument that lies on the stack, so many bytes above its pointer. */
    void argument(Register to, int bytes) {
        emit(0x48 | (to.number >= 8 ? 4 : 0), 0x8B, 0x84 | (to.number & 7) << 3, 0x24);
        emit32(bytes);
    }

    void add(Register to, Register from) {
        wide(0x01, from.number, to.number);
    }

    void add(Register to, int value) {
        wide(0x81, 0, to.number);
        emit32(value);
    }

    void compare(Register register, int value) {
        wide(0x81, 7, register.number);
        emit32(value);
    }

    void shiftRight(Register register, int bits) {
        wide(0xC1, 5, register.number);
        emit(bits);
    }

    /** lea. */
    void address(Register to, Place place) {
        int index = place.index() == null ? 0 : place.index().number;
        emit(0x48 | (to.number >= 8 ? 4 : 0) | (index >= 8 ? 2 : 0) | (place.base().number >= 8 ? 1 : 0), 0x8D);
        memory(to.number, place, 1);
    }

    void push(Register register) {
        emit(0x40 | (register.number >= 8 ? 1 : 0), 0x50 | register.number & 7);
    }

    void pop(Register register) {
        emit(0x40 | (register.number >= 8 ? 1 : 0), 0x58 | register.number & 7);
    }

    /** ret. */
    void leave() {
        emit(0xC3);
    }

    // Jumps

    /** Jumps back to a known place if the last addition or comparison says so. */
    void jump(Condition condition, int target) {
        emit(0x0F, 0x80 | condition.code);
        emit32(target - (length + 4));
    }

    void jump(int target) {
        emit(0xE9);
        emit32(target - (length + 4));
    }

    /** A jump ahead, whose target {@link #land} gives. */
    int jumpAhead(Condition condition) {
        jump(condition, 0);
        return length;
    }

    /** A jump ahead without condition. */
    int jumpAhead() {
        jump(0);
        return length;
    }

    /** Lets a jump ahead land here. */
    void land(int jump) {
        int distance = length - jump;
        for (int i = 0; i < 4; i++) {
            code[jump - 4 + i] = (byte) (distance >> 8 * i);
        }
    }

    // Encodings

    private void wide(int operation, int register, int other) {
        emit(0x48 | (register >= 8 ? 4 : 0) | (other >= 8 ? 1 : 0), operation, 0xC0 | (register & 7) << 3 | other & 7);
    }

    private void vector(int map, int prefix, int wide, int operation, int register, int second, int third) {
        prefix(map, prefix, wide, register, second, third / 8 % 2, third / 16, 0);
        emit(operation, 0xC0 | (register & 7) << 3 | third & 7);
    }

    private void vector(
            int map, int prefix, int wide, int operation, int register, int second, Place place, int unit, int mask) {
        int index = place.index() == null ? 0 : place.index().number;
        prefix(map, prefix, wide, register, second, place.base().number / 8, index / 8, mask);
        emit(operation);
        memory(register, place, unit);
    }

    /** EVEX. Bits that extend register numbers are stored inverted. */
    private void prefix(int map, int prefix, int wide, int register, int second, int b, int x, int mask) {
        int extensions = (register / 8 % 2 == 0 ? 0x80 : 0)
                | (x == 0 ? 0x40 : 0)
                | (b == 0 ? 0x20 : 0)
                | (register / 16 == 0 ? 0x10 : 0);
        emit(0x62, extensions | map, wide << 7 | (~second & 15) << 3 | 4 | prefix);
        emit((mask == 0 ? 0 : 0x80) | 0x40 | (second / 16 == 0 ? 8 : 0) | mask);
    }

    /** ModRM, SIB and displacement; a displacement of one byte counts in {@code unit} bytes. */
    private void memory(int register, Place place, int unit) {
        int displacement = place.displacement();
        boolean small = displacement % unit == 0 && (byte) (displacement / unit) == displacement / unit;
        int base = place.base().number & 7;
        int mode = (small ? 0x40 : 0x80) | (register & 7) << 3;
        if (place.index() == null && base != 4) {
            emit(mode | base);
        } else {
            int index = place.index() == null ? 4 : place.index().number & 7;
            emit(mode | 4, Integer.numberOfTrailingZeros(place.scale()) << 6 | index << 3 | base);
        }
        if (small) {
            emit(displacement / unit);
        } else {
            emit32(displacement);
        }
    }

    private void emit(int... bytes) {
        if (length + bytes.length > code.length) {
            code = Arrays.copyOf(code, 2 * code.length);
        }
        for (int each : bytes) {
            code[length++] = (byte) each;
        }
    }

    private void emit32(int value) {
        emit(value, value >> 8, value >> 16, value >> 24);
    }
}
