package dev.blueline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Another JVM with the tests' class path, to be killed or stopped. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Starts a class's main method; its output and errors go to one file each. */
    public static Process start(Class<?> main, Path output, Path errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dblueline.home=" + System.getProperty("blueline.home", "."),
                "-cp",
                Objects.requireNonNullElse(
                        System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(Stream.of(arguments).toList());
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
    }
}
