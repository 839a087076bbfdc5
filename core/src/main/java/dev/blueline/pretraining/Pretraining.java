package dev.blueline.pretraining;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.evaluation.BitsPerByte;
import dev.blueline.evaluation.Estimate;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import dev.blueline.study.Fault;
import dev.blueline.study.Procedure;
import dev.blueline.study.Progress;
import dev.blueline.study.Rates;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.study.Trunk;
import dev.blueline.tokenizer.TokenStream;
import dev.blueline.training.Batches;
import dev.blueline.training.Recipe;
import dev.blueline.training.TrainedRun;
import dev.blueline.training.Trainer;
import dev.blueline.training.WindowOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pretraining as a study's procedure: trains a trunk's runs on the study's text, measures each in bits per byte, keeps its
 * model, and writes it to the ledger. A run is in the ledger only once everything else of it is on disk.
 */
public final class Pretraining implements Procedure {
    /** Metric of the held-out loss, by domain and for all text. */
    public static final String BITS_PER_BYTE = "bits_per_byte";
    /** Metric of the held-out text's bytes a token, for all text; of runs whose text is not the study's own. */
    public static final String BYTES_PER_TOKEN = "bytes_per_token";

    /** Slice that stands for all text. */
    public static final String ALL = "all";

    /** What broke a trunk last, in its folder. */
    private static final String FAILURE = "failure.txt";

    static final String TOKENIZER = "tokenizer.json";
    /** Name of the file with a run's training losses. */
    public static final String CURVE = "curve.json";

    static final String RUN = "run.json";
    static final String MODEL = "model.safetensors";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Study study;
    private final TextData text;
    private final String learner;
    private final Path folder;
    private final Ledger ledger;
    private final String machine;
    private final String version;
    private final double checkpointSeconds;
    private final String skills;
    private final long tokensAsked;
    private final Optional<Start> start;

    /**
     * @param learner name of the learner, see {@link Learners}
     * @param folder the study's output folder
     * @param machine processor and cores, for provenance
     * @param version of the program
     * @param checkpointSeconds time between checkpoints, such as {@link Trainer#CHECKPOINT_SECONDS}
     */
    public Pretraining(
            Study study,
            TextData text,
            String learner,
            Path folder,
            Ledger ledger,
            String machine,
            String version,
            double checkpointSeconds) {
        this(study, text, learner, folder, ledger, machine, version, checkpointSeconds, Optional.empty());
    }

    private Pretraining(
            Study study,
            TextData text,
            String learner,
            Path folder,
            Ledger ledger,
            String machine,
            String version,
            double checkpointSeconds,
            Optional<Start> start) {
        this.study = study;
        this.text = text;
        this.learner = learner;
        this.folder = folder;
        this.ledger = ledger;
        this.machine = machine;
        this.version = version;
        this.checkpointSeconds = checkpointSeconds;
        this.start = start;
        this.skills = text.skills().identity();
        this.tokensAsked = text.skills().tokensAsked(words -> text.tokenizer().encode(words).length);
    }

    /** The same, with runs that go on from the weights of other runs. */
    public Pretraining startingFrom(Start from) {
        return new Pretraining(
                study, text, learner, folder, ledger, machine, version, checkpointSeconds, Optional.of(from));
    }

    @Override
    public String identity(Rung rung) {
        return Fingerprint.of(
                        trunkKey(trunkOf(rung)) + "|" + recipe(rung.role()).steps(rung.tokens()))
                .substring(0, 16);
    }

    @Override
    public Run.Parameters parameters(Size size) {
        return shape(size).parameters();
    }

    @Override
    public double trainingFlops(Size size, long tokens) {
        return study.training().flops(shape(size), tokens);
    }

    @Override
    public double measuringFlops(Size size) {
        return shape(size).trainingFlops(text.validation().tokens() + tokensAsked) / 3;
    }

    @Override
    public long availableTokens() {
        return WindowOrder.windowsIn(text.training().length(), study.model().context())
                * study.model().context();
    }

