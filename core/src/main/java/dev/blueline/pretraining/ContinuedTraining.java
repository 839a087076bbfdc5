package dev.blueline.pretraining;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import dev.blueline.evaluation.BitsPerByte;
import dev.blueline.evaluation.Estimate;
import dev.blueline.evaluation.ScoredText;
import dev.blueline.evaluation.WordRanks;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.study.FolderLock;
import dev.blueline.study.Machine;
import dev.blueline.study.Rung;
import dev.blueline.study.StudyFailure;
import dev.blueline.tokenizer.EncodedCorpus;
import dev.blueline.tokenizer.GeneratedText;
import dev.blueline.tokenizer.TokenStream;
import dev.blueline.tokenizer.Tokenizer;
import dev.blueline.training.Recipe;
import dev.blueline.training.TrainedRun;
import dev.blueline.training.Trainer;
import dev.blueline.training.WindowOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains a finished run further on new text, some of the text it has learned from mixed in, and measures what it gained on the one and
 * lost on the other. The learning rate rises anew and cools down; the optimizer starts at rest. Stopped at any instant, the same
 * request goes on and ends with the same bits.
 */
public final class ContinuedTraining {
    private static final double MEASURED_BYTES = 0.5e6;
    private static final double MARGIN = 1.01;
    private static final int FEW_DOCUMENTS = 30;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ContinuedRequest request;
    private final Listener listener;
    private final double checkpointSeconds;
    private final ContinuedFolder out;
    private final ModelShape shape;
    private final Tokenizer tokenizer;

    /** Hears how it goes. */
    public interface Listener {
        /** One line for each stage. */
        void says(String line);

        /**
         * @param step done of all {@code steps}
         * @param tokens of one step
         * @param loss smoothed training loss, nats a token
         */
        void advanced(long step, long steps, long tokens, double loss);
    }

    private ContinuedTraining(
            ContinuedRequest request, Listener listener, double checkpointSeconds, ModelShape shape, Tokenizer tokens) {
        this.request = request;
        this.listener = listener;
        this.checkpointSeconds = checkpointSeconds;
        this.out = new ContinuedFolder(request.out());
        this.shape = shape;
        this.tokenizer = tokens;
    }

    /**
     * Carries a request out, goes on with it where it was stopped, or says again what came of it.
     *
     * @throws BadInput if the run, the text, an option or the folder cannot be used
     * @throws StudyFailure if training diverges
     */
    public static ContinuedOutcome run(ContinuedRequest request, Listener listener) {
        return run(request, listener, Trainer.CHECKPOINT_SECONDS);
    }

    static ContinuedOutcome run(ContinuedRequest request, Listener listener, double checkpointSeconds) {
        Learners.require(request.learner());
        ModelShape shape;
        Tokenizer tokenizer;
        try (TrainedModel base = TrainedModel.open(request.from(), 1)) {
            shape = base.learner().shape();
            tokenizer = base.tokenizer();
        }
        ContinuedTraining training = new ContinuedTraining(request, listener, checkpointSeconds, shape, tokenizer);
        try (FolderLock lock = FolderLock.of(request.out())) {
            return training.locked();
        }
    }

    /** What turns out to be bad input leaves nothing behind. */
    private ContinuedOutcome locked() {
        out.requireOwn();
        try {
            return carryOut();
        } catch (BadInput bad) {
            out.abandon();
            throw bad;
        }
    }

    private ContinuedOutcome carryOut() {
        Corpus corpus = read(request.corpus(), out.corpus());
        Optional<Corpus> general = general();
        TokenStream fresh = EncodedCorpus.of(corpus, tokenizer, listener::says).training();
        if (WindowOrder.windowsIn(fresh.length(), shape.context()) < 1) {
            throw new BadInput(
                    "the new text has " + fresh.length() + " tokens to train on, less than the model's context of "
                            + shape.context() + "; give more text with --corpus");
        }
        Recipe recipe = recipe(shape);
        long tokens = recipe.steps(tokens(fresh.length())) * recipe.batchTokens();
        BitsPerByte ofNew = measured(corpus, "--corpus");
        Optional<BitsPerByte> ofGeneral = general.map(text -> measured(text, "--replay-corpus"));
        ContinuedFolder.Origin origin = new ContinuedFolder.Origin(
                settings(corpus, general, tokens), general.map(this::folderOf).orElse(""));
        out.claim(origin);
        Optional<Ledger.Entry> finished = out.finished();
        if (finished.isPresent()) {
            listener.says(request.out() + " is finished; another --out or --seed trains anew");
            return new ContinuedOutcome(finished.get().run(), finished.get().measurements());
        }
        return train(corpus, mixed(fresh, general, tokens), recipe, tokens, ofNew, ofGeneral, origin);
    }

    private Corpus read(List<String> sources, Path folder) {
        listener.says("Reading " + String.join(", ", sources));
        return Corpus.read(CorpusSelection.of(sources, request.textColumns()), folder, listener::says);
    }

