package dev.blueline.logs;

import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Origin;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Identities of imported runs: from content, so that the same file twice is the same run wherever it lies. */
final class FileHash {
    private FileHash() {}

    /** SHA-256 of a file; of several, of their names and hashes. */
    static String of(List<Path> files) {
        if (files.size() == 1) {
            return of(files.getFirst());
        }
        return Fingerprint.of(
                files.stream().map(file -> file.getFileName() + " " + of(file)).collect(Collectors.joining("\n")));
    }

    private static String of(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(JsonText.bytes(file)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    /**
     * Identity of a run, 16 hexadecimal digits.
     *
     * @param place name of the run in its file, and row or step if the file holds several of it
     */
    static String id(Origin origin, String place) {
        return Fingerprint.of(origin.format() + "\n" + origin.sha256() + "\n" + place)
                .substring(0, 16);
    }
}
