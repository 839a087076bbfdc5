package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named float32 arrays in one file, in the safetensors format (huggingface/safetensors, "Format"): 8 bytes little-endian
 * with the length of the header, a JSON header padded by spaces to a multiple of 8, then the raw values, row by row,
 * little-endian, without gaps.
 */
final class Safetensors {
    private static final String METADATA = "__metadata__";
    private static final long LARGEST_HEADER = 100_000_000;
    private static final JsonMapper JSON = new JsonMapper();

    private Safetensors() {}

    /** A named array; its values are row-major. */
    @SuppressWarnings("ArrayRecordComponent") // a copy of every tensor would double the memory of a checkpoint
    record Tensor(String name, int[] shape, float[] values) {
        Tensor {
            if (elements(name, shape) != values.length) {
                throw new IllegalArgumentException(name + " needs " + elements(name, shape) + " values");
            }
        }
    }

    /** What a file held, in the file's order. */
    record Content(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {
        /** The named array, whose shape must be the given one. */
        float[] values(String name, int... shape) {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new BadInput(file + ": has no tensor " + name + "; it was written for another model");
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw new BadInput(file + ": " + name + " has shape " + Arrays.toString(tensor.shape())
                        + " where the model needs " + Arrays.toString(shape));
            }
            return tensor.values();
        }
    }

    static void write(Path file, Map<String, String> metadata, List<Tensor> tensors) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode notes = header.putObject(METADATA);
        // Sorted, so that equal contents are equal files.
        new TreeMap<>(metadata).forEach(notes::put);
        long end = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            for (int size : tensor.shape()) {
                shape.add(size);
            }
            ArrayNode offsets = entry.putArray("data_offsets");
            offsets.add(end);
            end += 4L * tensor.values().length;
            offsets.add(end);
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int length = (json.length + 7) & -8;
        ByteBuffer head = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(length).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        SealedFiles.write(file, channel -> {
            DurableFiles.writeFully(channel, head.flip());
            ByteBuffer block = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
            for (Tensor tensor : tensors) {
                for (int at = 0; at < tensor.values().length; ) {
                    int count = Math.min(block.capacity() / 4, tensor.values().length - at);
                    block.clear().asFloatBuffer().put(tensor.values(), at, count);
                    DurableFiles.writeFully(channel, block.limit(4 * count));
                    at += count;
                }
            }
        });
    }

    /** Reads a whole file; whatever is wrong with it is named in a {@link BadInput}. */
    static Content read(Path file) {
        SealedFiles.verify(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long length = size < 8 ? -1 : read(channel, 0, 8).getLong();
            if (length < 2 || length > LARGEST_HEADER || 8 + length > size) {
                throw new BadInput(file + ": not a safetensors file, or cut short; give a complete one");
            }
            JsonNode header = JSON.readTree(read(channel, 8, (int) length).array());
            Map<String, String> metadata = new LinkedHashMap<>();
            header.path(METADATA)
                    .properties()
                    .forEach(note -> metadata.put(note.getKey(), note.getValue().asString()));
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    Tensor tensor = tensor(file, channel, 8 + length, entry.getKey(), entry.getValue());
                    tensors.put(tensor.name(), tensor);
                }
            }
            return new Content(file, metadata, tensors);
        } catch (JacksonException broken) {
            throw new BadInput(file + ": its safetensors header is not JSON; the file is damaged", broken);
        } catch (IOException failure) {
            throw new BadInput(
                    file + ": cannot be read (" + WriteFailure.reason(failure) + "); check the path", failure);
        }
    }

    private static Tensor tensor(Path file, FileChannel channel, long start, String name, JsonNode entry)
            throws IOException {
        if (!entry.path("dtype").asString("").equals("F32")) {
            throw new BadInput(file + ": " + name + " holds " + entry.path("dtype") + " values; only F32 can be read");
        }
        List<Integer> sizes = new ArrayList<>();
        entry.path("shape").forEach(size -> sizes.add(size.asInt(-1)));
        int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        long elements = elements(file + ": " + name, shape);
        if (begin < 0 || end - begin != 4 * elements || start + end > channel.size()) {
            throw new BadInput(file + ": " + name + " does not lie inside the file; the file is damaged or cut short");
        }
        float[] values = new float[(int) elements];
        for (int at = 0; at < values.length; ) {
            int count = Math.min(1 << 14, values.length - at);
            read(channel, start + begin + 4L * at, 4 * count).asFloatBuffer().get(values, at, count);
            at += count;
        }
        return new Tensor(name, shape, values);
    }

    private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended early");
            }
        }
        return buffer.flip();
    }

    private static long elements(String what, int[] shape) {
        long elements = 1;
        for (int size : shape) {
            elements *= size;
            if (size < 0 || elements > Integer.MAX_VALUE - 8) {
                throw new BadInput(what + " has a size that cannot be held; at most 2^31 values fit one tensor");
            }
        }
        return elements;
    }
}
