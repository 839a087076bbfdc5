package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Ledger;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Task;
import dev.blueline.study.FolderLock;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import dev.blueline.training.Trainer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a model better at tasks by what a verifier says of its responses, up to so many FLOPs. Stopped at any instant, the same request goes on
 * and ends with the same bits; finished, one with more FLOPs goes on to them, to the same bits as if it had been asked for them at once. The clock
 * decides only, once, how many FLOPs the time asked for is worth.
 */
public final class ReinforcementLearning {
    /** Held-out problems of a level. */
    public static final int PROBLEMS = 64;

    /** Responses to each. */
    static final int EACH = 16;

    /** Training problems that are looked at before anything is drawn. */
    private static final int LOOKED_AT = 256;

    private static final String FLOPS = "flops";

    private final ReasoningRequest request;
    private final Listener listener;
    private final double saveSeconds;
    private final TaughtFolder folder;
    private final Tokenizer tokenizer;
    private final ModelShape shape;
    private final Dialogue dialogue;
    private final Map<String, Task> tasks;
    private final List<Curriculum.TaskLevel> levels;
    private final Sampler sampler;
    private final Examination examination;
    private final List<Double> marks;

    /** Hears how it goes. */
    public interface Listener {
        /** One line for each stage. */
        void says(String line);

        /** A step was done; {@code share} of the FLOPs are spent. */
        void stepped(double share, ReasoningRecord.Stepped step);

        /** Held-out problems were asked. */
        void examined(ReasoningRecord.Examined examined);
    }

    /**
     * Where it stands between two steps.
     *
     * @param passRates of the curriculum
     * @param seconds of the steps, over all sessions
     * @param entropy of the last step
     */
    record State(long step, List<Double> passRates, Spent spent, double seconds, double entropy) {}

    private ReinforcementLearning(
            ReasoningRequest request,
            Listener listener,
            double saveSeconds,
            Tokenizer tokenizer,
            ModelShape shape,
            List<Double> marks) {
        this.request = request;
        this.marks = marks;
        this.listener = listener;
        this.saveSeconds = saveSeconds;
        this.folder = new TaughtFolder(request.out());
        this.tokenizer = tokenizer;
        this.shape = shape;
        this.dialogue = new Dialogue(tokenizer);
        this.tasks = Curriculum.tasks(request.tasks());
        List<Task> named = List.copyOf(tasks.values());
        this.levels = levels(named, request.levels());
        this.sampler = new Sampler(tasks, dialogue, request.settings().tokens());
        this.examination = Examination.of(
                named,
                request.examined().isEmpty() ? levels : levels(named, request.examined()),
                Split.HELD_OUT,
                PROBLEMS,
                EACH);
        sampler.requireRoom(examination.problems(), shape);
        sampler.requireRoom(Curriculum.of(levels).draw(tasks, LOOKED_AT, request.seed(), Long.MAX_VALUE), shape);
    }

    private static List<Curriculum.TaskLevel> levels(List<Task> tasks, List<Integer> chosen) {
        return tasks.stream()
                .flatMap(task -> Curriculum.TaskLevel.of(task, chosen).stream())
                .toList();
    }

    /**
     * Carries a request out, goes on with it where it was stopped, or says again what came of it.
     *
     * @throws BadInput if a task, the run, an option or the folder cannot be used, or no level gives any signal
     */
    public static Ledger.Entry run(ReasoningRequest request, Listener listener) {
        return run(request, listener, List.of());
    }

    /**
     * As {@link #run(ReasoningRequest, Listener)}.
     *
     * @param marks FLOPs at which held-out problems are asked as well, by the first step that reaches one
     */
    public static Ledger.Entry run(ReasoningRequest request, Listener listener, List<Double> marks) {
        return run(request, listener, marks, Trainer.CHECKPOINT_SECONDS);
    }

    /** @param saveSeconds time between saved states; 0 for one after every step */
    static Ledger.Entry run(ReasoningRequest request, Listener listener, List<Double> marks, double saveSeconds) {
        Learners.require(request.learner());
        try (TrainedModel base = TrainedModel.open(request.from(), 1);
                FolderLock lock = FolderLock.of(request.out())) {
            return new ReinforcementLearning(
                            request,
                            listener,
                            saveSeconds,
                            base.tokenizer(),
                            base.learner().shape(),
                            marks)
                    .carryOut();
        }
    }

