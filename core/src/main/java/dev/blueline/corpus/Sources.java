package dev.blueline.corpus;

import dev.blueline.corpus.SourceFile.Origin;
import dev.blueline.ledger.BadInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Opens what the user named (files, folders, archives, packed files, standard input) and hands each file inside to the
 * first reader that accepts it. Files are read in parallel, as streams; their documents are handed on one by one, from
 * one thread, in an order that depends on the sources alone: the order of the files' paths, or that of the entries of a
 * tar.
 */
final class Sources {
    private final Archives archives;
    private final List<String> textColumns;
    private final Consumer<Document> documents;
    private final LongConsumer bytesRead;
    private final Reading reading = new Reading();

    /**
     * @param documents takes each document as it is found, from one thread, in an order that depends on the sources alone
     */
    Sources(List<CorpusReader> readers, Consumer<Document> documents) {
        this(readers, List.of(), documents, bytes -> {});
    }

    /**
     * @param textColumns columns of tables that make up a document; empty for the usual ones
     * @param bytesRead is told, from any thread, how many bytes were just read, as they lie on disk
     */
    Sources(
            List<CorpusReader> readers,
            List<String> textColumns,
            Consumer<Document> documents,
            LongConsumer bytesRead) {
        this.archives = new Archives(readers);
        this.textColumns = textColumns;
        this.documents = documents;
        this.bytesRead = bytesRead;
    }

    Reading reading() {
        return reading;
    }

    /** Reads one source; where the user named it, its name is the domain of all its documents. */
    void read(CorpusSource source) {
        Consumer<Document> out = source.name()
                .<Consumer<Document>>map(domain -> document ->
                        documents.accept(new Document(domain, document.group(), document.name(), document.text())))
                .orElse(documents);
        if (source.path().equals(CorpusSource.STANDARD_INPUT)) {
            readStandardInput(out);
        } else if (source.path().equals(Corpus.JDK)) {
            read(BuiltInCorpus.jdkSources(), out);
        } else {
            read(path(source.path()), out);
        }
    }

