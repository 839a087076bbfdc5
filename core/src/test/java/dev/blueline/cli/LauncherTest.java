package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of nothing, with a JDK and a Maven that only say what they were asked. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    @TempDir
    Path folder;

    private Path checkout;
    private Path jdk;
    private Path tools;

    @BeforeEach
    void aCheckoutOfNothing() throws IOException {
        checkout = folder.resolve("my checkout");
        for (String module : List.of("laws", "core")) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.copy(
                Path.of(System.getProperty("blueline.home", "..")).resolve("blueline"), checkout.resolve("blueline"));
        jdk = folder.resolve("jdk");
        program(jdk.resolve("bin/javac"), "");
        program(jdk.resolve("bin/java"), "echo ran \"$@\"");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        tools = folder.resolve("tools");
        program(tools.resolve("mvn"), """
                echo built >>"$COUNT"
                sleep ${TAKES:-0}
                [ -z "${FAILS:-}" ] || { echo "[ERROR] no such artifact"; exit 1; }
                while [ "$1" != -f ]; do shift; done
                cd "${2%/pom.xml}"
                mkdir -p core/target/corpus && touch core/target/blueline.jar
                """);
    }

    @Test
    void it_builds_once_and_runs_from_any_folder_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("bl"), checkout.resolve("blueline"));
        Said first = start(link, Map.of(), "fit", "a b.csv").end();
        assertThat(first.code).as(first.error).isZero();
        assertThat(first.output).contains("-Dblueline.home=" + checkout.toRealPath(), "fit a b.csv");
        start(link, Map.of(), "fit").end();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void of_two_at_once_one_builds_and_both_run() throws Exception {
        Path launcher = checkout.resolve("blueline");
        Started one = start(launcher, Map.of("TAKES", "1"), "fit");
        Started two = start(launcher, Map.of("TAKES", "1"), "fit");
        assertThat(one.end().code + two.end().code).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void what_a_broken_off_build_left_is_not_used() throws Exception {
        Path launcher = checkout.resolve("blueline");
        Started first = start(launcher, Map.of("TAKES", "20"), "fit");
        while (builds() == 0) {
            Thread.sleep(20);
        }
        // half of a jar, as the build would have left it
        Files.createDirectories(checkout.resolve("core/target/corpus"));
        Files.writeString(checkout.resolve("core/target/blueline.jar"), "half");
        first.process.descendants().forEach(ProcessHandle::destroyForcibly);
        first.process.destroyForcibly();
        first.end();
        assertThat(start(launcher, Map.of(), "fit").end().code).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void a_failed_build_is_a_line_and_not_taken_for_done() throws Exception {
        Path launcher = checkout.resolve("blueline");
        Said failed = start(launcher, Map.of("FAILS", "1"), "fit").end();
        assertThat(failed.code).isEqualTo(1);
        assertThat(failed.error).contains("no such artifact", "the build failed");
        assertThat(start(launcher, Map.of(), "fit").end().code).isZero();
    }

    @Test
    void without_maven_or_a_jdk_it_says_what_to_install() throws Exception {
        Files.delete(tools.resolve("mvn"));
        for (String name : List.of("bash", "sed", "readlink", "dirname", "mkdir", "find")) {
            Path found = List.of("/usr/bin/", "/bin/").stream()
                    .map(place -> Path.of(place + name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(tools.resolve(name), found);
        }
        Said maven = start(checkout.resolve("blueline"), Map.of("PATH", tools + ""), "fit")
                .end();
        assertThat(maven.code).isEqualTo(2);
        assertThat(maven.error).isEqualTo("blueline: Maven (mvn) is needed to build; install it\n");

        Said java = start(checkout.resolve("blueline"), Map.of("BLUELINE_JAVA_HOME", "/nowhere"), "fit")
                .end();
        assertThat(java.code).isEqualTo(2);
        assertThat(java.error.lines())
                .singleElement()
                .asString()
                .contains("BLUELINE_JAVA_HOME is /nowhere, which is no JDK 25 or newer");
    }

    private record Said(int code, String output, String error) {}

    private record Started(Process process, Path output, Path error) {
        Said end() throws IOException, InterruptedException {
            int code = process.waitFor();
            return new Said(code, Files.readString(output), Files.readString(error));
        }
    }

    private Started start(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "out", "");
        Path error = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        builder.environment().put("COUNT", folder.resolve("count").toString());
        builder.environment().put("BLUELINE_JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return new Started(builder.start(), output, error);
    }

    private long builds() throws IOException {
        Path count = folder.resolve("count");
        return Files.exists(count) ? Files.readAllLines(count).size() : 0;
    }

    private static void program(Path file, String lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ("#!/bin/sh\n" + lines + "\n").getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
