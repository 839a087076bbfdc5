package dev.blueline.testtime;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Journal;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A folder of pools: {@code settings.json} says what they were drawn with, {@code pools.jsonl} holds them part by part. */
public final class PoolFolder {
    private static final String SETTINGS = "settings.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonMapper INDENTED =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path path;
    private final Journal journal;

    public PoolFolder(Path path) {
        this.path = path;
        journal = new Journal(path.resolve("pools.jsonl"));
    }

    public Path path() {
        return path;
    }

    /**
     * Makes the folder that of these settings, or finds that it is.
     *
     * @param settings what decides the responses, by the option's name
     * @throws BadInput if it was made with others, or holds something else
     */
    public void claim(Map<String, String> settings) {
        Map<String, String> before = settings();
        if (before.isEmpty()) {
            requireEmpty();
            try {
                Files.createDirectories(path);
            } catch (IOException failure) {
                throw WriteFailure.of(path, failure);
            }
            SealedFiles.write(path.resolve(SETTINGS), INDENTED.writeValueAsBytes(settings));
            return;
        }
        settings.forEach((option, value) -> {
            String other = before.getOrDefault(option, "");
            if (!other.equals(value)) {
                throw new BadInput("the pools in " + path + " were drawn with another " + option + " (" + other
                        + ", not " + value + "); give the same again to go on with them, or another --out");
            }
        });
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Path file = path.resolve(SETTINGS);
        if (Files.exists(file) && SealedFiles.isSound(file)) {
            try {
                JSON.readTree(SealedFiles.read(file))
                        .properties()
                        .forEach(entry ->
                                settings.put(entry.getKey(), entry.getValue().asString()));
            } catch (JacksonException foreign) {
                settings.clear();
            }
        }
        return settings.containsKey("pools of") ? settings : Map.of();
    }

    private void requireEmpty() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.anyMatch(entry -> !entry.getFileName().toString().startsWith("."))) {
                throw new BadInput("output folder " + path + " holds files that are not of think; give another --out");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + path + ": " + failure.getMessage(), failure);
        }
    }

    List<PoolPart> parts() {
        return journal.read().stream()
                .map(line -> JSON.readValue(line.json(), PoolPart.class))
                .toList();
    }

    void add(PoolPart part) {
        journal.append(JSON.writeValueAsString(part));
    }
}
