package dev.blueline.trials;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.problems.Audit;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.ReinforcementLearning;
import dev.blueline.reasoning.Spent;
import dev.blueline.reasoning.StepFigures;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** An outcome of two seeds, made of mean numbers of right answers in 16. */
public final class MadeUpTrials {
    private static final int EACH = 16;
    private static final double FLOPS = SmallTrials.STUDY.improvement().flops();

    private final int problems;
    private final SplittableRandom random = new SplittableRandom(3);
    private final List<List<PassRates.Counted>> made = new ArrayList<>(); // guess, then by seed: start, rl, supervised
    private Optional<Forecast> forecast = Optional.empty();
    private Optional<ForecastScore> score = Optional.empty();
    private Optional<String> undetermined = Optional.empty();
    private Path folder = Path.of("runs/made-up");

    /** @param problems of a level */
    public MadeUpTrials(int problems) {
        this.problems = problems;
        for (int i = 0; i < 7; i++) {
            made.add(new ArrayList<>());
        }
    }

    /** A level with the mean of right answers in 16 of each. */
    public MadeUpTrials level(int level, double guess, double start, double rl, double supervised) {
        add(0, level, guess);
        for (int seed = 0; seed < 2; seed++) {
            add(1 + 3 * seed, level, start);
            add(2 + 3 * seed, level, rl);
            add(3 + 3 * seed, level, supervised);
        }
        return this;
    }

    private void add(int list, int level, double mean) {
        for (int i = 0; i < problems; i++) {
            int right = 0;
            for (int j = 0; j < EACH; j++) {
                right += random.nextDouble() < mean / EACH ? 1 : 0;
            }
            made.get(list).add(new PassRates.Counted("arithmetic", level, right, EACH, 0, list == 2 ? 28 : 17, 0));
        }
    }

    /** RL answers the first half of a level's problems always right and the others never; the start each at least once. */
    public MadeUpTrials allOrNothing(int level) {
        for (int seed = 0; seed < 2; seed++) {
            int place = 0;
            List<PassRates.Counted> start = made.get(1 + 3 * seed);
            List<PassRates.Counted> rl = made.get(2 + 3 * seed);
            for (int i = 0; i < rl.size(); i++) {
                if (rl.get(i).level() == level) {
                    rl.set(i, new PassRates.Counted("arithmetic", level, place++ % 2 == 0 ? EACH : 0, EACH, 0, 28, 0));
                    start.set(i, new PassRates.Counted("arithmetic", level, 4, EACH, 0, 17, 0));
                }
            }
        }
        return this;
    }

    /** A forecast and what came. */
    public MadeUpTrials forecast(double predicted, double low, double high, double measured) {
        Forecast made = new Forecast(
                "made-up",
                "pass@1 at the end",
                new Target(1, FLOPS, FLOPS),
                predicted,
                low,
                high,
                List.of(low, low, low, predicted, high, high, high),
                Map.of(),
                Map.of(),
                new Forecast.NaiveForecasts(predicted, predicted),
                "",
                "",
                Instant.EPOCH);
        forecast = Optional.of(made);
        score = Optional.of(
                new ForecastScore("made-up", Instant.EPOCH, measured, 0, 0, low <= measured && measured <= high, 0, 0));
        undetermined = high - low > 0.15 ? Optional.of("the interval is wide") : Optional.empty();
        return this;
    }

    /** Where thoughts are looked for. */
    public MadeUpTrials in(Path place) {
        folder = place;
        return this;
    }

