package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Audit;
import dev.blueline.problems.AuditedLevel;
import dev.blueline.problems.BuiltInTasks;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blueline reason audit}: whether verifiers can be trusted, and what answers cost to find and to check. */
@Command(
        name = "audit",
        description = {
            "Tries the verifiers of tasks: gold answers and traces, answers that no thought went into, spoiled answers.",
            "Measures what it costs to solve and to verify. Exit code 1 if a gold answer, a trace or a verifier fails."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline reason audit",
            "  blueline reason audit --task sudoku-6,programs --mutations 20000",
            "  blueline reason audit --task questions.jsonl --json"
        })
final class ReasonAuditCommand implements Callable<Integer> {
    private static final long MOST_MUTATIONS = 100_000_000;
    private static final int MOST_PROBLEMS = 100_000;

    @Option(
            names = "--task",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Tasks, or files of questions (.jsonl), with commas between (default: all that come with the program).")
    private List<String> tasks = List.of();

    @Option(
            names = "--mutations",
            paramLabel = "N",
            description = "Spoiled answers in all (default: ${DEFAULT-VALUE}).")
    private long mutations = 100_000;

    @Option(
            names = "--problems",
            paramLabel = "N",
            description = "Problems a level and side (default: ${DEFAULT-VALUE}).")
    private int problems = 200;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the problems (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (mutations < 0 || mutations > MOST_MUTATIONS) {
            throw new BadInput("--mutations " + mutations + " cannot be used; give 0 to " + MOST_MUTATIONS);
        }
        if (problems < 1 || problems > MOST_PROBLEMS) {
            throw new BadInput("--problems " + problems + " cannot be used; give 1 to " + MOST_PROBLEMS);
        }
        List<Task> audited = tasks.isEmpty()
                ? Tasks.all()
                : new LinkedHashSet<>(tasks).stream().map(Tasks::named).toList();
        Set<String> ours = new BuiltInTasks().tasks().stream().map(Task::name).collect(Collectors.toSet());
        audited.stream().filter(task -> !ours.contains(task.name())).forEach(Audit::requireRightGold);
        List<AuditedLevel> levels;
        try (Progress progress = new Progress("audit")) {
            levels = new Audit(seed, problems, mutations).of(audited, progress);
        }
        System.out.print(json ? AuditOutput.json(seed, levels) : AuditOutput.text(levels));
        boolean sound = levels.stream().allMatch(level -> level.faults().isEmpty());
        return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
