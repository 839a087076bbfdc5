package dev.blueline.thought;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.problems.Style;
import dev.blueline.reasoning.BranchedTraining;
import dev.blueline.reasoning.StudyRequest;
import dev.blueline.reasoning.TaskTraining;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.Size;
import dev.blueline.study.StudyFile;
import dev.blueline.study.ThoughtStudy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a study of thought out: plans by the time there is, teaches model by model, measures each at every training compute of the study.
 * Stopped at any instant, the same request goes on; with more time it takes more of the study, and repeats nothing.
 */
public final class ThoughtExperiment {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Share of the time asked for that is planned with; the rest is for the trial, saving and measuring. */
    private static final double PLANNED_SHARE = 0.85;

    private static final double TRIAL_SECONDS = 0.7;

    private final StudyRequest request;
    private final ThoughtStudy study;
    private final Map<String, LessonPlan> lessons = new LinkedHashMap<>();
    private final Listener listener;
    private final MeasuredLog log;
    private final Ledger ledger;

    /** Hears how it goes, one call at a time. */
    public interface Listener {
        /** One line for each stage. */
        void says(String line);

        /**
         * Training went on.
         *
         * @param share of all that is planned
         * @param flopsPerSecond since the start
         */
        void advanced(double share, double flopsPerSecond);

        /** A model was measured. */
        void measured(Measured measured);
    }

    private ThoughtExperiment(
            StudyRequest request, ThoughtStudy study, Map<String, LessonPlan> lessons, Listener listener) {
        this.request = request;
        this.study = study;
        this.lessons.putAll(lessons);
        this.listener = listener;
        this.log = new MeasuredLog(request.out());
        this.ledger = new Ledger(request.out());
    }

    /**
     * Carries it out, or goes on with it.
     *
     * @throws BadInput if the file, a task of it or the folder cannot be used
     */
    public static ThoughtResults run(StudyRequest request, Listener listener) {
        ThoughtStudy study = StudyFile.readThought(request.study());
        Learners.require(request.learner());
        Map<String, LessonPlan> lessons = new LinkedHashMap<>();
        for (ThoughtStudy.Lessons taught : study.thought().tasks()) {
            LessonPlan plan = LessonPlan.of(taught, study.thought(), request.seed());
            if (lessons.put(plan.task().name(), plan) != null) {
                throw new BadInput(request.study() + ": two of thought.tasks have the name "
                        + plan.task().name() + "; give files of questions different names");
            }
        }
        try (OutputFolder output = OutputFolder.of(request.out())) {
            OutputFolder.Owner owner = new OutputFolder.Owner(
                    study.name(),
                    Fingerprint.of(study.toString()),
                    Fingerprint.of(lessons.values().stream()
                            .map(LessonPlan::problems)
                            .toList()
                            .toString()),
                    Math.toIntExact(request.seed()),
                    request.learner() + " " + Learners.numerics(request.learner()));
            output.check(owner);
            output.mend(listener::says);
            output.claim(owner);
            return new ThoughtExperiment(request, study, lessons, listener).carryOut();
        }
    }

    private ThoughtResults carryOut() {
        ThoughtPlan plan = plan();
        List<Cell> cells = plan.groups().stream()
                .flatMap(group -> group.cells(study.thought().styles()).stream())
                .toList();
        List<Cell> open = cells.stream().filter(this::isOpen).toList();
        listener.says(plan.groups().size() + " of " + (plan.groups().size() + plan.leftOut())
                + " comparisons planned: " + cells.size() + " models, " + (cells.size() - open.size())
                + " of them measured before");
        Work work = new Work(open.stream().mapToDouble(this::flopsLeft).sum());
        teach(open, work);
        List<Measured> measured =
                log.all().stream().filter(each -> cells.contains(each.cell())).toList();
        return new ThoughtResults(study, plan, measured);
    }

    private boolean isOpen(Cell cell) {
        return runs(cell).stream().anyMatch(run -> !log.has(cell, run));
    }

    private List<Integer> runs(Cell cell) {
        List<Integer> runs = new ArrayList<>();
        for (int run = 0; run < study.thought().flops().size(); run++) {
            runs.add(run);
        }
        return runs;
    }

    /** About: what a killed trunk had done of its next piece is not seen. */
    private double flopsLeft(Cell cell) {
        List<Double> flops = study.thought().flops();
        int done = (int) runs(cell).stream().filter(run -> log.has(cell, run)).count();
        return BranchedTraining.work(flops) - (done == 0 ? 0 : BranchedTraining.work(flops.subList(0, done)));
    }

    private LessonPlan lessons(String task) {
        LessonPlan plan = lessons.get(task);
        if (plan == null) {
            throw new IllegalArgumentException("no task " + task);
        }
        return plan;
    }

