package dev.blueline.interop;

import java.util.List;

/** A value of a GGUF file's metadata. */
sealed interface GgufValue {
    /** A whole number of any width; an unsigned one above the range of long is negative here. */
    record Whole(long value) implements GgufValue {}

    /** A number of 32 or 64 bits. */
    record Real(double value) implements GgufValue {}

    /** True or false. */
    record Flag(boolean value) implements GgufValue {}

    /** Text. */
    record Text(String value) implements GgufValue {}

    /** A list of values of one kind. */
    record Items(List<GgufValue> values) implements GgufValue {}
}
