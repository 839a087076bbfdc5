package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sequences;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.study.FolderLock;
import dev.blueline.study.Machine;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import dev.blueline.training.Trainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Teaches a model tasks by demonstrations, and measures what it can do with held-out problems. Stopped at any instant, the same request
 * goes on and ends with the same bits.
 */
public final class TaskTraining {
    /** The code is fast once it was compiled, which takes some seconds. */
    static final double TRIAL_SECONDS = 6;

    private static final int PROBLEMS = 64;
    private static final int EACH = 8;

    /** Share of the time asked for that training may take; the rest is for the trial, saving and measuring. */
    private static final double TRAINING_SHARE = 0.9;

    private final TeachingRequest request;
    private final Listener listener;
    private final double saveSeconds;
    private final TaughtFolder folder;
    private final Tokenizer tokenizer;
    private final ModelShape shape;
    private final Teaching teaching;

    /** Hears how it goes. */
    public interface Listener {
        /** One line for each stage. */
        void says(String line);

        /**
         * @param step done of all {@code steps}
         * @param loss nats a token of response, smoothed
         * @param tokens of responses so far
         */
        void advanced(long step, long steps, double loss, long tokens);
    }

    private TaskTraining(
            TeachingRequest request,
            Listener listener,
            double saveSeconds,
            Tokenizer tokenizer,
            ModelShape shape,
            Teaching teaching) {
        this.request = request;
        this.listener = listener;
        this.saveSeconds = saveSeconds;
        this.folder = new TaughtFolder(request.out());
        this.tokenizer = tokenizer;
        this.shape = shape;
        this.teaching = teaching;
    }

    /**
     * Carries a request out, goes on with it where it was stopped, or says again what came of it.
     *
     * @throws BadInput if a task, the run, an option or the folder cannot be used
     */
    public static Ledger.Entry run(TeachingRequest request, Listener listener) {
        return run(request, listener, Trainer.CHECKPOINT_SECONDS);
    }

    /** @param saveSeconds time between saved states; 0 for one after every step */
    static Ledger.Entry run(TeachingRequest request, Listener listener, double saveSeconds) {
        Learners.require(request.learner());
        Curriculum.tasks(request.tasks());
        Teaching teaching =
                Teaching.of(request.tasks(), request.levels(), request.styles(), TeachingRequest.ROWS, request.seed());
        Tokenizer tokenizer;
        ModelShape shape;
        if (request.from().isPresent()) {
            try (TrainedModel base = TrainedModel.open(request.from().get(), 1)) {
                tokenizer = base.tokenizer();
                shape = base.learner().shape();
            }
        } else {
            tokenizer = TaskVocabulary.of(teaching);
            shape = shape(request.size(), tokenizer.vocabularySize());
        }
        try (FolderLock lock = FolderLock.of(request.out())) {
            return new TaskTraining(request, listener, saveSeconds, tokenizer, shape, teaching).carryOut();
        }
    }

    /**
     * The shape of a new model.
     *
     * @throws BadInput if there is none of this size
     */
    public static ModelShape shape(Size size, int vocabulary) {
        if (size.width() % 32 != 0 || size.width() < 32 || size.layers() < 1) {
            throw new BadInput("size " + size
                    + " cannot be used; the width is a multiple of 32, with at least one layer, such as 64x4");
        }
        return new Study.Model(TeachingRequest.CONTEXT, 32, 2.667, true, true).shape(size, vocabulary);
    }

    private Ledger.Entry carryOut() {
        Demonstrations demonstrations = teaching.demonstrations(new Dialogue(tokenizer));
        demonstrations.requireRoom(shape.context());
        Examination examination = examination();
        Map<String, String> settings = folder.claim(RequestSettings.of(request));
        Optional<Ledger.Entry> finished = folder.finished();
        if (finished.isPresent()) {
            listener.says(request.out() + " is finished; another --out trains anew");
            return finished.get();
        }
        long steps = steps(settings, demonstrations);
        Instant started = Instant.now();
        listener.says("Training");
        try (Learner learner = fresh()) {
            LearnerStates<SupervisedTraining.State> states =
                    new LearnerStates<>(folder.states(), SupervisedTraining.State.class, listener::says);
            SupervisedTraining.State end = new SupervisedTraining(
                            demonstrations, Supervision.RECIPE, steps, request.rate(), saveSeconds)
                    .run(learner, states, (step, loss, tokens) -> listener.advanced(step, steps, loss, tokens));
            listener.says("Measuring on held-out problems");
            Ledger.Entry entry =
                    new Ledger.Entry(run(settings, end, started), measured(settings, learner, examination));
            learner.save(request.out());
            tokenizer.save(request.out().resolve("tokenizer.json"));
            folder.teaching(teaching);
            folder.forgetOptimizer();
            folder.finish(entry);
            states.remove();
            return entry;
        }
    }

