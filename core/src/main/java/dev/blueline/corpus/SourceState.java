package dev.blueline.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** How files stand: whether they changed is seen by names, lengths and times of change, without reading them. */
final class SourceState {
    private SourceState() {}

    /** Hash of all names, lengths and times; the same however a path is written. */
    static String of(List<Path> paths) {
        MessageDigest digest = TextHash.sha256();
        for (Path path : paths) {
            try {
                Path real = path.toRealPath();
                // a single file's own name is part of the text, a folder's is not
                TextHash.add(
                        digest,
                        (Files.isDirectory(real)
                                        ? real
                                        : path.toAbsolutePath().normalize().getFileName()) + "");
                try (Stream<Path> files = Files.walk(real)) {
                    files.filter(Files::isRegularFile).sorted().forEach(file -> add(digest, file));
                }
            } catch (IOException | UncheckedIOException unreadable) {
                TextHash.add(digest, "unreadable");
            }
        }
        return TextHash.hex(digest);
    }

    private static void add(MessageDigest digest, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            digest.update((file + "\n" + attributes.size() + "\n" + attributes.lastModifiedTime() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