    @Override
    public long heapBytes(Size size, int threads) {
        return Learners.heapBytes(learner, shape(size), threads);
    }

    @Override
    public Rates measure(int workers) {
        List<Size> sizes = study.ladder().sizes().stream().limit(5).toList();
        List<ModelShape> shapes = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i += 2) {
            shapes.add(shape(sizes.get(i)));
        }
        int rows = study.training().batchTokens() / study.model().context();
        return new SpeedTrial(learner, shapes, rows, study.training()).measure(workers);
    }

    /** Folder of a finished run's model, curve and tokenizer inside the study's output folder. */
    public static Path folderOf(Path study, Run run) {
        return study.resolve("runs")
                .resolve(run.rung().replace('/', '-') + "-" + run.id().substring(0, 8));
    }

    @Override
    public void carryOut(Trunk trunk, int threads, Progress progress, Consumer<Run> finished) {
        Recipe recipe = recipe(trunk.role());
        ModelShape shape = shape(trunk.size());
        Instant started = Instant.now();
        long startedNanos = System.nanoTime();
        String key = trunkKey(trunk);
        Path trunkFolder = trunkFolder(trunk, key);
        createFolder(trunkFolder);
        double flopsPerStep = recipe.flops(shape, recipe.batchTokens());
        List<Long> lengths = trunk.tokens().stream().map(recipe::steps).toList();
        int[] at = {0};
        Trainer trainer = new Trainer(
                () -> fresh(trunk, threads, progress::says),
                batches(trunk),
                recipe,
                shortest(trunk),
                trunk.rateScale(),
                trunkFolder,
                checkpointSeconds,
                (step, loss) -> progress.advanced(new Progress.Advance(
                        trunk.rungs().get(at[0]), step, lengths.get(at[0]), flopsPerStep, recipe.batchTokens(), loss)),
                progress::says);
        trainer.train(lengths, (trained, learner) -> {
            Rung rung = trunk.rungs().get(at[0]);
            Run run = record(rung, key, Ending.of(trained), threads, started, elapsed(startedNanos));
            if (trained.diverged()) {
                ledger.append(run, List.of());
            } else {
                List<Measurement> measurements = measure(run.id(), learner);
                measurements.addAll(ask(run, learner));
                keep(run, trained, measurements, learner);
                ledger.append(run, measurements);
            }
            at[0] = Math.min(at[0] + 1, trunk.tokens().size() - 1);
            finished.accept(run);
        });
    }

    @Override
    public void fail(Trunk trunk, int threads, Fault fault, Consumer<Run> finished) {
        String key = trunkKey(trunk);
        Path trunkFolder = trunkFolder(trunk, key);
        createFolder(trunkFolder);
        StringWriter trace = new StringWriter();
        fault.thrown().printStackTrace(new PrintWriter(trace));
        DurableFiles.write(trunkFolder.resolve(FAILURE), Instant.now() + " " + trace);
        for (Rung rung : trunk.rungs()) {
            long steps = recipe(rung.role()).steps(rung.tokens());
            Ending ending = new Ending(steps, rung.rateScale(), 0, Run.Status.FAILED, fault.cause());
            Run run = record(rung, key, ending, threads, Instant.now(), Duration.ZERO);
            ledger.append(run, List.of());
            finished.accept(run);
        }
    }

    private Path trunkFolder(Trunk trunk, String key) {
        return folder.resolve("trunks")
                .resolve(trunk.name() + "-" + Fingerprint.of(key).substring(0, 8));
    }

    /** The learner of a trunk as training finds it at its first step. */
    Learner fresh(Trunk trunk, int threads, Consumer<String> says) {
        Learner fresh = Learners.create(learner, shape(trunk.size()), trunk.seed(), threads);
        start.ifPresent(from -> fresh.load(from.folder(trunk, says)));
        return fresh;
    }

    ModelShape shape(Size size) {
        return study.model().shape(size, text.tokenizer().vocabularySize());
    }

    /** A swept rate is reported as it is: it gets no second chance at a lower one. */
    Recipe recipe(Run.Role role) {
        return role == Run.Role.RATE_CHECK ? study.training().withoutRetries() : study.training();
    }

    static Trunk trunkOf(Rung rung) {
        return new Trunk(
                rung.arm(),
                rung.size(),
                rung.seed(),
                rung.role(),
                rung.rateScale(),
                rung.uniqueTokens(),
                List.of(rung.tokens()));
    }

    /** Everything that decides a trunk's figures, its length aside. */
    private String trunkKey(Trunk trunk) {
        return String.join(
                "|",
                learner + Learners.numerics(learner),
                shape(trunk.size()).toString(),
                text.report().hash(),
                text.tokenizer().hash(),
                recipe(trunk.role()).toString(),
                "warm-up after " + shortest(trunk),
                "seed " + trunk.seed(),
                "rate x" + trunk.rateScale(),
                "unique " + trunk.uniqueTokens()
                        + (text.identity().isEmpty() ? "" : "|text " + text.identity())
                        + start.map(from -> "|from " + from.id(trunk)).orElse("")
                        + (skills.isEmpty() ? "" : "|skills " + skills + " " + readsSkills(trunk.role())));
    }

    /**
     * Shortest run of the grid, in steps, whatever the budget: the warm-up's measure. The held-out rung takes the ladder's,
     * or the law would be fitted to one recipe and scored on another.
     */
    long shortest(Trunk trunk) {
        if (start.isPresent()) {
            return study.training().steps(start.get().shortest());
        }
        long tokens = switch (trunk.role()) {
            case LADDER, HELD_OUT, RATE_CHECK, CONTROL ->
                study.ladder().tokens().getFirst();
            case CONTRAST ->
                study.contrast().epochs().getFirst() * study.contrast().uniqueTokens();
        };
        return study.training().steps(tokens);
    }

    Batches batches(Trunk trunk) {
        int context = study.model().context();
        TokenStream stream = readsSkills(trunk.role()) ? text.training() : text.natural();
        long all = WindowOrder.windowsIn(stream.length(), context);
        long windows = trunk.uniqueTokens() == 0 ? all : Math.min(all, trunk.uniqueTokens() / context);
        return new WindowOrder(stream, windows, context, study.training().batchTokens() / context, trunk.seed());
    }

    private static boolean readsSkills(Run.Role role) {
        return switch (role) {
            case LADDER, HELD_OUT, RATE_CHECK -> true;
            case CONTRAST, CONTROL -> false;
        };
    }

    /** Runs that are asked the skills' items: the ladder and its control. */
    private List<Measurement> ask(Run run, Learner learner) {
        return switch (run.role()) {
            case LADDER, HELD_OUT ->
                text.skills()
                        .measure(
                                run.id(),
                                learner,
                                text.tokenizer(),
                                (double) run.tokens() / text.training().length(),
                                (double) run.tokens() / text.training().length());
            case CONTROL ->
                text.skills()
                        .measure(
                                run.id(),
                                learner,
                                text.tokenizer(),
                                0,
                                (double) run.tokens() / text.natural().length());
            case RATE_CHECK, CONTRAST -> List.of();
        };
    }

    /** How a run came to its end. A failed one counts with the steps it was to have. */
    private record Ending(long steps, double rateScale, double seconds, Run.Status status, String note) {
        static Ending of(TrainedRun trained) {
            Run.Status status = trained.diverged()
                    ? Run.Status.DIVERGED
                    : trained.retries() > 0 ? Run.Status.RECOVERED : Run.Status.FINISHED;
            return new Ending(trained.steps(), trained.rateScale(), trained.seconds(), status, trained.note());
        }
    }

    /** Not from the clock, which may be set while the run goes on. */
    private static Duration elapsed(long sinceNanos) {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    private Run record(Rung rung, String trunkKey, Ending ending, int threads, Instant started, Duration elapsed) {
        ModelShape shape = shape(rung.size());
        long tokens = ending.steps() * study.training().batchTokens();
        return new Run(
                identity(rung),
                rung.name(),
                rung.arm(),
                Fingerprint.of(trunkKey).substring(0, 16),
                rung.role(),
                rung.size().layers(),
                rung.size().width(),
                shape.parameters(),
                tokens,
                study.training().flops(shape, tokens),
                rung.seed(),
                ending.rateScale(),
                ending.seconds(),
                ending.status(),
                ending.note(),
                new dev.blueline.ledger.Provenance(
                        Fingerprint.of(study.toString()),
                        text.report().hash(),
                        text.tokenizer().hash(),
                        learner,
                        Learners.numerics(learner),
                        version,
                        System.getProperty("java.vm.name") + " " + Runtime.version(),
                        machine,
                        threads,
                        started,
                        started.plus(elapsed)));
    }

    List<Measurement> measure(String run, Learner learner) {
        float[] losses = text.validation().score(learner);
        BitsPerByte.Result result = text.validation().summary(losses);
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(measurement(run, BITS_PER_BYTE, ALL, result.all()));
        if (!text.identity().isEmpty()) {
            measurements.add(new Measurement(run, BYTES_PER_TOKEN, ALL, text.bytesPerToken(), 0));
        }
        result.domains()
                .forEach((domain, estimate) -> measurements.add(measurement(run, BITS_PER_BYTE, domain, estimate)));
        text.classes()
                .measure(losses)
                .forEach(figure ->
                        measurements.add(measurement(run, figure.metric(), figure.slice(), figure.estimate())));
        if (!Double.isFinite(result.all().value())) {
            throw new ArithmeticException("the held-out loss is not a number");
        }
        return measurements;
    }

    private static Measurement measurement(String run, String metric, String slice, Estimate estimate) {
        return new Measurement(run, metric, slice, estimate.value(), estimate.standardError());
    }

    /** Writes a run's folder, and what the study is to know of it. */
    void keep(Run run, TrainedRun trained, List<Measurement> measurements, Learner learner) {
        Path runFolder = folderOf(folder, run);
        createFolder(runFolder);
        saveModel(learner, runFolder);
        text.tokenizer().save(runFolder.resolve(TOKENIZER));
        text.words().save(runFolder);
        SealedFiles.write(runFolder.resolve(CURVE), JSON.writeValueAsBytes(trained.curve()));
        SealedFiles.write(
                runFolder.resolve(TrainingEvents.FILE),
                TrainingEvents.of(trained, run, study.training().batchTokens(), measurements));
        // Last, since this file says that the folder is whole.
        SealedFiles.write(runFolder.resolve(RUN), JSON.writeValueAsBytes(new Ledger.Entry(run, measurements)));
        RunFolders.note(runFolder);
    }

    /** Folder where a trunk's training is saved. */
    Path trunkFolder(Trunk trunk) {
        return trunkFolder(trunk, trunkKey(trunk));
    }

    Study study() {
        return study;
    }

    Path folder() {
        return folder;
    }

    Ledger ledger() {
        return ledger;
    }

    String learner() {
        return learner;
    }

    double checkpointSeconds() {
        return checkpointSeconds;
    }

    /** A finished run is not trained further; its trunk keeps the optimizer's state. */
    private static void saveModel(Learner learner, Path runFolder) {
        learner.save(runFolder);
        try {
            Files.deleteIfExists(runFolder.resolve("optimizer.safetensors"));
        } catch (IOException failure) {
            throw WriteFailure.of(runFolder, failure);
        }
    }

    private static void createFolder(Path path) {
        DurableFiles.createFolder(path.resolveSibling(""));
        DurableFiles.createFolder(path);
    }

    /**
     * Looks at the folders of finished runs. Swapped ones are put back. A run that the ledger has lost is taken from its folder; what
     * is damaged is written again, a model and its curve by training the run once more ({@link TrainingAgain}).
     *
     * @param says hears one line on each file
     */
    public void mendRuns(Consumer<String> says) {
        new RunFolders(folder, ledger, text.tokenizer(), text.words(), new TrainingAgain(this, folder)).mend(says);
    }
}
