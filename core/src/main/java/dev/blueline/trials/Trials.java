package dev.blueline.trials;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.problems.Audit;
import dev.blueline.problems.AuditedLevel;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.PolicySettings;
import dev.blueline.reasoning.ReasoningLog;
import dev.blueline.reasoning.ReasoningRequest;
import dev.blueline.reasoning.ReinforcementLearning;
import dev.blueline.reasoning.TaskTraining;
import dev.blueline.reasoning.Teaching;
import dev.blueline.reasoning.TeachingRequest;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.RlCurve;
import dev.blueline.scaling.RlLimits;
import dev.blueline.scaling.Verdict;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.ReasoningStudy;
import dev.blueline.tasks.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a study of reasoning out: teaches a start for each seed, takes reinforcement learning to half of its FLOPs, registers a forecast of its
 * end, goes on, scores the forecast; then the other methods to the same FLOPs, and one examination of all ends. Everything that is done is
 * found again: killed at any instant and started again, a study ends with the same bits, and with a larger budget it goes on.
 */
public final class Trials {
    /** Longest trial of this machine; a short budget takes less. */
    private static final double TRIAL_SECONDS = 6;

    private static final double HORIZON = 10;

    /** A gain in accuracy below this counts for nothing, however small the noise. */
    private static final double LEAST_GAIN = 0.01;

    private static final String LATE = "a run was past half of its length before all had reached it";

    private static final int AUDITED_PROBLEMS = 40;
    private static final int MUTATIONS_A_LEVEL = 150;
    private static final int AUDIT_SEED = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ReasoningStudy study;
    private final Setting setting;
    private final TrialListener listener;
    private final long began = System.nanoTime();
    private final List<Method> methods;
    private final FinalExam exam;
    private final double trialSeconds;
    private double done;
    private double whole = 1;

    /**
     * Where and with what.
     *
     * @param folder of the study, claimed and locked
     * @param seed of the first start
     * @param budgetSeconds for everything
     */
    public record Setting(Path folder, long seed, double budgetSeconds, String learner, int threads) {
        Path start(long of) {
            return folder.resolve("starts").resolve("seed-" + of);
        }

        Path run(long of, Method method) {
            return Trials.run(folder, of, method);
        }
    }

    static Path run(Path folder, long seed, Method method) {
        return folder.resolve("runs").resolve("seed-" + seed + "-" + method.word());
    }

    /** @throws dev.blueline.ledger.BadInput if there is no such task, level, style or method */
    public Trials(ReasoningStudy study, Setting setting, TrialListener listener) {
        this(study, setting, listener, Math.min(TRIAL_SECONDS, setting.budgetSeconds() / 20));
    }

    /** @param trialSeconds time to measure this machine in */
    Trials(ReasoningStudy study, Setting setting, TrialListener listener, double trialSeconds) {
        this.trialSeconds = trialSeconds;
        this.study = study;
        this.setting = setting;
        this.listener = listener;
        this.methods = Stream.concat(
                        Stream.of(Method.RL),
                        study.improvement().methods().stream().map(Method::of))
                .distinct()
                .toList();
        ReasoningStudy.Teaching teaching = study.teaching();
        Teaching.of(teaching.tasks(), teaching.levels(), teaching.styles(), 1, setting.seed());
        study.improvement()
                .tasks()
                .forEach(task -> Curriculum.TaskLevel.of(
                        Tasks.named(task), study.improvement().levels()));
        this.exam = FinalExam.of(study, setting.seed(), setting.folder().resolve("exams"));
    }