    private Ledger.Entry carryOut() {
        Instant started = Instant.now();
        try (Learner learner = start();
                Learner first = start()) {
            Improvement improvement = improvement(first);
            if (!folder.claimed()) {
                requireSignal(first);
            }
            Map<String, String> settings = folder.claim(RequestSettings.of(request), "--flops");
            Optional<Ledger.Entry> finished = folder.finished();
            if (finished.isPresent() && finished.get().run().flops() >= target(settings, learner, improvement)) {
                listener.says(request.out() + " is finished; another --out starts anew");
                return finished.get();
            }
            double target = target(settings, learner, improvement);
            LearnerStates<State> states = new LearnerStates<>(folder.states(), State.class, listener::says);
            State state = states.restore(learner)
                    .orElse(new State(0, Curriculum.of(levels).passRates(), Spent.NOTHING, 0, Double.NaN));
            ReasoningLog log = new ReasoningLog(request.out());
            Thoughts thoughts = new Thoughts(request.out());
            if (state.step() == 0) {
                note(examination.ask(learner, sampler), learner, log, thoughts, state);
            }
            listener.says("Improving by " + request.method().word());
            long savedAt = System.nanoTime();
            while (state.spent().flops() < target) {
                Curriculum curriculum = new Curriculum(levels, state.passRates());
                long begun = System.nanoTime();
                Improvement.Made made = improvement.step(learner, curriculum, state.step());
                double seconds = state.seconds() + (System.nanoTime() - begun) * 1e-9;
                Spent spent = state.spent().plus(made.spent());
                boolean marked = reached(state.spent().flops(), spent.flops());
                ReasoningRecord.Stepped line = new ReasoningRecord.Stepped(
                        state.step(),
                        made.figures(),
                        curriculum.shares(),
                        made.curriculum().passRates(),
                        spent,
                        seconds);
                double entropy = Double.isNaN(made.figures().entropy())
                        ? state.entropy()
                        : made.figures().entropy();
                state = new State(state.step() + 1, made.curriculum().passRates(), spent, seconds, entropy);
                log.add(line);
                listener.stepped(spent.flops() / target, line);
                if (state.step() % request.examineEvery() == 0 || marked || spent.flops() >= target) {
                    note(examination.ask(learner, sampler), learner, log, thoughts, state);
                }
                if ((System.nanoTime() - savedAt) * 1e-9 >= saveSeconds) {
                    states.save(state.step(), learner, state);
                    savedAt = System.nanoTime();
                }
            }
            collapse(log, state).ifPresent(listener::says);
            return finish(settings, learner, log, state, started, states);
        }
    }

    /** Whether a mark lies above what was spent before and not above what is spent now. */
    private boolean reached(double before, double now) {
        return marks.stream().anyMatch(mark -> before < mark && mark <= now);
    }

    private Learner start() {
        Learner learner = Learners.create(request.learner(), shape, request.seed(), request.threads());
        learner.load(request.from());
        return learner;
    }

    private Improvement improvement(Learner first) {
        return switch (request.method()) {
            case RL ->
                new PolicyGradient(request.settings(), sampler, tasks, Supervision.REWARDED, first, request.seed());
            case EXPERT_ITERATION ->
                new ExpertIteration(request.settings(), sampler, tasks, Supervision.REWARDED, request.seed());
            case SUPERVISED -> {
                Teaching teaching = TaughtFolder.teaching(request.from())
                        .orElseThrow(
                                () -> new BadInput(
                                        request.from()
                                                + " does not say what it was taught, so that cannot go on; give a run of train --task"));
                yield new ContinuedSupervision(
                        new Teaching(teaching.lessons(), teaching.rows(), teaching.seed() + 1_000 + request.seed())
                                .demonstrations(dialogue),
                        Supervision.RECIPE,
                        request.settings().rate());
            }
        };
    }

    /** What the FLOPs, or the time, asked for are; noted, so that going on does not ask the clock again. */
    private double target(Map<String, String> settings, Learner learner, Improvement improvement) {
        if (request.flops() > 0) {
            return request.flops();
        }
        String known = settings.get(FLOPS);
        if (known != null) {
            return Double.parseDouble(known);
        }
        listener.says("Measuring this machine");
        Curriculum curriculum = Curriculum.of(levels);
        TrialSpeed speed = new TrialSpeed();
        long begun = System.nanoTime();
        for (int step = 0;
                (System.nanoTime() - begun) * 1e-9 < Math.min(TaskTraining.TRIAL_SECONDS, request.seconds() / 10);
                step++) {
            long started = System.nanoTime();
            Improvement.Made made = improvement.step(learner, curriculum, step);
            speed.add(made.spent().flops(), (System.nanoTime() - started) * 1e-9);
        }
        learner.load(request.from());
        double target = speed.perSecond() * request.seconds();
        settings.put(FLOPS, String.valueOf(target));
        folder.note(settings);
        return target;
    }

