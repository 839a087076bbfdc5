package dev.blueline.study;

import dev.blueline.cli.Refusals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Study files, output folders, and plans. */
public final class StudyRefusals {
    private static final OutputFolder.Owner OWNER = new OutputFolder.Owner("first-look", "f", "c", 1, "java");

    private StudyRefusals() {}

    public static void add(Refusals refusals) {
        files(refusals);
        Path folder = refusals.folder();
        refusals.file("out/file", "")
                .file("out/occupied/notes.txt", "mine")
                .file("out/damaged/study.json", "{")
                .call("is a file", () -> OutputFolder.of(folder.resolve("out/file/below"), OWNER))
                .call("holds files that are not", () -> OutputFolder.of(folder.resolve("out/occupied"), OWNER))
                .call("study.json", () -> OutputFolder.of(folder.resolve("out/damaged"), OWNER))
                .call("cannot be made", () -> {
                    Path late = folder.resolve("out/late");
                    try (OutputFolder output = OutputFolder.of(late, OWNER)) {
                        Files.writeString(late, "a file came first");
                        output.claim();
                        return output;
                    }
                })
                .call("is in use by another run", () -> {
                    Path used = folder.resolve("out/used");
                    try (OutputFolder first = OutputFolder.of(used, OWNER)) {
                        first.claim();
                        return OutputFolder.of(used, OWNER);
                    }
                })
                .call("cannot be locked", () -> {
                    Path locked = folder.resolve("out/locked");
                    try (OutputFolder output = OutputFolder.of(locked, OWNER)) {
                        Files.createDirectories(locked.resolve(".lock"));
                        output.claim();
                        return output;
                    }
                });
        owners(refusals, folder.resolve("out/owned"));
    }

    private static void files(Refusals refusals) {
        String study = firstLook();
        refusals.file("size.toml", study.replaceFirst("sizes = \\[\"[0-9x]*\"", "sizes = [\"64by2\""))
                .file("type.toml", study.replaceFirst("clip = [0-9.]*", "clip = \"soft\""))
                .file("range.toml", study.replaceFirst("clip = [0-9.]*", "clip = -1.0"))
                .commands("""
                        run IN/size.toml | is not of the form WIDTHxLAYERS
                        run IN/type.toml | compare studies/first-look.toml
                        run IN/range.toml | "training.clip" must be above 0
                        """)
                .call("no study file", () -> StudyFile.read(refusals.folder().resolve("none.toml")))
                .call("is not of the form", () -> Size.of("64by2"));
    }

    private static void owners(Refusals refusals, Path folder) {
        refusals.call("belongs to study", () -> again(folder, new OutputFolder.Owner("other", "f", "c", 1, "java")))
                .call("other settings", () -> again(folder, new OutputFolder.Owner("first-look", "g", "c", 1, "java")))
                .call("other text", () -> again(folder, new OutputFolder.Owner("first-look", "f", "d", 1, "java")))
                .call("--seed 1, not 2", () -> again(folder, new OutputFolder.Owner("first-look", "f", "c", 2, "java")))
                .call("--learner", () -> again(folder, new OutputFolder.Owner("first-look", "f", "c", 1, "torch")));
    }

    private static Object again(Path folder, OutputFolder.Owner owner) {
        if (Files.notExists(folder)) {
            try (OutputFolder first = OutputFolder.of(folder, OWNER)) {
                first.claim();
            }
        }
        return OutputFolder.of(folder, owner);
    }

    private static String firstLook() {
        Path file = Path.of(System.getProperty("blueline.home", ".."), "studies", "first-look.toml");
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
