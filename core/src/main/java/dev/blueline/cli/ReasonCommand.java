package dev.blueline.cli;

import dev.blueline.RunRequest;
import dev.blueline.SideBySide;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PolicySettings;
import dev.blueline.reasoning.ReasoningLog;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.ReasoningRequest;
import dev.blueline.reasoning.ReinforcementLearning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline reason}: a model gets better at problems by what a verifier says of its answers. */
@Command(
        name = "reason",
        subcommands = {ReasonAuditCommand.class, ReasonShowCommand.class, ReasonFewShotCommand.class},
        description = {
            "Reinforcement learning on problems whose answers a program verifies: the model writes several responses to each problem, and"
                    + " those that turn out right become likelier.",
            "",
            "It goes on from a run that was taught the task (train --task). Harder levels than were taught may be given: no solutions are"
                    + " needed, only the verifier. The same command again goes on where it was stopped.",
            "",
            "Two controls spend the same compute otherwise: expert-iteration learns right responses as if they were solutions, supervised"
                    + " goes on with the solutions that the start was taught."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline reason --study thought --budget 20m",
            "  blueline reason --study test-time --budget 60m",
            "  blueline train --task countdown --levels 2 --style monologue --budget 4m --out runs/start",
            "  blueline reason --task countdown --levels 2 --from runs/start --budget 5m",
            "  blueline reason --task countdown --levels 2 --from runs/start --method supervised --flops 1e13",
            "  blueline reason --study arithmetic --budget 10m"
        })
final class ReasonCommand implements Callable<Integer> {
    @Option(
            names = "--study",
            paramLabel = "FILE",
            description =
                    "A study's TOML file, or the name of one in studies/, such as arithmetic (several seeds and methods, a forecast made at half), thought (what thinking first is worth) or test-time (what compute at the answer is worth). Of the other options --budget (default: the study's whole length), --out, --seed, --learner, --threads and --json count.")
    private Optional<String> study = Optional.empty();

    @Option(names = "--task", split = ",", paramLabel = "NAME", description = "Tasks, or files of questions (.jsonl).")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Folder of a run that was taught the task, as train --task writes it.")
    private Optional<Path> from = Optional.empty();

    @Option(names = "--levels", split = ",", paramLabel = "N", description = "Levels to learn on (default: all).")
    private List<Integer> levels = new ArrayList<>();

