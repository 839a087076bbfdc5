package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named arrays in one file, in the safetensors format (huggingface/safetensors, "Format"): 8 bytes little-endian with the
 * length of the header, a JSON header padded by spaces to a multiple of 8, then the raw values, row by row, little-endian,
 * without gaps. Float32, float16 and bfloat16 are read and written. Rows of Q8_0, which the format has no name for, are bytes
 * ({@code U8}, 34 for 32 numbers) in a file whose metadata say so.
 *
 * <p>A file is mapped into memory, so that a tensor costs memory only while it is used. Its header is believed in nothing:
 * every tensor must lie inside the file, none over another, none missing in between, each of the size that its shape says.
 */
public final class Safetensors implements AutoCloseable {
    private static final String METADATA = "__metadata__";

    /** What the metadata say of tensors of bytes. */
    private static final String BYTES = "U8";

    private static final String BLOCKS = "ggml block_q8_0";
    private static final long LARGEST_HEADER = 100_000_000;

    /** Bytes that are written at once. */
    private static final int PIECE = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final Arena arena;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    private Safetensors(Path file, Arena arena) {
        this.file = file;
        this.arena = arena;
    }

    /** A named array; its values are row-major. */
    @SuppressWarnings("ArrayRecordComponent") // a copy of every tensor would double the memory of a checkpoint
    record Tensor(String name, int[] shape, float[] values) {
        Tensor {
            if (elements(name, shape) != values.length) {
                throw new IllegalArgumentException(name + " needs " + elements(name, shape) + " values");
            }
        }
    }

    /**
     * An array that is made when its turn comes to be written.
     *
     * @param numbers gives the array in that format, row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pending(String name, int[] shape, NumberFormat format, Supplier<MemorySegment> numbers) {

        /** Float32. */
        static Pending of(String name, int[] shape, Supplier<float[]> values) {
            return new Pending(name, shape, NumberFormat.F32, () -> NumberFormat.segment(values.get()));
        }

        long bytes() {
            return format.bytes(elements(name, shape));
        }

        String type() {
            return format == NumberFormat.Q8_0 ? BYTES : format.name();
        }

