package dev.blueline.cli;

import dev.blueline.calibration.Share;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Style;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.FewShot;
import dev.blueline.reasoning.Teaching;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline reason few-shot}: does a pretrained model solve problems after examples, and do examples of thoughts help? */
@Command(
        name = "few-shot",
        description = {
            "Asks a pretrained model held-out problems after a few solved ones in plain text, once with the answer only and once with the steps"
                    + " before it (chain-of-thought prompting).",
            "",
            "Beside it stand an answer at random in the right form, and the most frequent answer: what no model is needed for. Small models are"
                    + " expected to be no better than these."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  blueline reason few-shot --run runs/first-look --task arithmetic --shots 4 --levels 1,2,3")
final class ReasonFewShotCommand implements Callable<Integer> {
    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder of a run, or of a study: then its largest model.")
    @SuppressWarnings("NullAway.Init")
    private Path run;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "NAME",
            description = "A task whose problems have traces, or a file of questions (.jsonl).")
    @SuppressWarnings("NullAway.Init")
    private String task;

    @Option(names = "--levels", split = ",", paramLabel = "N", description = "Levels to ask (default: all).")
    private List<Integer> levels = new ArrayList<>();

    @Option(
            names = "--style",
            split = ",",
            paramLabel = "NAME",
            description = "What the examples show: direct, summary, monologue (default: direct,summary).")
    private List<String> styles = List.of("direct", "summary");

    @Option(
            names = "--shots",
            paramLabel = "N",
            description = "Solved problems before each question (default: ${DEFAULT-VALUE}).")
    private int shots = 4;

    @Option(
            names = "--problems",
            paramLabel = "N",
            description = "Held-out problems of each level (default: ${DEFAULT-VALUE}).")
    private int problems = 128;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the problems (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Style> chosen = styles.stream().map(Style::of).toList();
        Teaching.of(List.of(task), levels, chosen, 1, seed); // refuses what the task does not have
        FewShot fewShot = new FewShot(Tasks.named(task), shots, problems, seed);
        try (TrainedModel model = TrainedModel.open(ModelFolder.find(run), threads)) {
            List<FewShot.Result> results = fewShot.ask(model.learner(), model.tokenizer(), levels, chosen);
            System.out.print(json ? json(results) + "\n" : text(results));
        }
        return CommandLine.ExitCode.OK;
    }

    private String text(List<FewShot.Result> results) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s after %d solved problems, right of %d held out, 95%% intervals%n%n%5s %-10s %-22s %9s %7s%n",
                task,
                shots,
                problems,
                "level",
                "examples",
                "right",
                "answered",
                "tokens"));
        for (FewShot.Result result : results) {
            Share share = result.share();
            text.append(String.format(
                    Locale.ROOT,
                    "%5d %-10s %-22s %9s %7s%n",
                    result.level(),
                    result.way(),
                    String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", share.value(), share.low(), share.high()),
                    byModel(result)
                            ? String.format(Locale.ROOT, "%.2f", (double) result.answered() / result.of())
                            : "-",
                    byModel(result) ? String.format(Locale.ROOT, "%.1f", result.tokens()) : "-"));
        }
        return text.append('\n').append(conclusion(results)).append('\n').toString();
    }

    private static boolean byModel(FewShot.Result result) {
        return !result.way().equals("guess") && !result.way().equals("constant");
    }

    /** Above what needs no model only where the interval lies above both others. */
    static String conclusion(List<FewShot.Result> results) {
        List<String> above = results.stream()
                .filter(ReasonFewShotCommand::byModel)
                .filter(result -> results.stream()
                        .filter(other -> other.level() == result.level() && !byModel(other))
                        .allMatch(other -> result.share().low() > other.share().high()))
                .map(result -> result.way() + " at level " + result.level())
                .toList();
        return above.isEmpty()
                ? "Nowhere is the model shown to be better than an answer at random or always the same one: examples have taught it neither to"
                        + " answer nor to think. That is expected of small models; chain-of-thought prompting is known to help from about 1e11"
                        + " parameters on (Wei et al. 2022)."
                : "Better than an answer at random and than always the same one, by intervals that do not meet: "
                        + above.stream().collect(Collectors.joining(", ")) + ".";
    }

    private String json(List<FewShot.Result> results) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        root.put("run", run.toString());
        root.put("task", task);
        root.put("shots", shots);
        ArrayNode levels = root.putArray("results");
        for (FewShot.Result result : results) {
            Share share = result.share();
            levels.addObject()
                    .put("level", result.level())
                    .put("examples", result.way())
                    .put("right", result.right())
                    .put("answered", result.answered())
                    .put("problems", result.of())
                    .put("pass_at_1", share.value())
                    .put("low", share.low())
                    .put("high", share.high())
                    .put("tokens", result.tokens());
        }
        root.put("conclusion", conclusion(results));
        return mapper.writeValueAsString(root);
    }
}
