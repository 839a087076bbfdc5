package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.problems.Style;
import dev.blueline.reasoning.TaskTraining;
import dev.blueline.reasoning.TeachingRequest;
import dev.blueline.study.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options of {@code train} that teach tasks by worked solutions. */
final class TaskOptions {
    /** Those that do nothing without {@code --task}. */
    static final List<String> OWN = List.of("--style", "--levels", "--size", "--steps", "--budget");

    @Option(
            names = "--task",
            split = ",",
            paramLabel = "NAME",
            description = "Tasks to teach: their names (reason audit lists them), or files of questions (.jsonl).")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--style",
            split = ",",
            paramLabel = "NAME",
            description =
                    "How problems are solved, with --task: direct (answer only), summary (clean steps first), monologue (try, fail,"
                            + " go back, check first); several alike many of each (default: summary).")
    private List<String> styles = List.of("summary");

    @Option(
            names = "--levels",
            split = ",",
            paramLabel = "N",
            description = "Levels of difficulty, with --task (default: all).")
    private List<Integer> levels = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "WxL",
            description = "Width and layers of a new model, with --task (default: ${DEFAULT-VALUE}, 0.2M parameters).")
    private String size = "64x4";

    @Option(names = "--steps", paramLabel = "N", description = "Batches of 64 solutions to train on, with --task.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "Time of training, with --task and without --steps (default: ${DEFAULT-VALUE}).")
    private String budget = "1m";

    boolean given() {
        return !tasks.isEmpty();
    }

    int teach(
            CommandSpec spec,
            Optional<Path> from,
            Optional<Path> out,
            double rate,
            int seed,
            String learner,
            int threads,
            boolean json) {
        steps.filter(count -> count < 1).ifPresent(count -> {
            throw new BadInput("--steps " + count + " cannot be used; give at least 1");
        });
        if (from.isPresent()) {
            UnusedOption.refuse(spec, "with --from, whose model has a size", List.of("--size"));
        }
        if (steps.isPresent()) {
            UnusedOption.refuse(spec, "with --steps", List.of("--budget"));
        }
        Path folder = out.orElseGet(() -> Path.of("runs", name()));
        TeachingRequest request = new TeachingRequest(
                from.map(ModelFolder::find),
                Size.of(size),
                tasks,
                levels,
                styles.stream().map(Style::of).toList(),
                steps,
                Budget.seconds(budget),
                rate,
                seed,
                folder,
                learner,
                threads);
        Ledger.Entry entry;
        try (TeachingDisplay display = new TeachingDisplay(System.err, folder, TypedCommand.of(spec))) {
            entry = TaskTraining.run(request, display);
        }
        System.out.print(json ? json(entry, folder) + "\n" : text(entry, folder));
        return CommandLine.ExitCode.OK;
    }

    private String name() {
        String joined = String.join("-", tasks) + "-" + String.join("-", styles);
        return joined.replaceAll(".*/", "").replaceAll("[^A-Za-z0-9._-]", "");
    }

    private static String text(Ledger.Entry entry, Path folder) {
        Run run = entry.run();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %,d parameters, %,d tokens of solutions, %.2g FLOP in %.0f s. On held-out problems, one standard error:%n%n%-28s %16s %16s %9s%n",
                run.rung(),
                run.parameters().total(),
                run.tokens(),
                run.flops(),
                run.seconds(),
                "task/level",
                "right at once",
                "in 8 answers",
                "tokens"));
        for (Measurement once : entry.measurements()) {
            if (once.metric().equals("pass_at_1")) {
                Measurement eight = entry.measurement("pass_at_8", once.slice()).orElseThrow();
                double tokens = entry.measurement("response_tokens", once.slice())
                        .orElseThrow()
                        .value();
                text.append(String.format(
                        Locale.ROOT,
                        "%-28s %7.3f ± %5.3f  %7.3f ± %5.3f  %8.1f%n",
                        once.slice(),
                        once.value(),
                        once.standardError(),
                        eight.value(),
                        eight.standardError(),
                        tokens));
            }
        }
        return text.append(String.format("%nModel: %s%n", folder)).toString();
    }

    private static String json(Ledger.Entry entry, Path folder) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        root.put("out", folder.toString());
        StudyJson.run(root.putObject("run"), entry.run());
        root.set("measurements", mapper.valueToTree(entry.measurements()));
        return mapper.writeValueAsString(root);
    }
}