        /** Its shape in elements of that type. */
        int[] typed() {
            int[] typed = shape.clone();
            if (format == NumberFormat.Q8_0) {
                typed[typed.length - 1] = Math.toIntExact(format.bytes(typed[typed.length - 1]));
            }
            return typed;
        }
    }

    /** What a file held, in the file's order. */
    record Content(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {
        /** The named array, whose shape must be the given one. */
        float[] values(String name, int... shape) {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw missing(file, name);
            }
            StoredTensor.require(file, name, tensor.shape(), shape);
            return tensor.values();
        }
    }

    static void write(Path file, Map<String, String> metadata, List<Tensor> tensors) {
        writePending(
                file,
                metadata,
                tensors.stream()
                        .map(tensor -> Pending.of(tensor.name(), tensor.shape(), tensor::values))
                        .toList());
    }

    /** Writes arrays one after another, so that they need not be in memory together. */
    static void writePending(Path file, Map<String, String> metadata, List<Pending> tensors) {
        SealedFiles.write(file, content(metadata, tensors));
    }

    /** What the file of these arrays holds. */
    static DurableFiles.Content content(Map<String, String> metadata, List<Pending> tensors) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode notes = header.putObject(METADATA);
        // Sorted, so that equal contents are equal files.
        new TreeMap<>(metadata).forEach(notes::put);
        if (tensors.stream().anyMatch(tensor -> tensor.format() == NumberFormat.Q8_0)) {
            notes.put(BYTES, BLOCKS);
        }
        long end = 0;
        for (Pending tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", tensor.type());
            ArrayNode shape = entry.putArray("shape");
            for (int size : tensor.typed()) {
                shape.add(size);
            }
            ArrayNode offsets = entry.putArray("data_offsets");
            offsets.add(end);
            end += tensor.bytes();
            offsets.add(end);
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int length = (json.length + 7) & -8;
        ByteBuffer head = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(length).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        return channel -> {
            DurableFiles.writeFully(channel, head.rewind());
            ByteBuffer block = ByteBuffer.allocateDirect(PIECE);
            MemorySegment piece = MemorySegment.ofBuffer(block);
            for (Pending tensor : tensors) {
                MemorySegment numbers = tensor.numbers().get();
                for (long at = 0; at < numbers.byteSize(); at += PIECE) {
                    int size = (int) Math.min(PIECE, numbers.byteSize() - at);
                    MemorySegment.copy(numbers, at, piece, 0, size);
                    DurableFiles.writeFully(channel, block.position(0).limit(size));
                }
            }
        };
    }

    /** Reads a whole file; whatever is wrong with it is named in a {@link BadInput}. */
    static Content read(Path file) {
        try (Safetensors open = open(file)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            open.tensors.forEach(
                    (name, stored) -> tensors.put(name, new Tensor(name, stored.shape(), stored.values())));
            return new Content(file, open.metadata, tensors);
        }
    }

    /**
     * Opens a file, whose checksum must be right if it has one, and reads its header.
     *
     * @throws BadInput if the file cannot be read, or its header does not describe it
     */
    public static Safetensors open(Path file) {
        SealedFiles.verify(file);
        return MappedFile.open(file, (content, arena) -> {
            Safetensors open = new Safetensors(file, arena);
            open.parse(content);
            return open;
        });
    }

    /** The content of a file that is in memory, for tests. */
    @SuppressWarnings("MustBeClosedChecker") // closed with what is opened
    static Safetensors of(Path file, byte[] content) {
        Safetensors open = new Safetensors(file, Arena.ofShared());
        open.parse(MemorySegment.ofArray(content));
        return open;
    }

    /** Notes that the writer left. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** All tensors, in the file's order. */
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /**
     * The named tensor.
     *
     * @throws BadInput if there is none
     */
    public StoredTensor tensor(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw missing(file, name);
        }
        return tensor;
    }

    private static BadInput missing(Path file, String name) {
        return new BadInput(file + ": has no tensor " + name + "; it was written for another model");
    }

    /** The tensors' memory is gone afterwards. */
    @Override
    public void close() {
        arena.close();
    }

    private void parse(MemorySegment all) {
        long size = all.byteSize();
        long length = size < 8 ? -1 : all.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
        if (length < 2 || length > LARGEST_HEADER || length > size - 8) {
            throw new BadInput(file + ": not a safetensors file, or cut short; give a complete one");
        }
        JsonNode header;
        try {
            header = JSON.readTree(all.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE));
        } catch (JacksonException broken) {
            throw new BadInput(
                    file + ": its safetensors header is not JSON without duplicates (" + said(broken)
                            + "); the file is damaged",
                    broken);
        }
        if (!header.isObject()) {
            throw wrong("its header", "is no object");
        }
        notes(header.path(METADATA));
        MemorySegment data = all.asSlice(8 + length);
        List<Span> spans = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                spans.add(tensor(entry.getKey(), entry.getValue(), data));
            }
        }
        requireGapless(spans, data.byteSize());
    }

    private static String said(JacksonException broken) {
        return String.valueOf(broken.getOriginalMessage()).replaceAll("\\p{Cntrl}+", " ");
    }

    private void notes(JsonNode notes) {
        if (!notes.isMissingNode() && !notes.isObject()) {
            throw wrong(METADATA, "is no object");
        }
        for (Map.Entry<String, JsonNode> note : notes.properties()) {
            if (!note.getValue().isString()) {
                throw wrong(METADATA, "holds what is no text");
            }
            metadata.put(note.getKey(), note.getValue().stringValue());
        }
    }

    /** Where a tensor says that it lies. */
    private record Span(String name, long begin, long end) {}

    private Span tensor(String name, JsonNode entry, MemorySegment data) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw wrong("a tensor's name", "holds control characters");
        }
        int[] shape = shape(name, entry.path("shape"));
        JsonNode offsets = entry.path("data_offsets");
        if (offsets.size() != 2 || !whole(offsets.path(0)) || !whole(offsets.path(1))) {
            throw wrong(name + ".data_offsets", "is not two positions");
        }
        long begin = offsets.path(0).longValue();
        long end = offsets.path(1).longValue();
        NumberFormat format = format(name, entry.path("dtype"));
        if (format == NumberFormat.Q8_0) {
            shape = blocks(name, shape);
        }
        long bytes = format.bytes(elements(file + ": " + name, shape));
        if (begin < 0 || begin > data.byteSize() || end != begin + bytes || end > data.byteSize()) {
            throw new BadInput(file + ": " + name + " does not lie inside the file; the file is damaged or cut short");
        }
        tensors.put(name, new StoredTensor(file, name, shape, format, data.asSlice(begin, bytes)));
        return new Span(name, begin, end);
    }

    private NumberFormat format(String name, JsonNode type) {
        return switch (type.asString("")) {
            case "F32" -> NumberFormat.F32;
            case "F16" -> NumberFormat.F16;
            case "BF16" -> NumberFormat.BF16;
            case BYTES -> {
                if (!BLOCKS.equals(metadata.get(BYTES))) {
                    throw unread(name, type);
                }
                yield NumberFormat.Q8_0;
            }
            default -> throw unread(name, type);
        };
    }

    private BadInput unread(String name, JsonNode type) {
        return new BadInput(file + ": " + name + " holds " + type.toString().replaceAll("\\p{Cntrl}+", " ")
                + " values; only F32, F16 and BF16 can be read");
    }

    /** The shape in numbers, of one in bytes. */
    private int[] blocks(String name, int[] bytes) {
        int[] shape = bytes.clone();
        int last = shape.length - 1;
        if (last < 0 || shape[last] < 0 || shape[last] % NumberFormat.Q8_0.bytes(NumberFormat.Q8_0.block()) != 0) {
            throw wrong(name + ".shape", "is no whole number of blocks");
        }
        long numbers = shape[last] / NumberFormat.Q8_0.bytes(NumberFormat.Q8_0.block()) * NumberFormat.Q8_0.block();
        shape[last] = (int) numbers;
        return shape;
    }

    private int[] shape(String name, JsonNode sizes) {
        if (!sizes.isArray() || sizes.size() > 8) {
            throw wrong(name + ".shape", "is not a list of sizes");
        }
        int[] shape = new int[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            if (!whole(sizes.path(i))) {
                throw wrong(name + ".shape", "is not a list of sizes");
            }
            long size = sizes.path(i).longValue();
            shape[i] = size < 0 || size > Integer.MAX_VALUE ? -1 : (int) size;
        }
        return shape;
    }

    private static boolean whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private void requireGapless(List<Span> spans, long size) {
        spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
        long end = 0;
        for (Span span : spans) {
            if (span.begin() != end) {
                throw wrong(
                        span.name(), span.begin() < end ? "overlaps another tensor" : "leaves bytes unused before it");
            }
            end = span.end();
        }
        if (end != size) {
            throw wrong("its data", "has " + (size - end) + " bytes that belong to no tensor");
        }
    }

    private BadInput wrong(String field, String what) {
        return new BadInput(file + ": " + field + " " + what + "; the file is damaged");
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
