package dev.blueline.corpus;

import dev.blueline.corpus.Reading.Outcome;
import dev.blueline.ledger.BadInput;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Opens what the user named (files, folders, {@code .gz}, {@code .zip}, {@code .jar}) and hands each file inside to the
 * first reader that accepts it. Files are read in parallel; their documents are handed on in the order of the files' paths.
 */
final class Sources {
    private static final long LARGEST = 512L << 20;

    private final List<CorpusReader> readers;
    private final Consumer<Document> documents;
    private final Reading reading = new Reading();

    /**
     * @param documents takes each document as it is found, from one thread, in an order that depends on the sources alone
     */
    Sources(List<CorpusReader> readers, Consumer<Document> documents) {
        this.readers = readers;
        this.documents = documents;
    }

    Reading reading() {
        return reading;
    }

    /** Reads one path; one that is missing, empty, binary or without any text is the user's mistake. */
    void read(Path path) {
        if (!Files.exists(path)) {
            throw new BadInput("corpus: " + path + " does not exist; check the path");
        }
        if (!Files.isReadable(path)) {
            throw new BadInput("corpus: " + path + " cannot be read; check its permissions");
        }
        long before = reading.files();
        try {
            if (Files.isDirectory(path)) {
                readFolder(path);
            } else if (isArchive(path.getFileName().toString())) {
                readArchive(path);
            } else {
                readFile(path);
            }
        } catch (ZipException broken) {
            throw new BadInput("corpus: " + path + " is damaged (" + broken.getMessage() + "); get it again", broken);
        } catch (IOException failure) {
            throw new BadInput("corpus: " + path + " cannot be read (" + failure.getMessage() + ")", failure);
        }
        if (reading.files() == before) {
            throw new BadInput("corpus: " + path + " holds no readable text; give .txt, .md, .java or other text files,"
                    + " or .gz, .zip or .jar files of them");
        }
        reading.addSource(
                path.getFileName() == null
                        ? path.toString()
                        : path.getFileName().toString());
    }

    private void readFile(Path path) throws IOException {
        long size = Files.size(path);
        if (size == 0) {
            throw new BadInput("corpus: " + path + " is empty; leave it out or give another file");
        }
        if (size > LARGEST) {
            throw new BadInput("corpus: " + path + " is larger than 512 MB; split it into smaller files");
        }
        String name = path.getFileName().toString();
        Outcome outcome = outcome(name, name, Files.readAllBytes(path), true);
        if (outcome.equals(new Outcome.PassedOver(Skipped.BINARY))) {
            throw new BadInput("corpus: " + path + " is not text: it holds NUL bytes or is mostly not UTF-8;"
                    + " convert it to UTF-8 text");
        }
        if (outcome.equals(new Outcome.PassedOver(Skipped.TOO_LARGE))) {
            throw new BadInput("corpus: " + path + " unpacks to more than 512 MB; split it into smaller files");
        }
        take(outcome);
    }

    private void readFolder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> inside(folder, file)))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw new BadInput(
                    "corpus: folder " + folder + " has a part that cannot be read (" + unreadable.getCause()
                            + "); change its rights or give the folders that can be read",
                    unreadable);
        }
        String container = folder.toAbsolutePath().normalize().getFileName() + "";
        collect(files.parallelStream().map(file -> {
            String path = inside(folder, file);
            return attempt(
                    path,
                    () -> Files.size(file) > LARGEST
                            ? new Outcome.PassedOver(Skipped.TOO_LARGE)
                            : outcome(container, path, Files.readAllBytes(file), false));
        }));
        for (Path file : files) {
            String path = inside(folder, file);
            if (isArchive(path) && !isHidden(path)) {
                readArchive(file);
            }
        }
    }

    private void readArchive(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/"))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            String container = path.getFileName().toString();
            collect(entries.parallelStream()
                    .map(entry -> attempt(entry.getName(), () -> {
                        try (InputStream in = zip.getInputStream(entry)) {
                            return outcome(container, entry.getName(), in.readNBytes((int) LARGEST + 1), false);
                        }
                    })));
        }
    }

    private void collect(Stream<Outcome> outcomes) {
        outcomes.toList().forEach(this::take);
    }

    private void take(Outcome outcome) {
        reading.add(outcome);
        switch (outcome) {
            case Outcome.Read read -> read.documents().forEach(documents);
            case Outcome.PassedOver passedOver -> {}
        }
    }

    @FunctionalInterface
    private interface Attempt {
        Outcome make() throws IOException;
    }

    /** A file inside a folder or an archive; names are looked at before the bytes are fetched. */
    private Outcome attempt(String path, Attempt attempt) {
        if (isHidden(path)) {
            return new Outcome.PassedOver(Skipped.HIDDEN);
        }
        SourceFile file = new SourceFile("", withoutGz(path), new byte[0], false);
        if (readers.stream().noneMatch(reader -> reader.accepts(file))) {
            return new Outcome.PassedOver(Skipped.OTHER_KIND);
        }
        try {
            return attempt.make();
        } catch (IOException failure) {
            throw new BadInput("corpus: " + path + " cannot be read (" + failure.getMessage() + ")", failure);
        }
    }

    private Outcome outcome(String container, String path, byte[] raw, boolean named) throws IOException {
        boolean packed = path.toLowerCase(Locale.ROOT).endsWith(".gz");
        byte[] bytes = packed ? unpack(raw) : raw;
        if (bytes.length > LARGEST) {
            return new Outcome.PassedOver(Skipped.TOO_LARGE);
        }
        SourceFile file = new SourceFile(container, packed ? withoutGz(path) : path, bytes, named);
        for (CorpusReader reader : readers) {
            if (reader.accepts(file)) {
                try {
                    List<Document> found = new ArrayList<>();
                    reader.read(file, found::add);
                    return found.isEmpty()
                            ? new Outcome.PassedOver(Skipped.NOTHING_TO_KEEP)
                            : new Outcome.Read(found, file.repaired());
                } catch (CharacterCodingException notText) {
                    return new Outcome.PassedOver(Skipped.BINARY);
                }
            }
        }
        return new Outcome.PassedOver(Skipped.OTHER_KIND);
    }

    private static byte[] unpack(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes((int) LARGEST + 1);
        } catch (EOFException cut) {
            ZipException broken = new ZipException("it ends too early");
            broken.initCause(cut);
            throw broken;
        }
    }

    private static String withoutGz(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
    }

    private static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".zip") || lower.endsWith(".jar");
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private static String inside(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
