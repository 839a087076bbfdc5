package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The studies that come with the program. */
final class Studies {
    private Studies() {}

    /**
     * The file of a study: the file named, or one of that name in {@code studies/}.
     *
     * @throws BadInput if there is neither
     */
    static Path file(String study) {
        Path given = Path.of(study);
        if (Files.isRegularFile(given)) {
            return given;
        }
        Path home = Path.of(System.getProperty("blueline.home", "."));
        Path named = home.resolve("studies").resolve(study.endsWith(".toml") ? study : study + ".toml");
        if (Files.isRegularFile(named)) {
            return named;
        }
        throw new BadInput("there is no study \"" + study + "\": neither a file nor in studies/, which has "
                + names(home.resolve("studies")));
    }

    private static String names(Path folder) {
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
