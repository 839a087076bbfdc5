package dev.blueline.interop;

import dev.blueline.engine.MappedFile;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.StoredTensor;
import dev.blueline.ledger.BadInput;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A GGUF file of version 2 or 3 (ggml, {@code docs/gguf.md}): a header, metadata, where each tensor lies, then the numbers, mapped into
 * memory. The file is believed in nothing: no count is larger than the bytes that are left could hold, every tensor lies inside the
 * file and none over another.
 */
final class GgufFile implements AutoCloseable {
    static final int MAGIC = 0x46554747;
    static final int ALIGNMENT = 32;
    private static final String ALIGNMENT_KEY = "general.alignment";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_KEY = 65_535;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final MemorySegment all;
    private final Arena arena;
    private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private long at;

    private GgufFile(Path path, MemorySegment all, Arena arena) {
        this.path = path;
        this.all = all;
        this.arena = arena;
        parse();
    }

    /**
     * Opens a file.
     *
     * @throws BadInput naming the field that is wrong
     */
    static GgufFile open(Path path) {
        return MappedFile.open(path, (content, arena) -> new GgufFile(path, content, arena));
    }

    /** The content of a file that is in memory, for tests. */
    @SuppressWarnings("MustBeClosedChecker") // closed with what is opened
    static GgufFile of(Path path, byte[] content) {
        return new GgufFile(path, MemorySegment.ofArray(content), Arena.ofShared());
    }

    Path path() {
        return path;
    }

    /** All tensors, in the file's order; a matrix's shape is {@code [rows, columns]}, the other way round than in the file. */
    Map<String, StoredTensor> tensors() {
        return tensors;
    }

    Map<String, GgufValue> metadata() {
        return metadata;
    }

    @Override
    public void close() {
        arena.close();
    }

    // what metadata says