    /**
     * Does what is left to do.
     *
     * @throws dev.blueline.ledger.BadInput if no level gives any signal, or the solutions are too long for the model
     */
    public TrialOutcome carryOut() {
        DurableFiles.createFolder(setting.folder().resolve("exams"));
        DurableFiles.createFolder(setting.folder().resolve("starts"));
        DurableFiles.createFolder(setting.folder().resolve("runs"));
        double teaching = teachFirst();
        TrialPlan plan = plan(teaching);
        List<Long> seeds = LongStream.range(setting.seed(), setting.seed() + plan.seeds())
                .boxed()
                .toList();
        listener.says("Plan: " + plan.inWords(study));
        expect(plan);
        List<Ledger.Entry> starts = new ArrayList<>();
        for (long seed : seeds) {
            starts.add(teach(seed, plan.teachingSeconds()));
        }
        double rlSeconds = plan.runSeconds(study, Method.RL);
        for (long seed : seeds) {
            improve(seed, Method.RL, plan.flops() / 2, rlSeconds / 2);
        }
        ForecastRegistry registry = new ForecastRegistry(setting.folder());
        Optional<Forecast> forecast = forecast(registry, seeds, plan);
        forecast.ifPresent(made -> registry.start(made.id()));
        for (long seed : seeds) {
            improve(seed, Method.RL, plan.flops(), rlSeconds / 2);
        }
        Optional<ForecastScore> score = forecast.map(made -> scored(registry, made, seeds));
        for (Method method : methods) {
            for (long seed : seeds) {
                if (method != Method.RL) {
                    improve(seed, method, plan.flops(), plan.runSeconds(study, method));
                }
            }
        }
        TrialOutcome outcome = outcome(plan, seeds, starts, forecast, score);
        write(outcome);
        return outcome;
    }

    /** @return seconds of it, or what they were */
    private double teachFirst() {
        Optional<Ledger.Entry> known = ReinforcementLearning.finished(setting.start(setting.seed()));
        if (known.isPresent()) {
            return known.get().run().seconds();
        }
        long started = System.nanoTime();
        listener.says("Teaching the first start of " + study.seeds());
        teach(setting.seed(), 1);
        done = 0;
        return (System.nanoTime() - started) * 1e-9;
    }

    private TrialPlan plan(double teaching) {
        Path file = setting.folder().resolve(OutputFolder.PLAN);
        Optional<TrialPlan> earlier = Files.exists(file) || SealedFiles.hasCopy(file)
                ? SealedFiles.readTwice(file, "restore it from a backup, or delete both to plan anew", listener::says)
                        .map(bytes -> JSON.readValue(bytes, TrialPlan.class))
                : Optional.empty();
        if (earlier.isPresent() && earlier.get().budgetSeconds() >= setting.budgetSeconds()) {
            return earlier.get();
        }
        ReinforcementLearning.Pace pace = earlier.map(TrialPlan::pace).orElseGet(() -> {
            listener.says("Measuring this machine");
            return ReinforcementLearning.pace(
                    request(setting.seed(), Method.RL, study.improvement().flops()),
                    new Hearing("", (share, detail) -> {}, listener::says),
                    trialSeconds);
        });
        double left = setting.budgetSeconds() - (System.nanoTime() - began) * 1e-9;
        TrialPlan chosen = TrialPlan.choose(study, pace, teaching, left, setting.budgetSeconds());
        TrialPlan plan = earlier.map(before -> chosen.orFurther(before, study)).orElse(chosen);
        SealedFiles.writeTwice(file, JSON.writeValueAsBytes(plan));
        if (plan.expectedSeconds() > left) {
            listener.says(String.format(
                    Locale.ROOT,
                    earlier.isEmpty()
                            ? "The budget is too short for this study: the least of it takes about %.0f s"
                            : "With what was begun before, the study takes about %.0f s in all, more than this budget has left;"
                                    + " what is done is not done again",
                    plan.expectedSeconds()));
        }
        return plan;
    }

    /** From here on shares are of everything that is left to do or done. */
    private void expect(TrialPlan plan) {
        whole = plan.seeds() * plan.teachingSeconds();
        for (Method method : methods) {
            whole += plan.seeds() * plan.runSeconds(study, method);
        }
        whole += (1 + methods.size()) * plan.seeds() * plan.examSeconds();
        done = 0;
        listener.advanced(0, "");
    }

    private void advanced(double share, double seconds, String detail) {
        listener.advanced(Math.min(1, (done + share * seconds) / whole), detail);
    }

    private Ledger.Entry teach(long seed, double seconds) {
        Path out = setting.start(seed);
        Ledger.Entry entry = ReinforcementLearning.finished(out).orElseGet(() -> {
            ReasoningStudy.Teaching teaching = study.teaching();
            String name = "start " + seed;
            Hearing hearing =
                    new Hearing(name, (share, detail) -> advanced(share, seconds, name + " " + detail), listener::says);
            return TaskTraining.run(
                    new TeachingRequest(
                            Optional.empty(),
                            study.model().size(),
                            teaching.tasks(),
                            teaching.levels(),
                            teaching.styles(),
                            Optional.of(teaching.steps()),
                            0,
                            teaching.rate(),
                            seed,
                            out,
                            setting.learner(),
                            setting.threads()),
                    hearing);
        });
        done += seconds;
        return entry;
    }

