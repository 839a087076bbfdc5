package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A file's bytes read from front to back, little-endian, with the place of each in complaints. */
final class Bytes {
    private final Path file;
    private final ByteBuffer buffer;

    Bytes(Path file, byte[] bytes) {
        this.file = file;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int at() {
        return buffer.position();
    }

    int left() {
        return buffer.remaining();
    }

    int readInt() {
        return buffer.getInt();
    }

    long readLong() {
        return buffer.getLong();
    }

    int readShort() {
        return Short.toUnsignedInt(buffer.getShort());
    }

    int readByte() {
        return Byte.toUnsignedInt(buffer.get());
    }

    byte[] take(int length) {
        byte[] taken = new byte[length];
        buffer.get(taken);
        return taken;
    }

    /** The file ends inside a record. */
    BadInput cutOff(int from) {
        return new BadInput(file + " is cut off inside the record at byte offset " + from + " (it has " + buffer.limit()
                + " bytes): copy it again, or read what is there with --live");
    }

    /** A record's content does not match its checksum. */
    BadInput damaged(int from, String what) {
        return new BadInput(file + " is damaged at byte offset " + from + ": " + what + "; copy it again");
    }
}
