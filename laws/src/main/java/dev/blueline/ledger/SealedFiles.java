package dev.blueline.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole files with checksums. {@code checksums.jsonl} in the same folder holds a line for every content that a file of the folder
 * was given: name, length, CRC32C; it stands there twice, so that damage to one line does no harm. The line is on disk before the content gets the file's name, so at any instant the
 * file matches one of its lines, and one that matches none is damaged. The files themselves stay as other programs expect
 * them, and a folder that is copied elsewhere takes its checksums along.
 *
 * <p>A folder without {@code checksums.jsonl} was made by another program or an early version: its files are taken as they are,
 * unless second copies beside it show that it had one.
 *
 * <p>What nothing else could make again is written twice: the second copy, in {@code .copies}, has checksums of its own.
 */
public final class SealedFiles {
    /** Name of the file with the checksums. */
    public static final String CHECKSUMS = "checksums.jsonl";
    /** Folder of second copies, beside the files. */
    public static final String COPIES = ".copies";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REMEDY = "give the command that made it again";
    private static final int MOST_LINES = 2000;
    private static final int KEPT_A_FILE = 8;

    private SealedFiles() {}

    /** Length and CRC32C of a file's content. */
    record Seal(String file, long bytes, String sum) {
        String line() {
            return JSON.writeValueAsString(this);
        }
    }

    /**
     * Replaces the file's content and notes its checksum; a reader sees the old or the new whole. The folder must be there.
     *
     * @throws WriteFailure if the disk does not take it, or the folder is gone
     */
    public static void write(Path file, byte[] bytes) {
        write(file, DurableFiles.bytes(bytes));
    }

    /** As {@link #write(Path, byte[])}, in UTF-8. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** As {@link #write(Path, byte[])}, in as many pieces as the content likes. */
    public static void write(Path file, DurableFiles.Content content) {
        DurableFiles.replace(file, content, written -> note(file, seal(file, written)));
    }

    private static synchronized void note(Path file, Seal seal) {
        Journal journal = journal(file);
        List<Seal> seals = seals(journal);
        List<Seal> own =
                seals.stream().filter(s -> s.file().equals(seal.file())).toList();
        if (!own.isEmpty() && own.getLast().equals(seal)) {
            return;
        }
        if (seals.size() > MOST_LINES) {
            journal.rewrite(latest(seals).stream().map(Seal::line).toList());
        }
        journal.append(List.of(seal.line(), seal.line()));
    }

    private static List<Seal> latest(List<Seal> seals) {
        List<Seal> kept = new ArrayList<>();
        for (Seal seal : seals.reversed()) {
            if (kept.stream().filter(s -> s.file().equals(seal.file())).count() < KEPT_A_FILE) {
                kept.add(seal);
            }
        }
        return kept.reversed();
    }

    /**
     * The file's content.
     *
     * @throws DamagedFile if it is not what was written
     */
    public static byte[] read(Path file) {
        verify(file);
        return bytes(file);
    }

    /**
     * Reads the file once to see that it is what was written.
     *
     * @throws DamagedFile if it is not
     */
    public static void verify(Path file) {
        Optional<String> wrong = wrong(file);
        if (wrong.isPresent()) {
            throw new DamagedFile(file, wrong.get(), REMEDY);
        }
    }

    /** Whether the file is there and is what was written. */
    public static boolean isSound(Path file) {
        return Files.isRegularFile(file) && wrong(file).isEmpty();
    }

    /** Whether checksums say anything on this file: not for one that a user put there, or of an early version. */
    public static boolean isSealed(Path file) {
        return Files.exists(journal(file).file())
                && seals(journal(file)).stream().anyMatch(seal -> seal.file().equals(name(file)));
    }

