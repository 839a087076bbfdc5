package dev.blueline.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How far a trunk is on disk. */
public final class LatestCheckpoint {
    private LatestCheckpoint() {}

    /**
     * Steps of the furthest checkpoint.
     *
     * @param trunk folder of the trunk
     */
    public static OptionalLong steps(Path trunk) {
        try (Stream<Path> files = Files.list(trunk)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-state.json"))
                    .flatMapToLong(LatestCheckpoint::step)
                    .max();
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }

    private static LongStream step(Path state) {
        try {
            return LongStream.of(
                    JsonMapper.shared().readTree(state.toFile()).path("step").asLong());
        } catch (JacksonException replacedMeanwhile) {
            return LongStream.empty();
        }
    }
}