    /** The plan of before for the same time, else a new one, which is written down. */
    private ThoughtPlan plan() {
        Path file = request.out().resolve(OutputFolder.PLAN);
        Optional<ThoughtPlan> earlier = SealedFiles.readTwice(file, "delete both to plan anew", listener::says)
                .map(bytes -> JSON.readValue(bytes, ThoughtPlan.class));
        double asked = request.seconds().orElse(0.0);
        if (earlier.isPresent() && earlier.get().seconds() == asked) {
            return earlier.get();
        }
        List<ThoughtPlan.Group> all = ThoughtPlan.all(study.thought(), List.copyOf(lessons.keySet()), request.seed());
        ThoughtPlan plan = ThoughtPlan.of(
                all,
                request.seconds().isPresent() ? expected(all) : Map.of(),
                request.seconds().map(seconds -> seconds * PLANNED_SHARE),
                earlier);
        ThoughtPlan noted = new ThoughtPlan(asked, plan.groups(), plan.leftOut(), plan.expectedSeconds());
        SealedFiles.writeTwice(file, JSON.writeValueAsBytes(noted));
        return noted;
    }

    /** What each group takes on all threads, by the speed of a moment's training of each kind of model. */
    private Map<ThoughtPlan.Group, Double> expected(List<ThoughtPlan.Group> all) {
        listener.says("Measuring this machine");
        double work = BranchedTraining.work(study.thought().flops());
        Map<ThoughtPlan.Group, Double> expected = new LinkedHashMap<>();
        Map<List<Object>, Double> seconds = new LinkedHashMap<>();
        for (ThoughtPlan.Group group : all) {
            double sum = 0;
            for (Style style : study.thought().styles()) {
                sum += seconds.computeIfAbsent(List.of(group.task(), group.size(), style), kind -> {
                    try (Learner learner = fresh(group.task(), group.size(), 0)) {
                        return work / lessons(group.task()).flopsPerSecond(learner, style, TRIAL_SECONDS);
                    }
                });
            }
            expected.put(group, sum / request.threads());
        }
        return expected;
    }

    private Learner fresh(String task, Size size, long seed) {
        ModelShape shape = TaskTraining.shape(size, lessons(task).tokenizer().vocabularySize());
        return Learners.create(request.learner(), shape, seed, 1);
    }

    /** Models are independent of each other, so each has one thread, which loses less than two on one model. */
    private void teach(List<Cell> open, Work work) {
        ExecutorService threads = Executors.newFixedThreadPool(request.threads());
        try {
            ExecutorCompletionService<Cell> ended = new ExecutorCompletionService<>(threads);
            List<Future<Cell>> all = new ArrayList<>();
            open.forEach(cell -> all.add(ended.submit(() -> taught(cell, work), cell)));
            for (int i = 0; i < all.size(); i++) {
                ended.take().get();
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the study was interrupted", stopped);
        } finally {
            work.stop();
            threads.shutdownNow();
            await(threads);
        }
    }

    private static void await(ExecutorService threads) {
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a model is still being taught a minute after all were stopped");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void taught(Cell cell, Work work) {
        LessonPlan plan = lessons(cell.task());
        try (Learner learner = fresh(cell.task(), cell.size(), cell.seed())) {
            plan.training(
                            cell,
                            learner.shape(),
                            study.thought().flops(),
                            request.out().resolve("trunks"))
                    .run(learner, new BranchedTraining.Listener() {
                        @Override
                        public void says(String line) {
                            work.says(line);
                        }

                        @Override
                        public boolean isMeasured(int run) {
                            return log.has(cell, run);
                        }

                        @Override
                        public void advanced(double flops) {
                            work.done(flops);
                        }

                        @Override
                        public void ended(int run, Learner model, dev.blueline.reasoning.SupervisedTraining.State end) {
                            Measured measured = plan.measured(cell, run, model, end);
                            Ledger.Entry entry = new LedgerEntries(request, study, plan).of(measured);
                            ledger.append(entry.run(), entry.measurements());
                            log.add(measured);
                            work.measured(measured);
                        }
                    });
        }
    }

    /** How much is done, over all threads. */
    private final class Work {
        private final double all;
        private final long started = System.nanoTime();
        private double done;
        private boolean stopped;

        /** @param all FLOPs */
        Work(double all) {
            this.all = all;
        }

        synchronized void done(double flops) {
            if (stopped) {
                throw new IllegalStateException("another model failed");
            }
            done += flops;
            listener.advanced(Math.min(1, done / all), done / ((System.nanoTime() - started) * 1e-9));
        }

        synchronized void says(String line) {
            listener.says(line);
        }

        synchronized void measured(Measured measured) {
            listener.measured(measured);
        }

        synchronized void stop() {
            stopped = true;
        }
    }
}
