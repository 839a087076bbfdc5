package dev.blueline.corpus;

import dev.blueline.corpus.SourceFile.Origin;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads one stream: takes its packings off, goes through it if it is an archive, and gives what is neither to the first
 * reader that accepts it. Nothing is written to disk and no entry is held beyond its turn.
 */
final class Archives {
    private static final int DEEPEST = 2;

    private final List<CorpusReader> readers;

    Archives(List<CorpusReader> readers) {
        this.readers = readers;
    }

    static boolean isArchive(String name) {
        return isZip(name) || isTar(Unpacked.nameInside(name));
    }

    static boolean isZip(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".zip") || lower.endsWith(".jar") || lower.endsWith(".epub");
    }

    private static boolean isTar(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".tar");
    }

    static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    /** Whether an entry's name leads out of its archive, as no honest tool writes it. */
    private static boolean leadsOut(String path) {
        return List.of(path.split("[/\\\\]", -1)).contains("..");
    }

    /** Whether an entry of an archive can be text at all: not what only describes the archive. */
    static boolean isContent(String archive, String entry) {
        return !entry.startsWith("META-INF/")
                && !(entry.equals("mimetype")
                        && archive.toLowerCase(Locale.ROOT).endsWith(".epub"));
    }

    /** An entry of an archive; more than its packed size warrants is not read. */
    void readEntry(
            String container,
            String path,
            long packedSize,
            InputStream entry,
            Origin origin,
            int depth,
            Reading reading,
            Consumer<Document> out)
            throws IOException {
        InputStream bounded = packedSize < 0 ? entry : new Bounded(entry, packedSize);
        read(container, path, bounded, origin.inside(), depth, reading, out);
    }

    /**
     * A stream whose name tells what it is.
     *
     * @param depth archives that its archive lies in
     */
    void read(
            String container,
            String path,
            InputStream packed,
            Origin origin,
            int depth,
            Reading reading,
            Consumer<Document> out)
            throws IOException {
        String name = SourceFile.name(container, path, origin);
        if (origin.inArchive() && leadsOut(path)) {
            reading.passedOver().add(Skipped.OUTSIDE, name);
            return;
        }
        if (isHidden(path) && !origin.named()) {
            reading.passedOver().add(Skipped.HIDDEN, name);
            return;
        }
        if (isArchive(path) && !container.toLowerCase(Locale.ROOT).endsWith(".jar")) {
            readArchive(container, path + "/", path, packed, origin, depth + 1, reading, out);
            return;
        }
        SourceFile probe = new SourceFile(container, Unpacked.nameInside(path), InputStream.nullInputStream(), origin);
        if (readers.stream().noneMatch(reader -> reader.accepts(probe))) {
            reading.passedOver().add(Skipped.OTHER_KIND, name);
            return;
        }
        try {
            Unpacked unpacked = Unpacked.of(path, packed);
            readFile(new SourceFile(container, unpacked.name(), unpacked.bytes(), origin), reading, out);
        } catch (IOException broken) {
            reading.passedOver().add(Skipped.DAMAGED, name + ": " + Sources.inWords(broken));
        }
    }

    /** A stream without a name, such as standard input: its first bytes tell what it is. */
    void readUnnamed(String name, InputStream raw, Origin origin, Reading reading, Consumer<Document> out) {
        try {
            InputStream in = new BufferedInputStream(raw, 1 << 16);
            String ending = Signature.of(in, origin.textColumns());
            while (Unpacked.isPacked("." + ending)) {
                in = new BufferedInputStream(
                        Unpacked.of(name + "." + ending, in).bytes(), 1 << 16);
                ending = Signature.of(in, origin.textColumns());
            }
            String full = ending.isEmpty() ? name : name + "." + ending;
            if (isArchive(full)) {
                readArchive(name, "", full, in, origin, 0, reading, out);
            } else {
                read(name, full, in, origin, 0, reading, out);
            }
        } catch (IOException failure) {
            reading.passedOver().add(Skipped.DAMAGED, name + ": " + Sources.inWords(failure));
        }
    }

    /**
     * Goes through an archive from its first entry to its last.
     *
     * @param container what its entries lie in
     * @param prefix what stands before their paths
     * @param path what it is called in messages; its ending tells its kind
     * @param depth archives that it lies in itself
     */
    void readArchive(
            String container,
            String prefix,
            String path,
            InputStream packed,
            Origin origin,
            int depth,
            Reading reading,
            Consumer<Document> out) {
        String archive = SourceFile.name(container, path, origin);
        if (depth >= DEEPEST) {
            reading.passedOver().add(Skipped.TOO_DEEP, archive);
            return;
        }
        try {
            if (isZip(path)) {
                Unpacked.Counted counted = new Unpacked.Counted(packed);
                ZipInputStream zip = new ZipInputStream(counted);
                InputStream content = kept(new Unpacked.Guarded(zip, counted));
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (!entry.isDirectory() && isContent(path, entry.getName())) {
                        read(container, prefix + entry.getName(), content, origin.inside(), depth, reading, out);
                    }
                }
            } else {
                TarArchiveInputStream tar = new TarArchiveInputStream(
                        new BufferedInputStream(Unpacked.of(path, packed).bytes(), 1 << 16));
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    String name = entry.getName().replaceFirst("^(\\./)+", "");
                    if (entry.isDirectory() || !isContent(path, name)) {
                        continue;
                    }
                    Optional<String> notText = notText(entry);
                    if (notText.isPresent()) {
                        reading.passedOver()
                                .add(
                                        Skipped.LINK,
                                        SourceFile.name(container, prefix + name, origin.inside()) + ": "
                                                + notText.get());
                    } else {
                        read(container, prefix + name, kept(tar), origin.inside(), depth, reading, out);
                    }
                }
            }
        } catch (Unpacked.Bomb bomb) {
            reading.passedOver().add(Skipped.BOMB, archive + ": " + Sources.inWords(bomb));
        } catch (IOException | IllegalArgumentException broken) { // commons-compress throws both at bad headers
            IOException cause = broken instanceof IOException known ? known : new IOException(broken.getMessage());
            reading.passedOver().add(Skipped.DAMAGED, archive + ": " + Sources.inWords(cause));
        }
    }

    /** What an entry is that has no content of its own. */
    private static Optional<String> notText(TarArchiveEntry entry) {
        if (entry.isSymbolicLink() || entry.isLink()) {
            return Optional.of("a link to " + entry.getLinkName());
        }
        if (entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
            return Optional.of("a pipe or a device");
        }
        return entry.isSparse() ? Optional.of("a sparse file") : Optional.empty();
    }

    private void readFile(SourceFile file, Reading reading, Consumer<Document> out) {
        Counted found = new Counted(out);
        try {
            for (CorpusReader reader : readers) {
                if (reader.accepts(file)) {
                    reader.read(file, found);
                    break;
                }
            }
        } catch (CharacterCodingException notText) {
            file.passOver(Skipped.BINARY, "", "it is not text");
        } catch (SourceFile.TooLarge large) {
            file.passOver(Skipped.TOO_LARGE, "", "it is too large for its kind");
        } catch (Unpacked.Bomb bomb) {
            file.breaksOff(Skipped.BOMB, Sources.inWords(bomb));
        } catch (IOException broken) {
            file.breaksOff(Skipped.DAMAGED, Sources.inWords(broken));
        }
        PassedOver parts = file.passedOver();
        if (found.documents > 0) {
            reading.addFile(file.extension(), found.documents, found.characters, file.repaired());
        } else if (parts.isEmpty()) {
            file.leftOut(Skipped.NOTHING_TO_KEEP);
        }
        reading.passedOver().addAll(parts);
    }

    private static final class Counted implements Consumer<Document> {
        private final Consumer<Document> out;
        private long documents;
        private long characters;

        Counted(Consumer<Document> out) {
            this.out = out;
        }

        @Override
        public void accept(Document document) {
            documents++;
            characters += document.text().length();
            out.accept(document);
        }
    }

    /** The stream of an archive, which a reader of one entry must not close. */
    private static InputStream kept(InputStream archive) {
        return new FilterInputStream(archive) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return in.read(into, from, length);
            }

            @Override
            public void close() {}
        };
    }

    private static final class Bounded extends FilterInputStream {
        private final long packed;
        private long count;

        Bounded(InputStream in, long packed) {
            super(in);
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            Unpacked.rejectBomb(count += one < 0 ? 0 : 1, packed);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            Unpacked.rejectBomb(count += Math.max(0, read), packed);
            return read;
        }
    }
}