    private void improve(long seed, Method method, double flops, double seconds) {
        Path out = setting.run(seed, method);
        boolean there = ReinforcementLearning.finished(out)
                .filter(entry -> entry.run().flops() >= flops)
                .isPresent();
        if (!there) {
            String name = method.word() + " " + seed;
            double before = ReinforcementLearning.finished(out)
                    .map(entry -> entry.run().flops() / flops)
                    .orElse(0.0);
            Hearing hearing = new Hearing(
                    name,
                    (share, detail) -> advanced((share - before) / (1 - before), seconds, name + " " + detail),
                    listener::says);
            ReinforcementLearning.run(
                    request(seed, method, flops),
                    hearing,
                    Marks.of(study.improvement().flops(), method));
        }
        done += seconds;
    }

    private ReasoningRequest request(long seed, Method method, double flops) {
        ReasoningStudy.Policy policy = study.policy();
        PolicySettings usual = PolicySettings.usual();
        return new ReasoningRequest(
                setting.start(seed),
                study.improvement().tasks(),
                study.improvement().levels(),
                study.improvement().examine(),
                method,
                new PolicySettings(
                        policy.prompts(),
                        policy.group(),
                        policy.tokens(),
                        usual.baseline(),
                        usual.clipLow(),
                        usual.clipHigh(),
                        policy.kl(),
                        policy.updates(),
                        usual.resamples(),
                        policy.rate()),
                flops,
                0,
                Integer.MAX_VALUE,
                seed,
                setting.run(seed, method),
                setting.learner(),
                setting.threads());
    }

    private List<Track> tracks(List<Long> seeds, Method method) {
        return seeds.stream()
                .map(seed -> {
                    Path folder = setting.run(seed, method);
                    ReasoningLog log = new ReasoningLog(folder);
                    return new Track(
                            seed,
                            method,
                            ReinforcementLearning.finished(folder).orElseThrow(),
                            log.examinations(),
                            log.steps());
                })
                .toList();
    }

    private Optional<RlCurve> curve(List<Track> tracks, double most) {
        return RlCurves.fit(
                RlCurves.points(tracks, Marks.of(study.improvement().flops(), Method.RL), most),
                RlCurves.start(tracks));
    }

    /** What is registered already stands; of a run that has gone past half nothing is registered any more. */
    private Optional<Forecast> forecast(ForecastRegistry registry, List<Long> seeds, TrialPlan plan) {
        String id = String.format(Locale.ROOT, "%s/rl/%.6g/%d", study.name(), plan.flops(), plan.seeds());
        Optional<Forecast> known = registry.find(id);
        if (known.isPresent()) {
            return known;
        }
        double half = plan.flops() / 2;
        List<Track> tracks = tracks(seeds, Method.RL);
        Optional<RlCurve> curve = curve(tracks, half);
        if (curve.isPresent() && tracks.stream().anyMatch(track -> track.isPast(half))) {
            listener.says("No forecast is registered: " + LATE);
            return Optional.empty();
        }
        return curve.map(fitted -> registered(registry, id, fitted, plan));
    }

    private Forecast registered(ForecastRegistry registry, String id, RlCurve curve, TrialPlan plan) {
        Forecast forecast = registry.register(curve.forecast(
                id,
                String.format(
                        Locale.ROOT,
                        "pass@1 on held-out problems after %.3g FLOP of RL, mean over %d %s and the levels examined",
                        plan.flops(),
                        plan.seeds(),
                        plan.seeds() == 1 ? "seed" : "seeds"),
                plan.flops()));
        listener.says(String.format(
                Locale.ROOT,
                "Forecast at half, registered: %.3f right at once at the end, 90%% interval %.3f to %.3f%s",
                forecast.predicted(),
                forecast.low(),
                forecast.high(),
                undetermined(forecast).map(why -> ": undetermined, as " + why).orElse("")));
        return forecast;
    }

