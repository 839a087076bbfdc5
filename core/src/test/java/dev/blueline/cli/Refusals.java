package dev.blueline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cases in which the program refuses what it is given. Each area has a class that adds its own ({@code RunRefusals} and the like);
 * {@link RefusalsTest} tries them all, and asks of every {@code new BadInput(} in the sources that some case meets it and that
 * docs/troubleshooting.md knows its line.
 */
public final class Refusals {
    /** In place of a message: the command is not refused, it makes what later ones need. */
    static final String SAVED = "SAVED";

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final Path folder;
    private final List<Refusal> cases = new ArrayList<>();

    /** Code that a library user might write, which is refused. */
    @FunctionalInterface
    public interface Call {
        Object run() throws Exception;
    }

    /**
     * One case as its user meets it.
     *
     * @param name shown when it fails
     * @param says part of the line that is expected
     * @param attempt gives what was printed: the line, then the trace
     */
    record Refusal(String name, String says, Attempt attempt) {}

    /** Code that is not refused. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    @FunctionalInterface
    interface Attempt {
        CommandRun run() throws Exception;
    }

    Refusals(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds commands, one a line: {@code arguments | part of the message}. {@code IN} is the test's folder, quotes hold words
     * together; lines that begin with # are remarks; SAVED in place of a message stands for a command that is to go well.
     */
    public Refusals commands(String table) {
        table.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    int bar = line.lastIndexOf(" | ");
                    String[] words = words(line.substring(0, bar).strip());
                    String says = in(line.substring(bar + 3).strip());
                    cases.add(new Refusal(line, says, () -> CommandRun.of(words)));
                });
        return this;
    }

    /** Adds a call of the library. */
    public Refusals call(String says, Call call) {
        cases.add(new Refusal(says, says, () -> attempt(call)));
        return this;
    }

    /** Does something that is not refused, in its place among the cases. */
    public Refusals prepare(Step step) {
        cases.add(new Refusal("prepared", SAVED, () -> {
            step.run();
            return new CommandRun(0, "", "");
        }));
        return this;
    }

    /** Writes a file for the commands to meet. */
    public Refusals file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #file(String, String)}, of bytes. */
    public Refusals file(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path folder() {
        return folder;
    }

    List<Refusal> cases() {
        return cases;
    }

    private static CommandRun attempt(Call call) {
        StringWriter error = new StringWriter();
        try {
            call.run();
            return new CommandRun(0, "", "");
        } catch (Exception thrown) {
            Failure failure = Failure.of(thrown);
            error.append("blueline: ").append(failure.line()).append('\n');
            thrown.printStackTrace(new PrintWriter(error, true));
            return new CommandRun(failure.code(), "", error.toString());
        }
    }

    private String[] words(String line) {
        List<String> words = new ArrayList<>(List.of("--debug"));
        WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(this::in)
                .forEach(words::add);
        return words.toArray(String[]::new);
    }

    private String in(String text) {
        return text.replace("IN/", folder + "/").replaceAll("\\bIN\\b", folder.toString());
    }
}
