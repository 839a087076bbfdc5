package dev.blueline.tokenizer;

/** Two neighbouring tokens that become one; the n-th merge makes token {@code 288 + n}. */
record Merge(int left, int right) {
    /** Both ids in one number, the left in the upper half. */
    static long key(int left, int right) {
        return (long) left << 32 | right;
    }
}
