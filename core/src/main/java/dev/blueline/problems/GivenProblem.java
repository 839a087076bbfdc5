package dev.blueline.problems;

import dev.blueline.corpus.OneLine;
import dev.blueline.ledger.BadInput;
import dev.blueline.tasks.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A problem that somebody typed or has in a file, with the task whose verifier judges answers to it. */
public record GivenProblem(Task task, Problem problem) {
    private static final long MOST_BYTES = 1 << 20;
    private static final int SHOWN = 60;

    /**
     * Reads a problem: a task's prompt, a JSON object with {@code question} and {@code answer} (a line of a {@link UserTask}), or the path of
     * a file that holds one of them.
     *
     * @param task its name, or a file of questions one of which the text is; without it, the first task that can read the text
     * @throws BadInput if the text is no problem, or answers to it cannot be verified
     */
    public static GivenProblem read(String given, Optional<String> task) {
        Optional<Path> file = file(given);
        String text = file.map(GivenProblem::content).orElse(given).strip();
        if (text.startsWith("{")) {
            return line(text, file.map(Path::toString).orElse("--problem"));
        }
        return task.map(Tasks::named).map(each -> of(text, each)).orElseGet(() -> any(text));
    }

    private static GivenProblem of(String text, Task task) {
        return task.read(text).map(problem -> new GivenProblem(task, problem)).orElseThrow(() -> unread(text, task));
    }

    private static GivenProblem any(String text) {
        for (Task task : Tasks.all()) {
            Optional<Problem> problem = task.read(text);
            if (problem.isPresent()) {
                return new GivenProblem(task, problem.get());
            }
        }
        throw new BadInput(
                "--problem \"" + shown(text) + "\" is no problem that a program here can verify, nor a file with one;"
                        + " give --task NAME to learn its form, or a JSON object with question and answer");
    }

    private static BadInput unread(String text, Task task) {
        if (task instanceof UserTask) {
            return new BadInput("--problem \"" + shown(text) + "\" is no question of " + task.name() + UserTask.ENDING
                    + "; give one of its questions");
        }
        Problem example =
                task.problem(Split.TRAINING, 1, task.levels().getFirst().number(), 0);
        return task.read(example.prompt()).isPresent()
                ? new BadInput("--problem \"" + shown(text) + "\" is no problem of " + task.name()
                        + "; write it as in \"" + shown(example.prompt()) + "\"")
                : new BadInput("answers to a problem of " + task.name()
                        + " are compared with one that is known, which its text does not hold;"
                        + " give a JSON object with question and answer, or another task");
    }

    private static GivenProblem line(String text, String where) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() > 1) {
            throw new BadInput(where + " holds " + lines.size()
                    + " lines of questions; give one question, or its words with --task FILE" + UserTask.ENDING);
        }
        QuestionLine line = QuestionLine.read(lines.getFirst(), where);
        UserTask task = new UserTask(Path.of("question" + UserTask.ENDING), List.of(line));
        return new GivenProblem(task, task.read(line.question()).orElseThrow());
    }

    private static Optional<Path> file(String given) {
        try {
            return Optional.of(Path.of(given)).filter(Files::isRegularFile);
        } catch (InvalidPathException text) {
            return Optional.empty();
        }
    }

    private static String content(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new BadInput(file + " is larger than a megabyte, too large for one problem; give a file of one");
            }
            return Files.readString(file);
        } catch (MalformedInputException broken) {
            throw new BadInput(file + " is not UTF-8 text; convert it", broken);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static String shown(String text) {
        String line = OneLine.of(text);
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