    private Learner fresh() {
        Learner learner = Learners.create(request.learner(), shape, request.seed(), request.threads());
        request.from().ifPresent(learner::load);
        return learner;
    }

    /** As asked for, as found out before, or by the speed of a trial, which is noted. */
    private long steps(Map<String, String> settings, Demonstrations demonstrations) {
        if (request.steps().isPresent()) {
            return request.steps().get();
        }
        String known = settings.get("steps");
        if (known != null) {
            return Long.parseLong(known);
        }
        listener.says("Measuring this machine");
        TrialSpeed speed = new TrialSpeed();
        try (Learner learner = fresh()) {
            long begun = System.nanoTime();
            long trial = 0;
            while ((System.nanoTime() - begun) * 1e-9 < Math.min(TRIAL_SECONDS, request.seconds() / 10)) {
                long started = System.nanoTime();
                Sequences batch = demonstrations.at(trial++);
                learner.step(batch, Supervision.likelihood(batch), Supervision.RECIPE.update(shape.width(), 0.01));
                speed.add(1, (System.nanoTime() - started) * 1e-9);
            }
        }
        long steps = Math.max(10, (long) (TRAINING_SHARE * request.seconds() * speed.perSecond()));
        settings.put("steps", String.valueOf(steps));
        folder.note(settings);
        return steps;
    }

    private Run run(Map<String, String> settings, SupervisedTraining.State end, Instant started) {
        String id = Fingerprint.of(settings.toString()).substring(0, 16);
        return new Run(
                id,
                shape.width() + "x" + shape.layers() + "/" + String.join("+", request.tasks()),
                id,
                Run.Role.LADDER,
                shape.layers(),
                shape.width(),
                shape.parameters(),
                end.tokens(),
                end.flops(),
                request.seed(),
                request.rate(),
                end.seconds(),
                Run.Status.FINISHED,
                "",
                Machine.provenance(
                        id,
                        Fingerprint.of(teaching.toString()),
                        tokenizer.hash(),
                        request.learner(),
                        request.threads(),
                        started,
                        Instant.now()));
    }

    /** Chosen before anything is trained, since a file of questions may have none to ask. */
    private Examination examination() {
        List<Task> tasks = List.copyOf(Curriculum.tasks(request.tasks()).values());
        return Examination.of(tasks, levels(), Split.HELD_OUT, PROBLEMS, EACH);
    }

    private List<Curriculum.TaskLevel> levels() {
        return teaching.lessons().stream()
                .map(lesson ->
                        new Curriculum.TaskLevel(Tasks.named(lesson.task()).name(), lesson.level()))
                .distinct()
                .toList();
    }

    private List<Measurement> measured(Map<String, String> settings, Learner learner, Examination examination) {
        String id = Fingerprint.of(settings.toString()).substring(0, 16);
        Sampler sampler = new Sampler(Curriculum.tasks(request.tasks()), new Dialogue(tokenizer), shape.context());
        PassRates rates = examination.ask(learner, sampler).rates();
        List<Measurement> measurements = new ArrayList<>();
        for (Curriculum.TaskLevel level : levels()) {
            PassRates of = rates.of(level.task(), level.level());
            String slice = level.task() + "/" + level.level();
            measurements.add(new Measurement(
                    id, "pass_at_1", slice, of.pass(1).value(), of.pass(1).standardError()));
            measurements.add(new Measurement(
                    id,
                    "pass_at_" + EACH,
                    slice,
                    of.pass(EACH).value(),
                    of.pass(EACH).standardError()));
            measurements.add(new Measurement(id, "response_tokens", slice, of.tokens(), 0));
        }
        return measurements;
    }
}
