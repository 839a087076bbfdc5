package dev.blueline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The studies that come with the program. */
final class Studies {
    private Studies() {}

    /** Their names, for a message. */
    static String names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".toml"))
                    .map(name -> name.substring(0, name.length() - ".toml".length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException noFolder) {
            return "none";
        }
    }
}
