package dev.blueline.cli;

import dev.blueline.harness.Endpoint;
import dev.blueline.harness.EvaluationFiles;
import dev.blueline.harness.EvaluationRequest;
import dev.blueline.harness.LanguageModel;
import dev.blueline.harness.LocalModel;
import dev.blueline.harness.TaskLibrary;
import dev.blueline.harness.TrainingText;
import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TrainedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of {@code evaluate} for task files of lm-evaluation-harness, and for models behind a server. */
final class HarnessOptions {
    /** Those that do nothing without task files. */
    static final List<String> OWN = List.of(
            "--model",
            "--chat",
            "--limit",
            "--num-fewshot",
            "--seeds",
            "--data",
            "--training-text",
            "--out",
            "--timeout",
            "--tries",
            "--concurrent");

    private static final Path DEFAULT_OUT = Path.of("runs", "evaluations");
    private static final String KEY_VARIABLE = "OPENAI_API_KEY";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "In place of --run: a server that speaks OpenAI's protocol, such as http://localhost:8000/v1; for task files.")
    private Optional<String> endpoint = Optional.empty();

    @Option(names = "--model", paramLabel = "NAME", description = "Name of the model at the endpoint.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--chat", description = "Write answers by chat completions: for task files that only generate.")
    private boolean chat;

    @Option(
            names = {"--include-path", "--include_path"},
            paramLabel = "DIR",
            description =
                    "Folder of task files of lm-evaluation-harness, in which --tasks finds names, groups and tags.")
    private List<Path> includePaths = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of data sets that task files name by their name on Hugging Face's hub, such as DIR/openai/gsm8k/main/test.parquet.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Ask only the first N documents of a task file.")
    private Optional<Integer> limit = Optional.empty();

    @Option(
            names = {"--num-fewshot", "--num_fewshot"},
            paramLabel = "K",
            description = "Examples before each question, in place of what the task file says.")
    private Optional<Integer> fewshot = Optional.empty();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "SEED",
            description =
                    "Ask all of a task file once for each seed, with other examples and drawings; the error covers both (default: 1234).")
    private List<Long> seeds = List.of(EvaluationRequest.SEED);

    @Option(
            names = "--training-text",
            split = ",",
            paramLabel = "PATH",
            description =
                    "Text the model has learned from, in which items of task files are looked for (default: that of the run's study).")
    private List<String> trainingText = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for results.json and samples of task files (default: runs/evaluations/MODEL).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Longest wait for an answer of the endpoint (default: ${DEFAULT-VALUE}).")
    private int timeout = 120;

    @Option(
            names = "--tries",
            paramLabel = "N",
            description = "How often a busy or silent endpoint is asked the same (default: ${DEFAULT-VALUE}).")
    private int tries = 6;

    @Option(
            names = "--concurrent",
            paramLabel = "N",
            description = "Questions under way at the endpoint at once (default: ${DEFAULT-VALUE}).")
    private int concurrent = 4;

    /** Whether the words are of the harness, rather than skills and files of items. */
    boolean apply(List<String> tasks) {
        return endpoint.isPresent() || !includePaths.isEmpty() || tasks.stream().anyMatch(TaskLibrary::isFile);
    }

    /** @throws BadInput if they contradict each other */
    void check(CommandSpec spec, int runs) {
        if (endpoint.isPresent() ? runs > 0 || model.isEmpty() : runs != 1 || model.isPresent()) {
            throw new BadInput("task files are put to one model: give --run DIR, or --endpoint URL and --model NAME");
        }
        if (endpoint.isEmpty()) {
            UnusedOption.refuse(spec, "without --endpoint", List.of("--chat", "--timeout", "--tries", "--concurrent"));
        } else {
            UnusedOption.refuse(spec, "with --endpoint", List.of("--threads"));
        }
        if (limit.orElse(1) < 1 || fewshot.orElse(0) < 0 || timeout < 1 || tries < 1 || concurrent < 1) {
            throw new BadInput(
                    "--limit, --timeout, --tries and --concurrent must be 1 or more, --num-fewshot 0 or more");
        }
        if (seeds.stream().anyMatch(seed -> seed < 0)
                || seeds.stream().distinct().count() < seeds.size()) {
            throw new BadInput("--seeds must be different whole numbers from 0 on, for example 1234,1,2");
        }
    }

    EvaluationRequest request() {
        return new EvaluationRequest(whole(limit), whole(fewshot), seeds);
    }

    private static OptionalInt whole(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    List<Path> includePaths() {
        return includePaths;
    }

    Optional<Path> data() {
        return data;
    }

    /** The model asked; of an endpoint answers are kept in the folder of results. */
    LanguageModel open(List<Path> runs, int threads) {
        if (endpoint.isPresent()) {
            return new Endpoint(new Endpoint.Settings(
                    endpoint.get(),
                    model.orElseThrow(),
                    chat,
                    Optional.ofNullable(System.getenv(KEY_VARIABLE)).filter(key -> !key.isBlank()),
                    Duration.ofSeconds(timeout),
                    tries,
                    FIRST_PAUSE,
                    concurrent,
                    folder(runs).resolve("answers.jsonl")));
        }
        Path run = ModelFolder.find(runs.getFirst());
        return new LocalModel(TrainedModel.open(run, threads), run);
    }

    /** Where results go. */
    Path folder(List<Path> runs) {
        return out.orElseGet(
                () -> folder(model.orElseGet(() -> runs.getFirst().normalize().toString())));
    }

    /** Where the results of a model go if nobody says. */
    static Path folder(String model) {
        return DEFAULT_OUT.resolve(EvaluationFiles.safe(model.replaceFirst("^[./]+", "")));
    }

    Optional<TrainingText> trainingText(List<Path> runs) {
        if (!trainingText.isEmpty()) {
            return Optional.of(TrainingText.read(trainingText));
        }
        return endpoint.isPresent() ? Optional.empty() : TrainingText.of(ModelFolder.find(runs.getFirst()));
    }
}