    Optional<String> text(String key) {
        GgufValue value = metadata.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof GgufValue.Text text) {
            return Optional.of(text.value());
        }
        throw wrong(key, "is no text");
    }

    Optional<Integer> whole(String key) {
        GgufValue value = metadata.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof GgufValue.Whole whole && whole.value() >= 0 && whole.value() <= Integer.MAX_VALUE) {
            return Optional.of((int) whole.value());
        }
        throw wrong(key, "is no whole number from 0 to 2^31");
    }

    OptionalDouble real(String key) {
        GgufValue value = metadata.get(key);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof GgufValue.Real real) {
            return OptionalDouble.of(real.value());
        }
        throw wrong(key, "is no number with a fraction");
    }

    boolean flag(String key, boolean otherwise) {
        GgufValue value = metadata.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof GgufValue.Flag flag) {
            return flag.value();
        }
        throw wrong(key, "is neither true nor false");
    }

    /** The texts of a list; none if there is no such key. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (GgufValue item : items(key)) {
            if (!(item instanceof GgufValue.Text text)) {
                throw wrong(key, "is no list of texts");
            }
            texts.add(text.value());
        }
        return texts;
    }

    List<GgufValue> items(String key) {
        GgufValue value = metadata.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof GgufValue.Items items) {
            return items.values();
        }
        throw wrong(key, "is no list");
    }

    BadInput wrong(String field, String what) {
        return ForeignModel.wrong(path, field, what);
    }

    // the bytes

    private void parse() {
        if (all.byteSize() < 24 || all.get(INT, 0) != MAGIC) {
            throw wrong("the header", "is not that of a GGUF file, or cut short");
        }
        int version = all.get(INT, 4);
        if (version != 2 && version != 3) {
            throw wrong("version", "is " + version + "; only 2 and 3 can be read");
        }
        at = 8;
        // a tensor's entry takes 24 bytes and more, a key's 13
        long tensorCount = count("tensor_count", 24);
        long keys = count("metadata_kv_count", 13);
        for (long i = 0; i < keys; i++) {
            String key = text("the key of entry " + i, LONGEST_KEY);
            GgufValue value = value(key, number(INT, key), true);
            if (metadata.putIfAbsent(key, value) != null) {
                throw wrong(key, "stands there twice");
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (long i = 0; i < tensorCount; i++) {
            entries.add(entry(i));
        }
        place(entries);
    }

    /** A count of things of so many bytes at least. */
    private long count(String field, long each) {
        long count = whole64(field);
        if (count < 0 || count > (all.byteSize() - at) / each) {
            throw wrong(field, "is " + Long.toUnsignedString(count) + ", more than the file could hold");
        }
        return count;
    }

    private void need(long bytes, String field) {
        if (bytes > all.byteSize() - at) {
            throw wrong(field, "lies behind the end of the file, which is damaged or cut short");
        }
    }

    private int number(ValueLayout.OfInt layout, String field) {
        need(4, field);
        int value = all.get(layout, at);
        at += 4;
        return value;
    }

    private long whole64(String field) {
        need(8, field);
        long value = all.get(LONG, at);
        at += 8;
        return value;
    }

    private String text(String field, long longest) {
        long length = whole64(field);
        if (length < 0 || length > longest || length > all.byteSize() - at) {
            throw wrong(field, "is " + Long.toUnsignedString(length) + " bytes long, more than can be");
        }
        byte[] bytes = all.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        at += length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw wrong(field, "is not UTF-8");
        }
    }

    private GgufValue value(String key, int type, boolean listAllowed) {
        return switch (type) {
            case 0 -> new GgufValue.Whole(Byte.toUnsignedInt(oneByte(key)));
            case 1 -> new GgufValue.Whole(oneByte(key));
            case 2 -> new GgufValue.Whole(Short.toUnsignedInt(twoBytes(key)));
            case 3 -> new GgufValue.Whole(twoBytes(key));
            case 4 -> new GgufValue.Whole(Integer.toUnsignedLong(number(INT, key)));
            case 5 -> new GgufValue.Whole(number(INT, key));
            case 6 -> {
                need(4, key);
                at += 4;
                yield new GgufValue.Real(all.get(FLOAT, at - 4));
            }
            case 7 -> {
                byte flag = oneByte(key);
                if (flag != 0 && flag != 1) {
                    throw wrong(key, "is " + flag + ", neither true nor false");
                }
                yield new GgufValue.Flag(flag == 1);
            }
            case 8 -> new GgufValue.Text(text(key, all.byteSize()));
            case 9 -> {
                if (!listAllowed) {
                    throw wrong(key, "is a list of lists, which no program writes");
                }
                int kind = number(INT, key);
                yield items(key, kind, count(key, 1));
            }
            case 10, 11 -> new GgufValue.Whole(whole64(key));
            case 12 -> {
                need(8, key);
                at += 8;
                yield new GgufValue.Real(all.get(DOUBLE, at - 8));
            }
            default -> throw wrong(key, "is of type " + Integer.toUnsignedString(type) + ", which is not known");
        };
    }

    private GgufValue items(String key, int type, long count) {
        List<GgufValue> values = new ArrayList<>((int) Math.min(count, 1 << 16));
        for (long i = 0; i < count; i++) {
            values.add(value(key, type, false));
        }
        return new GgufValue.Items(values);
    }

    private byte oneByte(String field) {
        need(1, field);
        return all.get(ValueLayout.JAVA_BYTE, at++);
    }

    private short twoBytes(String field) {
        need(2, field);
        at += 2;
        return all.get(SHORT, at - 2);
    }

    /** Where a tensor says that it lies, counted from the start of the numbers. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(String name, int[] shape, NumberFormat format, long offset, long bytes) {}

    private Entry entry(long number) {
        String name = text("the name of tensor " + number, LONGEST_NAME);
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw wrong("the name of tensor " + number, "holds control characters");
        }
        int dimensions = number(INT, name);
        if (dimensions < 1 || dimensions > 4) {
            throw wrong(name, "has " + Integer.toUnsignedString(dimensions) + " dimensions; 1 to 4 can be");
        }
        int[] shape = new int[dimensions];
        long elements = 1;
        for (int i = dimensions - 1; i >= 0; i--) {
            long size = whole64(name);
            if (size < 0 || size > Integer.MAX_VALUE || (elements *= size) > Integer.MAX_VALUE - 8) {
                throw wrong(name, "has a size that cannot be held; at most 2^31 values fit one tensor");
            }
            shape[i] = (int) size;
        }
        NumberFormat format = format(name, number(INT, name));
        if (shape[dimensions - 1] % format.block() != 0) {
            throw wrong(name, "has rows of " + shape[dimensions - 1] + " values, which " + format + " cannot hold");
        }
        return new Entry(name, shape, format, whole64(name), format.bytes(elements));
    }

    private NumberFormat format(String name, int type) {
        return switch (type) {
            case 0 -> NumberFormat.F32;
            case 1 -> NumberFormat.F16;
            case 8 -> NumberFormat.Q8_0;
            case 30 -> NumberFormat.BF16;
            default ->
                throw wrong(
                        name,
                        "is of ggml type " + Integer.toUnsignedString(type)
                                + "; only F32, F16, BF16 and Q8_0 can be read");
        };
    }

    private void place(List<Entry> entries) {
        long alignment = whole(ALIGNMENT_KEY).orElse(ALIGNMENT);
        if (alignment < 8 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
            throw wrong(ALIGNMENT_KEY, "is " + alignment + ", no power of two that programs use");
        }
        long start = aligned(at, alignment);
        for (Entry entry : entries) {
            boolean inside = entry.offset >= 0
                    && entry.offset <= all.byteSize() - start
                    && entry.bytes <= all.byteSize() - start - entry.offset;
            if (!inside) {
                throw wrong(entry.name, "does not lie inside the file");
            }
            if (entry.offset % alignment != 0) {
                throw wrong(entry.name, "begins at " + entry.offset + ", no multiple of " + alignment);
            }
            MemorySegment bytes = all.asSlice(start + entry.offset, entry.bytes);
            StoredTensor tensor = new StoredTensor(path, entry.name, entry.shape, entry.format, bytes);
            if (tensors.putIfAbsent(entry.name, tensor) != null) {
                throw wrong(entry.name, "stands there twice");
            }
        }
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::offset).thenComparingLong(Entry::bytes));
        long end = 0;
        for (Entry entry : sorted) {
            if (entry.offset < end) {
                throw wrong(entry.name, "overlaps another tensor");
            }
            end = entry.offset + entry.bytes;
        }
    }

    static long aligned(long position, long alignment) {
        return (position + alignment - 1) / alignment * alignment;
    }
}
