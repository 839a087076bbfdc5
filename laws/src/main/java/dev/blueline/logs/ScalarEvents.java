package dev.blueline.logs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * The content of a TensorBoard event file that holds scalars, as {@code tensorboard --logdir} reads it. Records are framed as in
 * {@link EventFile}. Each is a protocol buffer {@code Event} (TensorFlow's event.proto and summary.proto): wall_time 1, step 2,
 * file_version 3, summary 5; in a summary values 1, each with tag 1 and simple_value 2. The first names the version,
 * {@code brain.Event:2}.
 */
public final class ScalarEvents {
    private static final int DOUBLE = 1;
    private static final int BYTES = 2;
    private static final int FLOAT = 5;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /** A file without scalars yet. */
    public ScalarEvents(Instant begun) {
        Message event = new Message();
        event.number(1, seconds(begun));
        event.text(3, "brain.Event:2");
        append(event.bytes());
    }

    /**
     * Adds the scalars of one step.
     *
     * @param scalars by tag, such as {@code train/loss}; slashes group them
     */
    public void add(Instant time, long step, Map<String, Double> scalars) {
        Message summary = new Message();
        scalars.forEach((tag, value) -> {
            Message scalar = new Message();
            scalar.text(1, tag);
            scalar.single(2, value.floatValue());
            summary.nested(1, scalar);
        });
        Message event = new Message();
        event.number(1, seconds(time));
        event.whole(2, step);
        event.nested(5, summary);
        append(event.bytes());
    }

    /** The whole file so far. */
    public byte[] bytes() {
        return file.toByteArray();
    }

    private void append(byte[] data) {
        byte[] length = EventFile.littleEndian(data.length);
        file.writeBytes(length);
        file.writeBytes(littleEndian(EventFile.masked(length)));
        file.writeBytes(data);
        file.writeBytes(littleEndian(EventFile.masked(data)));
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() * 1e-9;
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** A protocol buffer message: each field a key (number and wire type), then its value. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void number(int field, double value) {
            key(field, DOUBLE);
            out.writeBytes(EventFile.littleEndian(Double.doubleToRawLongBits(value)));
        }

        void single(int field, float value) {
            key(field, FLOAT);
            out.writeBytes(littleEndian(Float.floatToRawIntBits(value)));
        }

        /** A zero is what a field left out means. */
        void whole(int field, long value) {
            if (value != 0) {
                key(field, 0);
                varint(value);
            }
        }

        void text(int field, String value) {
            content(field, value.getBytes(StandardCharsets.UTF_8));
        }

        void nested(int field, Message message) {
            content(field, message.bytes());
        }

        private void content(int field, byte[] value) {
            key(field, BYTES);
            varint(value.length);
            out.writeBytes(value);
        }

        private void key(int field, int wireType) {
            varint((long) field << 3 | wireType);
        }

        private void varint(long value) {
            long left = value;
            for (; (left & ~0x7fL) != 0; left >>>= 7) {
                out.write((int) (left & 0x7f | 0x80));
            }
            out.write((int) left);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