    private Optional<Corpus> general() {
        if (!request.replayCorpus().isEmpty()) {
            return Optional.of(read(request.replayCorpus(), out.replayCorpus()));
        }
        Path folder = ContinuedFolder.general(request.from());
        Optional<Corpus> prepared = Corpus.prepared(folder);
        if (prepared.isEmpty() && request.replay() > 0) {
            throw new BadInput("there is no text to replay: " + folder + " does not hold what " + request.from()
                    + " has learned from; give it with --replay-corpus PATH, or --replay 0");
        }
        if (prepared.isEmpty()) {
            listener.says("The general text is not in " + folder
                    + ", so forgetting is not measured; --replay-corpus PATH names it");
        }
        return prepared;
    }

    private String folderOf(Corpus general) {
        return general.folder().toAbsolutePath().normalize().toString();
    }

    /** One pass over the new text, replay beside it, but no more than the run was trained on. */
    private long tokens(long fresh) {
        if (request.tokens().isPresent()) {
            return request.tokens().getAsLong();
        }
        long onePass = (long) (fresh / (1 - request.replay()));
        long before = ContinuedFolder.entry(request.from())
                .map(entry -> entry.run().tokens())
                .orElse(Long.MAX_VALUE);
        long tokens = Math.min(onePass, before);
        listener.says("Training on " + Rung.inWords(tokens) + " tokens: "
                + (tokens == onePass ? "one pass over the new text" : "as many as the run has seen")
                + "; --tokens chooses");
        return tokens;
    }