    private void note(Examination.Result result, Learner learner, ReasoningLog log, Thoughts thoughts, State state) {
        List<ReasoningRecord.Level> each = new ArrayList<>();
        for (Curriculum.TaskLevel level : examination.problems().stream()
                .map(problem -> new Curriculum.TaskLevel(problem.task(), problem.level()))
                .distinct()
                .toList()) {
            each.add(ReasoningRecord.Level.of(
                    level.task(),
                    level.level(),
                    result.rates().of(level.task(), level.level()),
                    EACH,
                    ThoughtBehaviour.shares(result.drawn(level.task(), level.level()), dialogue)));
        }
        ReasoningRecord.Examined examined = new ReasoningRecord.Examined(
                state.step(),
                ReasoningRecord.Level.of(
                        "all", 0, result.rates(), EACH, ThoughtBehaviour.shares(result.drawn(), dialogue)),
                each,
                state.spent(),
                result.spent().flops(),
                state.seconds(),
                result.seconds());
        log.add(examined);
        thoughts.add(state.step(), result.drawn(), dialogue);
        listener.examined(examined);
        if (Collapse.best(log.examinations()).step() == state.step()) {
            Path best = request.out().resolve("best");
            DurableFiles.createFolder(best);
            save(learner, new TaughtFolder(best));
        }
    }

    /** A model that can be taught and improved further; its optimizer starts at rest then. */
    private void save(Learner learner, TaughtFolder to) {
        learner.save(to.path());
        tokenizer.save(to.path().resolve("tokenizer.json"));
        TaughtFolder.teaching(request.from()).ifPresent(to::teaching);
        to.forgetOptimizer();
    }

    /** Low entropy says something only of a model that learns from what it draws. */
    private Optional<String> collapse(ReasoningLog log, State state) {
        return Collapse.after(log.examinations(), request.method() == Method.SUPERVISED ? Double.NaN : state.entropy());
    }

    /** On the problems that it learns from, and before anything is written: so that the same folder can be tried with other levels. */
    private void requireSignal(Learner first) {
        if (request.method() == Method.SUPERVISED) {
            return;
        }
        Examination learnedOn = Examination.of(List.copyOf(tasks.values()), levels, Split.TRAINING, PROBLEMS, EACH);
        Examination.Result asked = learnedOn.ask(first, sampler);
        boolean partly = asked.drawn().stream().anyMatch(Rollout::hasSignal); // scores between 0 and 1 teach too
        if (asked.rates().pass(EACH).value() == 0 && !partly) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "no response is right: pass@%d is 0 at every level of %s, so a verifier can teach nothing; choose easier levels, or"
                            + " teach %s longer with train --task",
                    EACH,
                    String.join(", ", request.tasks()),
                    request.from()));
        }
    }

    private Ledger.Entry finish(
            Map<String, String> settings,
            Learner learner,
            ReasoningLog log,
            State state,
            Instant started,
            LearnerStates<State> states) {
        String note = collapse(log, state).orElse("");
        Ledger.Entry entry = new ReasoningEntry(request, settings, shape, tokenizer.hash(), note, started)
                .of(log, state.spent(), state.seconds());
        save(learner, folder);
        states.saveLast(state.step(), learner, state); // so that more FLOPs can go on from here
        folder.finish(entry);
        return entry;
    }

    /** What came of the request in a folder, or of teaching, if it is finished. */
    public static Optional<Ledger.Entry> finished(Path folder) {
        return new TaughtFolder(folder).finished();
    }

    /**
     * What this machine needs.
     *
     * @param flops of a step, on the average
     * @param seconds of such a step
     * @param examination seconds of asking the held-out problems once
     */
    public record Pace(double flops, double seconds, double examination) {}

    /**
     * Tries a request for some seconds; nothing is written.
     *
     * @throws BadInput if a task, the run or an option cannot be used
     */
    public static Pace pace(ReasoningRequest request, Listener listener, double seconds) {
        Learners.require(request.learner());
        try (TrainedModel base = TrainedModel.open(request.from(), 1)) {
            return new ReinforcementLearning(
                            request,
                            listener,
                            0,
                            base.tokenizer(),
                            base.learner().shape(),
                            List.of())
                    .pace(seconds);
        }
    }

    private Pace pace(double seconds) {
        try (Learner learner = start();
                Learner first = start()) {
            Improvement improvement = improvement(first);
            Curriculum curriculum = Curriculum.of(levels);
            TrialSpeed speed = new TrialSpeed();
            double flops = 0;
            int steps = 0;
            long begun = System.nanoTime();
            while (steps == 0 || (System.nanoTime() - begun) * 1e-9 < seconds) {
                long started = System.nanoTime();
                double made =
                        improvement.step(learner, curriculum, steps++).spent().flops();
                speed.add(made, (System.nanoTime() - started) * 1e-9);
                flops += made;
            }
            double each = flops / steps;
            long asked = System.nanoTime();
            examination.ask(first, sampler);
            return new Pace(each, each / speed.perSecond(), (System.nanoTime() - asked) * 1e-9);
        }
    }
}
