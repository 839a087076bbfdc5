package dev.blueline.answering;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Problem;
import dev.blueline.reasoning.BranchedTraining;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Sampler;
import dev.blueline.reasoning.StudyRequest;
import dev.blueline.study.AnsweringStudy;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.Size;
import dev.blueline.study.StudyFile;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.Pool;
import dev.blueline.testtime.Strategy;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import dev.blueline.trials.TrialListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a study of compute at the answer out: trains models of several computes, draws their pools in parts, part by part over all models, and
 * counts what every strategy makes of them. Stopped at any instant, the same request goes on; with more time it goes further, and repeats
 * nothing.
 */
public final class TestTimeStudy {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final double TRIAL_SECONDS = 1.5;

    /** Where all is done anyway, and only the time left is told by it. */
    private static final double SHORT_SECONDS = 0.3;

    private static final int MOST_TRIALS = 100;
    private static final int WARM_TRIALS = 12;
    private static final double FASTER = 1.1;

    /** Time kept for counting and for the report. */
    private static final double REPORT_SHARE = 0.1;

    /** A speed measured in a moment is not that of half an hour. */
    private static final double MARGIN = 1.15;

    private final StudyRequest request;
    private final AnsweringStudy study;
    private final List<Course> courses;
    private final TrialListener listener;
    private final long began = System.nanoTime();
    private double done;
    private double whole = 1;

    private TestTimeStudy(StudyRequest request, AnsweringStudy study, List<Course> courses, TrialListener listener) {
        this.request = request;
        this.study = study;
        this.courses = courses;
        this.listener = listener;
    }

    /**
     * Carries it out, or goes on with it.
     *
     * @throws BadInput if the file, a task of it or the folder cannot be used
     */
    public static AnsweringResults run(StudyRequest request, TrialListener listener) {
        AnsweringStudy study = StudyFile.readAnswering(request.study());
        Learners.require(request.learner());
        Map<String, Course> courses = new LinkedHashMap<>();
        for (AnsweringStudy.Lessons lessons : study.answering().tasks()) {
            Course course = Course.of(lessons, study.answering(), request.seed());
            if (courses.put(course.name(), course) != null) {
                throw new BadInput(request.study() + ": two of answering.tasks have the name " + course.name()
                        + "; give files of questions different names");
            }
        }
        try (OutputFolder output = OutputFolder.of(request.out())) {
            OutputFolder.Owner owner = new OutputFolder.Owner(
                    study.name(),
                    Fingerprint.of(study.toString()),
                    Fingerprint.of(courses.values().stream()
                            .map(Course::asked)
                            .toList()
                            .toString()),
                    Math.toIntExact(request.seed()),
                    request.learner() + " " + Learners.numerics(request.learner()));
            output.check(owner);
            output.mend(listener::says);
            output.claim(owner);
            return new TestTimeStudy(request, study, List.copyOf(courses.values()), listener).carryOut();
        }
    }

    private AnsweringStudy.Answering answering() {
        return study.answering();
    }

    private AnsweringResults carryOut() {
        for (String part : List.of("models", "pools")) {
            DurableFiles.createFolder(request.out().resolve(part));
        }
        Optional<AnsweringPlan> earlier = earlierPlan();
        AnsweringPlan plan = trainingPlan(earlier);
        listener.says("Plan: " + plan.inWords(answering()));
        whole = plan.trainingSeconds() / AnsweringPlan.TRAINING_SHARE;
        List<Trained> trained = new ArrayList<>();
        for (Course course : courses) {
            trained.addAll(train(course, plan));
        }
        int first = Math.min(AnsweringPlan.FIRST, answering().samples());
        trained.forEach(model -> draw(model, List.of(first), 0));
        plan = drawingPlan(plan, trained);
        listener.says("Plan: " + plan.inWords(answering()));
        whole = plan.trainingSeconds() + plan.drawingSeconds();
        done = plan.trainingSeconds();
        Map<String, List<CoverageForecasts.Scored>> forecasts = drawAll(trained, plan);
        listener.says("Counting what every strategy makes of " + plan.samples() + " responses to each problem");
        List<Answered> answered = new ArrayList<>();
        for (Trained model : trained) {
            answered.addAll(count(model, plan.samples()));
            listener.advanced(1, "counted " + model.candidate().name());
        }
        Map<String, Map<Integer, WithoutThought>> baselines = new LinkedHashMap<>();
        Map<String, ThinkingReport> thinking = new LinkedHashMap<>();
        for (Trained model : principals(trained)) {
            Course course = course(model);
            Map<Integer, WithoutThought> byLevel = new LinkedHashMap<>();
            Map<Integer, List<Pool>> pools = new LinkedHashMap<>();
            for (int level : course.asked().keySet()) {
                byLevel.put(
                        level,
                        WithoutThought.of(course.task(), problems(course, level), plan.samples(), request.seed()));
                pools.put(level, pools(model).read(level, AnsweringPlan.parts(plan.samples())));
            }
            baselines.put(course.name(), byLevel);
            thinking.put(course.name(), ThinkingReport.of(Strategy.all(), pools, request.seed(), share -> {}));
        }
        AnsweringResults results =
                AnsweringResults.of(study, plan, answered, thinking, baselines, forecasts, request.seed());
        LedgerLines.append(new Ledger(request.out()), request, study, courses, answered);
        return results;
    }

