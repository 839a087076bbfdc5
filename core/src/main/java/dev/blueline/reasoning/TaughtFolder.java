package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a model that learns to reason: {@code settings.json}, written first, says from what it is made; saved states while it is
 * trained; at the end the model as in every run's folder, and {@code run.json} last.
 */
record TaughtFolder(Path path) {
    private static final String SETTINGS = "settings.json";
    private static final String RUN = "run.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Path states() {
        return path.resolve("training");
    }

    /**
     * Makes the folder that of these settings, or finds that it is.
     *
     * @param settings what decides the figures, by the option's name
     * @param mayGrow options that may be given anew with a larger number
     * @return settings of before, where the folder was made with the same
     * @throws BadInput if it was made with others
     */
    Map<String, String> claim(Map<String, String> settings, String... mayGrow) {
        Optional<Map<String, String>> before = settings();
        if (before.isEmpty()) {
            requireEmpty();
            SealedFiles.write(path.resolve(SETTINGS), JSON.writeValueAsBytes(settings));
            return settings;
        }
        Map<String, String> grown = new LinkedHashMap<>(before.get());
        settings.forEach((option, value) -> {
            String other = before.get().getOrDefault(option, "");
            if (List.of(mayGrow).contains(option) && isLarger(value, other)) {
                grown.put(option, value);
            } else if (!other.equals(value)) {
                throw new BadInput("output folder " + path + " was made with another " + option + " (" + other
                        + ", not " + value + "); give the same again to go on with it, or another --out");
            }
        });
        if (!grown.equals(before.get())) {
            note(grown);
        }
        return grown;
    }

    private static boolean isLarger(String value, String other) {
        return !value.isEmpty() && !other.isEmpty() && Double.parseDouble(value) > Double.parseDouble(other);
    }

    /** Whether somebody has begun here. */
    boolean claimed() {
        return settings().isPresent();
    }

    private void requireEmpty() {
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.anyMatch(entry -> !entry.getFileName().toString().startsWith("."))) {
                throw new BadInput("output folder " + path
                        + " holds files that are not of train --task or reason; give another --out");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + path + ": " + failure.getMessage(), failure);
        }
    }

    /** A finished run goes on with its optimizer at rest, as those of studies do. */
    void forgetOptimizer() {
        try {
            Files.deleteIfExists(path.resolve("optimizer.safetensors"));
        } catch (IOException failure) {
            throw WriteFailure.of(path, failure);
        }
    }

    /** Notes what was found out at the start, so that going on does not ask again. */
    void note(Map<String, String> settings) {
        SealedFiles.write(path.resolve(SETTINGS), JSON.writeValueAsBytes(settings));
    }

    private Optional<Map<String, String>> settings() {
        Path file = path.resolve(SETTINGS);
        if (!SealedFiles.isSound(file)) {
            return Optional.empty();
        }
        try {
            Map<String, String> settings = new LinkedHashMap<>();
            JSON.readTree(SealedFiles.read(file))
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asString()));
            return Optional.of(settings);
        } catch (JacksonException foreign) {
            return Optional.empty();
        }
    }

    Optional<Ledger.Entry> finished() {
        Path file = path.resolve(RUN);
        return Files.exists(file) && SealedFiles.isSound(file)
                ? Optional.of(JSON.readValue(SealedFiles.read(file), Ledger.Entry.class))
                : Optional.empty();
    }

    /** Last of all, since this file says that the folder is whole. */
    void finish(Ledger.Entry entry) {
        SealedFiles.write(path.resolve(RUN), JSON.writeValueAsBytes(entry));
    }

    void teaching(Teaching teaching) {
        SealedFiles.write(path.resolve(Teaching.FILE), JSON.writeValueAsBytes(teaching));
    }

    /** What the model in a folder was taught, if it says so. */
    static Optional<Teaching> teaching(Path folder) {
        Path file = folder.resolve(Teaching.FILE);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(SealedFiles.read(file), Teaching.class))
                : Optional.empty();
    }
}
