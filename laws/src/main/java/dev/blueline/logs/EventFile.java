package dev.blueline.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Framing of a TensorBoard event file (TFRecord): for each record a length (8 bytes), the masked CRC32C of the length (4),
 * the data, the masked CRC32C of the data (4), all little-endian. A mask is {@code ((crc >>> 15) | (crc << 17)) + 0xa282ead8}.
 */
final class EventFile {
    private static final int MASK = 0xa282ead8;
    private static final int HEAD = 12;

    private EventFile() {}

    /**
     * All records.
     *
     * @param live whether the file may end inside a record
     * @throws dev.blueline.ledger.BadInput if a checksum is wrong, or the file is cut off and not live
     */
    static List<byte[]> records(Path file, byte[] content, boolean live) {
        Bytes bytes = new Bytes(file, content);
        List<byte[]> records = new ArrayList<>();
        while (bytes.left() > 0) {
            int start = bytes.at();
            if (bytes.left() < HEAD) {
                if (live) {
                    break;
                }
                throw bytes.cutOff(start);
            }
            long length = bytes.readLong();
            if (bytes.readInt() != masked(littleEndian(length))) {
                throw bytes.damaged(
                        start,
                        records.isEmpty() ? "this is no event file" : "a record's length does not match its checksum");
            }
            if (length < 0 || length > bytes.left() - 4L) {
                if (live && length >= 0) {
                    break;
                }
                throw bytes.cutOff(start);
            }
            byte[] data = bytes.take((int) length);
            if (bytes.readInt() != masked(data)) {
                throw bytes.damaged(start, "a record does not match its checksum");
            }
            records.add(data);
        }
        return records;
    }

    static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + MASK;
    }

    static byte[] littleEndian(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