    /**
     * The first file of a folder, in the order of names, that is not what was written: damaged, missing, or without a checksum.
     * Nothing if all are as they should be.
     */
    public static Optional<Path> firstDamaged(Path folder) {
        Path checksums = folder.resolve(CHECKSUMS);
        if (Files.notExists(checksums)) {
            return Optional.of(checksums);
        }
        TreeSet<Path> files = new TreeSet<>();
        seals(new Journal(checksums)).forEach(seal -> files.add(folder.resolve(seal.file())));
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(checksums) && !name(file).endsWith(".tmp"))
                    .forEach(files::add);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + folder + ": " + failure.getMessage(), failure);
        }
        return files.stream().filter(file -> !isSound(file)).findFirst();
    }

    /**
     * As {@link #verify}, but a file without checksum passes: for files that a user may bring.
     *
     * @throws DamagedFile if it has one and does not match it
     */
    public static void verifyIfSealed(Path file) {
        if (isSealed(file)) {
            verify(file);
        }
    }

    /** Gives every file of a folder from before there were checksums the checksum that it has now. */
    public static void adopt(Path folder) {
        if (Files.exists(folder.resolve(CHECKSUMS)) || Files.exists(folder.resolve(COPIES))) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            new Journal(folder.resolve(CHECKSUMS))
                    .append(all.filter(Files::isRegularFile)
                            .filter(file -> !name(file).matches("\\..*|.*\\.(jsonl|tmp)"))
                            .map(file -> seal(file).line())
                            .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private static Optional<String> wrong(Path file) {
        Journal journal = journal(file);
        if (Files.notExists(journal.file())) {
            return hadChecksums(file)
                    ? Optional.of("cannot be checked: " + CHECKSUMS + " beside it is missing")
                    : Optional.empty();
        }
        if (Files.notExists(file)) {
            return Optional.of("is missing");
        }
        List<Seal> seals = seals(journal).stream()
                .filter(seal -> seal.file().equals(name(file)))
                .toList();
        if (seals.isEmpty()) {
            return Optional.of("cannot be checked: " + CHECKSUMS + " beside it has no sound line for it");
        }
        Seal found = seal(file);
        return seals.contains(found)
                ? Optional.empty()
                : Optional.of("is damaged: its " + found.bytes() + " bytes do not match its checksum");
    }

    /** Whether a folder that has no checksums had some: there are second copies, which are written with them only. */
    private static boolean hadChecksums(Path file) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        return folder.endsWith(COPIES)
                || hasCopy(file)
                || Files.exists(file.resolveSibling(COPIES).resolve(CHECKSUMS));
    }

    static List<Seal> seals(Journal journal) {
        List<Seal> seals = new ArrayList<>();
        for (String line : journal.readSound()) {
            try {
                JsonNode node = JSON.readTree(line);
                seals.add(new Seal(
                        node.path("file").asString(""),
                        node.path("bytes").asLong(-1),
                        node.path("sum").asString("")));
            } catch (JacksonException foreign) {
                // a sound line of a later version
            }
        }
        return seals;
    }

    private static Journal journal(Path file) {
        return new Journal(file.resolveSibling(CHECKSUMS));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    static Seal seal(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return seal(file, channel);
        } catch (IOException failure) {
            throw new BadInput(
                    file + ": cannot be read (" + WriteFailure.reason(failure) + "); check the path", failure);
        }
    }

    private static Seal seal(Path file, FileChannel content) throws IOException {
        CRC32C crc = new CRC32C();
        long bytes = 0;
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 16);
        content.position(0);
        while (content.read(block.clear()) > 0) {
            bytes += block.flip().remaining();
            crc.update(block);
        }
        return new Seal(name(file), bytes, HexFormat.of().toHexDigits((int) crc.getValue()));
    }

    /** As {@link #write(Path, byte[])}, with a second copy. */
    public static void writeTwice(Path file, byte[] bytes) {
        write(file, bytes);
        Path copy = copyOf(file);
        DurableFiles.createFolder(copy.resolveSibling(""));
        write(copy, bytes);
    }

    /**
     * A file written twice, or nothing if there is none. A damaged or missing one is restored from the other, which is said.
     *
     * @param remedy what to do if neither is sound
     * @param says hears one line on each repair
     * @throws DamagedFile if neither is sound
     */
    public static Optional<byte[]> readTwice(Path file, String remedy, Consumer<String> says) {
        Path copy = copyOf(file);
        boolean thereIsOne = Files.exists(file);
        boolean thereAreTwo = Files.exists(copy);
        if (isSound(file)) {
            byte[] bytes = read(file);
            if (!isSound(copy) || !Arrays.equals(read(copy), bytes)) {
                if (thereAreTwo && !isSound(copy)) {
                    says.accept(copy + " was damaged; made again from " + file.getFileName());
                }
                writeTwice(file, bytes);
            }
            return Optional.of(bytes);
        }
        if (thereAreTwo && isSound(copy)) {
            byte[] bytes = read(copy);
            String wrong = thereIsOne ? wrongInWords(file, bytes) : " was missing; restored from its copy";
            write(file, bytes);
            says.accept(file + wrong);
            return Optional.of(bytes);
        }
        if (thereIsOne && thereAreTwo && !isSealed(file) && !isSealed(copy)) {
            byte[] bytes = bytes(file);
            if (Arrays.equals(bytes, bytes(copy))) {
                writeTwice(file, bytes);
                says.accept(file + " and its copy had both lost their checksums; they are the same, so both stand");
                return Optional.of(bytes);
            }
        }
        if (thereIsOne) {
            throw new DamagedFile(file, "is damaged, and so is its copy", remedy);
        }
        return Optional.empty();
    }

    private static String wrongInWords(Path file, byte[] copy) {
        if (isSealed(file)) {
            return " was damaged; restored from its copy";
        }
        return " could not be checked, as " + CHECKSUMS + " beside it "
                + (Files.exists(journal(file).file()) ? "has no sound line for it" : "is missing") + "; "
                + (Arrays.equals(bytes(file), copy)
                        ? "it is the same as its copy"
                        : "it differed from its copy and was restored from it");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    /** Whether there is a second copy of the file. */
    public static boolean hasCopy(Path file) {
        return Files.exists(copyOf(file));
    }

    static Path copyOf(Path file) {
        return file.resolveSibling(COPIES).resolve(name(file));
    }
}
