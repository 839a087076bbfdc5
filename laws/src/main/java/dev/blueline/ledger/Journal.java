package dev.blueline.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * An append-only file of JSON objects, one a line, each closed by a checksum: {@code {...,"crc32c":"0a1b2c3d"}}, the CRC32C of
 * the object's UTF-8 bytes without that member. An append is on disk when it returns. A kill can only tear the last
 * line: reading passes over a torn last line, appending cuts it off; a broken line before it means the file was damaged and is refused.
 *
 * <p>A journal kept {@linkplain #twice twice} appends each line to a copy in {@code .copies} too. So lines that are damaged or cut off in
 * one of the two are found and can be {@linkplain #repair repaired}. Several processes may append to it: a lock file beside the copy
 * keeps them apart.
 */
public final class Journal {
    private static final String MEMBER = ",\"crc32c\":\"";
    private static final int SUFFIX = MEMBER.length() + 8 + 2;

    private final Path file;
    private final Optional<Path> copy;
    private boolean seenFolder;
    private long seenBytes;

    /** A journal without a copy. */
    public Journal(Path file) {
        this(file, Optional.empty());
    }

    private Journal(Path file, Optional<Path> copy) {
        this.file = file;
        this.copy = copy;
    }

    /** A journal with a copy, for what nothing else could make again. */
    public static Journal twice(Path file) {
        return new Journal(file, Optional.of(SealedFiles.copyOf(file)));
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param json the object as it was appended
     */
    public record Line(int number, String json) {}

    /** What is in a file: its sound lines in order, and the others as they are; a torn last line is in neither. */
    private record Content(List<Line> sound, List<byte[]> damaged, int firstDamaged, int whole, int length) {
        List<String> json() {
            return sound.stream().map(Line::json).toList();
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * Appends a JSON object on one line and syncs. A torn line left by a kill is cut off first, so that the new line does not
     * run into it.
     *
     * @param json a non-empty object without line breaks
     */
    public void append(String json) {
        append(List.of(json));
    }

    /**
     * Appends several objects, synced together. A missing folder is made, but not one that was there before.
     *
     * @param objects as in {@link #append(String)}
     * @throws WriteFailure if the disk does not take them, or the file or its folder went away meanwhile
     */
    public void append(List<String> objects) {
        if (!objects.isEmpty()) {
            append(lines -> objects, List::of);
        }
    }

    /**
     * Appends what is made of the lines so far. Of a journal kept twice nobody else, in this process or another, appends in between.
     *
     * @param made from all lines to the objects to append, as in {@link #append(String)}; may be empty
     * @throws DamagedFile as {@link #read}
     * @throws WriteFailure as {@link #append(List)}
     */
    public void append(Function<List<Line>, List<String>> made) {
        append(made, this::read);
    }

    private void append(Function<List<Line>, List<String>> made, Supplier<List<Line>> lines) {
        createFolder();
        alone(() -> {
            List<String> objects = made.apply(lines.get());
            if (!objects.isEmpty()) {
                write(objects);
            }
            return objects;
        });
    }

    private synchronized void write(List<String> objects) {
        String lines = objects.stream().map(Journal::line).collect(Collectors.joining("\n"));
        long before = cutTorn(file);
        if (before < seenBytes) {
            throw WriteFailure.of(file, new IOException("it was cut or taken away while this process used it"));
        }
        DurableFiles.append(file, lines);
        seenBytes = size(file);
        copy.ifPresent(second -> appendCopy(second, lines, before));
    }

    /** Of two writers at once, one may take the other's line, half written, for one that a kill tore. */
    private <T> T alone(Supplier<T> writing) {
        if (copy.isEmpty()) {
            return writing.get();
        }
        Path beside = copy.get().resolveSibling(file.getFileName() + ".lock");
        DurableFiles.createFolder(beside.resolveSibling(""));
        try (LockFile lock = LockFile.take(beside)) {
            return writing.get();
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    private void createFolder() {
        if (!seenFolder && file.getParent() != null && !Files.isDirectory(file.getParent())) {
            try {
                Files.createDirectories(file.getParent());
            } catch (IOException failure) {
                throw WriteFailure.of(file, failure);
            }
        }
        seenFolder = true;
    }

    /** A copy that does not end where the file did is left for {@link #repair}, which merges the two. */
    private void appendCopy(Path second, String lines, long before) {
        if (cutTorn(second) == before) {
            DurableFiles.append(second, lines);
        } else if (Files.notExists(second)) {
            Content content = content(file);
            if (content.damaged().isEmpty()) {
                write(second, content.json());
            }
        }
    }

    private static String line(String json) {
        if (!json.startsWith("{\"") || !json.endsWith("}") || json.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not a non-empty JSON object on one line: " + json);
        }
        return json.substring(0, json.length() - 1) + MEMBER + checksum(json.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    /**
     * All lines, in order, without a torn last one; nothing is written.
     *
     * @throws DamagedFile if a line other than a torn last one does not match its checksum, or the copy has lines that the
     *     file has lost
     */
    public synchronized List<Line> read() {
        // The copy first: an append by another process reaches it last, so what it holds by now the file must hold too.
        List<String> kept = copy.map(second -> content(second).json()).orElse(List.of());
        Content content = content(file);
        seenFolder |= file.getParent() == null || Files.isDirectory(file.getParent());
        seenBytes = content.whole();
        List<String> all = merged(content.json(), kept);
        boolean copyIsWhole = all.equals(kept);
        if (!content.damaged().isEmpty()) {
            throw new DamagedFile(
                    file,
                    "line " + content.firstDamaged() + " does not match its checksum: the file was edited or damaged",
                    remedy(copyIsWhole) + " or delete that line");
        }
        if (all.size() > content.sound().size()) {
            throw new DamagedFile(
                    file,
                    "has lost " + (all.size() - content.sound().size()) + " lines that its copy has",
                    remedy(copyIsWhole) + " or delete the copy if they were taken out on purpose");
        }
        return content.sound();
    }

    private String remedy(boolean copyIsWhole) {
        return copyIsWhole && copy.isPresent()
                ? "give the command that made it again, or copy " + copy.get() + " over it,"
                : "restore it from a copy";
    }

    /** Lines that match their checksums, whatever became of the others. */
    synchronized List<String> readSound() {
        return content(file).json();
    }

    /**
     * Mends file and copy from each other. Lines that are damaged in both are moved to {@code NAME.damaged.jsonl}, as they are.
     *
     * @return one line on each repair; empty if all was sound
     */
    public List<String> repair() {
        return Files.notExists(file) && copy.filter(Files::exists).isEmpty() ? List.of() : alone(this::mend);
    }

    private synchronized List<String> mend() {
        List<String> said = new ArrayList<>();
        Content content = content(file);
        Content second = copy.map(Journal::content).orElse(content);
        List<String> all = merged(content.json(), second.json());
        int lost = content.damaged().size();
        if (lost > 0 || all.size() > content.sound().size()) {
            boolean whole = copy.isPresent() && second.damaged().isEmpty() && all.equals(second.json());
            if (!whole) {
                setAside(content.damaged());
            }
            rewrite(all);
            said.add(file + (lost > 0 ? " had damaged lines (" + lost + ")" : " had lost lines") + "; "
                    + (whole
                            ? "restored from its copy"
                            : "they are kept aside in " + asideFile().getFileName()));
        }
        if (copy.isPresent() && !all.isEmpty() && (!second.damaged().isEmpty() || !all.equals(second.json()))) {
            write(copy.get(), all);
            if (!second.damaged().isEmpty() && said.isEmpty()) {
                said.add(copy.get() + " was damaged; made again from " + file.getFileName());
            }
        }
        return said;
    }

    /** The file of damaged lines that no copy could restore. */
    public Path asideFile() {
        return file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", "") + ".damaged.jsonl");
    }

    private void setAside(List<byte[]> damaged) {
        for (byte[] line : damaged) {
            DurableFiles.append(asideFile(), new String(line, StandardCharsets.UTF_8));
        }
    }

    /** Replaces all lines. */
    synchronized void rewrite(List<String> objects) {
        write(file, objects);
        seenBytes = size(file);
    }

    private static void write(Path file, List<String> objects) {
        byte[] bytes = objects.stream()
                .map(json -> line(json) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        DurableFiles.replace(file, DurableFiles.bytes(bytes), written -> {});
    }

    /** The sequence of which both are parts in order. */
    private static List<String> merged(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>();
        int at = 0;
        for (String line : b) {
            int here = a.subList(at, a.size()).indexOf(line);
            if (here < 0) {
                all.add(line);
            } else {
                all.addAll(a.subList(at, at + here + 1));
                at += here + 1;
            }
        }
        all.addAll(a.subList(at, a.size()));
        return all;
    }

    private static Content content(Path file) {
        if (Files.notExists(file)) {
            return new Content(List.of(), List.of(), 0, 0, 0);
        }
        byte[] bytes = bytes(file);
        int whole = wholeLength(bytes);
        List<Line> sound = new ArrayList<>();
        List<byte[]> damaged = new ArrayList<>();
        int firstDamaged = 0;
        int number = 0;
        int start = 0;
        for (int end = 0; end < whole; end++) {
            if (bytes[end] == '\n') {
                number++;
                byte[] line = Arrays.copyOfRange(bytes, start, end);
                Optional<String> json = verified(line);
                if (json.isPresent()) {
                    sound.add(new Line(number, json.get()));
                } else {
                    damaged.add(line);
                    firstDamaged = firstDamaged == 0 ? number : firstDamaged;
                }
                start = end + 1;
            }
        }
        return new Content(sound, damaged, firstDamaged, whole, bytes.length);
    }

    /** Cuts off what follows the last line break, and returns the length. Everything before it was synced as a whole. */
    private static long cutTorn(Path file) {
        if (Files.notExists(file)) {
            return 0;
        }
        byte[] bytes = bytes(file);
        int whole = wholeLength(bytes);
        if (whole < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
                channel.force(true);
            } catch (IOException failure) {
                throw WriteFailure.of(file, failure);
            }
        }
        return whole;
    }

    /** Length up to the last whole line. */
    private static int wholeLength(byte[] bytes) {
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        // a crash of the machine may leave a last line of the right length but with unwritten blocks
        if (whole == bytes.length && whole > 0) {
            int start = whole - 1;
            while (start > 0 && bytes[start - 1] != '\n') {
                start--;
            }
            byte[] last = Arrays.copyOfRange(bytes, start, whole - 1);
            for (byte value : last) {
                if (value == 0) {
                    whole = start;
                    break;
                }
            }
        }
        return whole;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    /** The object of a line that matches its checksum, which is that of its bytes. */
    private static Optional<String> verified(byte[] line) {
        int at = line.length - SUFFIX;
        if (at <= 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream object = new ByteArrayOutputStream(line.length);
        object.write(line, 0, at);
        object.write('}');
        String suffix = MEMBER + checksum(object.toByteArray()) + "\"}";
        byte[] expected = suffix.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(expected, Arrays.copyOfRange(line, at, line.length))
                ? Optional.of(object.toString(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String checksum(byte[] object) {
        CRC32C crc = new CRC32C();
        crc.update(object);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
