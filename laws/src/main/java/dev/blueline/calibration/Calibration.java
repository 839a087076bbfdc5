package dev.blueline.calibration;

import dev.blueline.scaling.Cause;
import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Judges many lines whose future is known and counts how often the verdicts were right.
 *
 * @param simulated a tally for each kind of curve
 * @param measured a tally for each kind of real line; empty without runs
 */
public record Calibration(List<Tally> simulated, List<Tally> measured) {
    private static final Cause NONE = new Cause.Fixed("everything else is held fixed", "");

    /**
     * What is judged.
     *
     * @param draws lines of each kind of curve
     * @param seed first seed: another seed draws other curves and other noise
     * @param horizon how many times further along the axis
     * @param threshold the gain that counts; empty for twice the seed deviation
     * @param threads lines judged at the same time
     */
    public record Settings(int draws, long seed, double horizon, OptionalDouble threshold, int threads) {}

    /**
     * Runs the calibration.
     *
     * @param runs of published tables, for the measured lines; may be empty
     * @param progress told how many of {@link #lines} are done, from several threads
     */
    public static Calibration run(Settings settings, List<MeasuredRun> runs, IntConsumer progress) {
        Work work = new Work(progress);
        try (ExecutorService threads = Executors.newFixedThreadPool(settings.threads())) {
            Simulation simulation = new Simulation(settings.horizon(), settings.threshold());
            Map<String, List<Future<Tally>>> simulated = new LinkedHashMap<>();
            for (Truth truth : Truth.values()) {
                List<Future<Tally>> verdicts = new ArrayList<>();
                for (int i = 0; i < settings.draws(); i++) {
                    long seed = settings.seed() * 1_000_003 + i;
                    verdicts.add(threads.submit(() -> work.judge(simulation.draw(truth, seed), seed)));
                }
                simulated.put(truth.title(), verdicts);
            }
            Map<String, List<Future<Tally>>> measured = new LinkedHashMap<>();
            for (Line line : MeasuredLines.of(runs)) {
                measured.computeIfAbsent(line.kind(), kind -> new ArrayList<>())
                        .add(threads.submit(() -> work.judge(line, settings.seed())));
            }
            return new Calibration(counted(simulated), counted(measured));
        }
    }

    /** How many lines will be judged. */
    public static int lines(Settings settings, List<MeasuredRun> runs) {
        return settings.draws() * Truth.values().length + MeasuredLines.of(runs).size();
    }

    /** All kinds together. */
    public static Tally sum(String kind, List<Tally> tallies) {
        return tallies.stream().reduce(Tally.none(kind), Tally::plus);
    }

    private static List<Tally> counted(Map<String, List<Future<Tally>>> verdicts) {
        List<Tally> tallies = new ArrayList<>();
        verdicts.forEach((kind, futures) -> {
            Tally tally = Tally.none(kind);
            for (Future<Tally> future : futures) {
                tally = tally.plus(done(future));
            }
            tallies.add(tally);
        });
        return tallies;
    }

    private static Tally done(Future<Tally> future) {
        try {
            return future.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    private static final class Work {
        private final IntConsumer progress;
        private int judged;

        Work(IntConsumer progress) {
            this.progress = progress;
        }

        Tally judge(Line line, long seed) {
            Verdict verdict = Judge.judge(line.points(), "x", line.criterion(), NONE, seed);
            synchronized (this) {
                progress.accept(++judged);
            }
            return Tally.none(line.kind()).with(line, verdict);
        }
    }
}
