package dev.blueline.corpus;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A stream with its packing taken off, by its name: {@code a.tar.zst} gives the stream of {@code a.tar}. What unpacks to
 * more than {@value #MOST_TIMES} times its size, beyond 64 MB, is not followed: a small file could fill any machine.
 */
record Unpacked(String name, InputStream bytes) {
    private static final int MOST_TIMES = 250;
    private static final long ALWAYS = 64L << 20;
    private static final int XZ_KIB = 256 << 10; // dictionaries of xz -9 take 64 MiB
    private static final List<String> PACKINGS = List.of("gz", "zst", "bz2", "xz");

    /** A stream that is not packed is given as it is. */
    static Unpacked of(String name, InputStream packed) throws IOException {
        String packing = packing(name);
        if (packing.isEmpty()) {
            return new Unpacked(name, packed);
        }
        Counted counted = new Counted(packed);
        InputStream buffered = new BufferedInputStream(counted, 1 << 16);
        InputStream unpacked = switch (packing) {
            case "gz" ->
                GzipCompressorInputStream.builder()
                        .setInputStream(buffered)
                        .setDecompressConcatenated(true)
                        .get();
            case "zst" -> new ZstdInputStream(buffered).setLongMax(27);
            case "bz2" -> new BZip2CompressorInputStream(buffered, true);
            default -> new XZInputStream(buffered, XZ_KIB);
        };
        return new Unpacked(nameInside(name), new Guarded(new BeforeDamage(unpacked), counted));
    }

    /** The name without its packing. */
    static String nameInside(String name) {
        String packing = packing(name);
        if (packing.isEmpty()) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot)
                + (name.substring(dot + 1).startsWith("t")
                                || name.substring(dot + 1).startsWith("T")
                        ? ".tar"
                        : "");
    }

    static boolean isPacked(String name) {
        return !packing(name).isEmpty();
    }

    private static String packing(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "tgz" -> "gz";
            case "tzst" -> "zst";
            case "tbz2", "tbz" -> "bz2";
            case "txz" -> "xz";
            default -> PACKINGS.contains(ending) ? ending : "";
        };
    }

    /** Counts the bytes that go through. */
    static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** Stops where far more comes out than went in. */
    static final class Guarded extends FilterInputStream {
        private final Counted packed;
        private long count;

        Guarded(InputStream unpacked, Counted packed) {
            super(unpacked);
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            return one < 0 ? one : check(1, one);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            return read < 0 ? read : check(read, read);
        }

        @Override
        public long skip(long wanted) throws IOException {
            byte[] dropped = new byte[(int) Math.min(wanted, 1 << 14)];
            int read = dropped.length == 0 ? 0 : read(dropped, 0, dropped.length);
            return Math.max(0, read);
        }

        private int check(int more, int result) throws Bomb {
            count += more;
            rejectBomb(count, packed.count);
            return result;
        }
    }

    static void rejectBomb(long unpacked, long packed) throws Bomb {
        if (unpacked > ALWAYS && unpacked > MOST_TIMES * packed) {
            throw new Bomb();
        }
    }

    /** A small file that would unpack to far more. */
    static final class Bomb extends IOException {
        private static final long serialVersionUID = 1L;

        Bomb() {
            super("it unpacks to more than " + MOST_TIMES + " times its size");
        }
    }
}
