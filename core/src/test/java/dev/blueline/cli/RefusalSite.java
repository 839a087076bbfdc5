package dev.blueline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A place in the sources that makes a {@code BadInput}, or the {@code DamagedFile} that is one.
 *
 * @param file such as {@code cli/FitCommand.java}
 * @param from line of {@code new BadInput(}
 * @param to line of its closing parenthesis: a trace names any line between
 * @param text the expression
 */
record RefusalSite(String file, int from, int to, String text) {
    private static final Pattern START = Pattern.compile("new (BadInput|DamagedFile)\\(");
    private static final Pattern FRAME = Pattern.compile(
            "(?:^|: )dev\\.blueline\\.ledger\\.(?:BadInput|DamagedFile): .*\\R\\s+at (?:.*/)?dev\\.blueline\\.([\\w.$]+)\\.[\\w$<>]+\\((\\w+\\.java):(\\d+)\\)",
            Pattern.MULTILINE);

    /** All of a module's main sources. */
    static List<RefusalSite> under(Path sources) throws IOException {
        List<RefusalSite> sites = new ArrayList<>();
        Path root = sources.resolve("dev/blueline");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String code = Files.readString(file);
                for (MatchResult start : START.matcher(code).results().toList()) {
                    int at = start.start();
                    int end = end(code, start.end());
                    sites.add(new RefusalSite(
                            root.relativize(file).toString().replace('\\', '/'),
                            line(code, at),
                            line(code, end),
                            code.substring(at, end)));
                }
            }
        }
        return sites;
    }

    /** Places that traces name as the makers of a BadInput, as {@code cli/FitCommand.java:190}. */
    static Set<String> named(String trace) {
        Set<String> places = new TreeSet<>();
        Matcher frame = FRAME.matcher(trace);
        while (frame.find()) {
            String type = frame.group(1);
            int dot = type.lastIndexOf('.');
            places.add((dot < 0 ? "" : type.substring(0, dot).replace('.', '/') + "/")
                    + frame.group(2)
                    + ":"
                    + frame.group(3));
        }
        return places;
    }

    boolean among(Set<String> places) {
        for (int line = from; line <= to; line++) {
            if (places.contains(file + ":" + line)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return file + ":" + from + "  " + text.replaceAll("\\s+", " ");
    }

    private static int line(String code, int at) {
        return 1 + (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** The closing parenthesis; those inside texts do not count. */
    private static int end(String code, int at) {
        int open = 1;
        while (open > 0) {
            char c = code.charAt(at++);
            if (c == '"' || c == '\'') {
                while (code.charAt(at) != c) {
                    at += code.charAt(at) == '\\' ? 2 : 1;
                }
                at++;
            } else if (c == '(') {
                open++;
            } else if (c == ')') {
                open--;
            }
        }
        return at - 1;
    }
}
