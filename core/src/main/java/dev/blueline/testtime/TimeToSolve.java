package dev.blueline.testtime;

import dev.blueline.calibration.Share;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Journal;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.GivenProblem;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Examination;
import dev.blueline.scaling.Coverage;
import dev.blueline.study.FolderLock;
import dev.blueline.tasks.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * Share of held-out problems solved against the time given to each. Problems are thought about one after another, each as {@link LongThinking}
 * does it, by itself and on all cores, until it is solved or its time is over; a second is one on the clock, drawing and verifying together. What
 * the first rounds of a program take longer, as long as its code is not compiled, is spent on a problem that does not count. One problem's line is written as soon as
 * it is done, so a stopped measurement goes on.
 */
public final class TimeToSolve {
    static final String FILE = "time-to-solve.jsonl";
    private static final double WARMING_SECONDS = 1.5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TimeToSolve() {}

    /**
     * One problem.
     *
     * @param settings fingerprint of all that the figures depend on but the machine
     * @param seconds until it was solved, or until it was given up, the round in which that happened to its end
     */
    public record Solved(
            String settings,
            String problem,
            int level,
            boolean solved,
            double seconds,
            long attempts,
            long verified,
            Spending spent) {}

    /**
     * Share solved by a time.
     *
     * @param seconds given to each problem
     * @param share with its 95% interval over problems (Wilson)
     * @param unsolved problems that were not solved by the time before
     * @param since those of them that were by this one, with its interval
     */
    public record Point(double seconds, int solved, Share share, int unsolved, int newly, Share since) {}

    /** Hears of every problem that is done. */
    public interface Listener {
        /** So many of them all are done. */
        void advanced(int done, int all, int solved);
    }

    /**
     * Measures, or goes on measuring.
     *
     * @param count problems of each level
     * @param out folder of the figures
     * @throws BadInput if the folder holds figures of other settings
     */
    public static List<Solved> run(
            ThinkingRequest request, Task task, List<Integer> levels, int count, Path out, Listener listener) {
        List<Problem> problems = Examination.of(
                        List.of(task),
                        levels.stream()
                                .map(level -> new Curriculum.TaskLevel(task.name(), level))
                                .toList(),
                        Split.HELD_OUT,
                        count,
                        1)
                .problems();
        String settings = Fingerprint.of(
                        task.name() + levels + count + LongThinking.fingerprint(request.run()) + request.seconds() + " "
                                + request.tokens() + " " + request.seed() + request.alone() + request.threads())
                .substring(0, 16);
        try (TrainedModel model = TrainedModel.open(request.run(), request.threads());
                FolderLock lock = FolderLock.of(out)) {
            Journal journal = new Journal(out.resolve(FILE));
            List<Solved> done = new ArrayList<>(journal.read().stream()
                    .map(line -> JSON.readValue(line.json(), Solved.class))
                    .toList());
            if (done.stream().anyMatch(each -> !each.settings().equals(settings))) {
                throw new BadInput(
                        "output folder " + out + " holds times to solve of other problems, or of another --run, --for,"
                                + " --response, --seed, --threads or --alone; give the same again to go on with it, or another --out");
            }
            Dialogue dialogue = new Dialogue(model.tokenizer());
            if (done.size() < problems.size()) {
                warm(model, dialogue, new GivenProblem(task, problems.getLast()), request);
            }
            for (Problem problem : problems.subList(Math.min(done.size(), problems.size()), problems.size())) {
                Solved solved = solve(model, dialogue, new GivenProblem(task, problem), request, settings);
                journal.append(JSON.writeValueAsString(solved));
                done.add(solved);
                listener.advanced(done.size(), problems.size(), (int)
                        done.stream().filter(Solved::solved).count());
            }
            return List.copyOf(done);
        }
    }

    private static Thinker thinker(TrainedModel model, Dialogue dialogue, GivenProblem given, ThinkingRequest request) {
        return new Thinker(
                model.learner(),
                dialogue,
                given,
                Thinker.beginning(given, "", LongThinking.tokens(request, model), request.seed(), request.alone()));
    }

    private static void warm(TrainedModel model, Dialogue dialogue, GivenProblem given, ThinkingRequest request) {
        long begun = System.nanoTime();
        while ((System.nanoTime() - begun) * 1e-9 < WARMING_SECONDS) {
            Thinker thinker = thinker(model, dialogue, given, request);
            for (int i = 0; i < 5; i++) {
                thinker.round(System.nanoTime());
            }
        }
    }

    private static Solved solve(
            TrainedModel model, Dialogue dialogue, GivenProblem given, ThinkingRequest request, String settings) {
        Thinker thinker = thinker(model, dialogue, given, request);
        long begun = System.nanoTime();
        while (!thinker.state().solved() && thinker.state().spent().seconds() < request.seconds()) {
            thinker.round(begun);
            begun = System.nanoTime();
        }
        ThinkingState state = thinker.state();
        return new Solved(
                settings,
                state.problem().prompt(),
                state.problem().level(),
                state.solved() && state.spent().seconds() <= request.seconds(),
                state.spent().seconds(),
                state.tally().attempts(),
                state.tally().verified(),
                state.spent());
    }

    /** At 0.03, 0.1, 0.3 ... seconds up to the longest, which is the last. */
    public static List<Point> points(List<Solved> problems, double longest) {
        List<Point> points = new ArrayList<>();
        int before = 0;
        for (double seconds : grid(longest)) {
            int solved = (int) problems.stream()
                    .filter(each -> each.solved() && each.seconds() <= seconds)
                    .count();
            int unsolved = problems.size() - before;
            points.add(new Point(
                    seconds,
                    solved,
                    Share.of(solved, problems.size()),
                    unsolved,
                    solved - before,
                    Share.of(solved - before, unsolved)));
            before = solved;
        }
        return points;
    }

    static List<Double> grid(double longest) {
        List<Double> grid = new ArrayList<>();
        for (int power = -2; Math.pow(10, power) < longest; power++) {
            grid.add(Double.parseDouble("3e" + power));
            grid.add(Double.parseDouble("1e" + (power + 1)));
        }
        grid.removeIf(seconds -> seconds > longest * 0.999);
        grid.add(longest);
        return grid;
    }

    /**
     * The law {@code -ln share = a t^-b} ({@link Coverage} with seconds in place of samples) on the points up to a time; nothing where fewer than two of them lie
     * between 0 and 1.
     */
    public static Optional<Coverage> law(List<Point> points, double upTo) {
        List<Point> used = points.stream()
                .filter(point -> point.seconds() <= upTo * (1 + 1e-9))
                .filter(point -> point.share().value() > 0 && point.share().value() < 1)
                .toList();
        return used.size() < 2
                ? Optional.empty()
                : Optional.of(Coverage.fit(
                        values(used, Point::seconds),
                        values(used, point -> point.share().value())));
    }

    private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }

    /** Whether more time solved more at every step of the grid, as long as there was something left to solve. */
    public static boolean rises(List<Point> points) {
        return points.stream().allMatch(point -> point.newly() > 0 || point.unsolved() == 0);
    }
}
