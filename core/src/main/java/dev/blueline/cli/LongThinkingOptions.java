package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.GivenProblem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.tasks.Level;
import dev.blueline.testtime.LongThinking;
import dev.blueline.testtime.ThinkingRequest;
import dev.blueline.testtime.TimeToSolve;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of {@code think} for one problem worked on for long, and for the time that many take. */
final class LongThinkingOptions {
    private static final int MOST_PROBLEMS = 10_000;

    @Option(
            names = "--problem",
            paramLabel = "TEXT",
            description =
                    "One problem to think about: a task's prompt, such as \"10 8 9>18\", a JSON object with question and answer,"
                            + " or a file that holds one of them.")
    private Optional<String> problem = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description =
                    "How long to think about --problem, all sessions together (default: 1m); without it, how long to think about each of"
                            + " --problems of --task: the share solved against time.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--response",
            paramLabel = "N",
            description =
                    "Most tokens of one attempt, with --problem or --for (default: 0, what the model's context holds).")
    private Optional<Integer> tokens = Optional.empty();

    @Option(
            names = "--alone",
            description =
                    "Begin every attempt anew, none from the beginning of another: the control, with --problem or --for.")
    private boolean alone;

    /** Whether one of them was. */
    boolean given() {
        return problem.isPresent() || time.isPresent() || tokens.isPresent() || alone;
    }

    int think(
            CommandSpec spec,
            Path run,
            Optional<String> task,
            List<Integer> levels,
            Optional<Integer> problems,
            Optional<Path> out,
            long seed,
            int threads,
            boolean json) {
        if (problem.isPresent() == problems.isPresent()) {
            throw new BadInput(
                    "to think for a time needs something that a program can verify: give --for with either --problem TEXT,"
                            + " or --problems N and --task NAME");
        }
        ThinkingRequest request = new ThinkingRequest(
                ModelFolder.find(run), Budget.seconds(time.orElse("1m")), tokens.orElse(0), seed, alone, threads);
        if (problems.isPresent()) {
            return measure(spec, request, task, levels, problems.get(), out, json);
        }
        UnusedOption.refuse(spec, "with --problem", List.of("--levels"));
        return one(spec, request, GivenProblem.read(problem.get(), task), out, json);
    }

    private static int one(
            CommandSpec spec, ThinkingRequest request, GivenProblem given, Optional<Path> out, boolean json) {
        Path folder = out.orElseGet(() -> Path.of("runs", LongThinking.folderName(request, given)));
        LongThinking.Result result;
        try (LongThinkingDisplay display =
                new LongThinkingDisplay(System.err, request.seconds(), folder, TypedCommand.of(spec))) {
            result = LongThinking.run(request, given, folder, display);
        }
        System.out.print(
                json
                        ? LongThinkingOutput.json(result, folder) + "\n"
                        : LongThinkingOutput.text(result, request.seconds(), folder));
        return CommandLine.ExitCode.OK;
    }

    private static int measure(
            CommandSpec spec,
            ThinkingRequest request,
            Optional<String> name,
            List<Integer> levels,
            int count,
            Optional<Path> out,
            boolean json) {
        if (count < 1 || count > MOST_PROBLEMS) {
            throw new BadInput("--problems " + count + " cannot be used; give 1 to " + MOST_PROBLEMS);
        }
        Task task = Tasks.named(
                name.orElseThrow(() -> new BadInput("--problems needs a task; give --task NAME, such as countdown")));
        List<Integer> chosen = levels(task, levels);
        Path folder = out.orElse(Path.of("runs", "time-to-solve-" + task.name()));
        List<TimeToSolve.Solved> solved;
        try (WorkDisplay work =
                new WorkDisplay(System.err, "Problems", "What was measured", folder, TypedCommand.of(spec))) {
            solved = TimeToSolve.run(
                    request,
                    task,
                    chosen,
                    count,
                    folder,
                    (done, all, right) -> work.advanced(
                            (double) done / all,
                            perSecond -> String.format(Locale.ROOT, "%d of %d done, %d solved", done, all, right)));
        }
        List<TimeToSolve.Point> points = TimeToSolve.points(solved, request.seconds());
        System.out.print(
                json
                        ? TimeToSolveOutput.json(solved, points, folder) + "\n"
                        : TimeToSolveOutput.text(task, chosen, solved, points, request, folder));
        return CommandLine.ExitCode.OK;
    }

    private static List<Integer> levels(Task task, List<Integer> asked) {
        List<Integer> has = task.levels().stream().map(Level::number).toList();
        for (int level : asked) {
            if (!has.contains(level)) {
                throw new BadInput("task " + task.name() + " has no level " + level + "; it has " + has.getFirst()
                        + " to " + has.getLast());
            }
        }
        return asked.isEmpty() ? has : asked;
    }
}
