package dev.blueline.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The closed classes of a language, from {@code languages.txt}: words and inflections that hardly any text of it does without.
 *
 * @param language such as {@code en}; {@code java} for code
 * @param functionWords articles, pronouns, prepositions, conjunctions, auxiliaries; keywords of Java; in lower case
 * @param endings inflections
 */
public record ClosedClasses(String language, Set<String> functionWords, Set<String> endings) {
    private static final List<ClosedClasses> ALL = read();

    /** All languages that are known, English first, Java last. */
    public static List<ClosedClasses> all() {
        return ALL;
    }

    private static List<ClosedClasses> read() {
        List<ClosedClasses> languages = new ArrayList<>();
        try (InputStream in = ClosedClasses.class.getResourceAsStream("languages.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: languages.txt is not on its class path");
            }
            String name = "";
            Set<String> words = Set.of();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                List<String> parts = List.of(line.strip().split("\\s+", -1));
                Set<String> rest = new HashSet<>(parts.subList(1, parts.size()));
                if (parts.getFirst().equals("endings")) {
                    languages.add(new ClosedClasses(
                            name, Collections.unmodifiableSet(words), Collections.unmodifiableSet(rest)));
                } else {
                    name = parts.getFirst();
                    words = rest;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return List.copyOf(languages);
    }
}