    /** Where the first halves give a curve, only runs that were too far on can be why there is no forecast. */
    private Optional<String> unforecast(List<Track> tracks, TrialPlan plan) {
        return curve(tracks, plan.flops() / 2).map(curve -> LATE);
    }

    private static Optional<String> undetermined(Forecast forecast) {
        return forecast.high() - forecast.low() > RlCurve.WIDEST
                ? Optional.of("its 90% interval is wider than " + RlCurve.WIDEST)
                : Optional.empty();
    }

    private ForecastScore scored(ForecastRegistry registry, Forecast forecast, List<Long> seeds) {
        return registry.scores().stream()
                .filter(score -> score.id().equals(forecast.id()))
                .findFirst()
                .orElseGet(() -> {
                    double measured = tracks(seeds, Method.RL).stream()
                            .mapToDouble(track -> track.last().all().pass1())
                            .average()
                            .orElseThrow();
                    listener.says(String.format(Locale.ROOT, "Measured at the end: %.3f", measured));
                    return registry.score(forecast.id(), Instant.now(), measured);
                });
    }

    private TrialOutcome outcome(
            TrialPlan plan,
            List<Long> seeds,
            List<Ledger.Entry> starts,
            Optional<Forecast> forecast,
            Optional<ForecastScore> score) {
        List<PassRates> exams = new ArrayList<>();
        Map<Method, List<PassRates>> ends = new LinkedHashMap<>();
        methods.forEach(method -> ends.put(method, new ArrayList<>()));
        for (long seed : seeds) {
            exams.add(examined("seed-" + seed + "-start", setting.start(seed), plan));
            ends.forEach((method, rates) -> rates.add(
                    examined("seed-" + seed + "-" + method.word() + length(plan), setting.run(seed, method), plan)));
        }
        List<Track> tracks = methods.stream()
                .flatMap(method -> tracks(seeds, method).stream())
                .toList();
        List<Track> learned =
                tracks.stream().filter(track -> track.method() == Method.RL).toList();
        double pass = TrialOutcome.mean(exams, TrialOutcome::any);
        RlLimits limits =
                new RlLimits(1, OptionalDouble.empty(), Optional.of(new RlLimits.PassAtK(FinalExam.EACH, pass)));
        Optional<Verdict> verdict = curve(learned, plan.flops())
                .map(curve -> curve.verdict(HORIZON, Math.max(LEAST_GAIN, 2 * curve.deviation()), limits));
        return new TrialOutcome(
                study,
                plan,
                seeds,
                starts,
                tracks,
                exams,
                ends,
                exam.guesses(),
                forecast,
                score,
                forecast.isPresent() ? forecast.flatMap(Trials::undetermined) : unforecast(learned, plan),
                verdict,
                audit(),
                setting.folder());
    }

    private static String length(TrialPlan plan) {
        return String.format(Locale.ROOT, "-%.3g", plan.flops());
    }

    private PassRates examined(String name, Path model, TrialPlan plan) {
        if (!exam.asked(name)) {
            advanced(0, 0, "examining " + name);
        }
        PassRates rates = exam.ask(name, model, setting.threads());
        done += plan.examSeconds();
        return rates;
    }

    private List<AuditedLevel> audit() {
        List<Task> tasks = study.improvement().tasks().stream()
                .map(Tasks::named)
                .distinct()
                .toList();
        Predicate<Level> examined = level -> study.improvement().examine().contains(level.number());
        long levels = tasks.stream()
                .flatMap(task -> task.levels().stream())
                .filter(examined)
                .count();
        return new Audit(AUDIT_SEED, AUDITED_PROBLEMS, MUTATIONS_A_LEVEL * levels).of(tasks, examined, share -> {});
    }

    private void write(TrialOutcome outcome) {
        TrialLedger ledger = new TrialLedger(new Ledger(setting.folder()));
        for (int i = 0; i < outcome.seeds().size(); i++) {
            long seed = outcome.seeds().get(i);
            ledger.start(outcome.starts().get(i), outcome.exams().get(i), outcome.guesses());
            for (Track track : outcome.tracks()) {
                if (track.seed() == seed) {
                    ledger.track(
                            track,
                            outcome.plan().flops() / 2,
                            outcome.ends(track.method()).get(i));
                }
            }
        }
    }
}