    private static List<Problem> problems(Course course, int level) {
        return course.asked().getOrDefault(level, List.of());
    }

    private double seconds() {
        return (System.nanoTime() - began) * 1e-9;
    }

    private Optional<AnsweringPlan> earlierPlan() {
        return SealedFiles.readTwice(
                        request.out().resolve(OutputFolder.PLAN), "delete both to plan anew", listener::says)
                .map(bytes -> JSON.readValue(bytes, AnsweringPlan.class));
    }

    /** The plan of before for the same time, else a new one. */
    private AnsweringPlan trainingPlan(Optional<AnsweringPlan> earlier) {
        double asked = request.seconds().orElse(0.0);
        if (earlier.isPresent() && earlier.get().seconds() == asked) {
            return earlier.get();
        }
        listener.says("Measuring this machine");
        double each = asked == 0 ? SHORT_SECONDS : Math.min(TRIAL_SECONDS, asked / MOST_TRIALS);
        warm(each);
        List<Double> perSecond = answering().sizes().stream()
                .map(size -> flopsPerSecond(size, each))
                .toList();
        AnsweringPlan plan = AnsweringPlan.training(answering(), perSecond, asked);
        return noted(earlier.map(plan::orFurther).orElse(plan));
    }

    /** The code is fast once it was compiled, which takes some seconds, more beside other work: until it gets no faster. */
    private void warm(double each) {
        double before = 0;
        for (int trial = 0; trial < WARM_TRIALS; trial++) {
            double now = flopsPerSecond(answering().sizes().getFirst(), each);
            if (now < FASTER * before) {
                return;
            }
            before = Math.max(before, now);
        }
    }

    private double flopsPerSecond(Size size, double seconds) {
        Course course = courses.getFirst();
        try (Learner learner = Learners.create(request.learner(), course.shape(size), 0, request.threads())) {
            return course.demonstrations().flopsPerSecond(learner, seconds);
        }
    }

    private AnsweringPlan noted(AnsweringPlan plan) {
        SealedFiles.writeTwice(request.out().resolve(OutputFolder.PLAN), JSON.writeValueAsBytes(plan));
        return plan;
    }

    private AnsweringPlan drawingPlan(AnsweringPlan plan, List<Trained> trained) {
        if (plan.samples() > 0) {
            return plan;
        }
        double each = 0;
        if (answering().samples() > AnsweringPlan.FIRST) {
            for (Trained model : trained) {
                each += secondsOfOne(model);
            }
        }
        double left = plan.seconds() * (1 - REPORT_SHARE) - seconds();
        return noted(plan.drawing(answering(), MARGIN * each, left)
                .orFurther(earlierPlan().orElse(plan)));
    }

    /** Time of one response to every problem, by drawing those of one level once more. */
    private double secondsOfOne(Trained model) {
        Course course = course(model);
        List<Problem> problems = List.copyOf(course.asked().values()).getLast();
        try (TrainedModel opened = TrainedModel.open(models(course).folder(model.candidate()), request.threads())) {
            Sampler sampler = new Sampler(
                    Map.of(course.name(), course.task()),
                    new Dialogue(course.tokenizer()),
                    answering().tokens());
            long started = System.nanoTime();
            sampler.draw(opened.learner(), problems, AnsweringPlan.FIRST, 0);
            return (System.nanoTime() - started)
                    * 1e-9
                    / AnsweringPlan.FIRST
                    * course.asked().size();
        }
    }

    private Course course(Trained model) {
        return courses.stream()
                .filter(course -> course.name().equals(model.candidate().task()))
                .findFirst()
                .orElseThrow();
    }

    private Models models(Course course) {
        return new Models(request, answering(), course, listener);
    }

    private Pools pools(Trained model) {
        Course course = course(model);
        return new Pools(
                request.out().resolve("pools").resolve(model.candidate().name()),
                course.task(),
                new Dialogue(course.tokenizer()),
                answering().tokens());
    }

