package dev.blueline.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The beginning of a natural text, from {@code beginnings.txt}.
 *
 * @param language such as {@code en}; {@code java} for code
 * @param text ends inside a sentence or a statement
 */
record Beginning(String language, String text) {
    static final List<Beginning> ALL = read();

    private static List<Beginning> read() {
        try (InputStream in = Beginning.class.getResourceAsStream("beginnings.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: beginnings.txt is not on its class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(" ", 2))
                    .map(parts -> new Beginning(parts[0], parts[1]))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
