package dev.blueline.ledger;

import dev.blueline.ledger.SealedFiles.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a folder knows of the files in the folders below it: a {@code checksums.jsonl} around them, whose lines name
 * {@code FOLDER/FILE}. A folder's own checksums go along when it is copied, moved, or swapped with another; these do not, so a file that
 * came from elsewhere is noticed although it matches its own checksum.
 *
 * @param folders the folder around
 */
public record FolderSeals(Path folders) {

    /** What the folder around a folder knows. */
    public static FolderSeals around(Path folder) {
        return new FolderSeals(folder.toAbsolutePath().normalize().resolveSibling(""));
    }

    /** Notes the checksums of files as they are now; earlier ones of the same names stay good. */
    public void note(List<Path> files) {
        List<Seal> found = files.stream().map(FolderSeals::seal).toList();
        synchronized (FolderSeals.class) {
            List<Seal> known = SealedFiles.seals(journal());
            journal()
                    .append(found.stream()
                            .filter(seal -> !known.contains(seal))
                            .flatMap(seal -> Stream.of(seal.line(), seal.line()))
                            .toList());
        }
    }

    /** Whether the file's content was ever noted. */
    public boolean knows(Path file) {
        return !known(file).isEmpty();
    }

    /** Whether the file is there with a content that was noted for it, or nothing was. */
    public boolean agrees(Path file) {
        List<Seal> known = known(file);
        if (known.isEmpty()) {
            return true;
        }
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return known.contains(seal(file));
    }

    /**
     * As {@link #agrees}.
     *
     * @throws DamagedFile if it does not
     */
    public void verify(Path file) {
        if (!agrees(file)) {
            throw new DamagedFile(
                    file,
                    "is not what was written there, by " + journal().file(),
                    "give the command that made it again");
        }
    }

    private static Seal seal(Path file) {
        Seal own = SealedFiles.seal(file);
        return new Seal(name(file), own.bytes(), own.sum());
    }

    private List<Seal> known(Path file) {
        String name = name(file);
        return SealedFiles.seals(journal()).stream()
                .filter(seal -> seal.file().equals(name))
                .toList();
    }

    private Journal journal() {
        return new Journal(folders.resolve(SealedFiles.CHECKSUMS));
    }

    private static String name(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        int names = whole.getNameCount();
        return names < 2 ? whole.toString() : whole.getName(names - 2) + "/" + whole.getName(names - 1);
    }
}