    /** The outcome. */
    public TrialOutcome outcome() {
        Map<Method, List<PassRates>> ends = new LinkedHashMap<>();
        ends.put(Method.RL, List.of(new PassRates(made.get(2)), new PassRates(made.get(5))));
        ends.put(Method.SUPERVISED, List.of(new PassRates(made.get(3)), new PassRates(made.get(6))));
        List<Track> tracks = new ArrayList<>();
        ends.forEach((method, rates) -> {
            for (int seed = 0; seed < 2; seed++) {
                tracks.add(track(method, seed, new PassRates(made.get(1 + 3 * seed)), rates.get(seed)));
            }
        });
        return new TrialOutcome(
                SmallTrials.STUDY,
                new TrialPlan(2, 1, FLOPS, 600, 500, 60, new ReinforcementLearning.Pace(1e10, 1, 1)),
                List.of(1L, 2L),
                List.of(entry("start", 1, 2 * FLOPS, 60), entry("start", 2, 2 * FLOPS, 60)),
                tracks,
                List.of(new PassRates(made.get(1)), new PassRates(made.get(4))),
                ends,
                new PassRates(made.getFirst()),
                forecast,
                score,
                undetermined,
                Optional.of(new Verdict.Undetermined(
                        new Verdict.Gain(0.1, 0, 0.2, 0.05, 10), "it is open", "RL up to 2e12 FLOPs")),
                new Audit(1, 5, 40)
                        .of(List.of(Tasks.named("arithmetic")), share -> {}).stream()
                                .filter(level ->
                                        made.getFirst().stream().anyMatch(each -> each.level() == level.level()))
                                .toList(),
                folder);
    }

    private Track track(Method method, int seed, PassRates start, PassRates end) {
        List<ReasoningRecord.Examined> examined = new ArrayList<>();
        List<ReasoningRecord.Stepped> steps = new ArrayList<>();
        int count = 40;
        for (int step = 0; step <= count; step++) {
            double share = (double) step / count;
            Spent spent = new Spent(0.3 * share * FLOPS, 0.7 * share * FLOPS, 100L * step, 0.1);
            if (step == 0 || Integer.bitCount(step) == 1 || step % 10 == 0) {
                examined.add(new ReasoningRecord.Examined(
                        step,
                        between("all", 0, start, end, share),
                        new TreeSet<>(start.problems().stream()
                                        .map(PassRates.Counted::level)
                                        .toList())
                                .stream()
                                        .map(level -> between(
                                                "arithmetic",
                                                level,
                                                start.of("arithmetic", level),
                                                end.of("arithmetic", level),
                                                share))
                                        .toList(),
                        spent,
                        1e9,
                        step,
                        1));
            }
            if (step > 0) {
                double length = 17 + 10 * share;
                steps.add(new ReasoningRecord.Stepped(
                        step - 1,
                        new StepFigures(
                                0.5,
                                0.5 + 0.4 * share,
                                0.9,
                                length,
                                0,
                                0,
                                0.6 - 0.5 * share,
                                0.7,
                                0,
                                0,
                                1,
                                1000,
                                1,
                                1,
                                1),
                        List.of(),
                        List.of(),
                        spent,
                        step));
            }
        }
        return new Track(seed + 1, method, entry(method.word(), seed + 1, FLOPS, 30), examined, steps);
    }

    private static ReasoningRecord.Level between(String task, int level, PassRates start, PassRates end, double share) {
        double pass1 = mean(start.pass(1).value(), end.pass(1).value(), share);
        return new ReasoningRecord.Level(
                task,
                level,
                pass1,
                0.01,
                EACH,
                mean(start.pass(EACH).value(), end.pass(EACH).value(), share),
                0.02,
                20,
                0,
                Map.of("correct", 0.1 + 0.5 * share));
    }

    private static double mean(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static Ledger.Entry entry(String name, long seed, double flops, double seconds) {
        return new Ledger.Entry(
                new Run(
                        name + seed,
                        name,
                        name,
                        Run.Role.LADDER,
                        4,
                        64,
                        new Run.Parameters(232_000, 200_000, 210_000),
                        2_800_000,
                        flops,
                        seed,
                        1,
                        seconds,
                        Run.Status.FINISHED,
                        "",
                        new Provenance(
                                "s", "c", "t", "java", 1, "v", "25", "a machine", 2, Instant.EPOCH, Instant.EPOCH)),
                List.of());
    }
}
