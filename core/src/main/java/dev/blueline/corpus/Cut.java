package dev.blueline.corpus;

import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A document without some of its paragraphs: place in the store, number of paragraphs, and one byte for each, 1 where it
 * goes.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Cut(long place, boolean[] paragraphs) {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    void write(DataOutput out) throws IOException {
        out.writeLong(place);
        out.writeInt(paragraphs.length);
        for (boolean gone : paragraphs) {
            out.writeByte(gone ? 1 : 0);
        }
    }

    static Cut read(MemorySegment cuts, long at) {
        boolean[] paragraphs = new boolean[cuts.get(INT, at + Long.BYTES)];
        for (int i = 0; i < paragraphs.length; i++) {
            paragraphs[i] = cuts.get(ValueLayout.JAVA_BYTE, at + Long.BYTES + Integer.BYTES + i) == 1;
        }
        return new Cut(cuts.get(LONG, at), paragraphs);
    }
}