    @Option(
            names = "--examine",
            split = ",",
            paramLabel = "N",
            description = "Levels to measure on (default: those learned on).")
    private List<Integer> examined = new ArrayList<>();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "rl, expert-iteration or supervised (default: ${DEFAULT-VALUE}).")
    private String method = "rl";

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "Time of rollouts and updates; the speed at the start turns it into FLOPs (default: ${DEFAULT-VALUE}).")
    private String budget = "5m";

    @Option(names = "--flops", paramLabel = "X", description = "FLOPs of rollouts and updates, in place of a time.")
    private double flops;

    @Option(names = "--prompts", paramLabel = "N", description = "Problems of a step (default: ${DEFAULT-VALUE}).")
    private int prompts = 32;

    @Option(names = "--group", paramLabel = "N", description = "Responses to each problem (default: ${DEFAULT-VALUE}).")
    private int group = 16;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Most tokens of a response (default: ${DEFAULT-VALUE}).")
    private int tokens = 64;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description =
                    "Learning rate as a factor on what models of this width have in studies (default: ${DEFAULT-VALUE}).")
    private double rate = PolicySettings.usual().rate();

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description =
                    "What a response's reward is compared with: group-mean, or leave-one-out (default: ${DEFAULT-VALUE}).")
    private String baseline = "group-mean";

    @Option(
            names = "--kl",
            paramLabel = "X",
            description = "Weight of staying close to the start (default: ${DEFAULT-VALUE}, none).")
    private double klWeight;

    @Option(
            names = "--updates",
            paramLabel = "N",
            description = "Updates made of the responses of a step (default: ${DEFAULT-VALUE}).")
    private int updates = PolicySettings.usual().minibatches();

    @Option(
            names = "--examine-every",
            paramLabel = "N",
            description = "Steps between measurements on held-out problems (default: ${DEFAULT-VALUE}).")
    private int examineEvery = 20;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the new run (default: runs/, task and method).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of problems and responses (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            description = "What learns, as run --learner takes it (default: ${DEFAULT-VALUE}).")
    private String learner = Learners.JAVA;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (study.isPresent()) {
            return study(Studies.file(study.get()));
        }
        Path start = ModelFolder.find(from.orElseThrow(() -> new BadInput(
                "reason goes on from a run that was taught the task: give --from RUN; train --task makes one")));
        Method chosen = Method.of(method);
        UnusedOption.refuse(spec, "with --method " + chosen.word(), unused(chosen));
        if (flops != 0) {
            UnusedOption.refuse(spec, "with --flops", List.of("--budget"));
        }
        PolicySettings usual = PolicySettings.usual();
        PolicySettings settings = new PolicySettings(
                prompts,
                group,
                tokens,
                baseline(),
                usual.clipLow(),
                usual.clipHigh(),
                klWeight,
                updates,
                usual.resamples(),
                rate);
        Path folder = out.orElseGet(() ->
                Path.of("runs", String.join("-", tasks).replaceAll("[^A-Za-z0-9._-]", "-") + "-" + chosen.word()));
        ReasoningRequest request = new ReasoningRequest(
                start,
                tasks,
                levels,
                examined,
                chosen,
                settings,
                flops,
                Budget.seconds(budget),
                examineEvery,
                seed,
                folder,
                learner,
                threads);
        Ledger.Entry entry;
        try (ReasoningDisplay display = new ReasoningDisplay(System.err, folder, TypedCommand.of(spec))) {
            entry = ReinforcementLearning.run(request, display);
        }
        List<ReasoningRecord.Examined> examinations = new ReasoningLog(folder).examinations();
        System.out.print(json ? json(entry, examinations, folder) + "\n" : text(entry, examinations, folder));
        return CommandLine.ExitCode.OK;
    }

    /** What a method has no use for. All have --tokens, as responses are measured. */
    private static List<String> unused(Method method) {
        return switch (method) {
            case RL -> List.of();
            case EXPERT_ITERATION -> List.of("--baseline", "--kl");
            case SUPERVISED -> List.of("--prompts", "--group", "--baseline", "--kl", "--updates");
        };
    }

    private int study(Path file) {
        boolean limited = spec.commandLine().getParseResult().hasMatchedOption("--budget");
        return ReasonStudy.run(
                new RunRequest(
                        file,
                        limited ? Budget.seconds(budget) : ReasonStudy.NO_BUDGET,
                        out.orElse(Path.of("runs", SideBySide.name(file))),
                        List.of(),
                        learner,
                        seed,
                        threads,
                        TypedCommand.of(spec)),
                json,
                false);
    }

    private PolicySettings.Baseline baseline() {
        return switch (baseline) {
            case "group-mean" -> PolicySettings.Baseline.GROUP_MEAN;
            case "leave-one-out" -> PolicySettings.Baseline.LEAVE_ONE_OUT;
            default ->
                throw new BadInput("there is no baseline \"" + baseline + "\"; choose from group-mean, leave-one-out");
        };
    }

    private static String text(Ledger.Entry entry, List<ReasoningRecord.Examined> examinations, Path folder) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %.2g FLOP in %.0f s. On held-out problems, one standard error:%n%n%-24s %16s %16s %16s %16s%n",
                entry.run().rung(),
                entry.run().flops(),
                entry.run().seconds(),
                "task/level",
                "pass@1 before",
                "after",
                "pass@16 before",
                "after"));
        ReasoningRecord.Examined before = examinations.getFirst();
        ReasoningRecord.Examined after = examinations.getLast();
        for (int i = 0; i < before.levels().size(); i++) {
            ReasoningRecord.Level one = before.levels().get(i);
            ReasoningRecord.Level other = after.levels().get(i);
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s %7.3f ± %5.3f   %7.3f ± %5.3f   %7.3f ± %5.3f   %7.3f ± %5.3f%n",
                    one.task() + "/" + one.level(),
                    one.pass1(),
                    one.pass1Error(),
                    other.pass1(),
                    other.pass1Error(),
                    one.passMany(),
                    one.passManyError(),
                    other.passMany(),
                    other.passManyError()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nTokens of a response: %.1f before, %.1f after.%n",
                before.all().tokens(),
                after.all().tokens()));
        if (!entry.run().note().isEmpty()) {
            text.append(entry.run().note()).append(".\n");
        }
        return text.append(String.format("Model: %s%n", folder)).toString();
    }

    private static String json(Ledger.Entry entry, List<ReasoningRecord.Examined> examinations, Path folder) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        root.put("out", folder.toString());
        StudyJson.run(root.putObject("run"), entry.run());
        root.set("examinations", mapper.valueToTree(examinations));
        return mapper.writeValueAsString(root);
    }
}
