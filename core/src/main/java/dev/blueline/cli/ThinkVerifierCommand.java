package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Task;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Examination;
import dev.blueline.reasoning.Rollout;
import dev.blueline.reasoning.Sampler;
import dev.blueline.tasks.Split;
import dev.blueline.testtime.LearnedVerifier;
import dev.blueline.testtime.VerifierQuality;
import dev.blueline.testtime.VerifierTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline think verifier}: a model learns to tell which responses will turn out right. */
@Command(
        name = "verifier",
        description = {
            "Trains a learned verifier beside a run: the model answers problems, the task's verifier says which answers are right, and a copy"
                    + " of the model learns to foresee it, of whole responses and of unfinished thoughts.",
            "",
            "It stands in the run's folder (verifier/), and strategies that go by a learned value use it. How well it tells right from wrong is"
                    + " measured on held-out problems. Training that is stopped begins again."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  blueline think verifier --run runs/start --task countdown --levels 2")
final class ThinkVerifierCommand implements Callable<Integer> {
    private static final int PROBLEMS = 64;
    private static final int EACH = 8;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder of a run that was taught the task, as train --task or reason writes it.")
    @SuppressWarnings("NullAway.Init")
    private Path run;

    @Option(
            names = "--task",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "Tasks, or files of questions (.jsonl).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--levels", split = ",", paramLabel = "N", description = "Levels to learn on (default: all).")
    private List<Integer> levels = new ArrayList<>();

    @Option(
            names = "--flops",
            paramLabel = "X",
            description = "FLOPs of responses and updates together (default: ${DEFAULT-VALUE}).")
    private double flops = 1e12;

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
    private double rate = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of problems and responses (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    private record Result(LearnedVerifier.Training training, VerifierQuality quality, Path folder) {}

    @Override
    public Integer call() {
        if (!(flops > 0) || !(rate > 0) || rate > 10 || tokens < 2 || seed < 0 || threads < 1) {
            throw new BadInput("--flops " + flops + ", --rate " + rate + ", --tokens " + tokens + ", --seed " + seed
                    + " and --threads " + threads
                    + " cannot be used together; give FLOPs above 0, such as 1e12, a factor on the usual rate above 0, at most 10, 2 tokens"
                    + " or more, a seed of 0 or more and 1 thread or more");
        }
        Result result = train(ModelFolder.find(run));
        System.out.print(json ? json(result) + "\n" : text(result));
        return CommandLine.ExitCode.OK;
    }

    private Result train(Path folder) {
        Map<String, Task> tasks = Curriculum.tasks(names);
        List<Curriculum.TaskLevel> chosen = tasks.values().stream()
                .flatMap(task -> Curriculum.TaskLevel.of(task, levels).stream())
                .toList();
        Examination examination = Examination.of(List.copyOf(tasks.values()), chosen, Split.HELD_OUT, PROBLEMS, EACH);
        try (TrainedModel policy = TrainedModel.open(folder, threads);
                TrainedModel copy = TrainedModel.open(folder, threads);
                Progress progress = new Progress("verifier")) {
            Sampler sampler = new Sampler(tasks, new Dialogue(policy.tokenizer()), tokens);
            VerifierTraining.Made made = new VerifierTraining(
                            tasks, chosen, sampler, policy.tokenizer(), flops, rate, seed)
                    .run(policy.learner(), copy.learner(), (share, loss) -> progress.accept(share));
            made.verifier().save(folder, policy.tokenizer(), made.training());
            List<Rollout> examined = examination.ask(policy.learner(), sampler).drawn();
            return new Result(
                    made.training(),
                    VerifierQuality.of(made.verifier(), examined, policy.tokenizer()),
                    folder.resolve(LearnedVerifier.FOLDER));
        }
    }

    private static String text(Result result) {
        VerifierQuality quality = result.quality();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nLearned from %d responses: %.2g FLOP to draw them, %.2g to learn.%n%nOn %d held-out answers, of which %.3f are right, a right one is"
                        + " valued above a wrong one%n%n",
                result.training().responses(),
                result.training().rolloutFlops(),
                result.training().updateFlops(),
                quality.responses(),
                quality.rate()));
        line(text, "of any problems", quality.auc(), "");
        line(
                text,
                "of one problem",
                quality.within().value(),
                String.format(
                        Locale.ROOT,
                        " ± %.3f, %d problems",
                        quality.within().standardError(),
                        quality.within().clusters()));
        line(text, "unfinished thoughts", quality.steps(), "");
        text.append(String.format(Locale.ROOT, "%n%-12s %8s %10s%n", "value", "right", "answers"));
        for (VerifierQuality.Tenth tenth : quality.calibration()) {
            text.append(String.format(
                    Locale.ROOT, "%-12.3f %8.3f %10d%n", tenth.value(), tenth.right(), tenth.responses()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nMean distance of value and share right: %.3f%nVerifier: %s%n",
                        quality.calibrationError(),
                        result.folder()))
                .toString();
    }

    private static void line(StringBuilder text, String of, double auc, String error) {
        text.append(
                Double.isNaN(auc)
                        ? String.format("%-22s not known, since one side is missing%n", of)
                        : String.format(Locale.ROOT, "%-22s %.3f%s%n", of, auc, error));
    }

    private static String json(Result result) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        root.put("out", result.folder().toString());
        root.set("training", mapper.valueToTree(result.training()));
        root.set("quality", mapper.valueToTree(result.quality()));
        return mapper.writeValueAsString(root);
    }
}
