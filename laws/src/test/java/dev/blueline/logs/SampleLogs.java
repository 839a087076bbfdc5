package dev.blueline.logs;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Event files and .wandb files written from their public descriptions, apart from the code that reads them. */
final class SampleLogs {
    private SampleLogs() {}

    /** A message's content. */
    interface Message {
        void write(CodedOutputStream out) throws IOException;
    }

    static byte[] message(Message content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            content.write(out);
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    /** A TFRecord file: length, its masked checksum, data, its masked checksum. */
    static byte[] eventFile(List<byte[]> records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] record : records) {
            byte[] length = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(record.length)
                    .array();
            file.writeBytes(length);
            file.writeBytes(maskedChecksum(length));
            file.writeBytes(record);
            file.writeBytes(maskedChecksum(record));
        }
        return file.toByteArray();
    }

    static byte[] maskedChecksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        long value = crc.getValue();
        long masked = ((value >>> 15 | value << 17) + 0xa282ead8L) & 0xffffffffL;
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) masked)
                .array();
    }

    /** The first record of every event file. */
    static byte[] version() {
        return message(out -> {
            out.writeDouble(1, 1.6e9);
            out.writeString(3, "brain.Event:2");
        });
    }

    /** An event with one value. */
    static byte[] event(double seconds, long step, byte[] value) {
        return message(out -> {
            out.writeDouble(1, seconds);
            out.writeInt64(2, step);
            out.writeByteArray(5, message(summary -> summary.writeByteArray(1, value)));
        });
    }

    static byte[] scalar(String tag, float value) {
        return message(out -> {
            out.writeString(1, tag);
            out.writeFloat(2, value);
        });
    }

    /** A scalar as a tensor without dimensions, its bytes in tensor_content. */
    static byte[] tensor(String tag, int type, byte[] content) {
        return message(out -> {
            out.writeString(1, tag);
            out.writeByteArray(8, message(tensor -> {
                tensor.writeEnum(1, type);
                tensor.writeByteArray(2, new byte[0]);
                tensor.writeByteArray(4, content);
            }));
        });
    }

    static byte[] floatBytes(float value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    /** A .wandb file: its head, then records in pieces that do not cross blocks of 32 KiB. */
    static byte[] wandbFile(List<byte[]> records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(":W&B".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(new byte[] {(byte) 0xE1, (byte) 0xBE, 0});
        for (byte[] record : records) {
            int done = 0;
            boolean first = true;
            boolean last = false;
            while (!last) {
                int room = 32768 - file.size() % 32768;
                if (room < 7) {
                    file.writeBytes(new byte[room]);
                    room = 32768;
                }
                int length = Math.min(record.length - done, room - 7);
                last = done + length == record.length;
                int type = first && last ? 1 : first ? 2 : last ? 4 : 3;
                CRC32 crc = new CRC32();
                crc.update(type);
                crc.update(record, done, length);
                file.writeBytes(ByteBuffer.allocate(7)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) crc.getValue())
                        .putShort((short) length)
                        .put((byte) type)
                        .array());
                file.write(record, done, length);
                done += length;
                first = false;
            }
        }
        return file.toByteArray();
    }

    /** A record of W&amp;B's history. */
    static byte[] history(Map<String, String> values) {
        return message(out -> out.writeByteArray(2, message(history -> {
            for (Map.Entry<String, String> value : values.entrySet()) {
                history.writeByteArray(1, item(value.getKey(), value.getValue()));
            }
        })));
    }

    static byte[] item(String key, String json) {
        return message(item -> {
            item.writeString(1, key);
            item.writeString(16, json);
        });
    }
}
