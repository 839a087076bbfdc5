package dev.blueline.ledger;

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
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * An append-only file of JSON objects, one a line, each closed by a checksum: {@code {...,"crc32c":"0a1b2c3d"}}, the CRC32C of
 * the object's UTF-8 bytes without that member. An append is on disk when it returns. A kill can only tear the last
 * line: reading passes over a torn last line, appending cuts it off; a broken line before it means the file was damaged and is refused.
 */
public final class Journal {
    private static final String MEMBER = ",\"crc32c\":\"";
    private static final int SUFFIX = MEMBER.length() + 8 + 2;

    private final Path file;

    public Journal(Path file) {
        this.file = file;
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param json the object as it was appended
     */
    public record Line(int number, String json) {}

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
     * Appends several objects, synced together.
     *
     * @param objects as in {@link #append(String)}
     */
    public synchronized void append(List<String> objects) {
        if (objects.isEmpty()) {
            return;
        }
        String lines = objects.stream().map(Journal::line).collect(Collectors.joining("\n"));
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + file.getParent() + ": " + failure.getMessage(), failure);
        }
        truncateTorn();
        DurableFiles.append(file, lines);
    }

    private static String line(String json) {
        if (!json.startsWith("{\"") || !json.endsWith("}") || json.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not a non-empty JSON object on one line: " + json);
        }
        return json.substring(0, json.length() - 1) + MEMBER + checksum(json) + "\"}";
    }

    /**
     * All lines, in order, without a torn last one; the file is left as it is.
     *
     * @throws BadInput if a line other than a torn last one does not match its checksum
     */
    public synchronized List<Line> read() {
        List<Line> lines = new ArrayList<>();
        if (Files.notExists(file)) {
            return lines;
        }
        byte[] bytes = bytes();
        int whole = wholeLength(bytes);
        int start = 0;
        for (int end = 0; end < whole; end++) {
            if (bytes[end] == '\n') {
                int number = lines.size() + 1;
                String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                lines.add(new Line(number, verified(line, number)));
                start = end + 1;
            }
        }
        return lines;
    }

    /** Cuts off what follows the last line break. Everything before it was synced as a whole. */
    private void truncateTorn() {
        if (Files.notExists(file)) {
            return;
        }
        byte[] bytes = bytes();
        int whole = wholeLength(bytes);
        if (whole == bytes.length) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole);
            channel.force(true);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot truncate " + file + ": " + failure.getMessage(), failure);
        }
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

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private String verified(String line, int number) {
        int at = line.length() - SUFFIX;
        if (at > 0 && line.startsWith(MEMBER, at) && line.endsWith("\"}")) {
            String json = line.substring(0, at) + "}";
            if (line.substring(at + MEMBER.length(), line.length() - 2).equals(checksum(json))) {
                return json;
            }
        }
        throw new BadInput(
                file + " line " + number
                        + " does not match its checksum: the file was edited or damaged; restore it from a copy or delete that line");
    }

    private static String checksum(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
