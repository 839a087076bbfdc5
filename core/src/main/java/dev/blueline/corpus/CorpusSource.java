package dev.blueline.corpus;

import dev.blueline.ledger.BadInput;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One place that text comes from, as the user writes it: {@code PATH}, {@code name=PATH}, {@code PATH:0.3} or
 * {@code name=PATH:0.3}. Whatever exists as it is written is a path, even with {@code =} or {@code :} in it.
 *
 * @param path a file or folder, {@value Corpus#JDK}, or {@value #STANDARD_INPUT}
 * @param name the domain of all its documents; empty if each document's kind is its domain. A source with a weight always
 *     has one: the name given, or else that of the file or folder
 * @param weight its part of the text, next to the weights of the others; above 0
 */
public record CorpusSource(String path, Optional<String> name, OptionalDouble weight) {
    /** Stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final Pattern NAMED = Pattern.compile("([^/\\\\=:]*[^/\\\\=:\\s][^/\\\\=:]*)=(.*)", Pattern.DOTALL);
    private static final Pattern WEIGHTED =
            Pattern.compile("(.+):([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)", Pattern.DOTALL);
    private static final Pattern ENDINGS = Pattern.compile("(?<=.)(\\.[A-Za-z][A-Za-z0-9]{0,8}){1,2}$");

    /**
     * @throws BadInput if the weight is not above 0, or no path is given
     */
    public static CorpusSource parse(String given) {
        if (given.isBlank()) {
            throw Refusal.refused("an empty path was given; name a file or a folder");
        }
        if (exists(given)) {
            return new CorpusSource(given, Optional.empty(), OptionalDouble.empty());
        }
        Matcher weighted = WEIGHTED.matcher(given);
        if (weighted.matches() && exists(weighted.group(1))) {
            return weighted(weighted.group(1), Optional.empty(), weighted.group(2));
        }
        Matcher named = NAMED.matcher(given);
        Optional<String> name = named.matches() ? Optional.of(named.group(1).strip()) : Optional.empty();
        String rest = named.matches() ? named.group(2) : given;
        if (rest.isBlank()) {
            throw Refusal.refused(given + " names no path; write name=PATH");
        }
        weighted = WEIGHTED.matcher(rest);
        return exists(rest) || !weighted.matches()
                ? new CorpusSource(rest, name, OptionalDouble.empty())
                : weighted(weighted.group(1), name, weighted.group(2));
    }

    private static CorpusSource weighted(String path, Optional<String> name, String weight) {
        double value = Double.parseDouble(weight);
        if (!(value > 0 && value <= 1e9)) {
            throw Refusal.refused("the weight " + weight + " of " + path + " cannot be used; give a number above 0");
        }
        return new CorpusSource(path, Optional.of(name.orElseGet(() -> plainName(path))), OptionalDouble.of(value));
    }

    /** The last part of a path without its endings: {@code books} for {@code data/books.jsonl.gz}. */
    private static String plainName(String path) {
        if (path.equals(STANDARD_INPUT)) {
            return "stdin";
        }
        String last = path.replaceAll("[/\\\\]+$", "").replaceAll(".*[/\\\\]", "");
        String plain = ENDINGS.matcher(last).replaceFirst("");
        return plain.isBlank() ? path : plain;
    }

    private static boolean exists(String path) {
        if (path.equals(STANDARD_INPUT) || path.equals(Corpus.JDK)) {
            return true;
        }
        try {
            return Files.exists(Path.of(path));
        } catch (InvalidPathException impossible) {
            return false;
        }
    }

    /** As it was meant, for messages. */
    @Override
    public String toString() {
        return name.map(domain -> domain + "=").orElse("")
                + path
                + (weight.isPresent() ? ":" + weight.getAsDouble() : "");
    }
}
