package dev.blueline.logs;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Scalars of TensorBoard event files. A record is a message {@code Event} (wall_time 1, step 2, summary 5); a summary's values
 * (1) have a tag (1) and a simple_value (2) or a tensor (8). Tensors with one number of type float, double, half, bfloat16,
 * int32 or int64 are scalars, tensors with one text are settings; histograms, images and the rest are passed over. The field
 * numbers are those of TensorFlow's event.proto, summary.proto and tensor.proto.
 */
final class TensorBoard {
    private final Steps steps = new Steps();
    private final Map<String, String> config = new TreeMap<>();

    private TensorBoard() {}

    /** The event files of one run, in the order in which they were begun. */
    static LoggedRun read(String name, List<Path> files, boolean live) {
        TensorBoard run = new TensorBoard();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            List<byte[]> records = EventFile.records(file, JsonText.bytes(file), live && i == files.size() - 1);
            for (byte[] data : records) {
                try {
                    run.event(CodedInputStream.newInstance(data));
                } catch (IOException malformed) {
                    throw new BadInput(
                            file + " holds a record that is no TensorBoard event: copy it again, or leave it out",
                            malformed);
                }
            }
        }
        return new LoggedRun(
                name,
                files,
                LogFormat.TENSORBOARD,
                run.steps.inOrder(),
                OptionalLong.empty(),
                run.config,
                LoggedRun.Ending.UNSAID);
    }

    private void event(CodedInputStream in) throws IOException {
        double seconds = 0;
        long step = 0;
        byte[] summary = new byte[0];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | WireFormat.WIRETYPE_FIXED64 -> seconds = in.readDouble();
                case 2 << 3 | WireFormat.WIRETYPE_VARINT -> step = in.readInt64();
                case 5 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> summary = in.readByteArray();
                default -> in.skipField(tag);
            }
        }
        CodedInputStream values = CodedInputStream.newInstance(summary);
        for (int tag = values.readTag(); tag != 0; tag = values.readTag()) {
            if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                value(CodedInputStream.newInstance(values.readByteArray()), step, seconds);
            } else {
                values.skipField(tag);
            }
        }
    }

    private void value(CodedInputStream in, long step, double seconds) throws IOException {
        String name = "";
        OptionalDouble scalar = OptionalDouble.empty();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> name = in.readString();
                case 2 << 3 | WireFormat.WIRETYPE_FIXED32 -> scalar = OptionalDouble.of(in.readFloat());
                case 8 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    Tensor tensor = Tensor.read(in.readByteArray());
                    scalar = tensor.number();
                    if (!tensor.text.isEmpty()) {
                        config.put(name, tensor.text);
                    }
                }
                default -> in.skipField(tag);
            }
        }
        if (scalar.isPresent()) {
            steps.add(step, name, scalar.getAsDouble());
            if (seconds > 0 && seconds < 1e11) {
                steps.time(step, Instant.ofEpochMilli(Math.round(seconds * 1000)));
            }
        }
    }

    /** What is read of a TensorProto: its type, how many numbers its shape has, the numbers in either encoding. */
    private static final class Tensor {
        private static final int FLOAT = 1;
        private static final int DOUBLE = 2;
        private static final int INT32 = 3;
        private static final int INT64 = 9;
        private static final int BFLOAT16 = 14;
        private static final int HALF = 19;

        private int type;
        private long size = 1;
        private byte[] content = new byte[0];
        private OptionalDouble listed = OptionalDouble.empty();
        private String text = "";

        static Tensor read(byte[] data) throws IOException {
            Tensor tensor = new Tensor();
            CodedInputStream in = CodedInputStream.newInstance(data);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case 1 << 3 | WireFormat.WIRETYPE_VARINT -> tensor.type = in.readEnum();
                    case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> tensor.size = shape(in.readByteArray());
                    case 4 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> tensor.content = in.readByteArray();
                    case 8 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                        tensor.text = new String(in.readByteArray(), StandardCharsets.UTF_8);
                    default -> tensor.list(in, tag);
                }
            }
            return tensor;
        }

        /** Numbers in a list field of their type: packed, or one field each. */
        private void list(CodedInputStream in, int tag) throws IOException {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field != 5 && field != 6 && field != 7 && field != 10 && field != 13) {
                in.skipField(tag);
                return;
            }
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                listed = OptionalDouble.of(one(in, field));
                return;
            }
            CodedInputStream packed = CodedInputStream.newInstance(in.readByteArray());
            if (!packed.isAtEnd()) {
                listed = OptionalDouble.of(one(packed, field));
            }
        }

        private double one(CodedInputStream in, int field) throws IOException {
            return switch (field) {
                case 5 -> in.readFloat();
                case 6 -> in.readDouble();
                case 7 -> in.readInt32();
                case 10 -> in.readInt64();
                default -> half((short) in.readInt32());
            };
        }

        private double half(short bits) {
            return type == BFLOAT16 ? Float.intBitsToFloat(bits << 16) : Float.float16ToFloat(bits);
        }

        /** Product of the dimensions. */
        private static long shape(byte[] data) throws IOException {
            long size = 1;
            CodedInputStream in = CodedInputStream.newInstance(data);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag != (2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                    in.skipField(tag);
                    continue;
                }
                CodedInputStream dimension = CodedInputStream.newInstance(in.readByteArray());
                long extent = 0;
                for (int inner = dimension.readTag(); inner != 0; inner = dimension.readTag()) {
                    if (inner == (1 << 3 | WireFormat.WIRETYPE_VARINT)) {
                        extent = dimension.readInt64();
                    } else {
                        dimension.skipField(inner);
                    }
                }
                size *= extent;
            }
            return size;
        }

        OptionalDouble number() throws InvalidProtocolBufferException {
            if (size != 1) {
                return OptionalDouble.empty();
            }
            int width = switch (type) {
                case FLOAT, INT32 -> 4;
                case DOUBLE, INT64 -> 8;
                case BFLOAT16, HALF -> 2;
                default -> 0;
            };
            if (width == 0) {
                return OptionalDouble.empty();
            }
            if (content.length == 0) {
                // a number list left out is a zero
                return OptionalDouble.of(listed.orElse(0));
            }
            if (content.length != width) {
                throw new InvalidProtocolBufferException("a tensor of one number has " + content.length + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            return OptionalDouble.of(
                    switch (type) {
                        case FLOAT -> bytes.getFloat();
                        case DOUBLE -> bytes.getDouble();
                        case INT32 -> bytes.getInt();
                        case INT64 -> bytes.getLong();
                        default -> half(bytes.getShort());
                    });
        }
    }
}
