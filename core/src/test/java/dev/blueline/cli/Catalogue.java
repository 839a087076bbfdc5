package dev.blueline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines that docs/troubleshooting.md explains: in its blocks between three backquotes, where … stands for anything. */
record Catalogue(List<Entry> entries) {

    record Entry(String text, Pattern line) {
        boolean fits(String message) {
            return line.matcher(message).matches();
        }

        /** The longest piece between two …. */
        String heart() {
            return Arrays.stream(text.split("…"))
                    .max(Comparator.comparingInt(String::length))
                    .orElse("");
        }
    }

    static Catalogue read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                inside = !inside;
            } else if (inside && !line.isBlank()) {
                String pattern = Arrays.stream(line.strip().split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
                entries.add(new Entry(line.strip(), Pattern.compile(pattern)));
            }
        }
        return new Catalogue(entries);
    }

    List<Entry> fitting(String message) {
        return entries.stream().filter(entry -> entry.fits(message)).toList();
    }
}