    static Path path(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException impossible) {
            throw Refusal.refused(given + " is not a path", impossible);
        }
    }

    /** Reads one path; one that is missing, empty, binary or without any text is the user's mistake. */
    void read(Path path) {
        read(path, documents);
    }

    private void read(Path path, Consumer<Document> out) {
        check(path);
        Reading its = new Reading();
        try (InOrder inOrder = new InOrder(out, its)) {
            if (Files.isDirectory(path)) {
                readFolder(path, inOrder);
            } else {
                String name = path.getFileName().toString();
                if (Files.isRegularFile(path) && Files.size(path) == 0) {
                    throw Refusal.refused(path + " is empty; leave it out or give another file");
                }
                submit(inOrder, path, name, name, true);
            }
            inOrder.finish();
        } catch (IOException failure) {
            throw new BadInput(
                    "corpus: " + OneLine.of(path + " cannot be read (" + failure.getMessage() + ")"), failure);
        }
        Refusal.check(path.toString(), its, !Files.isDirectory(path));
        Path last = path.toAbsolutePath().normalize().getFileName();
        its.addSource(OneLine.of(Objects.requireNonNullElse(last, path).toString()));
        reading.addAll(its);
    }

    /** Whether a path can be read at all, as far as is seen without reading it. */
    static void check(Path path) {
        if (!Files.exists(path)) {
            throw Refusal.refused(path + " does not exist; check the path");
        }
        if (!Files.isReadable(path)) {
            throw new BadInput("corpus: " + OneLine.of(path + " cannot be read; check its permissions"));
        }
    }

    private void readStandardInput(Consumer<Document> out) {
        Reading its = new Reading();
        try (InOrder inOrder = new InOrder(out, its)) {
            inOrder.submit(Long.MAX_VALUE, (reading, found) -> {
                InputStream in = new Told(System.in, bytesRead);
                archives.readUnnamed("stdin", in, new Origin(true, Optional.empty(), textColumns), reading, found);
            });
            inOrder.finish();
        }
        Refusal.check("standard input", its, true);
        its.addSource("stdin");
        reading.addAll(its);
    }

    private void readFolder(Path named, InOrder inOrder) throws IOException {
        Path folder = named.toRealPath(); // a link that the user named is followed
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparing(file -> inside(folder, file)))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw new BadInput(
                    "corpus: "
                            + OneLine.of(
                                    "folder " + folder + " has a part that cannot be read (" + unreadable.getCause()
                                            + "); change its rights or give the folders that can be read"),
                    unreadable);
        }
        String container = folder.getFileName() + "";
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                String what = inside(folder, file) + ": " + notAFile(file);
                inOrder.submit(0, (its, out) -> its.passedOver().add(Skipped.LINK, what));
            } else if (!Archives.isArchive(inside(folder, file))) {
                submit(inOrder, file, container, inside(folder, file), false);
            }
        }
        for (Path file : files) {
            String path = inside(folder, file);
            if (Files.isRegularFile(file) && Archives.isArchive(path)) {
                submit(inOrder, file, path.substring(path.lastIndexOf('/') + 1), path, false);
            }
        }
    }

    /** What something in a folder is that is neither a folder nor a file, nor a link to a file. */
    private static String notAFile(Path path) {
        if (!Files.isSymbolicLink(path)) {
            return "a pipe, a socket or a device";
        }
        return Files.isDirectory(path) ? "a link to a folder; name it to have it read" : "a link to no file";
    }

    /**
     * @param container what the file, or each entry of the archive, lies in
     * @param path place of the file inside the container; what an archive is called in messages
     */
    private void submit(InOrder inOrder, Path file, String container, String path, boolean named) throws IOException {
        if (Archives.isHidden(path) && !named) {
            inOrder.submit(0, (its, out) -> its.passedOver().add(Skipped.HIDDEN, path));
        } else if (Archives.isZip(path)) {
            readZip(inOrder, file, container, path);
        } else {
            long size = Files.size(file);
            Optional<Path> onDisk = Unpacked.isPacked(path) ? Optional.empty() : Optional.of(file);
            Origin origin = new Origin(named, onDisk, textColumns);
            long memory = onDisk.isPresent() ? size : 8 * size;
            inOrder.submit(memory, (its, out) -> {
                AtomicLong told = new AtomicLong();
                try (InputStream raw = new Told(Files.newInputStream(file), told::addAndGet, bytesRead)) {
                    if (Archives.isArchive(path)) {
                        archives.readArchive(container, "", path, raw, origin, 0, its, out);
                    } else {
                        archives.read(container, path, raw, origin, 0, its, out);
                    }
                } catch (IOException failure) {
                    its.passedOver().add(Skipped.DAMAGED, path + ": " + inWords(failure));
                }
                bytesRead.accept(Math.max(0, size - told.get()));
            });
        }
    }

    private void readZip(InOrder inOrder, Path file, String container, String path) throws IOException {
        Reading damaged = new Reading();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory() && Archives.isContent(path, entry.getName()))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            Origin origin = new Origin(false, Optional.empty(), textColumns);
            for (ZipEntry entry : entries) {
                inOrder.submit(Math.max(entry.getSize(), 0), (its, out) -> {
                    try (InputStream raw = zip.getInputStream(entry)) {
                        archives.readEntry(
                                container, entry.getName(), entry.getCompressedSize(), raw, origin, 0, its, out);
                    } catch (IOException failure) {
                        its.passedOver().add(Skipped.DAMAGED, path + "/" + entry.getName() + ": " + inWords(failure));
                    }
                    bytesRead.accept(Math.max(0, entry.getCompressedSize()));
                });
            }
            inOrder.finish(); // before the archive is closed
        } catch (IOException broken) {
            damaged.passedOver().add(Skipped.DAMAGED, path + ": " + inWords(broken));
            inOrder.submit(0, (its, out) -> its.addAll(damaged));
        }
    }

    /** What a failure to read says, in a few words. */
    static String inWords(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "its rights do not allow reading";
            case EOFException cut -> "it ends too early";
            default ->
                Objects.requireNonNullElse(
                                failure.getMessage(), failure.getClass().getSimpleName())
                        .lines()
                        .findFirst()
                        .orElse("");
        };
    }

    /** Bytes of all files that sources name, as they lie on disk; standard input counts nothing. */
    static long size(List<CorpusSource> sources) {
        return sources.stream()
                .filter(source -> !source.path().equals(CorpusSource.STANDARD_INPUT))
                .map(source -> source.path().equals(Corpus.JDK) ? BuiltInCorpus.jdkSources() : path(source.path()))
                .mapToLong(Sources::size)
                .sum();
    }

    static long size(Path path) {
        try (Stream<Path> files = Files.exists(path) ? Files.walk(path.toRealPath()) : Stream.empty()) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException unreadable) {
            return 0; // reading it will say so
        }
    }

    private static String inside(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Tells of every byte that is read. */
    private static final class Told extends FilterInputStream {
        private final LongConsumer[] listeners;

        Told(InputStream in, LongConsumer... listeners) {
            super(new BufferedInputStream(in, 1 << 16));
            this.listeners = listeners;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            tell(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            tell(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            tell(skipped);
            return skipped;
        }

        private void tell(long bytes) {
            for (LongConsumer listener : listeners) {
                listener.accept(bytes);
            }
        }
    }
}