    private Map<String, String> settings(Corpus corpus, Optional<Corpus> general, long tokens) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("--from", checksum(request.from().resolve(Pretraining.MODEL)));
        settings.put("--corpus", corpus.report().hash().substring(0, 12));
        settings.put("--replay", String.valueOf(request.replay()));
        settings.put(
                "--replay-corpus",
                general.map(text -> text.report().hash().substring(0, 12)).orElse("none"));
        settings.put("--tokens", String.valueOf(tokens));
        settings.put("--rate", String.valueOf(request.rate()));
        settings.put("--seed", String.valueOf(request.seed()));
        settings.put("--learner", request.learner() + " " + Learners.numerics(request.learner()));
        return settings;
    }

    private static String checksum(Path file) {
        CRC32C crc = new CRC32C();
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 16);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(block.clear()) > 0) {
                crc.update(block.flip());
            }
            return String.format(Locale.ROOT, "%08x", crc.getValue());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private BitsPerByte measured(Corpus text, String option) {
        List<ScoredText> documents = EncodedCorpus.heldOut(text, tokenizer, MEASURED_BYTES).stream()
                .map(document -> new ScoredText(document.domain(), document.ids(), document.bytes()))
                .toList();
        if (documents.isEmpty()) {
            throw new BadInput("the text of " + option + " leaves no text to measure on; give more of it");
        }
        if (documents.size() < FEW_DOCUMENTS) {
            listener.says("Only " + documents.size() + " held-out documents of " + option
                    + " are measured: another choice of them may give other losses by more than the intervals say");
        }
        return new BitsPerByte(documents, tokenizer.beginning());
    }

    /** The new text, no more than is read, and general text in its share; windows of both are read in one order at random. */
    private TokenStream mixed(TokenStream fresh, Optional<Corpus> general, long tokens) {
        TokenStream read =
                fresh.first((long) Math.ceil(MARGIN * (1 - request.replay()) * tokens) + 2L * shape.context());
        double passes = (1 - request.replay()) * tokens / fresh.length();
        if (passes > 1.05) {
            listener.says(String.format(Locale.ROOT, "The new text is read %.1f times", passes));
        }
        long replayed = (long) Math.ceil(read.length() * request.replay() / (1 - request.replay()));
        if (replayed == 0 || general.isEmpty()) {
            return read;
        }
        Corpus text = general.get();
        return read.followedBy(List.of(GeneratedText.encoded(
                        out.replayTokens(),
                        "replay 1 " + text.report().hash(),
                        tokenizer,
                        again(text.training()),
                        replayed)
                .first(replayed)));
    }

    private static Stream<Document> again(Documents documents) {
        return Stream.iterate(0, pass -> pass + 1)
                .flatMap(pass -> LongStream.range(0, documents.count()).mapToObj(documents::get));
    }

    /** That of the studies that come with the program; a batch is about 2048 tokens. */
    private static Recipe recipe(ModelShape shape) {
        int rows = Math.max(1, Math.round(2048f / shape.context()));
        return new Recipe(
                rows * shape.context(), Optimizer.ADAMW, 0, 0.5, 0.12, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.05, 0.2, 2, 0.5);
    }

    private Learner base() {
        Learner learner = Learners.create(request.learner(), shape, request.seed(), request.threads());
        learner.load(request.from());
        return learner;
    }

    private ContinuedOutcome train(
            Corpus corpus,
            TokenStream stream,
            Recipe recipe,
            long tokens,
            BitsPerByte ofNew,
            Optional<BitsPerByte> ofGeneral,
            ContinuedFolder.Origin origin) {
        Instant started = Instant.now();
        long startedNanos = System.nanoTime();
        listener.says("Measuring before");
        float[] newBefore;
        Optional<float[]> generalBefore;
        try (Learner base = base()) {
            newBefore = ofNew.score(base);
            generalBefore = ofGeneral.map(text -> text.score(base));
        }
        DurableFiles.createFolder(out.checkpoints());
        long steps = recipe.steps(tokens);
        WindowOrder batches = new WindowOrder(
                stream,
                WindowOrder.windowsIn(stream.length(), shape.context()),
                shape.context(),
                recipe.batchTokens() / shape.context(),
                request.seed());
        listener.says("Training");
        Trainer trainer = new Trainer(
                this::base,
                batches,
                recipe,
                steps,
                request.rate(),
                out.checkpoints(),
                checkpointSeconds,
                (step, loss) -> listener.advanced(step, steps, recipe.batchTokens(), loss),
                listener::says);
        List<ContinuedOutcome> outcomes = new ArrayList<>();
        trainer.train(List.of(steps), (trained, learner) -> {
            if (trained.diverged()) {
                return;
            }
            Run run = record(
                    corpus, trained, recipe, origin, started, Duration.ofNanos(System.nanoTime() - startedNanos));
            listener.says("Measuring after");
            List<Measurement> measurements = new ArrayList<>(
                    compared(run.id(), ContinuedOutcome.NEW, ofNew, newBefore, ofNew.score(learner), false));
            ofGeneral.ifPresent(text -> measurements.addAll(compared(
                    run.id(), ContinuedOutcome.GENERAL, text, generalBefore.orElseThrow(), text.score(learner), true)));
            keep(run, trained, recipe, measurements, learner);
            outcomes.add(new ContinuedOutcome(run, List.copyOf(measurements)));
        });
        out.forgetCheckpoints();
        if (outcomes.isEmpty()) {
            throw new StudyFailure(
                    "training diverged even at a quarter of the rate; give a smaller --rate and another --out");
        }
        return outcomes.getFirst();
    }

    private Run record(
            Corpus corpus,
            TrainedRun trained,
            Recipe recipe,
            ContinuedFolder.Origin origin,
            Instant started,
            Duration elapsed) {
        long tokens = trained.steps() * recipe.batchTokens();
        String id = Fingerprint.of(origin.settings().toString()).substring(0, 16);
        return new Run(
                id,
                shape.width() + "x" + shape.layers() + "/" + Rung.inWords(tokens),
                id,
                Run.Role.LADDER,
                shape.layers(),
                shape.width(),
                shape.parameters(),
                tokens,
                recipe.flops(shape, tokens),
                request.seed(),
                trained.rateScale(),
                trained.seconds(),
                trained.retries() > 0 ? Run.Status.RECOVERED : Run.Status.FINISHED,
                trained.note(),
                Machine.provenance(
                        Fingerprint.of(origin.settings().toString()),
                        corpus.report().hash(),
                        tokenizer.hash(),
                        request.learner(),
                        request.threads(),
                        started,
                        started.plus(elapsed)));
    }

    /** Losses are additive over tokens, so their differences have a mean and a clustered error like losses. */
    private static List<Measurement> compared(
            String run, String slice, BitsPerByte text, float[] before, float[] after, boolean byDomain) {
        float[] change = new float[after.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = after[i] - before[i];
        }
        List<Measurement> measurements = new ArrayList<>();
        Map<String, float[]> metrics = new LinkedHashMap<>();
        metrics.put(ContinuedOutcome.BEFORE, before);
        metrics.put(Pretraining.BITS_PER_BYTE, after);
        metrics.put(ContinuedOutcome.CHANGE, change);
        metrics.forEach((metric, losses) -> {
            BitsPerByte.Result result = text.summary(losses);
            measurements.add(measurement(run, metric, slice, result.all()));
            if (byDomain) {
                result.domains()
                        .forEach((domain, estimate) ->
                                measurements.add(measurement(run, metric, slice + "/" + domain, estimate)));
            }
        });
        return measurements;
    }

    private static Measurement measurement(String run, String metric, String slice, Estimate estimate) {
        double error = Double.isFinite(estimate.standardError()) ? estimate.standardError() : 0;
        return new Measurement(run, metric, slice, estimate.value(), error);
    }

    private void keep(Run run, TrainedRun trained, Recipe recipe, List<Measurement> measurements, Learner learner) {
        Path folder = out.path();
        learner.save(folder);
        tokenizer.save(folder.resolve(Pretraining.TOKENIZER));
        if (Files.isRegularFile(request.from().resolve(WordRanks.FILE))) {
            WordRanks.load(request.from()).save(folder);
        }
        SealedFiles.write(folder.resolve(Pretraining.CURVE), JSON.writeValueAsBytes(trained.curve()));
        SealedFiles.write(
                folder.resolve(TrainingEvents.FILE),
                TrainingEvents.of(trained, run, recipe.batchTokens(), measurements));
        // Last, since this file says that the folder is whole.
        SealedFiles.write(folder.resolve(Pretraining.RUN), JSON.writeValueAsBytes(new Ledger.Entry(run, measurements)));
    }
}
