package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Examination;
import dev.blueline.reasoning.Teaching;
import dev.blueline.tasks.Split;
import dev.blueline.testtime.LearnedVerifier;
import dev.blueline.testtime.LedCurve;
import dev.blueline.testtime.LedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline think lead}: a model is led through its thoughts, and what that is worth is measured. */
@Command(
        name = "lead",
        description = {
            "Leads a model through its thoughts on held-out problems and says what that is worth: thoughts cut at so many tokens (cut), made to"
                    + " go on where they gave up (go-on) or always (doubt), attempts that see the earlier ones (revise), a search step by step"
                    + " (beam). docs/test-time.md says how.",
            "",
            "revise and beam go by a learned verifier, which think verifier trains."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  blueline think lead --run runs/start --task countdown --levels 2")
final class ThinkLeadCommand implements Callable<Integer> {
    private static final int ANSWER_TOKENS = 16;
    private static final int MOST = 100_000;

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
            paramLabel = "NAME",
            description = "A task, or a file of questions (.jsonl).")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--levels", split = ",", paramLabel = "N", description = "Levels to ask (default: all).")
    private List<Integer> levels = new ArrayList<>();

    @Option(
            names = "--how",
            split = ",",
            paramLabel = "NAME",
            description =
                    "cut, go-on, doubt, revise, beam (default: those that the task, the model and its verifier allow).")
    private List<String> how = new ArrayList<>();

    @Option(
            names = "--problems",
            paramLabel = "N",
            description = "Held-out problems of each level (default: ${DEFAULT-VALUE}).")
    private int problems = 64;

    @Option(names = "--each", paramLabel = "N", description = "Answers to each problem (default: ${DEFAULT-VALUE}).")
    private int each = 4;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Most tokens of a thought, or of what is added to it (default: ${DEFAULT-VALUE}).")
    private int tokens = 48;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        if (problems < 1 || problems > MOST || each < 1 || each > MOST || tokens < 1 || seed < 0 || threads < 1) {
            throw new BadInput("--problems " + problems + ", --each " + each + ", --tokens " + tokens + ", --seed "
                    + seed + " and --threads " + threads
                    + " cannot be used together; give 1 to 100000 problems and answers to each, 1 token or more, a seed of 0 or more and 1 thread"
                    + " or more");
        }
        Path folder = ModelFolder.find(run);
        Map<String, Task> tasks = Curriculum.tasks(List.of(name));
        Task task = tasks.values().iterator().next();
        List<Problem> asked = Examination.of(
                        List.of(task), Curriculum.TaskLevel.of(task, levels), Split.HELD_OUT, problems, each)
                .problems();
        Map<LedCurve.Kind, List<LedCurve.Point>> curves = new LinkedHashMap<>();
        try (TrainedModel model = TrainedModel.open(folder, threads);
                Progress progress = new Progress("think lead")) {
            LedModel led = new LedModel(model.learner(), model.tokenizer(), tasks, 1, ANSWER_TOKENS);
            LedCurve curve = new LedCurve(led, asked, each, tokens, seed);
            List<LedCurve.Kind> kinds = kinds(folder, task);
            for (LedCurve.Kind kind : kinds) {
                curves.put(kind, points(curve, kind, folder, model));
                progress.accept((double) curves.size() / kinds.size());
            }
        }
        System.out.print(json ? json(curves, asked.size()) + "\n" : text(curves, asked.size()));
        return CommandLine.ExitCode.OK;
    }

    private List<LedCurve.Point> points(LedCurve curve, LedCurve.Kind kind, Path folder, TrainedModel model) {
        if (!kind.learned()) {
            return curve.of(kind);
        }
        try (LearnedVerifier verifier = LearnedVerifier.open(folder, model.tokenizer(), threads)) {
            return curve.of(kind, verifier);
        }
    }

    /** Those asked for, of which none is left out in silence; or all that can be. */
    private List<LedCurve.Kind> kinds(Path folder, Task task) {
        boolean monologues = Teaching.in(folder).stream()
                .flatMap(teaching -> teaching.lessons().stream())
                .anyMatch(lesson -> lesson.style() == Style.MONOLOGUE);
        if (how.isEmpty()) {
            return List.of(LedCurve.Kind.values()).stream()
                    .filter(kind -> kind.fits(task.name()))
                    .filter(kind -> monologues || !kind.needsMonologues())
                    .filter(kind -> !kind.learned() || LearnedVerifier.isIn(folder))
                    .toList();
        }
        List<LedCurve.Kind> kinds =
                how.stream().map(LedCurve.Kind::of).distinct().toList();
        if (!monologues && kinds.stream().anyMatch(LedCurve.Kind::needsMonologues)) {
            throw new BadInput(folder
                    + " was not taught monologues, so its thoughts have no sign for another try; teach a model with train --style monologue, or"
                    + " leave out go-on, doubt and revise");
        }
        return kinds;
    }

    private static String text(Map<LedCurve.Kind, List<LedCurve.Point>> curves, int problems) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nOn %d held-out problems, one standard error%n%n%-8s %14s %15s %8s %10s%n",
                problems,
                "how",
                "size",
                "right",
                "tokens",
                "FLOP"));
        curves.forEach((kind, points) -> points.forEach(point -> text.append(String.format(
                Locale.ROOT,
                "%-8s %14s %7.3f ± %5.3f %8.1f %10.2g%n",
                kind.word(),
                size(kind, point.size()),
                point.accuracy().value(),
                point.accuracy().standardError(),
                point.tokens(),
                point.flops()))));
        return text.append('\n').toString();
    }

    private static String size(LedCurve.Kind kind, int size) {
        return switch (kind) {
            case CUT -> size + " tokens";
            case GO_ON, DOUBT -> size + " times";
            case REVISE -> size + " attempts";
            case BEAM -> "width " + size;
        };
    }

    private String json(Map<LedCurve.Kind, List<LedCurve.Point>> curves, int asked) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        root.put("run", run.toString());
        root.put("task", name);
        root.put("problems", asked);
        root.put("each", each);
        ArrayNode all = root.putArray("points");
        curves.forEach((kind, points) -> points.forEach(point -> all.addObject()
                .put("how", kind.word())
                .put("size", point.size())
                .put("accuracy", point.accuracy().value())
                .put("standard_error", point.accuracy().standardError())
                .put("tokens", point.tokens())
                .put("flops", point.flops())));
        return mapper.writeValueAsString(root);
    }
}