    private List<Trained> train(Course course, AnsweringPlan plan) {
        Models models = models(course);
        AnsweringStudy.Lessons lessons = course.lessons();
        double work = answering().sizes().size()
                * BranchedTraining.work(lessons.flops().subList(0, plan.computes()));
        if (plan.marks() > 0) {
            work += lessons.improvedFlops().get(plan.marks() - 1);
        }
        double perFlop = plan.trainingSeconds() / courses.size() / work;
        for (Size size : answering().sizes()) {
            models.teach(size, plan.computes(), flops -> advanced(flops * perFlop, "teaching " + size));
        }
        List<Trained> trained = new ArrayList<>();
        for (Candidate candidate : models.all(plan)) {
            if (candidate.improved() > 0) {
                models.improve(candidate, flops -> advanced(flops * perFlop, "reinforcement learning"));
            }
            trained.add(models.trained(candidate)
                    .orElseThrow(() -> new IllegalStateException(candidate.name() + " was not trained")));
        }
        return trained;
    }

    private void advanced(double seconds, String detail) {
        done += seconds;
        listener.advanced(Math.min(1, done / whole), detail);
    }

    /** Draws what is missing up to the last of these ends of parts. */
    private void draw(Trained model, List<Integer> ends, double perResponse) {
        Course course = course(model);
        Pools pools = pools(model);
        int last = ends.getLast();
        int before = ends.size() < 2 ? 0 : ends.get(ends.size() - 2);
        List<Integer> levels = course.asked().keySet().stream()
                .filter(level -> !pools.has(level, before, last) || !pools.hasGreedy(level))
                .toList();
        if (levels.isEmpty()) {
            advanced(perResponse * (last - before) * course.asked().size(), "");
            return;
        }
        try (TrainedModel opened = TrainedModel.open(models(course).folder(model.candidate()), request.threads())) {
            for (int level : course.asked().keySet()) {
                List<Problem> problems = problems(course, level);
                if (!pools.hasGreedy(level)) {
                    pools.drawGreedy(opened.learner(), level, problems);
                }
                if (!pools.has(level, before, last)) {
                    pools.draw(opened.learner(), level, problems, before, last);
                }
                advanced(
                        perResponse * (last - before),
                        model.candidate().name() + " level " + level + " responses " + last);
            }
        }
    }

    /** Part by part over all models, with forecasts of coverage made before the parts that decide them. */
    private Map<String, List<CoverageForecasts.Scored>> drawAll(List<Trained> trained, AnsweringPlan plan) {
        List<Integer> ends = AnsweringPlan.parts(plan.samples());
        int levels =
                trained.stream().mapToInt(model -> course(model).asked().size()).sum();
        double perResponse = plan.drawingSeconds() / Math.max(1, (plan.samples() - AnsweringPlan.FIRST) * levels);
        for (int part = 1; part < ends.size(); part++) {
            if (ends.get(part - 1) == Answered.EARLY) {
                forecast(trained, ends.subList(0, part), plan.samples());
            }
            for (Trained model : trained) {
                draw(model, ends.subList(0, part + 1), perResponse);
            }
        }
        Map<String, List<CoverageForecasts.Scored>> scored = new LinkedHashMap<>();
        for (Trained model : principals(trained)) {
            CoverageForecasts forecasts = forecasts(model, plan.samples());
            List<CoverageForecasts.Scored> here = new ArrayList<>();
            for (int level : course(model).asked().keySet()) {
                here.addAll(forecasts.score(level, pools(model).read(level, ends)));
            }
            scored.put(model.candidate().task(), here);
        }
        return scored;
    }

    private CoverageForecasts forecasts(Trained model, int samples) {
        return new CoverageForecasts(
                request.out(), model.candidate().name(), Math.min(Answered.EARLY, samples), samples, request.seed());
    }

    private void forecast(List<Trained> trained, List<Integer> ends, int samples) {
        for (Trained model : principals(trained)) {
            CoverageForecasts forecasts = forecasts(model, samples);
            for (int level : course(model).asked().keySet()) {
                forecasts.register(level, pools(model).read(level, ends));
            }
        }
        listener.says("Forecasts of one of " + samples + " right are registered");
    }

    /** The last model of every task: the one that most was spent on. */
    private List<Trained> principals(List<Trained> trained) {
        return courses.stream()
                .map(course -> trained.stream()
                        .filter(model -> model.candidate().task().equals(course.name()))
                        .reduce((one, other) -> other)
                        .orElseThrow())
                .toList();
    }

    private List<Answered> count(Trained model, int samples) {
        List<Integer> ends = AnsweringPlan.parts(samples);
        List<Answered> answered = new ArrayList<>();
        for (int level : course(model).asked().keySet()) {
            answered.add(Answered.of(model, level, pools(model).read(level, ends), request.seed()));
        }
        return answered;
    }
}
