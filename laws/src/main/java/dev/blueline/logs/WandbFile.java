package dev.blueline.logs;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Framing of an offline {@code run-*.wandb} file: seven bytes ({@code :W&B}, 0xBEE1, version 0), then records in blocks of 32 KiB like
 * LevelDB's log. A piece has a checksum (4 bytes: CRC-32 of type and data), a length (2), a type (1: whole record, 2 first,
 * 3 middle, 4 last piece) and data; what is too short at a block's end for a piece's head is zero.
 */
final class WandbFile {
    private static final int BLOCK = 32 * 1024;
    private static final int HEAD = 7;
    private static final byte[] MAGIC = {':', 'W', '&', 'B', (byte) 0xE1, (byte) 0xBE, 0};

    private static final int WHOLE = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private WandbFile() {}

    /**
     * All records.
     *
     * @param live whether the file may end inside a record
     * @throws dev.blueline.ledger.BadInput if a checksum is wrong, or the file is cut off and not live
     */
    static List<byte[]> records(Path file, byte[] content, boolean live) {
        Bytes bytes = new Bytes(file, content);
        List<byte[]> records = new ArrayList<>();
        if (bytes.left() < HEAD) {
            if (live) {
                return records;
            }
            throw bytes.cutOff(0);
        }
        if (!Arrays.equals(bytes.take(HEAD), MAGIC)) {
            throw bytes.damaged(0, "it does not begin like a .wandb file of version 0");
        }
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        int start = -1;
        while (bytes.left() > 0) {
            int room = BLOCK - bytes.at() % BLOCK;
            if (room < HEAD) {
                pad(bytes, Math.min(room, bytes.left()));
                continue;
            }
            int at = bytes.at();
            if (bytes.left() < HEAD) {
                start = start < 0 ? at : start;
                break;
            }
            int checksum = bytes.readInt();
            int length = bytes.readShort();
            int type = bytes.readByte();
            if (length > room - HEAD) {
                throw bytes.damaged(at, "a record is longer than its block");
            }
            if (length > bytes.left()) {
                start = start < 0 ? at : start;
                break;
            }
            byte[] data = bytes.take(length);
            if (checksum != checksum(type, data)) {
                throw bytes.damaged(at, "a record does not match its checksum");
            }
            boolean begins = type == WHOLE || type == FIRST;
            if (type < WHOLE || type > LAST || begins != start < 0) {
                throw bytes.damaged(at, "a record's pieces do not follow on each other");
            }
            pieces.writeBytes(data);
            if (type == WHOLE || type == LAST) {
                records.add(pieces.toByteArray());
                pieces.reset();
                start = -1;
            } else if (start < 0) {
                start = at;
            }
        }
        if (start >= 0 && !live) {
            throw bytes.cutOff(start);
        }
        return records;
    }

    private static void pad(Bytes bytes, int length) {
        int at = bytes.at();
        for (byte zero : bytes.take(length)) {
            if (zero != 0) {
                throw bytes.damaged(at, "the end of a block is not empty");
            }
        }
    }

    static int checksum(int type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data);
        return (int) crc.getValue();
    }
}
