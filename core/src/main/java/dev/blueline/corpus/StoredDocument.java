package dev.blueline.corpus;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A document in a store, with all that ordering, splitting and deduplication ask of it, so that those need not look at its
 * text. In the file, lowest byte first:
 *
 * <pre>
 *  0 order     place in the corpus: a hash of all that the document is
 *  8 content   hash of the text without regard to white space
 * 16 position  of its group in [0, 1)
 * 24 length    bytes from here to the next document, a multiple of 8      28 source, as numbered by the user
 * 32 characters    36 paragraphs: how many hashes    40 bands: 0 or 16    44 domain, 48 group, 52 name, 56 text: their bytes
 * 64 hashes of paragraphs (0: a short one), keys of bands, domain, group, name, text, filling
 * </pre>
 *
 * @param store the memory it lies in
 * @param at where it begins
 */
record StoredDocument(MemorySegment store, long at) {
    static final int HEAD = 64;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The form of a document in the file. */
    static byte[] bytes(Document document, int source) {
        String text = document.text();
        boolean code = document.domain().equals("code");
        byte[] domain = document.domain().getBytes(StandardCharsets.UTF_8);
        byte[] group = document.group().getBytes(StandardCharsets.UTF_8);
        byte[] name = document.name().getBytes(StandardCharsets.UTF_8);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        long[] paragraphs = code ? new long[0] : Paragraphs.hashes(text);
        int[] bands = NearDuplicates.bands(text, code);
        int length = HEAD
                + paragraphs.length * Long.BYTES
                + bands.length * Integer.BYTES
                + domain.length
                + group.length
                + name.length
                + utf8.length;
        int padded = Math.addExact(length, 7) & -8;
        ByteBuffer bytes = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(order(domain, group, name, utf8));
        bytes.putLong(TextHash.ofNormalised(text, 0, text.length(), 0));
        bytes.putDouble(Split.position(document.group()));
        bytes.putInt(padded).putInt(source).putInt(text.length());
        bytes.putInt(paragraphs.length).putInt(bands.length);
        bytes.putInt(domain.length).putInt(group.length).putInt(name.length).putInt(utf8.length);
        bytes.putInt(0);
        for (long paragraph : paragraphs) {
            bytes.putLong(paragraph);
        }
        for (int band : bands) {
            bytes.putInt(band);
        }
        bytes.put(domain).put(group).put(name).put(utf8);
        return bytes.array();
    }

    /** Whether a document in this form has keys of bands. */
    static boolean isCompared(byte[] bytes) {
        return MemorySegment.ofArray(bytes).get(INT, 40) > 0;
    }

    private static long order(byte[] domain, byte[] group, byte[] name, byte[] text) {
        var digest = TextHash.sha256();
        digest.update("order\n".getBytes(StandardCharsets.UTF_8));
        digest.update(domain);
        digest.update((byte) '\n');
        digest.update(group);
        digest.update((byte) '\n');
        digest.update(name);
        digest.update((byte) '\n');
        digest.update(text);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    long order() {
        return store.get(LONG, at);
    }

    long content() {
        return store.get(LONG, at + 8);
    }

    /** Place of the document's group in [0, 1), see {@link Split}. */
    double position() {
        return Double.longBitsToDouble(store.get(LONG, at + 16));
    }

    int length() {
        return store.get(INT, at + 24);
    }

    /** Number of the source it is from, in the order given. */
    int source() {
        return store.get(INT, at + 28);
    }

    int characters() {
        return store.get(INT, at + 32);
    }

    long[] paragraphs() {
        return store.asSlice(at + HEAD, (long) store.get(INT, at + 36) * Long.BYTES)
                .toArray(LONG);
    }

    /** Keys of the bands; none for a document that is exempt. */
    int[] bands() {
        return store.asSlice(
                        at + HEAD + (long) store.get(INT, at + 36) * Long.BYTES,
                        (long) store.get(INT, at + 40) * Integer.BYTES)
                .toArray(INT);
    }

    String domain() {
        return part(0);
    }

    String group() {
        return part(1);
    }

    String name() {
        return part(2);
    }

    String text() {
        return part(3);
    }

    Document document() {
        return new Document(domain(), group(), name(), text());
    }

    /** Length of the text in UTF-8. */
    int bytes() {
        return size(3);
    }

    /** The UTF-8 bytes of domain, group, name or text, counted from 0. */
    ByteBuffer utf8(int which) {
        long from = at
                + HEAD
                + (long) store.get(INT, at + 36) * Long.BYTES
                + (long) store.get(INT, at + 40) * Integer.BYTES;
        for (int i = 0; i < which; i++) {
            from += size(i);
        }
        return store.asSlice(from, size(which)).asByteBuffer();
    }

    private int size(int which) {
        return store.get(INT, at + 44 + 4L * which);
    }

    private String part(int which) {
        ByteBuffer utf8 = utf8(which);
        byte[] bytes = new byte[utf8.remaining()];
        utf8.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
