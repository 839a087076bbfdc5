package dev.blueline.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A language by its closed classes: function words and inflections, from {@code languages.txt}. Java counts as one.
 *
 * @param name such as {@code en}; {@code java} for code
 * @param functionWords articles, pronouns, prepositions, conjunctions, auxiliaries; keywords of Java; in lower case
 * @param endings inflections
 */
record TextLanguage(String name, Set<String> functionWords, Set<String> endings) {
    /** Characters looked at to tell the language. */
    private static final int LOOKED_AT = 4_000;

    private static final List<TextLanguage> ALL = read();

    /** Whether it is a programming language. */
    boolean code() {
        return name.equals("java");
    }

    /** The language of its comments and strings: English for code. */
    TextLanguage ofProse() {
        return code() ? ALL.getFirst() : this;
    }

    /** Whether common nouns are written with a capital. */
    boolean capitalNouns() {
        return name.equals("de");
    }

    /** The language whose function words make up most of the beginning of a text; English where none does. Code is told by its line ends. */
    static TextLanguage of(String text) {
        String beginning = text.substring(0, Math.min(LOOKED_AT, text.length()));
        if (codeLines(beginning)) {
            return ALL.getLast();
        }
        int[] hits = new int[ALL.size() - 1];
        for (int at = 0; at < beginning.length(); ) {
            if (!Character.isLetter(beginning.charAt(at))) {
                at++;
                continue;
            }
            int end = WordShape.end(beginning, at);
            String word = beginning.substring(at, end).toLowerCase(Locale.ROOT);
            for (int i = 0; i < hits.length; i++) {
                hits[i] += ALL.get(i).functionWords.contains(word) ? 1 : 0;
            }
            at = end;
        }
        int best = 0;
        for (int i = 1; i < hits.length; i++) {
            best = hits[i] > hits[best] ? i : best;
        }
        return ALL.get(best);
    }

    /** Code is what has a line in five, and at least one, that ends in a semicolon or a brace. */
    private static boolean codeLines(String text) {
        int lines = 0;
        int ended = 0;
        char last = '\n';
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '\n' : text.charAt(i);
            if (c == '\n' && last != '\n') {
                lines++;
                ended += last == ';' || last == '{' || last == '}' ? 1 : 0;
                last = '\n';
            } else if (!Character.isWhitespace(c)) {
                last = c;
            }
        }
        return ended > 0 && 5 * ended >= lines;
    }

    private static List<TextLanguage> read() {
        List<TextLanguage> languages = new ArrayList<>();
        try (InputStream in = TextLanguage.class.getResourceAsStream("languages.txt")) {
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
                    languages.add(new TextLanguage(name, words, rest));
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
